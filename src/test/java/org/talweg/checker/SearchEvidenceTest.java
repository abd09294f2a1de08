package org.talweg.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.census.Census;
import org.talweg.census.MinimumClass;
import org.talweg.census.Searched;
import org.talweg.evidence.EvidenceException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Certificates whose list is shown to be complete by a search tree. */
class SearchEvidenceTest {

    private static final List<Integer> WIDTHS = List.of(1, 2, 3, 7);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String EXACT_ZERO =
            ".*: (a ray has no host|a cell of a star is not shown to host its ray|a signed cell is neither a host nor shown to be slack)";

    static Stream<Arguments> instances() {
        List<Arguments> instances = new ArrayList<>();
        instances.add(Arguments.of("orthogonal", Instance.of("1/20", "1,0,2", "0,1,-1")));
        instances.add(Arguments.of("orthonormal", Instance.of("1/10", "1,0,0,1", "0,1,0,1", "0,0,1,1")));
        instances.add(Arguments.of("dependent", Instance.of("1/10", "1,0,1", "0,1,2", "1,1,-1", "-1,0,2")));
        instances.add(Arguments.of("parallel", Instance.of("1/50", "1,0,1", "1,0,2", "-1,0,1", "0,2,1", "1,1,0")));
        instances.add(Arguments.of("zero row", Instance.of("1/30", "1,2,1", "0,0,3", "2,1,-1", "-2,-4,1")));
        instances.add(Arguments.of("one input", Instance.of("1/16", "1,1", "-1,1")));
        instances.add(Arguments.of("more inputs than rows", Instance.of("1/40", "1,2,0,1", "0,1,1,-2")));
        Random random = Seeded.random(20);
        for (int i = 0; i < 12; i++) {
            int n = 2 + random.nextInt(3);
            int d = 1 + random.nextInt(3);
            String lambda = List.of("1/100", "1/20", "1/5").get(random.nextInt(3));
            instances.add(Arguments.of("degenerate " + i, Instance.degenerate(random, n, d, lambda)));
            instances.add(Arguments.of("gaussian " + i, Instance.gaussian(random, n, d, lambda)));
        }
        return instances.stream();
    }

    /** Every line is the same as with the evidence of a full census, which is quite another proof. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("instances")
    void agreesWithFullCensus(String name, Instance instance) {
        Searched searched = Searched.of(instance);
        assumeTrue(isClaimable(searched));
        String certificate = Certificates.searched(instance, searched.minima().classes(), WIDTHS);
        Certificates.Answer answer = Certificates.check(certificate);
        assertThat(answer.verified()).as(answer.lines().toString()).isTrue();
        assertThat(answer.lines()).anyMatch(l -> l.startsWith("VERIFIED complete list: "));
        boolean zero = searched.prover().global().rays().isEmpty();
        assertThat(certificate).contains(zero ? "\"kind\":\"checksum\"" : "\"kind\":\"search\"");
        Census census = searched.census();
        if (census.isComplete()) {
            Certificates.Answer other = Certificates.check(Certificates.of(instance, WIDTHS));
            // The census decides exact zeros that no linear form shows to a checksum.
            assertThat(other.verified() || name.equals("parallel")).isTrue();
            if (other.verified()) {
                assertThat(withoutCounts(answer.lines())).isEqualTo(withoutCounts(other.lines()));
            }
        }
    }

    private static boolean isClaimable(Searched searched) {
        return searched.minima().isComplete()
                && searched.prover().global().isUnique()
                && searched.minima().classes().stream().allMatch(MinimumClass::isUnique);
    }

    /**
     * Where the list is complete and nothing ties, the short numbers of the evidence suffice, but for exact zeros that are no zeros of a
     * linear form on the faces: square roots that cancel.
     */
    @Test
    @Tag("slow")
    void survey() {
        Random random = Seeded.random(77);
        int claimed = 0;
        int shown = 0;
        for (int i = 0; i < 250; i++) {
            int n = 2 + random.nextInt(4);
            int d = 1 + random.nextInt(3);
            String lambda = List.of("1/1000", "1/100", "1/50", "1/10", "1/3").get(random.nextInt(5));
            Instance instance = random.nextInt(4) == 0
                    ? Instance.gaussian(random, n, d, lambda)
                    : Instance.degenerate(random, n, d, lambda);
            Searched searched = Searched.of(instance);
            if (isClaimable(searched)) {
                claimed++;
                String certificate =
                        Certificates.searched(instance, searched.minima().classes(), WIDTHS);
                Certificates.Answer answer = Certificates.check(certificate);
                shown += answer.verified() ? 1 : 0;
                assertThat(answer.verified() || answer.lines().get(0).matches(EXACT_ZERO))
                        .as(i + ": " + answer.lines())
                        .isTrue();
            }
        }
        assertThat(claimed).isGreaterThan(200);
        assertThat(shown).isGreaterThan(claimed * 19 / 20);
    }

    /** Values are rounded in ways that depend on the evidence. */
    private static List<String> withoutCounts(List<String> lines) {
        return lines.stream()
                .map(l -> l.replaceFirst("; \\d+ cuts? and .*", "").replaceFirst("(value from|loss below) .*", "$1"))
                .toList();
    }

    /** A list with a minimum left out cannot be shown to be complete. */
    @Test
    void nothingShowsAFalseList() {
        Instance instance = Instance.gaussian(Seeded.random(3), 3, 2, "1/50");
        Searched searched = Searched.of(instance);
        List<MinimumClass> classes = searched.minima().classes();
        assertThat(classes).hasSizeGreaterThan(2);
        for (MinimumClass left : classes.subList(1, classes.size())) {
            List<MinimumClass> others = classes.stream().filter(c -> c != left).toList();
            assertThatThrownBy(() -> Certificates.searched(instance, others, WIDTHS))
                    .isInstanceOf(EvidenceException.class);
        }
    }

    @Test
    void sameBytesWhateverTheThreads() throws Exception {
        Instance instance = Instance.gaussian(Seeded.random(4), 4, 3, "1/100");
        List<MinimumClass> classes = Searched.of(instance).minima().classes();
        String one = new ForkJoinPool(1)
                .submit(() -> Certificates.searched(instance, classes, WIDTHS))
                .get();
        String four = new ForkJoinPool(4)
                .submit(() -> Certificates.searched(instance, classes, WIDTHS))
                .get();
        assertThat(one).isEqualTo(four);
    }

    /** Whether the last step of a node says that nothing is left. */
    private static boolean isClosed(ArrayNode node, JsonNode root) {
        return node.size() > 1
                && node.get(node.size() - 1).get(0).asInt()
                        == 2 * root.get("faces").size();
    }

    /** Each node, each cut and each decision is needed, and no set is decided by the evidence for another. */
    @Test
    void everyPartOfTheTreeIsNeeded() {
        Instance instance = Instance.gaussian(Seeded.random(3), 3, 2, "1/50");
        JsonNode root = JSON.readTree(
                Certificates.searched(instance, Searched.of(instance).minima().classes(), List.of(2)));
        ObjectNode completeness = (ObjectNode) root.get("completeness");
        ArrayNode tree = (ArrayNode) completeness.get("tree");
        int needed = 0;
        for (int i = 0; i < tree.size(); i++) {
            ArrayNode node = (ArrayNode) tree.get(i);
            tree.remove(i);
            assertThat(Certificates.check(root.toString()).verified()).isFalse();
            tree.insert(i, node);
            for (int j = 0; j < node.size(); j++) {
                JsonNode part = node.get(j);
                node.remove(j);
                // A cut that is left out may be one too many where the node is closed later.
                boolean isNeeded = j == 0 || part.size() == 1 || j == node.size() || !isClosed(node, root);
                if (isNeeded) {
                    needed++;
                    assertThat(Certificates.check(root.toString()).verified())
                            .as("part %s of node %s", j, i)
                            .isFalse();
                }
                node.insert(j, part);
            }
        }
        assertThat(needed).isGreaterThan(40);
        int listed = 0;
        for (int i = 1; i < tree.size(); i++) {
            JsonNode decision = tree.get(i).get(0);
            if (decision.get(0).asInt() == 0) {
                listed++;
                for (int j = 1; j < tree.size(); j++) {
                    JsonNode other = tree.get(j).get(0);
                    if (!other.equals(decision)) {
                        ((ArrayNode) tree.get(i)).set(0, other);
                        assertThat(Certificates.check(root.toString()).verified())
                                .isFalse();
                    }
                }
                ((ArrayNode) tree.get(i)).set(0, decision);
            }
        }
        assertThat(listed).isEqualTo(root.get("minima").size() + 1);
        assertThat(Certificates.check(root.toString()).verified()).isTrue();
    }

    /** Files that go on for ever where the evidence has a list. */
    @Test
    void endlessFiles() {
        Instance instance = Instance.of("1/10", "1,0,1", "0,1,2", "1,1,-1");
        String text =
                Certificates.searched(instance, Searched.of(instance).minima().classes(), List.of(2));
        endless(text, "\"directions\":[", "[\"0\",\"0\"],");
        endless(text, "\"lengths\":[", "[\"1\",\"1\"],");
        endless(text, "\"conditions\":[", "{\"directions\":[],\"lengths\":[]},");
        endless(text, "\"tree\":[", "[[]],");
        endless(text, "\"tree\":[[[]", ",[0,0,1]");
        endless(text, "[[2,", "0,");
        endless(text, "\"optima\":[", "{\"solution\":{\"denominator\":\"1\",\"rays\":[");
        String decision = text.substring(text.indexOf("[[2,"));
        String neurons = decision.substring(0, decision.indexOf("[[", 4) + 1);
        String first = decision.substring(neurons.length(), decision.indexOf(']', neurons.length()) + 1) + ",";
        endless(text, neurons, first);
        endless(text, decision.substring(0, decision.indexOf("]],[") + 4), "[0,0,0],");
    }

    /** The file up to this part, then the part that follows again and again. */
    private static void endless(String text, String head, String again) {
        int at = text.indexOf(head);
        assertThat(at).as(head).isPositive();
        byte[] part = again.getBytes(StandardCharsets.US_ASCII);
        InputStream tail = new InputStream() {
            private int next;

            @Override
            public int read() {
                return part[next++ % part.length];
            }

            @Override
            public int read(byte[] b, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    b[offset + i] = part[next++ % part.length];
                    next %= part.length;
                }
                return length;
            }
        };
        byte[] start = text.substring(0, at + head.length()).getBytes(StandardCharsets.US_ASCII);
        Report report = assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> Checker.verify(new SequenceInputStream(new ByteArrayInputStream(start), tail), null));
        assertThat(report.isVerified()).isFalse();
        assertThat(report.lines().lines()).hasSize(1);
        assertThat(report.lines()).startsWith("REFUSED complete list: ").hasSizeLessThan(300);
    }
}
