package org.talweg.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Mixin: where results and messages go. */
final class OutputOptions {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the result to FILE, whole or not at all; standard output by default.")
    private Path output;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no messages, only errors.")
    private boolean quiet;

    boolean quiet() {
        return quiet;
    }

    /**
     * Sends what {@code content} writes to the output file or to standard output.
     *
     * @throws org.talweg.data.InputException if the file cannot be written; then it is as it was before
     */
    void write(FileOutput.Content content) {
        if (output != null) {
            FileOutput.write(output, content);
            return;
        }
        PrintWriter out = command.commandLine().getOut();
        try {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }

    /** A line on standard error, unless {@code --quiet}. */
    void message(String line) {
        if (!quiet) {
            PrintWriter err = command.commandLine().getErr();
            err.println(line);
            err.flush();
        }
    }
}
