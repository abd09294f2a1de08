package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.exact.Rational;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

class GraphCommandTest {

    /** Gaussian rows with two basins that are not global at width 2. */
    private static final String ROWS = "0.078,0.436,-0.796\n0.445,0.967,-0.522\n0.342,-0.782,-0.86\n";

    private static final String ORTHONORMAL = "1,0,2\n0,1,-1\n";

    @TempDir
    private Path directory;

    private Run graph(String rows, String... more) throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, rows);
        List<String> arguments = new ArrayList<>(List.of("graph", file.toString()));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    private JsonNode json(String rows, String lambda, int width) throws IOException {
        Run run = graph(rows, "--lambda", lambda, "--width", "" + width, "--format", "json");
        return run.json();
    }

    private static double approximate(JsonNode enclosure) {
        Rational lower = Rational.parse(enclosure.get("lower").asString());
        Rational upper = Rational.parse(enclosure.get("upper").asString());
        assertThat(lower).isLessThanOrEqualTo(upper);
        double value = enclosure.get("approx").asDouble();
        assertThat(lower.doubleValue()).isCloseTo(value, within(1e-12));
        return value;
    }

    /** Orthonormal rows, mu = 1/5: one gain (2 - mu)^2/2 and one (1 - mu)^2/2 over the zero network at 5/2. */
    @Test
    void basinsOfOrthonormalRows() throws IOException {
        JsonNode one = json(ORTHONORMAL, "1/10", 1);
        assertThat(one.get("basins")).hasSize(2);
        JsonNode global = one.get("basins").get(0);
        JsonNode other = one.get("basins").get(1);
        assertThat(global.get("global").asBoolean()).isTrue();
        assertThat(global.get("barrier").isNull()).isTrue();
        assertThat(global.get("persistence").isNull()).isTrue();
        assertThat(approximate(global.get("value"))).isCloseTo(2.5 - 1.62, within(1e-12));
        assertThat(other.get("global").asBoolean()).isFalse();
        assertThat(approximate(other.get("value"))).isCloseTo(2.5 - 0.32, within(1e-12));
        assertThat(approximate(other.get("barrier"))).isCloseTo(2.5, within(1e-12));
        assertThat(approximate(other.get("persistence"))).isCloseTo(0.32, within(1e-12));
        assertThat(other.get("join").asInt()).isZero();
        JsonNode pass = one.get("joins").get(0).get("passes").get(0);
        assertThat(pass.get("kind").asString()).isEqualTo("SIGN");
        assertThat(approximate(pass.get("value"))).isCloseTo(2.5, within(1e-12));
        assertThat(one.get("decided").asBoolean()).isTrue();
        assertThat(one.get("widths").get("noSpuriousValleyFrom").asInt()).isEqualTo(2);
        assertThat(one.get("widths").get("globalMinimaConnectedFrom").asInt()).isEqualTo(3);
        JsonNode two = json(ORTHONORMAL, "1/10", 2);
        assertThat(two.get("basins")).hasSize(1);
        assertThat(two.get("basins").get(0).get("copies").asString()).isEqualTo("2");
        assertThat(two.get("globalComponents").asString()).isEqualTo("2");
        assertThat(approximate(two.get("copyJoins").get(0).get("height"))).isCloseTo(0.88, within(1e-12));
        assertThat(json(ORTHONORMAL, "1/10", 3).get("globalComponents").asString())
                .isEqualTo("1");
    }

    /** Tied optima whose structure is not proved: what depends on them is listed, and nothing more is claimed. */
    @Test
    void openQuestionsAreListed() throws IOException {
        String tied = "2,-2,0\n2,-1,2\n-1,1,1\n1,-2,1\n";
        JsonNode three = json(tied, "1/50", 3);
        assertThat(three.get("decided").asBoolean()).isFalse();
        assertThat(three.get("undecided")).isNotEmpty();
        for (JsonNode open : three.get("undecided")) {
            assertThat(open.get("question").asString()).contains("join 3 branches");
            assertThat(open.get("subjects")).isNotEmpty();
            approximate(open.get("range"));
        }
        JsonNode widths = three.get("widths");
        assertThat(widths.get("noSpuriousValleyFrom").isNull()).isTrue();
        assertThat(widths.get("noSpuriousValleyFromAtMost").asInt()).isEqualTo(5);
        assertThat(widths.get("sublevelSetsConnectedFromAtMost").asInt()).isEqualTo(8);
        assertThat(graph(tied, "--lambda", "1/50", "--width", "3").out())
                .contains("UNDECIDED")
                .contains("from width 5 on at the latest");
    }

    @Test
    void nodesAndEdges() throws IOException {
        JsonNode json = json(ROWS, "1/50", 2);
        assertThat(json.get("signedCells").asInt()).isEqualTo(12);
        assertThat(json.get("regions").asString()).isEqualTo("144");
        BigInteger sum = BigInteger.ZERO;
        for (JsonNode node : json.get("nodes")) {
            sum = sum.add(new BigInteger(node.get("orbit").asString()));
        }
        assertThat(sum).isEqualTo(144);
        for (JsonNode edge : json.get("edges")) {
            double value = approximate(edge.get("value"));
            for (String end : List.of("from", "to")) {
                JsonNode node = json.get("nodes").get(edge.get(end).asInt());
                assertThat(approximate(node.get("value"))).isLessThanOrEqualTo(value + 1e-12);
            }
        }
        assertThat(json.get("nodes")).hasSize(78);
        assertThat(json.get("edges")).hasSize(216);
    }

    @Test
    void sameBytesWhateverTheThreads() throws Exception {
        String[] arguments = {"--lambda", "1/50", "--width", "2", "--format", "json"};
        String first = graph(ROWS, arguments).out();
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            String second = one.submit(() -> graph(ROWS, arguments).out()).get();
            assertThat(second).isEqualTo(first);
        } finally {
            one.shutdown();
        }
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @Test
    void graphMlHoldsTheGraph() throws Exception {
        Run run = graph(ROWS, "--lambda", "1/50", "--width", "2", "--format", "graphml");
        Document document = parse(run.out());
        assertThat(document.getElementsByTagName("node").getLength()).isEqualTo(78);
        assertThat(document.getElementsByTagName("edge").getLength()).isEqualTo(216);
        assertThat(run.out()).contains("-:++-,-:+++").contains("FACET").contains("SIGN");
        Element edge = (Element) document.getElementsByTagName("edge").item(0);
        assertThat(edge.getElementsByTagName("data").getLength()).isEqualTo(4);
        Element node = (Element) document.getElementsByTagName("node").item(0);
        assertThat(node.getElementsByTagName("data").getLength()).isEqualTo(5);
    }

    @Test
    void dotHoldsTheGraph() throws IOException {
        String dot = graph(ROWS, "--lambda", "1/50", "--width", "2", "--format", "dot")
                .out();
        assertThat(dot.lines().filter(l -> l.contains(" -- "))).hasSize(216);
        assertThat(dot).startsWith("strict graph G {").contains("region=\"-:++-,-:+++\"");
    }

    @Test
    void pictureOfTheMergeTree() throws Exception {
        Path picture = directory.resolve("tree.svg");
        Run run = graph(ROWS, "--lambda", "1/50", "--width", "1", "--svg", picture.toString());
        assertThat(run.out()).contains("basin 3").contains("not global");
        String svg = Files.readString(picture);
        assertThat(graph(ROWS, "--lambda", "1/50", "--width", "1", "--format", "svg")
                        .out())
                .isEqualTo(svg);
        Document document = parse(svg);
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(3);
        // Deeper basins are drawn lower, and joins above both of their basins.
        List<Double> heights = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Element circle = (Element) document.getElementsByTagName("circle").item(i);
            heights.add(Double.parseDouble(circle.getAttribute("cy")));
        }
        assertThat(heights.get(0)).isGreaterThan(heights.get(1));
        assertThat(heights.get(1)).isGreaterThan(heights.get(2));
        assertThat(svg).contains("0.254361").contains("0.353034").contains("0.402498");
    }

    @Test
    void pathDown() throws IOException {
        Run run = graph(ROWS, "--lambda", "1/50", "--from", "+:+++,-:++-", "--format", "json");
        JsonNode json = run.json();
        double before = Double.POSITIVE_INFINITY;
        for (JsonNode step : json.get("path")) {
            assertThat(approximate(step.get("value"))).isLessThan(before);
            before = approximate(step.get("value"));
        }
        assertThat(json.get("path").size()).isGreaterThan(1);
        assertThat(json.get("end").asString()).isEqualTo("GLOBAL_MINIMUM");
        assertThat(before).isCloseTo(0.150306822142642, within(1e-12));
        assertThat(graph(ROWS, "--lambda", "1/50", "--from", "+:+++,-:++-").out())
                .contains("end           GLOBAL_MINIMUM");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--lambda 1/50;expected one of --width M and --from LIST",
                "--lambda 1/50 --width 2 --from +:+++;expected one of --width M and --from LIST",
                "--lambda 1/50 --width 0;--width: expected at least 1 neuron, not 0",
                "--lambda 1/50 --from +:++;--from: +:++ has 2 signs, but the data have 3 rows",
                "--lambda 1/50 --from +:+-+;--from: no cell of these data has the signs +-+",
                "--lambda 1/50 --from x;--from: 'x' is not of the form",
                "--lambda 1/50 --from +:+++ --format dot;--from: a path has no picture",
                "--lambda 1/50 --width 9;--width 9: the graph has 167960 regions up to the order of neurons, more than"
                        + " --limit 50000",
                "--lambda 1/50 --width 2 --limit 77;the graph has 78 regions"
            })
    void badUsage(String arguments, String message) throws IOException {
        Run run = graph(ROWS, arguments.split(" "));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message);
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void dataWithoutAHyperplane() throws IOException {
        JsonNode json = json("0,0,3\n0,0,1\n", "1/10", 2);
        assertThat(json.get("basins")).hasSize(1);
        assertThat(approximate(json.get("basins").get(0).get("value"))).isEqualTo(5);
        assertThat(json.get("nodes")).hasSize(3);
    }
}
