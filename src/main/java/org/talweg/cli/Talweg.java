package org.talweg.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.talweg.data.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The program {@code talweg}.
 *
 * <p>Exit status: 0 if the command did its work, 1 if a check refused or the program failed, 2 for bad usage or bad input.
 * Results go to standard output, everything else to standard error. An error is one line; {@code --debug} adds the trace.
 */
@Command(
        name = "talweg",
        description = "Computes, with proof, the local minima of two-layer ReLU networks with weight decay.",
        mixinStandardHelpOptions = true,
        // All commands inherit --help and --version.
        scope = ScopeType.INHERIT,
        versionProvider = Talweg.Version.class,
        // Every command of the program is listed here and nowhere else.
        subcommands = {
            CellsCommand.class,
            CertifyCommand.class,
            VerifyCommand.class,
            RegionCommand.class,
            ClassifyCommand.class,
            EmbedCommand.class,
            GraphCommand.class,
            DescendCommand.class,
            JacobianCommand.class,
            InterpolateCommand.class,
            PopulationCommand.class,
            CounterexampleCommand.class,
            GenerateCommand.class
        })
public final class Talweg implements Callable<Integer> {

    /** The command did its work. */
    public static final int OK = 0;
    /** A check refused, or the program failed. */
    public static final int FAILED = 1;
    /** Bad usage or bad input. */
    public static final int BAD_INPUT = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print a stack trace with an error.")
    private boolean debug;

    private Talweg() {}

    /** Runs the program and exits with its status. */
    public static void main(String[] args) {
        CommandLine commandLine = commandLine();
        commandLine.setOut(utf8(System.out));
        commandLine.setErr(utf8(System.err));
        System.exit(run(commandLine, args));
    }

    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** The program, configured, with further commands; its writers are picocli's defaults until set. */
    static CommandLine commandLine(Object... further) {
        Talweg talweg = new Talweg();
        CommandLine commandLine = new CommandLine(talweg);
        JacobianCommand.relax(commandLine.getSubcommands().get("jacobian"));
        for (Object command : further) {
            commandLine.addSubcommand(command);
        }
        // These settings reach the commands added before, and only those.
        Converters.register(commandLine);
        return commandLine
                // An argument @file would be replaced by that file's contents.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, args) -> talweg.misused(e))
                .setExecutionExceptionHandler((e, cmd, parsed) -> talweg.failed(e, cmd));
    }

    /** Executes and returns the exit status; results that could not be written are a failure. */
    static int run(CommandLine commandLine, String... args) {
        try {
            int status = commandLine.execute(args);
            if (commandLine.getOut().checkError()) {
                report(commandLine, "talweg: standard output could not be written");
                return FAILED;
            }
            return status;
        } catch (OutOfMemoryError e) {
            report(commandLine, "talweg: out of memory; give Java more with -Xmx");
            return FAILED;
        } catch (StackOverflowError e) {
            report(commandLine, "talweg: out of stack; give Java more with -Xss");
            return FAILED;
        }
    }

    @Override
    public Integer call() {
        throw missingCommand(spec);
    }

    /** The error of a command that only groups subcommands and was given none. */
    static ParameterException missingCommand(CommandSpec spec) {
        return new ParameterException(
                spec.commandLine(),
                "expected a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    private int misused(ParameterException e) {
        CommandLine cmd = e.getCommandLine();
        String name = cmd.getCommandSpec().qualifiedName();
        report(cmd, name + ": " + Misuse.message(e) + " (see " + name + " --help)");
        trace(e, cmd);
        return BAD_INPUT;
    }

    private int failed(Exception e, CommandLine cmd) {
        boolean input = e instanceof InputException;
        report(
                cmd,
                input
                        ? "talweg: " + e.getMessage()
                        : "talweg: internal failure: " + e + (debug ? "" : " (--debug tells where)"));
        trace(e, cmd);
        return input ? BAD_INPUT : FAILED;
    }

    private void trace(Exception e, CommandLine cmd) {
        if (debug) {
            e.printStackTrace(cmd.getErr());
        }
    }

    /** Prints one line, whatever the message holds. */
    private static void report(CommandLine cmd, String message) {
        cmd.getErr().println(message.strip().replaceAll("\\p{Cntrl}+", " "));
        cmd.getErr().flush();
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Talweg.class.getPackage().getImplementationVersion();
            return new String[] {"talweg " + (version == null ? "(not packaged)" : version)};
        }
    }
}
