package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.exact.Rational;
import tools.jackson.databind.JsonNode;

/** Small weight decay and raw features, which are the same thing up to units. */
class ScaleTest {

    private static final String OUTSIDE = "src/test/resources/outside/";

    static JsonNode certify(String data, String options) {
        List<String> arguments = new ArrayList<>(List.of("certify", data, "--format", "json"));
        arguments.addAll(List.of(options.split(" ", -1)));
        return Run.of(arguments.toArray(String[]::new)).json();
    }

    private static Rational bound(JsonNode enclosure, String end) {
        return Rational.parse(enclosure.get(end).asString());
    }

    /** A class is called spurious only where its enclosure lies above that of the global value. */
    static void assertKindsAreProved(JsonNode json) {
        Rational upper = bound(json.get("global").get("value"), "upper");
        for (JsonNode c : json.get("census").get("classes")) {
            if (c.get("kind").asString().equals("SPURIOUS")) {
                assertThat(bound(c.get("value"), "lower")).isGreaterThan(upper);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1e-2", "1e-5", "1e-8", "1e-12"})
    void aGlobalMinimumIsNeverSpurious(String lambda) {
        JsonNode json = certify(OUTSIDE + "xor-corner.csv", "--width 3 --lambda " + lambda);
        assertKindsAreProved(json);
        for (JsonNode c : json.get("census").get("classes")) {
            if (c.get("rays").size() == 3) {
                assertThat(c.get("kind").asString()).isNotEqualTo("SPURIOUS");
            }
        }
    }
}
