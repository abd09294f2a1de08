package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code descend}: where training ends, against reference ends, plain descent, and the list of local minima. */
class DescendCommandTest {

    private static final String TEACHER = "examples/teacher-4x3.csv";
    private static final String OUTSIDE = "src/test/resources/outside/";

    private static Run descend(String data, String options) {
        List<String> arguments = new ArrayList<>(List.of("descend", data, "--format", "json"));
        arguments.addAll(List.of(options.split(" ", -1)));
        return Run.of(arguments.toArray(String[]::new));
    }

    private static List<JsonNode> rows(String data, String options) {
        List<JsonNode> rows = new ArrayList<>();
        descend(data, options).json().get("scales").forEach(rows::add);
        rows.forEach(DescendCommandTest::assertAddsUp);
        return rows;
    }

    private static void assertAddsUp(JsonNode row) {
        int sum = 0;
        for (String kind : List.of("global", "spurious", "zero", "saddle", "unmatched", "unfinished")) {
            sum += row.get(kind).asInt();
        }
        assertThat(sum).isEqualTo(row.get("runs").asInt());
        int proved = 0;
        for (JsonNode c : row.get("classes")) {
            proved += c.get("runs").asInt();
        }
        assertThat(proved).isEqualTo(sum - row.get("unfinished").asInt());
        assertThat(row.get("trapped").asInt())
                .isLessThanOrEqualTo(row.get("spurious").asInt());
    }

    private static Path identity(Path folder, int n) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                rows.append(i == k ? "1," : "0,");
            }
            rows.append("1\n");
        }
        return Files.writeString(folder.resolve("identity.csv"), rows);
    }

    /** The published necessity result: small starts end in one spurious class, large ones at the global minimum. */
    @Test
    void smallStartsEndInASpuriousMinimum(@TempDir Path folder) {
        String points = folder.resolve("points.csv").toString();
        Run.of("generate", "boursier", "-d", "3", "-o", points);
        JsonNode early =
                descend(points, "--lambda 1e-5 --width 100 --runs 1").json().get("smallInitialisation");
        assertThat(early.get("attractors")).hasSize(1);
        assertThat(early.get("attractors").get(0).get("covector").asString()).isEqualTo("+++");
        assertThat(early.get("end").get("kind").asString()).isEqualTo("SPURIOUS");
        assertThat(early.get("end").get("value").get("approx").asDouble()).isCloseTo(1.999085e-5, within(1e-11));
        List<JsonNode> rows = rows(points, "--lambda 1e-5 --width 100 --init-scale 0.001,1,10 --runs 10");
        assertThat(rows.get(0).get("spurious").asInt()).isEqualTo(10);
        assertThat(rows.get(0).get("classes")).hasSize(1);
        assertThat(rows.get(0).get("classes").get(0).get("value").get("approx").asDouble())
                .isCloseTo(1.999085e-5, within(1e-11));
        assertThat(rows.get(1).get("global").asInt()).isEqualTo(10);
        assertThat(rows.get(2).get("global").asInt()).isEqualTo(10);
    }

    @Test
    void narrowNetworksMeetSeveralClasses(@TempDir Path folder) {
        String points = folder.resolve("points.csv").toString();
        Run.of("generate", "boursier", "-d", "3", "-o", points);
        JsonNode row = rows(points, "--lambda 1e-5 --width 10 --runs 30").get(0);
        assertThat(row.get("classes").size()).isGreaterThanOrEqualTo(3);
        assertThat(row.get("unfinished").asInt()).isZero();
        assertThat(row.get("unmatched").asInt()).isZero();
    }

    /** Where patterns freeze the share of good regions is the forecast; larger starts do worse, since neurons leave good regions. */
    @ParameterizedTest
    @CsvSource({"4, 0.001, .107", "4, 1, .083", "4, 10, .050", "22, 0.001, .483"})
    void orthogonalRowsAgreeWithPlainDescentElsewhere(int width, String scale, double reference, @TempDir Path folder)
            throws IOException {
        JsonNode row = rows(
                        identity(folder, 4).toString(),
                        "--lambda 1/100 --width " + width + " --init-scale " + scale + " --runs 400")
                .get(0);
        double low = row.get("globalInterval").get("low").asDouble();
        double high = row.get("globalInterval").get("high").asDouble();
        // the reference is itself an estimate from as many runs
        double margin = 2 * Math.sqrt(reference * (1 - reference) / 400);
        assertThat(low - margin).isLessThan(reference);
        assertThat(high + margin).isGreaterThan(reference);
    }

    /** One-hot rows, of which every saddle is a trap: shares of 1,000 plain runs elsewhere. */
    @Test
    void trapsAreMetAsOftenAsByPlainDescent() {
        JsonNode row = rows(OUTSIDE + "onehot.csv", "--lambda .001 --width 2 --runs 1000")
                .get(0);
        double[] values = {.0056, .2548, .5028, .504, .752, 1};
        int[] reference = {30, 137, 261, 190, 303, 79};
        for (int i = 0; i < values.length; i++) {
            int runs = 0;
            for (JsonNode c : row.get("classes")) {
                double value = c.get("value").get("approx").asDouble();
                runs += Math.abs(value - values[i]) < 5e-4 ? c.get("runs").asInt() : 0;
            }
            assertThat((double) runs).as("at %s", values[i]).isCloseTo(reference[i], within(75.0));
        }
        assertThat(row.get("unfinished").asInt()).isZero();
        JsonNode one = rows(OUTSIDE + "relu1.csv", "--lambda .001 --width 1 --runs 1000")
                .get(0);
        assertThat((double) one.get("zero").asInt()).isCloseTo(764, within(50.0));
        assertThat(one.get("global").asInt() + one.get("zero").asInt()).isEqualTo(1000);
    }

    /** Every end is a class of the complete list. */
    @Test
    void endsAreInTheList() {
        Set<String> listed = new HashSet<>();
        Run.of("certify", TEACHER, "--lambda", "0.01", "--width", "5", "--format", "json")
                .json()
                .get("census")
                .get("classes")
                .forEach(c -> listed.add(rays(c)));
        for (JsonNode row : rows(TEACHER, "--lambda 0.01 --width 2,5,20 --init-scale 0.1,1 --runs 200")) {
            assertThat(row.get("unmatched").asInt()).isZero();
            assertThat(row.get("unfinished").asInt()).isZero();
            for (JsonNode c : row.get("classes")) {
                if (!c.get("kind").asString().equals("ZERO")) {
                    assertThat(listed).contains(rays(c));
                }
            }
        }
    }

    private static String rays(JsonNode c) {
        List<String> rays = new ArrayList<>();
        c.get("rays")
                .forEach(r ->
                        rays.add(r.get("sign").asString() + r.get("covector").asString()));
        return rays.toString();
    }

    /** Plain descent with a small step ends where the flow does. */
    @Test
    void flowEndsWherePlainDescentDoes(@TempDir Path folder) throws IOException {
        Path networks = folder.resolve("ends.jsonl");
        rows(TEACHER, "--lambda 0.01 --width 10 --init-scale 0.1,1 --runs 60 --method gd,flow --networks " + networks);
        List<String> ends = Files.readAllLines(networks);
        assertThat(ends).hasSize(240);
        int same = 0;
        for (int i = 0; i < 120; i++) {
            same += end(ends.get(i)).equals(end(ends.get(120 + i))) ? 1 : 0;
        }
        assertThat(same).isGreaterThanOrEqualTo(114);
    }

    private static String end(String line) {
        return line.substring(line.indexOf("run "), line.indexOf("\",\"a\""));
    }

    /** With a search that is given up, runs find local minima, each proved. */
    @Test
    void runsFindMinimaWithoutTheList() {
        JsonNode json =
                descend(TEACHER, "--lambda 0.01 --width 5 --runs 100 --nodes 1").json();
        assertThat(json.get("complete").asBoolean()).isFalse();
        JsonNode row = json.get("scales").get(0);
        JsonNode with = rows(TEACHER, "--lambda 0.01 --width 5 --runs 100").get(0);
        assertThat(row.get("spurious").asInt()).isEqualTo(with.get("spurious").asInt());
        assertThat(row.get("classes").size()).isEqualTo(with.get("classes").size());
        boolean found = false;
        for (JsonNode c : row.get("classes")) {
            found |= !c.get("listed").asBoolean() && c.get("kind").asString().equals("SPURIOUS");
        }
        assertThat(found).isTrue();
    }

    /** A network written is read by classify, which finds it near the point that was proved. */
    @Test
    void networksAreReadByClassify(@TempDir Path folder) throws IOException {
        Path networks = folder.resolve("ends.jsonl");
        descend(TEACHER, "--lambda 0.01 --width 5 --runs 12 --networks " + networks);
        List<String> ends = Files.readAllLines(networks);
        assertThat(ends).hasSize(12);
        for (String line : ends.subList(0, 4)) {
            Path one = Files.writeString(folder.resolve("one.json"), line);
            JsonNode classified = Run.of("classify", TEACHER, one.toString(), "--lambda", "0.01", "--format", "json")
                    .json();
            String expected = line.replaceAll(".* of value ([0-9.e-]+)\".*", "$1");
            assertThat(classified.toString()).contains(expected.substring(0, 6));
        }
    }

    /** From a minimum nothing moves; from a given network there is one run. */
    @Test
    void startsFromANetwork(@TempDir Path folder) throws IOException {
        Path networks = folder.resolve("ends.jsonl");
        descend(TEACHER, "--lambda 0.01 --width 5 --runs 1 --networks " + networks);
        JsonNode row = rows(TEACHER, "--lambda 0.01 --from " + networks).get(0);
        assertThat(row.get("runs").asInt()).isEqualTo(1);
        assertThat(row.get("unfinished").asInt()).isZero();
        assertThat(row.get("scale").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"gaussian", "pytorch"})
    void unbalancedStartsEndToo(String init) {
        JsonNode row = rows(TEACHER, "--lambda 0.01 --width 8 --runs 60 --init " + init)
                .get(0);
        assertThat(row.get("unfinished").asInt() + row.get("unmatched").asInt()).isZero();
    }

    @Test
    void isTheSameForAnyNumberOfThreads() throws Exception {
        String options = "--lambda 0.01 --width 6 --runs 40 --init-scale 0.5";
        String all = descend(TEACHER, options).out();
        String one = new ForkJoinPool(1)
                .submit(() -> descend(TEACHER, options).out())
                .get();
        assertThat(one).isEqualTo(all);
    }

    @Test
    void degenerateDataEnd(@TempDir Path folder) throws IOException {
        for (String data : List.of(
                "0,0,1\n1,0,-1\n",
                "1,1\n",
                "-2,0\n",
                "1,2,1\n1,2,-1\n-1,-2,1\n",
                "1,0,0\n0,1,0\n",
                "3,1\n-3,1\n3,2\n")) {
            Path file = Files.writeString(folder.resolve("data.csv"), data);
            JsonNode row =
                    rows(file.toString(), "--lambda 1/50 --width 1,3 --runs 30").get(1);
            assertThat(row.get("unmatched").asInt()).as(data).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lambda 0.01|expected one of --width and --from",
                "--lambda 0.01 --width 3 --runs 0|--runs",
                "--lambda 0.01 --width 3 --init-scale 0|--init-scale",
                "--lambda 0.01 --width 3 --init-scale NaN|--init-scale",
                "--lambda 0.01 --width 3 --step -1|--step",
                "--lambda 0.01 --width 3 --init xavier|--init",
            })
    void badOptionsAreOneLine(String options, String named) {
        Run run = descend(TEACHER, options);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().strip().lines()).hasSize(1);
        assertThat(run.err()).contains(named);
    }

    @Test
    void drawsAPicture(@TempDir Path folder) throws IOException {
        Path svg = folder.resolve("ends.svg");
        descend(TEACHER, "--lambda 0.01 --width 2,5 --init-scale 0.1,1 --runs 20 --svg " + svg);
        String picture = Files.readString(svg);
        assertThat(picture).startsWith("<svg").endsWith("</svg>\n").contains("width 2", "width 5");
    }

    /** Plain descent in numbers that take long. */
    @Test
    @Tag("slow")
    void plainDescentAgreesOnTwoHundredRuns(@TempDir Path folder) throws IOException {
        Path networks = folder.resolve("ends.jsonl");
        rows(
                TEACHER,
                "--lambda 0.01 --width 5,10 --init-scale 0.1,1 --runs 200 --method gd,flow --networks " + networks);
        List<String> ends = Files.readAllLines(networks);
        int half = ends.size() / 2;
        int same = 0;
        for (int i = 0; i < half; i++) {
            same += end(ends.get(i)).equals(end(ends.get(half + i))) ? 1 : 0;
        }
        assertThat(same).isGreaterThanOrEqualTo(half * 95 / 100);
    }

    /** The loss falls along the flow, but where it is pushed off a saddle; the last distance is zero; the ends are those of the runs. */
    @Test
    void trajectoriesEndWhereTheRunsDo(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("paths.csv");
        Path networks = directory.resolve("networks.jsonl");
        Run run = Run.of(
                "descend",
                "examples/teacher-4x3.csv",
                "--lambda",
                "0.01",
                "--width",
                "4,6",
                "--init-scale",
                "0.1",
                "--runs",
                "4",
                "--trajectory",
                file.toString(),
                "--networks",
                networks.toString());
        assertThat(run.status()).as(run.err()).isZero();
        List<String> ends = Files.readAllLines(networks);
        Map<String, List<CSVRecord>> paths = new LinkedHashMap<>();
        try (CSVParser parser = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(Files.newBufferedReader(file))) {
            parser.forEach(r -> paths.computeIfAbsent(r.get("width") + ", run " + r.get("run"), k -> new ArrayList<>())
                    .add(r));
        }
        assertThat(paths).hasSize(6);
        paths.forEach((name, rows) -> {
            double before = Double.POSITIVE_INFINITY;
            double time = 0;
            for (CSVRecord row : rows) {
                double loss = Double.parseDouble(row.get("loss"));
                double now = Double.parseDouble(row.get("time"));
                if (now > time) {
                    assertThat(loss).isLessThan(before * (1 + 1e-6));
                }
                before = loss;
                time = now;
            }
            CSVRecord last = rows.get(rows.size() - 1);
            assertThat(Double.parseDouble(last.get("distance"))).isZero();
            assertThat(last.get("patterns")).matches("([+-]:[+-]{4} ?)+");
            int width = Integer.parseInt(last.get("width"));
            int number = (width == 4 ? 0 : 4) + Integer.parseInt(last.get("run"));
            assertThat(ends.get(number)).contains(last.get("end")).contains(last.get("end_value"));
        });
    }
}
