package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.exact.Rational;
import tools.jackson.databind.JsonNode;

/** Volumes, random regions and lists of regions in {@code certify}. */
class CertifySharesTest {

    private static final String GAUSSIAN = "src/test/resources/census/gaussian-3x3.csv";

    @TempDir
    private Path directory;

    private static Run certify(String data, String options) {
        List<String> arguments = new ArrayList<>(List.of("certify", data, "--lambda", "1/50"));
        arguments.addAll(List.of(options.split(" ", -1)));
        return Run.of(arguments.toArray(String[]::new));
    }

    private static JsonNode json(String data, String options) {
        Run run = certify(data, options + " --format json");
        return run.json();
    }

    private String generated(String... arguments) throws IOException {
        Path file = directory.resolve("generated.csv");
        Files.writeString(file, Run.of(arguments).out());
        return file.toString();
    }

    /** Equally likely cells: volume is share, also where the census is off, and for widths below the number of rays. */
    @Test
    void volumesOfOrthonormalData() throws IOException {
        String data = generated("generate", "orthogonal", "--labels", "3,-2,1,4");
        for (String census : List.of("minima", "off")) {
            JsonNode json = json(data, "--width 1,2,7,300 --census " + census);
            assertThat(json.get("volumes").get("method").asString()).isEqualTo("proved");
            for (JsonNode width : json.get("widths")) {
                if (width.get("globalShare").isNull()) {
                    assertThat(width.get("globalVolume").isNull()).isTrue();
                    continue;
                }
                assertThat(width.get("globalVolume").asDouble())
                        .isCloseTo(width.get("globalShare").asDouble(), within(1e-15));
                Rational share = Rational.of(
                        new BigInteger(width.get("global").asString()),
                        new BigInteger(width.get("regions").asString()));
                assertThat(Rational.parse(
                                width.get("globalVolumeBounds").get("lower").asString()))
                        .isLessThanOrEqualTo(share);
                assertThat(Rational.parse(
                                width.get("globalVolumeBounds").get("upper").asString()))
                        .isGreaterThanOrEqualTo(share);
                if (!width.get("spurious").isNull()) {
                    assertThat(width.get("spuriousVolume").asDouble())
                            .isCloseTo(width.get("spuriousShare").asDouble(), within(1e-15));
                }
            }
            for (JsonNode threshold : json.get("thresholds")) {
                assertThat(threshold.get("volume").asLong())
                        .isEqualTo(threshold.get("count").asLong());
            }
            for (JsonNode ray : json.get("global").get("rays")) {
                assertThat(ray.get("volume").asDouble())
                        .isEqualTo(ray.get("star").asInt() / 32.0);
            }
        }
    }

    /** Without a proof of the volumes there is a range of widths, and no width. */
    @Test
    void volumesOfRankFourAreStatistical() throws IOException {
        String data = generated("generate", "gaussian", "-n", "6", "-d", "4");
        JsonNode json = json(data, "--width 30 --census off");
        assertThat(json.get("volumes").get("method").asString()).isEqualTo("statistical");
        assertThat(json.get("volumes").get("confidence").asString()).isEqualTo("999/1000");
        JsonNode threshold = json.get("thresholds").get(0);
        assertThat(threshold.get("volume").isNull()).isTrue();
        assertThat(threshold.get("reason").asString()).contains("statistical");
        assertThat(threshold.get("volumeRange").get(0).asLong())
                .isLessThan(threshold.get("volumeRange").get(1).asLong());
        assertThat(certify(data, "--width 30 --census off").out()).contains("confidence 999/1000");
    }

    @Test
    void sampleOfAnInstanceWithoutCensus() throws IOException {
        String data = generated("generate", "teacher", "-n", "10", "-d", "4", "--seed", "3");
        JsonNode json = json(data, "--width 3,12 --sample 25 --seed 4");
        assertThat(json.get("sample").toString())
                .isEqualTo("{\"regions\":25,\"seed\":4,\"measure\":\"uniform\",\"confidence\":\"19/20\"}");
        assertThat(json.get("census").get("complete").asBoolean()).isFalse();
        for (JsonNode width : json.get("widths")) {
            JsonNode shares = width.get("shares");
            assertThat(shares.propertyNames())
                    .containsExactly("GLOBAL", "SPURIOUS", "SADDLE", "TRAP", "NONE", "UNDECIDED");
            double sum = 0;
            for (JsonNode share : shares) {
                sum += share.get("estimate").asDouble();
                assertThat(share.get("low").asDouble())
                        .isLessThanOrEqualTo(share.get("estimate").asDouble());
                assertThat(share.get("high").asDouble())
                        .isGreaterThan(share.get("low").asDouble());
            }
            double traps = shares.get("TRAP").get("estimate").asDouble();
            assertThat(traps)
                    .isLessThanOrEqualTo(shares.get("SADDLE").get("estimate").asDouble());
            assertThat(sum - traps).isCloseTo(1, within(1e-12));
        }
        assertThat(certify(data, "--width 3 --sample 25 --seed 4 --measure gaussian")
                        .out())
                .contains("25 regions (gaussian, seed 4)");
    }

    /** The sample goes beside a census where one is asked for, and finds spurious minima by itself. */
    @Test
    void sampleAndCensus() {
        JsonNode both = json(GAUSSIAN, "--width 1 --sample 200 --census full");
        JsonNode alone = json(GAUSSIAN, "--width 1 --sample 200");
        assertThat(both.get("census").get("complete").asBoolean()).isTrue();
        assertThat(alone.get("census").get("complete").asBoolean()).isFalse();
        JsonNode width = alone.get("widths").get(0);
        assertThat(width.get("shares")).isEqualTo(both.get("widths").get(0).get("shares"));
        assertThat(width.get("shares").get("SPURIOUS").get("estimate").asDouble())
                .isPositive();
        assertThat(width.get("verdict").asString()).isEqualTo("SPURIOUS");
    }

    @ParameterizedTest
    @CsvSource({"2, minima, all.csv", "2, off, all.csv.gz", "1, off, all.csv", "3, full, all.csv.gz"})
    void everyRegion(int m, String census, String name) throws IOException {
        Path file = directory.resolve(name);
        JsonNode json = json(GAUSSIAN, "--width " + m + " --census " + census + " --regions " + file);
        Map<String, BigInteger> counts = new TreeMap<>();
        BigInteger traps = BigInteger.ZERO;
        for (CSVRecord row : CsvRecords.read(file)) {
            assertThat(row.toMap().keySet())
                    .containsExactly("region", "orbit", "verdict", "lower", "upper", "class", "trap");
            counts.merge(row.get("verdict"), new BigInteger(row.get("orbit")), BigInteger::add);
            if (row.get("trap").equals("true")) {
                assertThat(row.get("verdict")).isEqualTo("SADDLE");
                traps = traps.add(new BigInteger(row.get("orbit")));
            }
            assertThat(row.get("region").split(",", -1)).hasSize(m);
            assertThat(Rational.parse(row.get("lower"))).isLessThanOrEqualTo(Rational.parse(row.get("upper")));
        }
        JsonNode width =
                json(GAUSSIAN, "--width " + m + " --census full").get("widths").get(0);
        assertThat(traps.toString()).isEqualTo(width.get("trap").asString());
        JsonNode exact = width.get("verdicts");
        for (String verdict : exact.propertyNames()) {
            assertThat(counts.getOrDefault(verdict, BigInteger.ZERO).toString())
                    .isEqualTo(exact.get(verdict).asString());
        }
        byte[] first = Files.readAllBytes(file);
        assertThat(json.get("widths").get(0).get("width").asInt()).isEqualTo(m);
        json(GAUSSIAN, "--width " + m + " --census " + census + " --regions " + file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--width 1 --sample 0;at least 1",
                "--width 1 --sample x;x",
                "--width 1 --seed 1;--sample",
                "--width 1 --measure gaussian;--sample",
                "--width 1 --sample 5 --measure other;other",
                "--width 1,2 --regions FILE;one width",
                "--width 40 --regions FILE;rows",
                "--width 1 --regions none/none.csv;existing directory"
            })
    void badUsageIsOneLine(String options, String mention) throws IOException {
        Path file = directory.resolve("regions.csv");
        Run run = certify(GAUSSIAN, options.replace("FILE", file.toString()));
        assertThat(run.status()).as(run.out()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip()).doesNotContain("\n").contains(mention);
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    /** The binomial coefficient of 16 + 39 over 40. */
    @Test
    void theNumberOfRowsIsNamed() {
        Run run = certify(GAUSSIAN, "--width 40 --regions x.csv");
        assertThat(run.err()).contains("width 40 of 16 signed cells would take 11899700525790 rows");
    }
}
