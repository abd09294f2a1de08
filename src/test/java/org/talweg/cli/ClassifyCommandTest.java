package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Seeded;
import org.talweg.exact.Rational;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClassifyCommandTest {

    private static final String DATA = "examples/classify/data.csv";
    private static final String NETWORK = "examples/classify/network.json";

    @TempDir
    private Path directory;

    private String file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private static JsonNode json(String data, String network, String... more) {
        String[] args = {"classify", data, network, "--lambda", "1/3", "--format", "json"};
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        Run run = Run.of(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    @Test
    void theExampleIsASpuriousMinimum() {
        JsonNode result = json(DATA, NETWORK);
        assertThat(result.get("loss").asString()).isEqualTo("109/3");
        assertThat(result.get("region").toString()).isEqualTo("[\"+:++0\",\"+:++0\"]");
        assertThat(result.get("stationary").asBoolean()).isTrue();
        assertThat(result.get("clarke").asBoolean()).isTrue();
        assertThat(result.get("localMinimum").asBoolean()).isTrue();
        // Two neurons are enough for both rays, so the program knows that it is not global.
        assertThat(result.get("globalMinimum").asBoolean(true)).isFalse();
        assertThat(result.get("escapeNeurons").isEmpty()).isTrue();
        assertThat(result.get("descent").isNull()).isTrue();
        JsonNode nearby = result.get("nearby");
        assertThat(nearby.get("count").asString()).isEqualTo("4");
        assertThat(nearby.get("regions").size()).isEqualTo(4);
        for (JsonNode region : nearby.get("regions")) {
            assertThat(region.get("verdict").asString()).isEqualTo("SPURIOUS");
            assertThat(region.get("excess").get("upper").asString())
                    .satisfies(e -> assertThat(Rational.parse(e)).isLessThan(Rational.parse("1e-10")));
            assertThat(Rational.parse(region.get("distance").get("upper").asString()))
                    .isLessThan(Rational.parse("1e-10"));
        }
    }

    @Test
    void aNetworkOfDoublesIsNotStationaryButCloseToAProvedMinimum() throws IOException {
        String network = file(
                "net.json",
                "{\"a\":[1.6000000000000001,-3.0000001],\"w\":[[0.96,1.2799999999999998,-1e-9],[1e-12,-1e-10,3]]}");
        JsonNode result = json(DATA, network);
        assertThat(result.get("stationary").asBoolean(true)).isFalse();
        assertThat(result.get("localMinimum").asBoolean(true)).isFalse();
        JsonNode region = result.get("nearby").get("regions").get(0);
        assertThat(result.get("nearby").get("count").asString()).isEqualTo("1");
        assertThat(region.get("region").asString()).isEqualTo("+:++-,-:+-+");
        assertThat(region.get("verdict").asString()).isEqualTo("GLOBAL");
        // Mass 2.56 instead of 4, and 9 almost: the distance is that of the first.
        assertThat(region.get("distance").get("approx").asDouble()).isBetween(1.4399, 1.4401);
        Rational excess = Rational.parse(region.get("excess").get("lower").asString());
        assertThat(excess).isGreaterThan(Rational.ZERO);
        Rational loss = Rational.parse(result.get("loss").asString());
        assertThat(loss.subtract(Rational.of(28, 3)).subtract(excess).abs()).isLessThan(Rational.parse("1e-10"));
        JsonNode descent = result.get("descent");
        assertThat(descent.get("order").asInt()).isEqualTo(1);
        assertThat(Rational.parse(descent.get("rate").asString())).isLessThan(Rational.ZERO);
        assertThat(Rational.parse(descent.get("lossAfter").asString())).isLessThan(loss);
        assertThat(descent.get("w").get(1).size()).isEqualTo(3);
    }

    @Test
    void aZeroNeuronIsSwitchedOn() throws IOException {
        String network = file("net.json", "{\"a\":[2,0],\"w\":[[\"6/5\",\"8/5\",0],[0,0,0]]}");
        JsonNode result = json(DATA, network);
        assertThat(result.get("stationary").asBoolean()).isTrue();
        assertThat(result.get("localMinimum").asBoolean(true)).isFalse();
        assertThat(result.get("region").get(1).asString()).isEqualTo("0:000");
        JsonNode escape = result.get("escapeNeurons").get(0);
        assertThat(escape.get("neuron").asInt()).isEqualTo(2);
        assertThat(escape.get("kind").asString()).isEqualTo("switch-on");
        assertThat(escape.get("into").asString()).startsWith("-:").endsWith("+");
        assertThat(result.get("descent").get("order").asInt()).isEqualTo(2);
        // The zero neuron joins the other one's cell.
        assertThat(result.get("nearby").get("count").asString()).isEqualTo("2");
        assertThat(json(DATA, network, "--no-nearby").get("localMinimum").isNull())
                .isTrue();
        assertThat(json(DATA, network, "--no-nearby").get("nearby").isNull()).isTrue();
    }

    @Test
    void readsNetworksFromStandardLayoutsAndAppendsABias() throws IOException {
        String data = file("data.csv", "x,y\n1,1\n2,3\n");
        String network = file("net.json", "{\"0.weight\":[[1,0.5]],\"2.weight\":[[1]]}");
        JsonNode result = json(data, network, "--bias");
        assertThat(result.get("region").get(0).asString()).isEqualTo("+:++");
        // Residuals 1/2 and -1/2; weights 1, 1, 1/2.
        assertThat(result.get("loss").asString()).isEqualTo("1");
    }

    @Test
    void textSaysTheSame() {
        Run run = Run.of("classify", DATA, NETWORK, "--lambda", "1/3");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("loss          109/3\n")
                .contains("local minimum yes: ")
                .contains("global        no\n")
                .contains("and 3 more  (of 4 closed regions that hold the network)")
                .contains("SPURIOUS");
        assertThat(Run.of("classify", DATA, NETWORK, "--lambda", "1/2").out())
                .contains("local minimum no")
                .contains("escape        neuron 1, gradient: rate -")
                .contains("way down      all of first order together, step ");
    }

    /** Balanced neurons on the ray of the positive labels of one-hot rows, each moved by 1e-9 into an open cell. */
    private static String nearTheSpuriousMinimum(double... masses) {
        StringBuilder a = new StringBuilder();
        StringBuilder w = new StringBuilder();
        for (double mass : masses) {
            double root = Math.sqrt(mass);
            String entry = String.valueOf(root * Math.sqrt(0.5));
            a.append(a.isEmpty() ? "" : ",").append(root);
            w.append(w.isEmpty() ? "" : ",").append("[" + entry + ",-1e-9," + entry + ",-1e-9]");
        }
        return "{\"a\":[" + a + "],\"w\":[" + w + "]}";
    }

    private static String summary(String data, String network, String lambda) {
        Run text = Run.of("classify", data, network, "--lambda", lambda);
        String line = text.out().lines().findFirst().orElseThrow();
        assertThat(line).startsWith("network       ");
        JsonNode json = Run.of("classify", data, network, "--lambda", lambda, "--format", "json")
                .json();
        assertThat(line).isEqualTo("network       " + json.get("summary").asString());
        return json.get("summary").asString();
    }

    @Test
    void theFirstLineSaysWhatATrainedNetworkIs() throws IOException {
        String onehot = "src/test/resources/outside/onehot.csv";
        // mu = 4/1000 and |y+| = sqrt 2: mass sqrt 2 - mu, value (4 - mass^2)/4.
        double mass = Math.sqrt(2) - 0.004;
        String trained = file("net.json", nearTheSpuriousMinimum(0.7, mass - 0.7));
        assertThat(summary(onehot, trained, "0.001"))
                .matches("in the region of the spurious minimum of value 0\\.5028[0-9]+, [0-9.]+e-[0-9]+ above it;"
                        + " the global value is 0\\.0056[0-9]+");
        String dead = file("dead.json", "{\"a\":[1,0],\"w\":[[1,-1,1,-1],[0,0,0,0]]}");
        assertThat(summary(onehot, dead, "0.001"))
                .startsWith("in the region of the spurious minimum of value 0.5028")
                .contains("; 1 of 2 neurons at zero; ");
        // All labels but one: the ray of the negative labels is missing, and the + neuron has rows to gain.
        String saddle = file("saddle.json", "{\"a\":[1,1],\"w\":[[1,-1,-1,-1],[1,-1,-1,-1]]}");
        assertThat(summary(onehot, saddle, "0.001"))
                .startsWith("in a region without a local minimum, whose lowest point is a saddle of value 0.75");
        String good = file("good.json", "{\"a\":[1,-1],\"w\":[[1,-1,1,-1],[-1,1,-1,1]]}");
        assertThat(summary(onehot, good, "0.001")).startsWith("in the region of a global minimum of value 0.0056");
        // At width 1 the best single ray is global, though not for wider networks.
        String single = file("single.json", nearTheSpuriousMinimum(mass));
        assertThat(summary(onehot, single, "0.001"))
                .startsWith("in the region of a global minimum of width 1 of value 0.5028")
                .contains("; the least value of any width is 0.0056");
    }

    @Test
    void theFirstLineOfExactPoints() throws IOException {
        assertThat(summary(DATA, NETWORK, "1/3"))
                .isEqualTo("a spurious local minimum of value 36.3333333; the global value is 9.33333333");
        String zero = file("zero.json", "{\"a\":[0],\"w\":[[0,0,0]]}");
        assertThat(summary(DATA, zero, "1/3"))
                .isEqualTo(
                        "no local minimum, of loss 41.6666667; 1 of 1 neurons at zero; the least value of any width is"
                                + " 9.33333333");
        assertThat(summary(DATA, zero, "10")).isEqualTo("a global minimum, of value 41.6666667");
        assertThat(Run.of("classify", DATA, NETWORK, "--lambda", "1/3", "--no-nearby")
                        .out())
                .startsWith("network       a local minimum, of loss 36.3333333; the global value was not computed\n");
    }

    /** Every word of the first line is a verdict of the region below it, for random networks of doubles. */
    @Test
    void theFirstLineFollowsTheVerdict() throws IOException {
        Random random = Seeded.random(72);
        Set<String> seen = new TreeSet<>();
        for (int t = 0; t < 40; t++) {
            int width = 1 + t % 3;
            List<String> a = new ArrayList<>();
            List<String> w = new ArrayList<>();
            for (int j = 0; j < width; j++) {
                a.add(String.valueOf(random.nextGaussian()));
                w.add("[" + random.nextGaussian() + "," + random.nextGaussian() + "," + random.nextGaussian() + "]");
            }
            String network =
                    file("net.json", "{\"a\":[" + String.join(",", a) + "],\"w\":[" + String.join(",", w) + "]}");
            String data = "examples/teacher-4x3.csv";
            JsonNode json = Run.of("classify", data, network, "--lambda", "0.01", "--format", "json")
                    .json();
            JsonNode regions = json.get("nearby").get("regions");
            assertThat(regions).hasSize(1);
            String verdict = regions.get(0).get("verdict").asString();
            String summary = json.get("summary").asString();
            seen.add(verdict);
            assertThat(summary)
                    .startsWith(
                            switch (verdict) {
                                case "GLOBAL" -> "in the region of a global minimum";
                                case "SPURIOUS" -> "in the region of the spurious minimum";
                                case "SADDLE" -> "in a region without a local minimum, whose lowest point is a saddle";
                                case "NONE" -> "in a region without a stationary lowest point";
                                default -> "in a region of which it is UNDECIDED";
                            });
            assertThat(summary)
                    .contains(width >= 3 ? "; the global value is 0.0965907820" : "; the least value of any width");
        }
        assertThat(seen).contains("SADDLE", "NONE");
    }

    @Test
    void manyEscapesAreCutShort() throws IOException {
        String a = "1" + ",1".repeat(29);
        String w = "[1,1,1]" + ",[1,1,1]".repeat(29);
        String network = file("net.json", "{\"a\":[" + a + "],\"w\":[" + w + "]}");
        String out = Run.of("classify", DATA, network, "--lambda", "1/3", "--no-nearby")
                .out();
        assertThat(out).contains("and 40 more (see --format json)").contains("not computed: --no-nearby");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lambda 1 --outputs 2|talweg classify: --outputs: several outputs need --lambda 0 (see talweg classify --help)",
                "--lambda 0 --outputs 0|talweg classify: --outputs: expected at least 1, not 0 (see talweg classify --help)",
                "--lambda -1|talweg classify: Invalid value for option '--lambda': expected a number, at least 0, found '-1' (see talweg classify --help)",
                "|talweg classify: Missing required option: '--lambda=L' (see talweg classify --help)"
            })
    void lambdaAndOutputsFitTogether(String option, String message) {
        String line = "classify " + DATA + " " + NETWORK + (option == null ? "" : " " + option);
        Run run = Run.of(line.split(" "));
        assertThat(run.err().strip()).isEqualTo(message);
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void badNetworksAreOneLine() throws IOException {
        String network = file("net.json", "{\"a\":[1],\"w\":[[1,2]]}");
        Run run = Run.of("classify", DATA, network, "--lambda", "1");
        assertThat(run.err().strip())
                .isEqualTo("talweg: " + network
                        + ": neuron 1, position 3: expected 3 numbers, one an input of the data, found 2");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        Run both = Run.of("classify", "-", "-", "--lambda", "1");
        assertThat(both.err().strip()).isEqualTo("talweg: DATA and NETWORK cannot both be standard input");
        assertThat(both.status()).isEqualTo(2);
        assertThat(Run.of("classify", DATA, "--lambda", "1").err().strip())
                .isEqualTo("talweg classify: Missing required parameter: 'NETWORK' (see talweg classify --help)");
    }
}
