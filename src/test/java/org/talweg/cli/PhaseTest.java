package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code jacobian --phase}. */
class PhaseTest {

    private static final String SPEC = "rows=4..12/4;inputs=1,1/2n;widths=1,4,40";

    @TempDir
    private Path directory;

    private static Run phase(String spec, String options) {
        List<String> arguments = new ArrayList<>(List.of("jacobian", "--phase", spec));
        arguments.addAll(List.of(options.split(" ", -1)));
        return Run.of(arguments.toArray(String[]::new));
    }

    /** Too few columns never give full rank, many neurons nearly always; exact and float ranks agree at these small sizes. */
    @Test
    void sharesRiseWithTheWidth() {
        JsonNode points = phase(SPEC, "--draws 40 --format json").json().get("phase");
        assertThat(points).hasSize(18);
        int before = 0;
        for (JsonNode p : points) {
            int n = p.get("n").asInt();
            int d = p.get("d").asInt();
            int width = p.get("width").asInt();
            int full = p.get("fullRank").asInt();
            assertThat(d).isEqualTo(p.get("inputs").asString().equals("1") ? 2 : n / 2 + 1);
            assertThat(p.get("undecided").asInt()).isZero();
            assertThat(p.get("floatDraws").asInt()).isEqualTo(10);
            if (width * d < n) {
                assertThat(full).isZero();
            }
            if (width > 1) {
                assertThat(full).isGreaterThanOrEqualTo(before - 3);
            }
            if (width == 40 && d > 2) {
                assertThat(full).isEqualTo(40);
            }
            assertThat(p.get("low").asDouble()).isLessThanOrEqualTo(full / 40.0);
            assertThat(p.get("high").asDouble()).isGreaterThanOrEqualTo(full / 40.0);
            before = full;
        }
    }

    /** Stopped anywhere, it goes on to the same bytes. */
    @Test
    void goesOnFromItsCheckpoint() throws IOException {
        Path checkpoint = directory.resolve("phase.txt");
        String options = "--draws 10 --format json --checkpoint " + checkpoint;
        String whole = phase(SPEC, options).out();
        List<String> lines = Files.readAllLines(checkpoint);
        assertThat(lines).hasSize(19);
        Files.writeString(checkpoint, String.join("\n", lines.subList(0, 8)) + "\np 12 1");
        assertThat(phase(SPEC, options).out()).isEqualTo(whole);
        assertThat(Files.readAllLines(checkpoint)).isEqualTo(lines);
        assertThat(phase(SPEC, "--draws 10 --format json").out()).isEqualTo(whole);
        assertThat(phase(SPEC, "--draws 11 --checkpoint " + checkpoint).err())
                .contains("a checkpoint of another problem");
        Files.writeString(checkpoint, lines.get(0) + "\np 1 2 x\n");
        assertThat(phase(SPEC, options).err()).contains("not a line of a checkpoint");
    }

    @Test
    void picture() throws IOException {
        Path svg = directory.resolve("phase.svg");
        Run run = phase(SPEC, "--draws 5 --svg " + svg);
        assertThat(run.out()).contains("float wrong").contains("0 of 5");
        assertThat(Files.readString(svg))
                .startsWith("<svg")
                .contains("inputs 1/2n")
                .contains("polyline");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rows=4;inputs=1|--draws 1|--phase: expected rows=..;inputs=..;widths=.., each of them",
                "rows=4;inputs=x;widths=1|--draws 1|--phase: expected inputs such as 3, n, 2n or 1/4n, found 'x'",
                "rows=9..4;inputs=1;widths=1|--draws 1|--phase: expected a range from at least 1 upwards",
                "rows=four;inputs=1;widths=1|--draws 1|--phase: expected numbers such as 10, 1..15 or 10..190/20, found 'four'",
                "row=4|--draws 1|--phase: expected rows=..;inputs=..;widths=.., found 'row=4'",
                "rows=4;inputs=1;widths=1|--draws 0|--draws, --float-draws: expected at least 1 draw",
                "rows=4;inputs=1;widths=1|--sample 5|--phase draws its own data: no DATA, --sample or --measure"
            })
    void badUsageIsOneLine(String spec, String options, String message) {
        Run run = phase(spec, options);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void withoutPhaseDataAndWidthsAreRequired() {
        assertThat(Run.of("jacobian").err()).contains("Missing required parameter: 'DATA'");
        assertThat(Run.of("jacobian", "examples/teacher-4x3.csv").err())
                .contains("Missing required option: '--width=M'");
        assertThat(Run.of("jacobian", "examples/teacher-4x3.csv", "--width", "2", "--svg", "x")
                        .err())
                .contains("--svg: expected --phase");
    }
}
