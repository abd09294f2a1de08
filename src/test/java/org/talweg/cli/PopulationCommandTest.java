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

/** {@code population}. */
class PopulationCommandTest {

    @TempDir
    private Path directory;

    private static Run run(String options) {
        List<String> arguments = new ArrayList<>(List.of("population"));
        arguments.addAll(List.of(options.split(" ", -1)));
        return Run.of(arguments.toArray(String[]::new));
    }

    private static List<JsonNode> rows(JsonNode json, String verdict) {
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode row : json.get("minima")) {
            if (row.get("verdict").asString().equals(verdict)) {
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void minimaAsJson() {
        JsonNode json = run("--neurons 6 --split --format json").json();
        assertThat(json.get("complete").asBoolean()).isFalse();
        List<JsonNode> spurious = rows(json, "SPURIOUS");
        assertThat(spurious).hasSize(2);
        JsonNode first = spurious.get(0);
        assertThat(first.get("teachers").asInt()).isEqualTo(6);
        assertThat(first.get("students").asInt()).isEqualTo(6);
        assertThat(first.get("blocks").toString()).isEqualTo("[1,5]");
        assertThat(first.get("value").get("approx").asDouble()).isBetween(0.02508058100246, 0.02508058100247);
        assertThat(first.get("smallestEigenvalue").get("approx").asDouble()).isBetween(0.00470035, 0.00470036);
        assertThat(first.get("splitCurvature").get("approx").asDouble()).isBetween(-0.180778, -0.180777);
        assertThat(first.get("splits")).hasSize(2);
        assertThat(first.get("radius").asDouble()).isEqualTo(1e-9);
        assertThat(first.get("normSum").asDouble()).isBetween(5.976, 5.977);
        assertThat(first.get("hits").asInt()).isZero();
        JsonNode global = rows(json, "GLOBAL").get(0);
        assertThat(global.get("value").get("upper").asString()).isEqualTo("0");
        assertThat(global.get("smallestEigenvalue").get("approx").asDouble()).isBetween(0.0908450, 0.0908451);
        for (JsonNode saddle : rows(json, "SADDLE")) {
            assertThat(saddle.get("smallestEigenvalue").get("upper").asString()).startsWith("-");
            assertThat(saddle.get("splitCurvature").isNull()).isTrue();
        }
    }

    @Test
    void sameBytesForTheSameSeed() {
        String options = "--neurons 6,9 --runs 5 --format json";
        assertThat(run(options).out()).isEqualTo(run(options).out());
    }

    @Test
    void textCsvAndPicture() throws IOException {
        Path picture = directory.resolve("loss.svg");
        Run text = run("--neurons 6..8 --split --svg " + picture);
        assertThat(text.out())
                .contains("6, students 6: 2 spurious minima and 8 saddles proved")
                .contains("1-, rest+")
                .contains("-0.1807773")
                .contains("That there are no others");
        assertThat(Files.readString(picture)).startsWith("<svg").contains("1-, rest+: 3");
        Run csv = run("--neurons 6 --format csv");
        assertThat(csv.out())
                .startsWith("teachers,students,blocks,family,verdict,loss")
                .hasLineCount(11);
        assertThat(run("--neurons 6..9 --families").out()).contains("6..9").contains("0.025080581002");
    }

    @Test
    void moreStudents() {
        JsonNode json = run("--neurons 8 --students 9 --format json").json();
        assertThat(rows(json, "SPURIOUS")).hasSize(1);
        assertThat(rows(json, "SPURIOUS").get(0).get("students").asInt()).isEqualTo(9);
        assertThat(rows(json, "GLOBAL").get(0).get("smallestEigenvalue").isNull())
                .isTrue();
        assertThat(run("--neurons 8 --students +1 --format json").out())
                .isEqualTo(run("--neurons 8 --students k+1 --format json").out());
    }

    @Test
    void aroundTheGlobalMinimum() {
        JsonNode around = run("--neurons 5 --students +1 --around 0.01,0.5 --runs 100 --format json")
                .json()
                .get("around");
        assertThat(around).hasSize(2);
        JsonNode zero = around.get(0).get("levels").get(0);
        assertThat(zero.get("atLeast").asInt() + zero.get("below").asInt()).isEqualTo(100);
        assertThat(zero.get("low").asDouble()).isBetween(0.9, 0.97);
        assertThat(zero.get("high").asDouble()).isEqualTo(1);
        assertThat(run("--neurons 5 --around 0.1 --runs 50").out())
                .contains("c = 0.1")
                .contains("[0.9289, 1.0000]");
    }

    @Test
    void oneSymmetry() {
        JsonNode json = run("--blocks 1,5 --format json").json();
        assertThat(rows(json, "SPURIOUS"))
                .anyMatch(r -> r.get("value").get("approx").asDouble() < 0.0251);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--format text|Missing required option: '--neurons=K'",
                "--neurons 1|--neurons: expected from 2 to 3000 teachers, found 1",
                "--neurons 6 --students 5|--students: expected from as many as teachers to 4 more, found 5 for 6 teachers",
                "--neurons 6 --students many|--students: expected a number, or +E for E more than teachers, found 'many'",
                "--neurons 6 --runs 0|--runs: expected at least 1, not 0",
                "--neurons 6 --around 0|--around: expected positive radii",
                "--neurons 21 --around 0.1|--around: expected at most 20 teachers",
                "--neurons 6 --around 0.1 --split|--around goes with",
                "--blocks 0,5|--blocks: expected up to 4 sizes, at least 1 each",
                "--neurons 7 --blocks 1,5|--blocks: the sizes have the sum 6, which is not --neurons"
            })
    void badUsageIsOneLine(String options, String message) {
        Run run = run(options);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }
}
