package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One run of the program inside the test's process. */
public record Run(int status, String out, String err) {

    public static Run of(String... args) {
        return with(null, args);
    }

    /** A run of the program with one more command, if not null. */
    static Run with(Object command, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine program = command == null ? Talweg.commandLine() : Talweg.commandLine(command);
        program.setOut(new PrintWriter(out));
        program.setErr(new PrintWriter(err));
        int status = Talweg.run(program, args);
        return new Run(status, out.toString(), err.toString());
    }

    /** The output of a run that succeeded, as JSON. */
    public JsonNode json() {
        assertThat(status).as(err).isZero();
        return new ObjectMapper().readTree(out);
    }
}
