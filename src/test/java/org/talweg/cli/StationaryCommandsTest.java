package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code classify --lambda 0} and {@code embed}. */
class StationaryCommandsTest {

    @TempDir
    private Path directory;

    private String data;
    private String twoOutputs;

    @BeforeEach
    void files() throws IOException {
        data = file("data.csv", "1,0,1\n0,1,-2\n");
        twoOutputs = file("two.csv", "1,1,1,-1/2\n1,-1,1,1/2\n");
    }

    private String file(String name, String text) throws IOException {
        Path path = directory.resolve(name);
        Files.writeString(path, text);
        return path.toString();
    }

    private static JsonNode run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--format", "json"));
        return Run.of(all.toArray(String[]::new)).json();
    }

    @Test
    void minimumAtAKink() throws IOException {
        String network = file("net.json", "{\"a\":[1],\"w\":[[1,0]]}");
        JsonNode json = run("classify", data, network, "--lambda", "0");
        assertThat(json.get("loss").asString()).isEqualTo("2");
        assertThat(json.get("stationary").asBoolean()).isTrue();
        assertThat(json.get("localMinimum").asBoolean()).isTrue();
        assertThat(json.get("order").isNull()).isTrue();
        assertThat(json.get("descent").isNull()).isTrue();
        assertThat(json.get("escapeNeurons")).isEmpty();
        assertThat(json.get("neurons").get(0).get("covector").asString()).isEqualTo("+0");
        assertThat(Run.of("classify", data, network, "--lambda", "0").out())
                .contains("a local minimum, of loss 2.00000000")
                .contains("1  +:+0")
                .contains("no tolerance");
    }

    /** A float that is not exact: the stationary network beside it, at its exact distance. */
    @Test
    void floatsAreNearAStationaryNetwork() throws IOException {
        String network = file("net.json", "{\"a\":[2],\"w\":[[0.5000001,-1]]}");
        JsonNode json = run("classify", data, network, "--lambda", "0");
        assertThat(json.get("stationary").asBoolean()).isFalse();
        assertThat(json.get("order").asInt()).isEqualTo(1);
        JsonNode nearby = json.get("nearby");
        assertThat(nearby.get("localMinimum").asBoolean()).isTrue();
        assertThat(nearby.get("loss").asString()).isEqualTo("2");
        assertThat(nearby.get("network").get("w").get(0).get(0).asString()).isEqualTo("1/2");
        assertThat(nearby.get("distance").get("approx").asDouble()).isBetween(0.99e-7, 1.01e-7);
    }

    @Test
    void severalOutputsAndOtherSlopes() throws IOException {
        String network = file("net.json", "{\"a\":[[1],[0]],\"w\":[[1,0]],\"slopes\":[\"1\",\"1/10\"]}");
        JsonNode json = run("classify", twoOutputs, network, "--lambda", "0", "--outputs", "2");
        assertThat(json.get("localMinimum").asBoolean()).isTrue();
        assertThat(json.get("escapeNeurons").get(0).get("silent").asBoolean()).isFalse();
        JsonNode wide = run(
                "embed", "--data", twoOutputs, network, "--outputs", "2", "--kind", "replicate", "--gamma", "1/3,2/3");
        assertThat(wide.get("stationary").asBoolean()).isTrue();
        assertThat(wide.get("localMinimum").asBoolean()).isFalse();
        assertThat(wide.get("predictedLocalMinimum").isNull()).isTrue();
        assertThat(wide.get("network").get("slopes").get(1).asString()).isEqualTo("1/10");
        assertThat(wide.get("network").get("a").get(0)).hasSize(2);
    }

    /** What embed writes classify reads, with the same answer. */
    @Test
    void embeddedNetworksCanBeClassified() throws IOException {
        String network = file("net.json", "{\"a\":[1],\"w\":[[1,0]]}");
        for (String options : List.of(
                "--kind replicate",
                "--kind replicate --gamma 1,0",
                "--kind replicate --gamma 2,-1 --beta 1,3",
                "--kind inactive",
                "--kind inactive --weights -1,0 --output-weight -1",
                "--kind propagate",
                "--kind propagate --weights 0,1")) {
            List<String> arguments = new ArrayList<>(List.of("embed", data, network));
            arguments.addAll(List.of(options.split(" ", -1)));
            JsonNode json = run(arguments.toArray(String[]::new));
            String wide = file("wide.json", json.get("network").toString());
            JsonNode again = run("classify", data, wide, "--lambda", "0");
            assertThat(again.get("loss").asString()).isEqualTo("2");
            assertThat(again.get("stationary")).as(options).isEqualTo(json.get("stationary"));
            assertThat(again.get("localMinimum")).as(options).isEqualTo(json.get("localMinimum"));
            assertThat(again.get("escapeNeurons")).isEqualTo(json.get("escapeNeurons"));
            JsonNode predicted = json.get("predictedLocalMinimum");
            assertThat(predicted.isNull() || predicted.equals(json.get("localMinimum")))
                    .isTrue();
            assertThat(Run.of(arguments.toArray(String[]::new)).out()).contains("as before");
        }
        JsonNode alone = run("embed", network, "--kind", "replicate");
        assertThat(alone.get("loss").isNull()).isTrue();
        assertThat(alone.get("network").get("w")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--kind replicate --neuron 2|--neuron: expected a neuron from 1 to 1, found 2",
                "--kind replicate --gamma 1,1|--gamma, --beta: the parts gamma must have the sum 1, not 2",
                "--kind propagate --gamma 1,0|--gamma has no meaning for --kind propagate",
                "--kind inactive --weights 1|--weights: expected 2 numbers, found 1",
                "--kind inactive --weights 1,1|--weights: expected a neuron that no row activates",
                "--kind nonsense|expected one of replicate, inactive, propagate"
            })
    void badUsageIsOneLine(String options, String message) throws IOException {
        String network = file("net.json", "{\"a\":[1],\"w\":[[1,0]]}");
        List<String> arguments = new ArrayList<>(List.of("embed", data, network));
        arguments.addAll(List.of(options.split(" ", -1)));
        Run run = Run.of(arguments.toArray(String[]::new));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":[[1],[0],[1]],\"w\":[[1,0]]}|expected 2 rows of 1 number in \"a\", found 3 of 1",
                "{\"a\":[1],\"w\":[[1,0]]}|expected 2 rows of 1 number in \"a\", found 1 of 1",
                "{\"a\":[[1],[0]],\"w\":[[1,0]],\"slopes\":[1]}|expected two slopes",
                "{\"a\":[[1],[0,2]],\"w\":[[1,0]]}|output 2, position 2: expected 1 number as in output 1, found 2"
            })
    void badNetworksAreOneLine(String text, String message) throws IOException {
        Run run = Run.of("classify", twoOutputs, file("net.json", text), "--lambda", "0", "--outputs", "2");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(1);
    }

    @Test
    void otherSlopesNeedNoDecay() throws IOException {
        String network = file("net.json", "{\"a\":[1],\"w\":[[1,0]],\"slopes\":[1,\"1/10\"]}");
        assertThat(Run.of("classify", data, network, "--lambda", "1").err()).contains("others need --lambda 0");
        assertThat(Run.of("classify", twoOutputs, network, "--lambda", "0", "--outputs", "4")
                        .err())
                .contains("expected at least 5 columns");
    }

    /** Theory and decision agree in every case that the theory speaks of, at minima, saddles and several outputs. */
    @Test
    void manyEmbeddingsAgreeWithTheTheory() throws IOException {
        String minimum = file("minimum.json", "{\"a\":[1],\"w\":[[1,0]]}");
        String saddle = file("saddle.json", "{\"a\":[0],\"w\":[[0,0]]}");
        String two = file("two.json", "{\"a\":[[1],[0]],\"w\":[[1,0]]}");
        for (String line :
                List.of(data + " " + minimum, data + " " + saddle, twoOutputs + " " + two + " --outputs 2")) {
            List<String> arguments = new ArrayList<>(List.of("embed", "--all", "60"));
            arguments.addAll(List.of(line.split(" ", -1)));
            JsonNode json = run(arguments.toArray(String[]::new));
            assertThat(json.get("kinds")).hasSize(5);
            for (JsonNode kind : json.get("kinds")) {
                assertThat(kind.get("embeddings").asInt()).isEqualTo(60);
                assertThat(kind.get("agreeing")).as(line + kind).isEqualTo(kind.get("predicted"));
            }
        }
        JsonNode kinds = run("embed", "--all", "60", data, minimum).get("kinds");
        assertThat(kinds.get(0).get("localMinimum").asInt()).isEqualTo(60);
        assertThat(kinds.get(1).get("localMinimum").asInt()).isZero();
        assertThat(kinds.get(1).get("stationary").asInt()).isEqualTo(60);
        assertThat(kinds.get(2).get("stationary").asInt()).isZero();
        assertThat(kinds.get(3).get("localMinimum").asInt()).isEqualTo(60);
        assertThat(kinds.get(4).get("predicted").asInt()).isEqualTo(60);
        // with two outputs positive parts make saddles of a minimum
        assertThat(run("embed", "--all", "20", twoOutputs, two, "--outputs", "2")
                        .get("kinds")
                        .get(0)
                        .get("localMinimum")
                        .asInt())
                .isZero();
        assertThat(Run.of("embed", "--all", "5", data, minimum).out()).contains("replicate, a part negative");
        assertThat(Run.of("embed", "--all", "5", minimum).err()).contains("--all needs the data");
        assertThat(Run.of("embed", data, minimum).err()).contains("--kind");
    }
}
