package org.talweg.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.talweg.checker.CheckedSearch.instances;
import static org.talweg.checker.CheckerParts.least;
import static org.talweg.checker.NearEvidence.multipliers;
import static org.talweg.checker.NearEvidence.point;
import static org.talweg.checker.NearEvidence.requireBounds;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.census.Searched;
import org.talweg.exact.Rational;
import tools.jackson.databind.JsonNode;

/** Attacks on the evidence by a search: whatever a file says, nothing excludes a local minimum. */
class SearchSoundnessTest {

    /** Neurons on the very rays of a minimum or near them never exclude it; the least accepted numbers are bounds. */
    @Test
    void nothingNearExcludesAMinimum() throws Exception {
        Random random = Seeded.random(8);
        int tried = 0;
        int close = 0;
        for (CheckedSearch checked : instances()) {
            String conditions =
                    checked.root.get("completeness").get("conditions").toString();
            Candidates candidates = checked.candidates("0", conditions);
            for (Solution solution : checked.listed) {
                int[] set = checked.set(solution);
                Rational denominator = Rational.of(new BigInteger(
                        checked.listed.indexOf(solution) == 0
                                ? checked.root
                                        .get("global")
                                        .get("solution")
                                        .get("denominator")
                                        .asString()
                                : checked.root
                                        .get("minima")
                                        .get(checked.listed.indexOf(solution) - 1)
                                        .get("solution")
                                        .get("denominator")
                                        .asString()));
                for (int round = 0; round < 4; round++) {
                    NearEvidence near = new NearEvidence(checked, candidates, set);
                    near.bits = 46 - random.nextInt(4) * random.nextInt(10);
                    int noise = 4 + random.nextInt(44);
                    for (Ray ray : solution.rays) {
                        int c = 2 * checked.faces.indexOf(ray.face()) + (ray.sign() > 0 ? 0 : 1);
                        Rational[] u = point(ray, denominator);
                        Rational[] w = near.witness(random, c);
                        Rational part = Rational.scaleByPowerOfTwo(BigInteger.ONE, 64)
                                .divide(Rational.scaleByPowerOfTwo(BigInteger.ONE, 64 + noise));
                        Rational[] moved = new Rational[u.length];
                        for (int j = 0; j < u.length; j++) {
                            moved[j] = u[j].add(w[j].multiply(part));
                        }
                        near.add(Arrays.binarySearch(set, c), moved);
                    }
                    Rational[] r = near.residual();
                    for (int i = 0; i < set.length; i++) {
                        near.multipliers.add(multipliers(near, i, r));
                    }
                    candidates.choose(set, set.length);
                    int some = IntStream.range(0, candidates.rows.size())
                            .filter(candidates::applies)
                            .findFirst()
                            .orElseThrow();
                    long excess = least(
                            1L << 45,
                            "a support value is larger than the excess says",
                            e -> near.refused(some, e, 1L << 30));
                    long radius = least(1L << 30, "the radius is too small", v -> near.refused(some, excess, v));
                    if (excess < 0
                            || radius < 0
                            || near.refused(some, excess, radius).startsWith("a neuron")) {
                        continue;
                    }
                    tried++;
                    requireBounds(near, excess, radius);
                    close += radius < 1 << 16 ? 1 : 0;
                    for (int fails = 0; fails < candidates.rows.size() + set.length; fails++) {
                        assertThat(near.refused(fails, excess, radius)).isNotNull();
                    }
                }
            }
        }
        System.out.println(tried + " tried, " + close + " close");
        assertThat(close).isGreaterThan(50);
    }

    /** Random sets and neurons, long ones that cancel among them: the least accepted excess and radius are bounds. */
    @Test
    void excessAndRadiusAreBounds() throws Exception {
        Random random = Seeded.random(10);
        int tried = 0;
        for (CheckedSearch checked : instances()) {
            String conditions =
                    checked.root.get("completeness").get("conditions").toString();
            Candidates candidates = checked.candidates("0", conditions);
            for (int round = 0; round < 30; round++) {
                int c = 2 * random.nextInt(candidates.size() / 2);
                int other = 2 * random.nextInt(candidates.size() / 2) + 1;
                int[] set = round % 3 == 0 ? new int[] {c, c + 1} : new int[] {Math.min(c, other), Math.max(c, other)};
                if (candidates.covector(set[0]).plus() == 0
                        || candidates.face(set[0]).charts.isEmpty()) {
                    continue;
                }
                NearEvidence near = new NearEvidence(checked, candidates, set);
                near.bits = 46 - random.nextInt(4) * random.nextInt(10);
                int size = random.nextInt(14) - 2;
                for (int count = 1 + random.nextInt(2); count > 0; count--) {
                    for (int i = 0; i < 2; i++) {
                        Rational[] w = near.witness(random, set[round % 3 == 0 ? 0 : i]);
                        Rational length = w[0].abs();
                        for (Rational e : w) {
                            length = length.max(e.abs());
                        }
                        Rational factor = Rational.scaleByPowerOfTwo(BigInteger.ONE, 60 + size + near.b - near.a)
                                .divide(length)
                                .divide(Rational.scaleByPowerOfTwo(BigInteger.ONE, 60));
                        near.add(
                                i, Arrays.stream(w).map(e -> e.multiply(factor)).toArray(Rational[]::new));
                    }
                }
                Rational[] r = near.residual();
                near.multipliers.add(multipliers(near, 0, r));
                near.multipliers.add(multipliers(near, 1, r));
                candidates.choose(set, 2);
                int some = IntStream.range(0, candidates.rows.size())
                        .filter(candidates::applies)
                        .findFirst()
                        .orElse(0);
                long excess = least(
                        1L << 50,
                        "a support value is larger than the excess says",
                        e -> near.refused(some, e, 1L << 30));
                String why = near.refused(some, Math.max(0, excess), 1L << 30);
                if (excess < 0 || (why != null && !why.startsWith("a set of faces"))) {
                    continue;
                }
                long radius = least(1L << 30, "the radius is too small", v -> near.refused(some, excess, v));
                tried++;
                requireBounds(near, excess, radius);
            }
        }
        System.out.println(tried + " tried");
        assertThat(tried).isGreaterThan(50);
    }

    /** The evidence of real trees, with the radius as small and as large as is accepted. */
    @Test
    void evidenceOfTreesIsTrue() throws Exception {
        int near = 0;
        int gradients = 0;
        for (CheckedSearch checked : instances()) {
            JsonNode search = checked.root.get("completeness");
            Candidates candidates = checked.candidates(
                    search.get("ball").asString(), search.get("conditions").toString());
            Walk walk = new Walk();
            for (JsonNode node : search.get("tree")) {
                int[] set = walk.next(node);
                JsonNode decision = node.get(0);
                if (decision.isEmpty() || decision.get(0).asInt() != 2) {
                    continue;
                }
                NearEvidence evidence = new NearEvidence(checked, candidates, set);
                evidence.bits = decision.get(2).asInt();
                decision.get(5).forEach(e -> evidence.neurons.add(longs(e)));
                decision.get(6).forEach(e -> evidence.multipliers.add(longs(e)));
                int fails = decision.get(1).asInt();
                long excess = decision.get(3).asLong();
                long radius = decision.get(4).asLong();
                assertThat(evidence.refused(fails, excess, radius)).isNull();
                requireBounds(evidence, excess, radius);
                long least = least(
                        excess,
                        "a support value is larger than the excess says",
                        e -> evidence.refused(fails, e, radius));
                long closest = least(radius, "the radius is too small", v -> evidence.refused(fails, least, v));
                requireBounds(evidence, least, closest);
                near++;
                if (fails >= candidates.rows.size()) {
                    gradients++;
                    long most = radius;
                    for (long step = 1L << 29; step > 0; step >>= 1) {
                        most += most + step <= 1L << 30 && evidence.refused(fails, excess, most + step) == null
                                ? step
                                : 0;
                    }
                    Rational left = evidence.mu()
                            .subtract(Rational.scaleByPowerOfTwo(
                                    BigInteger.valueOf(most), evidence.a + evidence.b - ResidualRows.BITS));
                    assertThat(left.signum()).isPositive();
                    assertThat(evidence.squaredSupport(evidence.residual(), fails - candidates.rows.size()))
                            .isLessThan(left.square());
                }
            }
        }
        System.out.println(near + " near, " + gradients + " gradients");
        assertThat(near).isGreaterThan(100);
    }

    private static long[] longs(JsonNode list) {
        long[] values = new long[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).asLong();
        }
        return values;
    }

    /** The sets of a tree, in its order. */
    private static final class Walk {

        private final List<int[]> open = new ArrayList<>(List.of(new int[0]));

        int[] next(JsonNode node) {
            int[] set = open.remove(open.size() - 1);
            for (int i = node.size() - 1; i > 0; i--) {
                if (node.get(i).size() == 1) {
                    int[] child = Arrays.copyOf(set, set.length + 1);
                    child[set.length] = node.get(i).get(0).asInt();
                    open.add(child);
                }
            }
            return set;
        }
    }

    /** Parts of the evidence that would take long, and a bracket in place of a comma. */
    @Test
    void hostileEvidence() {
        Instance instance = Instance.of("1/16", "1,1", "-1,1");
        String certificate =
                Certificates.searched(instance, Searched.of(instance).minima().classes(), List.of(2));
        String vector = "[\"" + "7".repeat(9_990) + "\"],";
        String lengths = "\"lengths\":[";
        String directions = "\"directions\":[";
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(Certificates.check(certificate.replaceFirst(
                                    Pattern.quote(lengths), lengths.replace("[", "[" + vector.repeat(400))))
                            .lines())
                    .containsExactly("REFUSED complete list: a vector of lengths is longer than 64 bits");
            assertThat(Certificates.check(certificate.replaceFirst(
                                    Pattern.quote(directions),
                                    directions + vector.repeat(60).replaceFirst(".$", "")))
                            .verified())
                    .isFalse();
        });
        Instance plane = Instance.of("1/10", "1,0,1", "0,1,2", "1,1,-1");
        String planar = Certificates.searched(plane, Searched.of(plane).minima().classes(), List.of(2));
        Matcher near = Pattern.compile("\\[2,(\\d+),(\\d+),").matcher(planar);
        assertThat(near.find()).isTrue();
        for (int at : new int[] {near.end(1), near.end(2), near.start(1) - 1}) {
            String broken = planar.substring(0, at) + "]" + planar.substring(at + 1);
            assertThat(Certificates.check(broken).verified()).isFalse();
        }
    }
}
