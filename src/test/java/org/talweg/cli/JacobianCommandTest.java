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

/** {@code jacobian}. */
class JacobianCommandTest {

    private static final String TEACHER = "examples/teacher-4x3.csv";

    private static Run jacobian(String data, String options) {
        List<String> arguments = new ArrayList<>(List.of("jacobian", data, "--format", "json"));
        arguments.addAll(List.of(options.split(" ", -1)));
        return Run.of(arguments.toArray(String[]::new));
    }

    @Test
    void countsRegionsByRank() {
        JsonNode json = jacobian(TEACHER, "--width 2,5 --measure count,volume").json();
        assertThat(json.get("n").asInt()).isEqualTo(4);
        assertThat(json.get("cells").asInt()).isEqualTo(14);
        assertThat(json.get("maximalRank").asInt()).isEqualTo(4);
        assertThat(json.get("formula").get("maximalRank")).hasSize(4);
        JsonNode two = json.get("widths").get(0);
        assertThat(two.get("regions").asString()).isEqualTo("196");
        assertThat(two.get("fullRank").asString()).isEqualTo("50");
        int sum = 0;
        for (JsonNode rank : two.get("ranks")) {
            sum += Integer.parseInt(rank.get("regions").asString());
        }
        assertThat(sum).isEqualTo(196);
        assertThat(two.get("fullRankVolume").get("proved").asBoolean()).isTrue();
        assertThat(two.get("fullRankVolume").get("low").asDouble()).isBetween(0.2771, 0.2773);
    }

    /** The volume against weights drawn at random. */
    @Test
    void volumesAreWhatDrawsShow() {
        JsonNode volume = jacobian(TEACHER, "--width 3 --measure volume")
                .json()
                .get("widths")
                .get(0)
                .get("fullRankVolume");
        JsonNode drawn = jacobian(TEACHER, "--width 3 --sample 4000 --seed 5")
                .json()
                .get("sample")
                .get(0);
        assertThat(drawn.get("measure").asString()).isEqualTo("gaussian");
        assertThat(drawn.get("undecided").asInt()).isZero();
        assertThat(volume.get("low").asDouble())
                .isBetween(drawn.get("low").asDouble() - .01, drawn.get("high").asDouble() + .01);
    }

    @Test
    void degenerateRowsCapTheRank(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), "1,1,0\n1,1,1\n0,0,1\n");
        JsonNode json = jacobian(file.toString(), "--width 4").json();
        assertThat(json.get("maximalRank").asInt()).isEqualTo(1);
        assertThat(json.get("widths").get(0).get("fullRank").asString()).isEqualTo("0");
        assertThat(json.get("thresholds")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--width 2 --measure uniform|--measure",
                "--width 2 --sample 10 --measure count|--measure",
                "--width 2 --sample 0|--sample",
                "--width 0|--width",
            })
    void badOptionsAreOneLine(String options, String named) {
        Run run = jacobian(TEACHER, options);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().strip().lines()).hasSize(1);
        assertThat(run.err()).contains(named);
    }

    @Test
    void tooManyCellsAreRefused(@TempDir Path folder) {
        String data = folder.resolve("data.csv").toString();
        Run.of("generate", "gaussian", "-n", "40", "-d", "5", "-o", data);
        Run run = jacobian(data, "--width 2");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--sample");
    }
}
