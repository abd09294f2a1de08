package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.data.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class TalwegTest {

    /** A command that throws. */
    @Command(name = "throw")
    private static final class Throwing implements Callable<Integer> {
        private final Exception exception;
        private final Error error;

        Throwing(Exception exception, Error error) {
            this.exception = exception;
            this.error = error;
        }

        @Override
        public Integer call() throws Exception {
            if (error != null) {
                throw error;
            }
            throw exception;
        }
    }

    private static Run throwing(Exception exception, String... args) {
        return Run.with(new Throwing(exception, null), args);
    }

    private static Run throwing(Error error) {
        return Run.with(new Throwing(null, error), "throw");
    }

    /** Exactly one line on standard error, nothing on standard output. */
    private static void assertOneLine(Run run, int status, String line) {
        assertThat(run.err()).isEqualTo(line + System.lineSeparator());
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(status);
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        for (String[] args : new String[][] {
            {"--help"}, {"-h"}, {"--version"}, {"generate", "--help"}, {"generate", "gaussian", "-V"}
        }) {
            Run run = Run.of(args);
            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("talweg");
            assertThat(run.err()).isEmpty();
        }
        assertThat(Run.of("--help").out()).contains("generate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|talweg: expected a command: cells, certify, verify, region, classify, embed, graph, descend, jacobian, interpolate, population, counterexample, generate",
                "nonsense|talweg: unknown command 'nonsense'; expected cells, certify, verify, region, classify, embed, graph, descend, jacobian, interpolate, population, counterexample, generate",
                "certfy --lambda 1|talweg: unknown command 'certfy'; did you mean certify?",
                "--nonsense|talweg: unknown option '--nonsense'",
                "--versoin|talweg: unknown option '--versoin'; did you mean --version?",
                "generate|talweg generate: expected a command: boursier, gaussian, one-dimensional, orthogonal, teacher",
                "generate nonsense|talweg generate: unknown command 'nonsense'; expected boursier, gaussian, one-dimensional, orthogonal, teacher",
                "generate gausian -n 2|talweg generate: unknown command 'gausian'; did you mean gaussian?",
                // A misspelt option is missing too.
                "generate gaussian --row=2 -d 2|talweg generate gaussian: unknown option '--row'; did you mean --rows?",
                "generate gaussian -n 2 --sed 1|talweg generate gaussian: unknown option '--sed'; did you mean --seed? Missing required option: '--dimension=D'",
                "generate gaussian 2 -d 2|talweg generate gaussian: one word too many: '2'. Missing required option: '--rows=N'",
                "certify x.csv --lamda 0.01 --width 2|talweg certify: unknown option '--lamda'; did you mean --lambda?",
                "certify x.csv --lambda 0.01 -w 2|talweg certify: unknown option '-w'; did you mean --width?",
                "certify x.csv --lambda 0.01 --width two|talweg certify: Invalid value for option '--width' (M): expected widths such as 5, 1-5 or 1-3,10, found 'two'",
                "certify x.csv --lambda 0.01 --width 2 --nodes 1e6|talweg certify: Invalid value for option '--nodes': expected a whole number, found '1e6'",
                "certify x.csv --lambda 0.01 --width 2 --census ful|talweg certify: Invalid value for option '--census': expected one of off, minima, full, found 'ful'",
                "cells x.csv --method fast|talweg cells: Invalid value for option '--method': expected one of automatic, deletion-restriction, feasibility, characteristic, found 'fast'",
                "counterexample othogonal --width 2 --lambda 1|talweg counterexample: Invalid value for positional parameter at index 0 (KIND): expected one of orthogonal, gaussian, teacher, found 'othogonal'",
                "generate gaussian -n 2|talweg generate gaussian: Missing required option: '--dimension=D'",
                "generate gaussian -n x -d 2|talweg generate gaussian: Invalid value for option '--rows': expected a whole number, found 'x'",
                "generate gaussian -n 99999999999 -d 2|talweg generate gaussian: Invalid value for option '--rows': expected a whole number, at most 2147483647, found '99999999999'",
                "generate gaussian -n -99999999999 -d 2|talweg generate gaussian: Invalid value for option '--rows': expected a whole number, at least -2147483648, found '-99999999999'",
                "generate orthogonal|talweg generate orthogonal: expected the option --rows or --labels",
                // An existing file, whose contents must not become arguments.
                "generate boursier -d 4 @pom.xml|talweg generate boursier: one word too many: '@pom.xml'"
            })
    void usageErrorsAreOneLine(String args, String message) {
        Run run = Run.of(args.isEmpty() ? new String[0] : args.split(" ", -1));
        String command = message.substring(0, message.indexOf(':'));
        assertOneLine(run, 2, message + " (see " + command + " --help)");
    }

    @Test
    void badInputIsOneLineAndTwo() {
        assertOneLine(
                throwing(new InputException("f.csv: row 1, column 2: bad"), "throw"),
                2,
                "talweg: f.csv: row 1, column 2: bad");
        assertOneLine(throwing(new InputException("a\nb\tc"), "throw"), 2, "talweg: a b c");
    }

    @Test
    void failuresAreOneLineAndOne() {
        assertOneLine(
                throwing(new IllegalStateException("oops"), "throw"),
                1,
                "talweg: internal failure: java.lang.IllegalStateException: oops (--debug tells where)");
        assertOneLine(throwing(new OutOfMemoryError()), 1, "talweg: out of memory; give Java more with -Xmx");
        assertOneLine(throwing(new StackOverflowError()), 1, "talweg: out of stack; give Java more with -Xss");
    }

    @Test
    void debugAddsTheTrace() {
        Run failure = throwing(new IllegalStateException("oops"), "throw", "--debug");
        assertThat(failure.status()).isEqualTo(1);
        assertThat(failure.err())
                .startsWith("talweg: internal failure: java.lang.IllegalStateException: oops" + System.lineSeparator())
                .contains("\tat org.talweg");
        Run input = throwing(new InputException("bad"), "--debug", "throw");
        assertThat(input.status()).isEqualTo(2);
        assertThat(input.err()).startsWith("talweg: bad").contains("\tat org.talweg");
        assertThat(Run.of("--debug", "generate", "nonsense").err()).contains("\tat picocli");
    }

    @Test
    void resultsThatCannotBeWrittenAreAFailure() {
        StringWriter err = new StringWriter();
        CommandLine program = Talweg.commandLine();
        program.setOut(new PrintWriter(new FilterWriter(Writer.nullWriter()) {
            @Override
            public void write(String text, int offset, int length) throws IOException {
                throw new IOException("disk full");
            }
        }));
        program.setErr(new PrintWriter(err));
        assertThat(Talweg.run(program, "generate", "boursier", "-d", "3")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("talweg: standard output could not be written" + System.lineSeparator());
    }
}
