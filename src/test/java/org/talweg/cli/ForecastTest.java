package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.analysis.Forecast;
import org.talweg.arrangement.Arrangement;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class ForecastTest {

    @TempDir
    private Path directory;

    /** Rows in general position, but for copies of the first {@code different}. */
    private String data(int rows, int inputs, int different) throws IOException {
        Random random = new Random(3);
        String[] lines = new String[rows];
        for (int k = 0; k < rows; k++) {
            StringBuilder line = new StringBuilder();
            for (int j = 0; j < inputs; j++) {
                line.append(random.nextInt(20_001) - 10_000).append(',');
            }
            lines[k] = k < different ? line.toString() : lines[k % different];
        }
        for (int k = 0; k < rows; k++) {
            lines[k] += random.nextInt(5) - 2;
        }
        Path file = directory.resolve("data.csv");
        Files.write(file, List.of(lines));
        return file.toString();
    }

    @Timeout(20)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "certify DATA --lambda 0.01 --width 10",
                "certify DATA --lambda 0.01 --width 10 --census off",
                "certify DATA --lambda 0.01 --width 10 --sample 10",
                "graph DATA --lambda 0.01 --width 1",
                "counterexample --data DATA --lambda 0.01 --width 2",
                "cells DATA --format json"
            })
    void whatCannotBeHeldIsRefused(String command) throws IOException {
        Run run = Run.of(command.replace("DATA", data(50, 10, 50)).split(" "));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().toList()).hasSize(1);
        assertThat(run.err())
                .startsWith("talweg: 50 rows of rank 10 have an estimated 5214913020 cells (no more in any case)")
                .contains("memory", "what would do: ", "41 rows of rank 10 always fit");
    }

    /** Cover's bound for the 50 rows is 5e9, but they lie on 11 hyperplanes. */
    @Test
    @Timeout(60)
    void copiesOfRowsAreNotRefused() throws IOException {
        String data = data(50, 10, 11);
        Run cells = Run.of("cells", data, "--count-only");
        assertThat(cells.out()).contains("count: 2046");
        assertThat(Run.of("certify", data, "--lambda", "1", "--width", "10", "--census", "off")
                        .status())
                .isZero();
    }

    /** Announces the cells of four lines in the plane, as if a pass over them took as long as given. */
    @Command(name = "announce")
    private static final class Announcing implements Callable<Integer> {
        @Mixin
        private OutputOptions output;

        @Option(names = "--seconds")
        private double seconds;

        @Override
        public Integer call() {
            Arrangement lines = Arrangement.of(RationalMatrix.ofRows(
                    List.of(
                            RationalVector.of(1L, 0L),
                            RationalVector.of(0L, 1L),
                            RationalVector.of(1L, 1L),
                            RationalVector.of(1L, 2L)),
                    2));
            Forecast.of(lines)
                    .announce(
                            4,
                            part -> new Forecast.Pass(2L * part.size(), seconds),
                            new int[] {1, 10},
                            "",
                            new TerminalWatch(output));
            return 0;
        }
    }

    /** A pilot of two of the four rows and four of the eight cells: a pass over all takes four times as long. */
    @Test
    void longWaitsAreAnnouncedOnStandardError() {
        Run run = Run.with(new Announcing(), "announce", "--seconds", "2");
        assertThat(run.err().strip()).isEqualTo("talweg: 8 cells; about 8 s to 80 s, by the speed on 2 of 4 rows");
        assertThat(run.out()).isEmpty();
        assertThat(Run.with(new Announcing(), "announce", "--seconds", "2", "--quiet")
                        .err())
                .isEmpty();
        assertThat(Run.with(new Announcing(), "announce", "--seconds", "0.01").err())
                .isEmpty();
    }

    @Test
    void timesAreRounded() {
        assertThat(Forecast.time(7)).isEqualTo("7 s");
        assertThat(Forecast.time(150)).isEqualTo("3 min");
        assertThat(Forecast.time(1e5)).isEqualTo("28 h");
    }
}
