package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.exact.Rational;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class RegionCommandTest {

    private static final String ORTHONORMAL = "1,0,2\n0,1,-1\n";

    @TempDir
    private Path directory;

    private Run region(String rows, String lambda, String neurons, String... more) throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, rows);
        List<String> arguments =
                new ArrayList<>(List.of("region", file.toString(), "--lambda", lambda, "--neurons", neurons));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    private JsonNode json(String rows, String lambda, String neurons) throws IOException {
        Run run = region(rows, lambda, neurons, "--format", "json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(region(rows, lambda, neurons, "--format", "json").out()).isEqualTo(run.out());
        return new ObjectMapper().readTree(run.out());
    }

    /** Theorem T8: + on the first row alone is global with - on the second; each alone is spurious. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "+:++,-:-+;GLOBAL;true",
                "+:+-,-:++,-:+-;GLOBAL;true",
                "+:++,+:+-;SPURIOUS;true",
                "-:++,-:-+;SPURIOUS;true",
                "+:-+,-:-+;SADDLE;true",
                "+:--,-:+-;SADDLE;true"
            })
    void verdictsOfOrthonormalData(String neurons, String verdict, boolean stationary) throws IOException {
        JsonNode json = json(ORTHONORMAL, "1/20", neurons);
        assertThat(json.get("verdict").asString()).isEqualTo(verdict);
        assertThat(json.get("stationary").asBoolean()).isEqualTo(stationary);
        assertThat(json.get("reason").asString()).isNotBlank();
        assertThat(json.get("region").asString()).isEqualTo(neurons);
        Rational lower = Rational.parse(json.get("value").get("lower").asString());
        Rational upper = Rational.parse(json.get("value").get("upper").asString());
        assertThat(lower).isLessThanOrEqualTo(upper);
        if (verdict.equals("GLOBAL")) {
            // (5 - 1.9^2 - 0.9^2) / 2
            assertThat(lower).isLessThanOrEqualTo(Rational.of(29, 100));
            assertThat(upper).isGreaterThanOrEqualTo(Rational.of(29, 100));
        }
        assertThat(json.get("escape").isNull()).isEqualTo(!verdict.equals("SADDLE"));
        if (verdict.equals("SADDLE")) {
            assertThat(json.get("escape").get("kind").asString()).isEqualTo("SWITCH_ON");
        }
        assertThat(region(ORTHONORMAL, "1/20", neurons).out()).contains(verdict);
    }

    /** The last rows: a zero row, and one on the hyperplane of the first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,0,2/0,1,-1|-:0+|-:0+ is a face, not a cell; give one of the 2 cells around it: -:-+, -:++",
                "1,0,2/0,1,-1|+:++,+:+0|+:+0 is a face, not a cell; give one of the 2 cells around it: +:+-, +:++",
                "1,0,2/0,1,-1|+:00|+:00 is a face, not a cell; give one of the 4 cells around it: +:--, +:+-, +:-+, +:++",
                "1,0,2/0,1,-1|+:+|+:+ has 1 sign, but the data have 2 rows",
                "1,0,2/0,1,-1/0,0,1|+:++0,+:+++|+:+++ has a sign at row 3, which is zero: give 0 there",
                "1,0,2/0,1,-1/2,0,1|+:+++,+:0++|no cell of these data has the signs 0++",
                "1,0,2/0,1,-1/2,0,1|+:0+0|+:0+0 is a face, not a cell; give one of the 2 cells around it: +:-+-, +:+++",
                "1,0,2/0,1,-1/2,0,1|+:++-|no cell of these data has the signs ++-",
                "1,0,1/1,1,1/1,2,1/1,3,1/1,4,1|+:00000|+:00000 is a face, not a cell; give one of the 10 cells around it:"
                        + " +:-----, +:+----, +:++---, +:+++--, +:++++-, +:----+, ..."
            })
    void aFaceNamesTheCellsAroundIt(String rows, String neurons, String message) throws IOException {
        Run run = region(rows.replace('/', '\n'), "1/20", neurons);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("talweg: --neurons: " + message + System.lineSeparator());
    }

    @Test
    void aBorderThatHoldsTheMinimiserNamesTheLowerRegion() throws IOException {
        String rows = Files.readString(Path.of("src/test/resources/census/gaussian-4x2.csv"));
        String neurons = "+:++-+,+:++-+,+:++-+,+:++-+";
        JsonNode json = json(rows, "1/50", neurons);
        assertThat(json.get("verdict").asString()).isEqualTo("NONE");
        assertThat(json.get("stationary").asBoolean()).isFalse();
        assertThat(json.get("neighbours").isEmpty()).isFalse();
        assertThat(json.get("escape").get("kind").asString()).isEqualTo("TURN");
        assertThat(region(rows, "1/50", neurons).out()).contains("lower region").contains("turned into");
        double here = json.get("value").get("approx").asDouble();
        for (JsonNode neighbour : json.get("neighbours")) {
            JsonNode there = json(rows, "1/50", neighbour.asString());
            assertThat(there.get("value").get("approx").asDouble()).isLessThan(here);
        }
    }

    @Test
    void raysHaveUnitDirections() throws IOException {
        JsonNode ray = json("3,4,2\n", "1/10", "+:+").get("rays").get(0);
        assertThat(ray.get("sign").asString()).isEqualTo("+");
        assertThat(ray.get("covector").asString()).isEqualTo("+");
        assertThat(ray.get("direction").get(0).asDouble()).isCloseTo(0.6, within(1e-12));
        assertThat(ray.get("direction").get(1).asDouble()).isCloseTo(0.8, within(1e-12));
        // 5 t = 2 - mu / 5
        assertThat(ray.get("mass").asDouble()).isCloseTo(0.396, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "+:+;2 rows",
                "+:+++;2 rows",
                "++;SIGN:CELL",
                "*:++;SIGN:CELL",
                "'';SIGN:CELL",
                "+:++,;SIGN:CELL",
                "+:+0;a face, not a cell",
                "+:+x;x"
            })
    void badNeuronsAreOneLine(String neurons, String mention) throws IOException {
        Run run = region(ORTHONORMAL, "1/20", neurons);
        assertThat(run.status()).as(run.out()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip()).doesNotContain("\n").contains(mention);
    }

    @Test
    void cellsThatDoNotExistAreRefused() throws IOException {
        Run run = region("1,0,1\n-2,0,1\n0,0,1\n", "1/20", "+:++0");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no cell");
        assertThat(region("1,0,1\n-2,0,1\n0,0,1\n", "1/20", "+:+-0").status()).isZero();
    }

    @Test
    void allZeroRowsHaveOneCell() throws IOException {
        JsonNode json = json("0,0,1\n0,0,2\n", "1/20", "+:00,-:00");
        assertThat(json.get("verdict").asString()).isEqualTo("GLOBAL");
        assertThat(json.get("value").get("lower").asString()).isEqualTo("5/2");
        assertThat(json.get("rays").isEmpty()).isTrue();
    }
}
