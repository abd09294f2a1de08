package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.exact.Rational;
import tools.jackson.databind.JsonNode;

class CounterexampleCommandTest {

    private static final Map<String, String> FIELDS =
            Map.of("SPURIOUS", "spuriousRegion", "SADDLE", "saddleRegion", "NONE", "emptyRegion");

    @TempDir
    private Path directory;

    private static Run run(String options) {
        List<String> arguments = new ArrayList<>(List.of("counterexample"));
        arguments.addAll(List.of(options.split(" ", -1)));
        return Run.of(arguments.toArray(String[]::new));
    }

    private static JsonNode json(String options) {
        Run run = run(options + " --format json");
        return run.json();
    }

    private JsonNode other(JsonNode json, String... arguments) throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, json.get("data").asString());
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(1, file.toString());
        all.addAll(List.of("--lambda", json.get("lambda").asString(), "--format", "json"));
        Run run = Run.of(all.toArray(String[]::new));
        return run.json();
    }

    /** The data read back, and each region judged by the command for one region; the share counted by certify. */
    @ParameterizedTest
    @CsvSource({
        "orthogonal --rows 2 --width 1 --lambda 1/20",
        "orthogonal --rows 5 --width 4 --lambda 1/20 --seed 3",
        "orthogonal -n 2 -d 3 --width 2 --lambda 7",
        "gaussian --rows 4 --width 3 --lambda 0.01",
        "teacher --rows 3 -d 3 --width 6 --lambda 0.01 --seed 2",
        "--data src/test/resources/census/gaussian-4x2.csv --width 30 --lambda 1/50"
    })
    void otherCommandsAgree(String options) throws IOException {
        JsonNode json = json(options);
        int m = json.get("width").asInt();
        for (Map.Entry<String, String> field : FIELDS.entrySet()) {
            JsonNode region = json.get(field.getValue());
            if (region.isNull()) {
                JsonNode proof = json.get(field.getValue().replace("Region", "Proof"));
                assertThat(proof.get("exists").asBoolean()).isFalse();
                assertThat(field.getKey()).isEqualTo("NONE");
                continue;
            }
            JsonNode judged = other(json, "region", "--neurons", region.asString(), "--width", Integer.toString(m));
            assertThat(judged.get("verdict").asString()).isEqualTo(field.getKey());
        }
        JsonNode width = other(json, "certify", "--width", Integer.toString(m))
                .get("widths")
                .get(0);
        BigInteger all = new BigInteger(width.get("regions").asString());
        BigInteger without = all.subtract(new BigInteger(width.get("global").asString()));
        assertThat(json.get("regions").asString()).isEqualTo(all.toString());
        assertThat(json.get("withoutGlobal").asString()).isEqualTo(without.toString());
        assertThat(Rational.parse(json.get("share").asString())).isEqualTo(Rational.of(without, all));
    }

    /** One star of 2 and one of 2^(n-1) signed cells of 2^(n+1). */
    @Test
    void orthogonalFamily() {
        for (int n = 2; n <= 8; n++) {
            JsonNode json = json("orthogonal --width 3 --lambda 0.01 --rows " + n);
            Rational missPlus = Rational.ONE.subtract(Rational.of(1, 1L << n));
            Rational missMinus = Rational.of(3, 4);
            Rational missBoth = missPlus.subtract(Rational.of(1, 4));
            Rational share = cube(missPlus).add(cube(missMinus)).subtract(cube(missBoth));
            assertThat(Rational.parse(json.get("share").asString())).isEqualTo(share);
            assertThat(json.get("spuriousProof").get("verdict").asString()).isEqualTo("SPURIOUS");
            assertThat(json.get("saddleProof").get("verdict").asString()).isEqualTo("SADDLE");
            assertThat(json.get("emptyRegion").isNull()).isTrue();
            assertThat(json.get("emptyProof").get("reason").asString()).contains("T8");
        }
    }

    private static Rational cube(Rational x) {
        return x.multiply(x).multiply(x);
    }

    @Test
    void forPeople() {
        Run text = run("orthogonal --rows 6 --width 20 --lambda 0.01");
        assertThat(text.status()).isZero();
        assertThat(text.out()).contains("(20 times)", "SPURIOUS", "NONE          none: ", "a share of 0.");
        assertThat(run("orthogonal --rows 6 --width 20 --lambda 0.01").out()).isEqualTo(text.out());
        assertThat(run("orthogonal --rows 1 --width 2 --lambda 0.01").out()).contains("SPURIOUS      none: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "orthogonal --rows 3 --width 0 --lambda 1;at least 1",
                "orthogonal --width 2 --lambda 1;--rows",
                "orthogonal --rows 0 --width 2 --lambda 1;at least 1",
                "orthogonal --rows 3 -d 2 --width 2 --lambda 1;at most the dimension",
                "--width 2 --lambda 1;--data",
                "gaussian --data x.csv --width 2 --lambda 1;--data",
                "other --rows 3 --width 2 --lambda 1;other",
                "--data none.csv --width 2 --lambda 1;none.csv",
                "orthogonal --rows 3 --lambda 1;--width",
                "orthogonal --rows 3 --width 2;--lambda"
            })
    void badUsageIsOneLine(String options, String mention) {
        Run run = run(options);
        assertThat(run.status()).as(run.out()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip()).doesNotContain("\n").contains(mention);
    }
}
