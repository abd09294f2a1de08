package org.talweg.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.census.Searched;
import org.talweg.exact.Rational;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Corrupts every field of certificates. A mutant is either refused, or what it claims is still true: each of its lines is one
 * of the original's, or has a wider enclosure. Such mutants are
 *
 * <ul>
 *   <li>changed evidence that still proves the same claims: another point of a cell or face, another vector near the residual,
 *       other multipliers, a direction that also descends, a list of faces with one that is not used;
 *   <li>fewer claims: a width left out, uniqueness or completeness left out with all that rests on it;
 *   <li>a wider enclosure of a value;
 *   <li>a larger lambda where the zero network is the optimum.
 * </ul>
 */
class MutationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern ENCLOSURE = Pattern.compile("(below|from) (\\S+)(;.* at most| to) ([^,\\s]+)");

    /** How many mutants were refused, and how many were accepted with which change of the claims. */
    private final Map<String, Integer> outcomes = new TreeMap<>();

    private List<String> original;

    @ParameterizedTest
    @CsvSource({
        "hand, 1500",
        "orthogonal, 1500",
        "symmetric, 1000",
        "degenerate, 1500",
        "tied, 600",
        "zero, 600",
        "gaussian, 1500",
        "uncounted, 800",
        "searched, 2500",
        "searched and dependent, 2500"
    })
    void mutantsAreRefusedOrTrue(String name, int most) {
        String certificate = certificate(name);
        Certificates.Answer answer = Certificates.check(certificate);
        assertThat(answer.verified()).as(answer.lines().toString()).isTrue();
        original = claims(answer);
        JsonNode root = JSON.readTree(certificate);
        int[] count = new int[1];
        mutate(root, () -> count[0]++);
        Random random = Seeded.random(7);
        mutate(root, () -> {
            if (random.nextInt(count[0]) < most) {
                judge(root.toString());
            }
        });
        assertThat(root.toString()).isEqualTo(JSON.readTree(certificate).toString());
        System.out.println(name + ": " + count[0] + " mutants, judged " + outcomes);
        assertThat(outcomes.get("refused")).isGreaterThan(Math.min(most, count[0]) / 2);
    }

    private static String certificate(String name) {
        return switch (name) {
            case "hand" -> Certificates.BY_HAND;
            case "orthogonal" -> Certificates.of(Instance.of("1/20", "1,0,2", "0,1,-1"), List.of(1, 2, 5));
            case "symmetric" ->
                Certificates.of(
                        Instance.of("1/100", "1,0,0,4/5", "8/9,-4/9,1/9,7/9", "8/9,4/9,1/9,7/9"), List.of(1, 3));
            case "degenerate" ->
                Certificates.of(
                        Instance.of("1/2", "1,0,2", "2,0,1", "-1,0,-1", "0,0,5", "0,1,1", "1,1,-2", "1,-1,1"),
                        List.of(1, 2));
            case "tied" -> Certificates.of(Instance.of("1/16", "1,0,1", "0,1,1", "-1,0,1", "0,-1,1"), List.of(2, 6));
            case "zero" -> Certificates.of(Instance.of("1/2", "1,1", "-1,1"), List.of(3));
            case "gaussian" -> Certificates.of(Instance.gaussian(Seeded.random(3), 3, 2, "1/50"), List.of(1, 2, 3));
            case "uncounted" ->
                Certificates.of(
                        Instance.gaussian(Seeded.random(5), 5, 3, "1/50"),
                        List.of(2, 9),
                        40,
                        org.talweg.evidence.CertificateMaker.Extent.ALL,
                        false);
            case "searched" -> searched(Instance.gaussian(Seeded.random(3), 3, 2, "1/50"));
            case "searched and dependent" -> searched(Instance.of("1/10", "1,0,1", "0,1,2", "1,1,-1"));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String searched(Instance instance) {
        return Certificates.searched(instance, Searched.of(instance).minima().classes(), List.of(1, 2, 3));
    }

    private void judge(String mutant) {
        Certificates.Answer answer = Certificates.check(mutant);
        if (!answer.verified()) {
            assertThat(answer.lines()).hasSize(1);
            assertThat(answer.lines().get(0)).startsWith("REFUSED ");
            outcomes.merge("refused", 1, Integer::sum);
            return;
        }
        List<String> claims = claims(answer);
        boolean fewer = claims.size() < original.size();
        boolean wider = false;
        for (String line : claims) {
            if (!original.contains(line) && !line.startsWith("NOT CLAIMED")) {
                assertThat(original)
                        .as("accepted: " + mutant)
                        .anyMatch(o -> isWider(line, o) || isZeroNetworkOfMoreDecay(line, o));
                wider = true;
            }
        }
        String kind = wider ? "wider" : fewer || !claims.equals(original) ? "fewer claims" : "same claims";
        outcomes.merge("true, " + kind, 1, Integer::sum);
    }

    /** The lines without the size of the evidence: a cut can be one too many where its node is closed all the same. */
    private static List<String> claims(Certificates.Answer answer) {
        return answer.lines().stream()
                .map(line -> line.replaceFirst("; \\d+ cuts? and \\d+ decided sets? of faces$", ""))
                .toList();
    }

    /** Where the zero network is the optimum, it is for every larger lambda as well. */
    private boolean isZeroNetworkOfMoreDecay(String line, String other) {
        String[] a = line.split(", lambda ", -1);
        String[] b = other.split(", lambda ", -1);
        return original.stream().anyMatch(l -> l.startsWith("VERIFIED unique optimum: rays none"))
                && a.length == 2
                && a[0].equals(b[0])
                && Rational.parse(a[1]).compareTo(Rational.parse(b[1])) > 0;
    }

    /** Whether {@code line} claims what {@code other} does, with an enclosure that contains the other's. */
    private static boolean isWider(String line, String other) {
        Matcher a = ENCLOSURE.matcher(line);
        Matcher b = ENCLOSURE.matcher(other);
        return a.find()
                && b.find()
                && a.replaceFirst("").equals(b.replaceFirst(""))
                && a.group(3).equals(b.group(3))
                && Rational.parse(a.group(2)).compareTo(Rational.parse(b.group(2))) <= 0
                && Rational.parse(a.group(4)).compareTo(Rational.parse(b.group(4))) >= 0;
    }

    /** Changes the part {@code node} of a tree in place in every way, calls {@code mutant}, and changes it back. */
    private static void mutate(JsonNode node, Runnable mutant) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode value = object.get(name);
                Consumer<JsonNode> set = v -> object.set(name, v);
                values(value).forEach(v -> change(() -> set.accept(v), () -> set.accept(value), mutant));
                drop(object, name, mutant);
                mutate(value, mutant);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                JsonNode value = array.get(i);
                values(value).forEach(v -> change(() -> array.set(at, v), () -> array.set(at, value), mutant));
                change(() -> array.remove(at), () -> array.insert(at, value), mutant);
                change(() -> array.insert(at, value), () -> array.remove(at), mutant);
                if (i > 0 && !array.get(i - 1).equals(value)) {
                    JsonNode before = array.get(i - 1);
                    Runnable swap = () -> {
                        array.set(at, before);
                        array.set(at - 1, value);
                    };
                    Runnable back = () -> {
                        array.set(at - 1, before);
                        array.set(at, value);
                    };
                    change(swap, back, mutant);
                }
                mutate(value, mutant);
            }
        }
    }

    private static void change(Runnable change, Runnable undo, Runnable mutant) {
        change.run();
        mutant.run();
        undo.run();
    }

    /** Leaves a field out, and moves it to the end. */
    private static void drop(ObjectNode object, String name, Runnable mutant) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(e -> fields.put(e.getKey(), e.getValue()));
        object.remove(name);
        mutant.run();
        object.set(name, fields.get(name));
        if (!List.copyOf(fields.keySet()).get(fields.size() - 1).equals(name)) {
            mutant.run();
        }
        object.removeAll();
        fields.forEach(object::set);
    }

    /** Other values for a field. */
    private static List<JsonNode> values(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isString()) {
            texts.addAll(texts(value.asString()));
        } else if (value.isNumber()) {
            long v = value.asLong();
            texts.addAll(List.of("#" + (v + 1), "#" + (v - 1), "#" + (2 * v + 7), "#" + (-v - 3), "#0", "#-1", "#-0"));
            texts.addAll(List.of("#1e2", "#99999999999", "#9223372036854775808", "#0" + v, v + ""));
            texts.remove("#" + v);
        } else if (value.isNull()) {
            texts.addAll(List.of("#{}", "#[]", "#0", "0", "#true"));
        } else {
            texts.add("#null");
            texts.add("#[]");
            texts.add("#{}");
        }
        return texts.stream().map(MutationTest::node).toList();
    }

    private static JsonNode node(String text) {
        return text.startsWith("#")
                ? JSON.getNodeFactory().rawValueNode(new tools.jackson.databind.util.RawValue(text.substring(1)))
                : JSON.getNodeFactory().stringNode(text);
    }

    private static List<String> texts(String text) {
        List<String> texts =
                new ArrayList<>(List.of("", "NaN", "#null", "#" + text, "1e3", "1.5", " " + text, "9".repeat(80)));
        if (text.matches("-?\\d{1,4000}(/\\d{1,4000})?")) {
            Rational v = Rational.parse(text);
            Rational tiny = Rational.of(1, 1L << 40);
            for (Rational other : List.of(
                    v.add(Rational.ONE),
                    v.subtract(Rational.ONE),
                    v.negate(),
                    Rational.ZERO,
                    v.multiply(2),
                    v.add(v.multiply(tiny)),
                    v.subtract(v.multiply(tiny)))) {
                if (!other.equals(v)) {
                    texts.add(other.toString());
                }
            }
            texts.add("0" + text);
            texts.add(text.contains("/") ? text + "0" : text + "/1");
        } else {
            texts.addAll(List.of(text + "x", text.toLowerCase(java.util.Locale.ROOT)));
            for (int i = 0; i < Math.min(text.length(), 6); i++) {
                char other = text.charAt(i) == '+' ? '-' : text.charAt(i) == '-' ? '0' : '+';
                texts.add(text.substring(0, i) + other + text.substring(i + 1));
            }
        }
        texts.remove(text);
        return texts;
    }

    /** A certificate cut off anywhere, with anything after it, or with a field twice. */
    @Test
    void brokenFilesAreRefused() {
        String text = Certificates.BY_HAND.strip();
        for (int end = 0; end < text.length(); end++) {
            assertThat(Certificates.check(text.substring(0, end)).verified()).isFalse();
        }
        for (String tail : List.of("x", "{}", ",", "]", "\u0000", text)) {
            assertThat(Certificates.check(text + tail).verified()).isFalse();
        }
        Matcher field = Pattern.compile("\"[a-z]+\":(\"[^\"]*\"|\\d+|null),").matcher(text);
        int fields = 0;
        while (field.find()) {
            String twice = text.substring(0, field.end()) + field.group() + text.substring(field.end());
            assertThat(Certificates.check(twice).verified()).isFalse();
            fields++;
        }
        assertThat(fields).isGreaterThan(20);
    }

    /** Flipped bytes: white space apart, and evidence apart, any change is refused. */
    @Test
    void flippedBytes() {
        byte[] bytes = Certificates.BY_HAND.getBytes(StandardCharsets.US_ASCII);
        original = Certificates.check(bytes).lines();
        Random random = Seeded.random(11);
        for (int i = 0; i < bytes.length; i++) {
            byte[] mutant = Arrays.copyOf(bytes, bytes.length);
            mutant[i] ^= (byte) (1 << random.nextInt(8));
            judge(new String(mutant, StandardCharsets.ISO_8859_1));
        }
        System.out.println("flipped bytes: " + outcomes);
    }
}
