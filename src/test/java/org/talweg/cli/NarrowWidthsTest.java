package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.exact.Rational;
import tools.jackson.databind.JsonNode;

/** What {@code certify} and {@code graph} say of widths below the convex optimum, and of widths above the rays of a class. */
class NarrowWidthsTest {

    private static final String OUTSIDE = "src/test/resources/outside/";
    private static final String CORNER = "certify " + OUTSIDE + "xor-corner.csv --lambda 0.01 --width 1,2,3";
    private static final String ABS = OUTSIDE + "abs1000.csv --bias --lambda 1/1000 --width ";

    private static JsonNode json(String command) {
        return Run.of((command + " --format json").split(" ")).json();
    }

    private static String text(String command) {
        Run run = Run.of(command.split(" "));
        assertThat(run.status()).as(run.err()).isZero();
        return run.out();
    }

    private static List<String> texts(JsonNode list, String... path) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : list) {
            JsonNode at = node;
            for (String name : path) {
                at = at.get(name);
            }
            texts.add(at.toString().replace("\"", ""));
        }
        return texts;
    }

    @Test
    void everyWidthHasItsValueAndClass() {
        JsonNode json = json(CORNER);
        JsonNode classes = json.get("census").get("classes");
        assertThat(texts(classes, "widths", "from")).containsExactly("3", "2", "1", "1", "1");
        assertThat(texts(classes, "widths", "global")).containsExactly("3..", "2..2", "1..1", "1..1", "null");
        assertThat(texts(classes, "widths", "spuriousFrom")).containsExactly("null", "3", "2", "2", "1");
        assertThat(texts(classes, "widths", "valley")).containsExactly("3", "2", "1", "1", "1");
        assertThat(texts(classes, "widths", "valleys")).containsExactly("[3]", "[2]", "[1]", "[1]", "[1]");
        assertThat(texts(json.get("widths"), "globalClass")).containsExactly("2", "1", "null");
        assertThat(texts(json.get("widths"), "global")).containsExactly("2", "2", "24");
        assertThat(json.get("formula").get("from").asInt()).isEqualTo(3);
        for (JsonNode width : json.get("widths")) {
            JsonNode best = width.get("globalClass").isNull()
                    ? json.get("global")
                    : classes.get(width.get("globalClass").asInt());
            assertThat(width.get("value")).isEqualTo(best.get("value"));
        }
    }

    @Test
    void noClassIsCalledSpuriousAtTheWidthItIsGlobalAt() {
        assertThat(text(CORNER))
                .doesNotContain("spurious local minima")
                .contains("regions that hold a global minimum, from width 3 on: 12^m - 11^m")
                .containsPattern(
                        "0.0552193732 +global at width 2, spurious from 3 on +2 +2\\^m - 2 +\\+:\\+-\\+ \\+:-\\+\\+\n")
                .containsPattern("0.453772535 +spurious from 1 on +1 +1 +\\+:\\+\\+\\+\n")
                .containsPattern("\n +1 +0.360869266 +12 +2 ")
                .containsPattern("\n +2 +0.0552193732 +144 +2 ")
                .containsPattern("\n +3 +0.0552185425 +1728 +24 ")
                .contains("  width 1: the global minimum is that of +:+-+  (and 1 more of equal value)\n")
                .contains("  width 2: the global minimum is that of +:+-+ +:-++\n")
                .doesNotContain("width 3: ");
    }

    /** Two regions of equal value at width 1 are mirror images; {@code region} knows that none is lower, as {@code certify} does. */
    @Test
    void regionsThatTieAtANarrowWidthAreGlobal() {
        String region = "region " + OUTSIDE + "xor-corner.csv --lambda 0.01 --width 1 --neurons=";
        assertThat(json(region + "+:+-+").get("verdict").asString()).isEqualTo("GLOBAL");
        assertThat(json(region + "+:-++").get("verdict").asString()).isEqualTo("GLOBAL");
        assertThat(json(region + "+:+++").get("verdict").asString()).isEqualTo("SPURIOUS");
    }

    /** Without the list nothing is known below the width of the convex optimum. */
    @Test
    void withoutTheListNarrowWidthsAreOpen() {
        assertThat(text(CORNER + " --census off")).containsPattern("\n +1 +UNDECIDED +12 +UNDECIDED ");
        JsonNode json = json(CORNER + " --census off");
        assertThat(texts(json.get("widths"), "globalClass")).containsOnly("null");
        assertThat(texts(json.get("census").get("classes"), "widths", "global")).containsExactly("3..");
    }

    /** Three spurious minima at width 2, and yet no basin but the global one: the commands name each other. */
    @Test
    void spuriousMinimaThatAreNoBasins() {
        JsonNode certified = json("certify " + ABS + "1,2");
        JsonNode width = certified.get("widths").get(1);
        assertThat(width.get("verdict").asString()).isEqualTo("SPURIOUS");
        assertThat(width.get("spurious").asString()).isEqualTo("3");
        JsonNode graph = json("graph " + ABS + "2");
        assertThat(texts(graph.get("basins"), "global")).containsExactly("true");
        assertThat(graph.get("widths").get("noSpuriousValleyFrom").asInt()).isEqualTo(2);
        List<String> spurious = new ArrayList<>();
        for (JsonNode c : certified.get("census").get("classes")) {
            if (c.get("kind").asString().equals("SPURIOUS")) {
                assertThat(c.get("widths").get("valley").asInt()).isEqualTo(1);
                assertThat(c.get("rays")).hasSize(1);
                spurious.add(c.get("rays").get(0).get("sign").asString() + ":"
                        + c.get("rays").get(0).get("covector").asString());
            }
        }
        assertThat(texts(graph.get("plateaus"), "rays"))
                .containsExactlyElementsOf(
                        spurious.stream().map(s -> "[" + s + "]").toList());
        assertThat(text("graph " + ABS + "2"))
                .contains(
                        "plateaus      3 classes of spurious local minima that certify lists are no basins at width 2,")
                .contains("+:++++ (62501.5000)");
        assertThat(text("certify " + ABS + "2")).contains("talweg graph shows valleys and heights");
        // At width 1 the same classes are the basins.
        assertThat(json("graph " + ABS + "1").get("plateaus")).isEmpty();
        assertThat(json("graph " + ABS + "1").get("basins")).hasSize(3);
    }

    /** Two classes of equal value, proved equal, are both global at width 1, so the list of widths is not open. */
    @Test
    void plateausOfEqualMirrorImages() {
        JsonNode graph = json("graph " + OUTSIDE + "xor-corner.csv --lambda 0.01 --width 2");
        assertThat(texts(graph.get("plateaus"), "from")).containsExactly("1", "1", "1");
        // At width 1 the third class is a valley above the two.
        assertThat(graph.get("widths").get("spuriousValleys").toString()).isEqualTo("[1]");
        assertThat(graph.get("widths").get("noSpuriousValleyFrom").asInt()).isEqualTo(2);
    }

    /** Two solutions of five rays each share six; the one outside the first has its own mass, not none. */
    @Test
    void raysOfTiedSolutions() {
        String command = "certify " + OUTSIDE + "quad6.csv --bias --lambda 1e-4 --width 5";
        assertThat(text(command))
                .contains("optimum       2 tied solutions of 5 rays each, 6 rays in all; reached from width 5 on\n")
                .contains("rays of the global optimum, masses of solution 1 of 2\n")
                .containsPattern("--\\+\\+\\+\\+ +0.0134628 +1 +\\(.*\\)  not in solution 1; mass of solution 2\n")
                .doesNotContain("0.00000 ");
        JsonNode best = json(command).get("census").get("classes").get(0);
        assertThat(best.get("supports")).hasSize(2);
        assertThat(best.get("supportMasses")).hasSize(2);
        Rational lower = Rational.parse(
                json(command).get("global").get("value").get("lower").asString());
        for (JsonNode masses : best.get("supportMasses")) {
            assertThat(masses).hasSize(5);
            double total = 0;
            for (JsonNode mass : masses) {
                assertThat(mass.asDouble()).isPositive();
                total += mass.asDouble();
            }
            // All solutions have one residual, hence one total mass (theorem T1), which is most of the value here.
            assertThat(total).isCloseTo(lower.doubleValue() / 2e-4, within(0.05));
        }
    }
}
