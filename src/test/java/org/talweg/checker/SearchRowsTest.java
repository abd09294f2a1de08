package org.talweg.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.talweg.checker.CheckedSearch.instances;
import static org.talweg.checker.CheckerParts.accepts;
import static org.talweg.checker.CheckerParts.dot;
import static org.talweg.checker.CheckerParts.fraction;
import static org.talweg.checker.CheckerParts.integers;
import static org.talweg.checker.CheckerParts.labelBits;
import static org.talweg.checker.CheckerParts.problem;
import static org.talweg.checker.CheckerParts.random;
import static org.talweg.checker.CheckerParts.rational;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.census.Searched;
import org.talweg.exact.Rational;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Attacks on the rows and cuts of a search: each row holds at every local minimum, and no cut excludes one. */
class SearchRowsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** These labels, all inputs 1. */
    private static Problem ofLabels(BigInteger[] y) throws Exception {
        BigInteger[][] x = new BigInteger[y.length][];
        Arrays.fill(x, new BigInteger[] {BigInteger.ONE});
        return problem(x, y, "1");
    }

    /** A residual on the border of the ball that satisfies all rows with equality: no multipliers show a contradiction. */
    @Test
    void cutsKeepAPointOnTheBorder() throws Exception {
        Random random = Seeded.random(1);
        int accepted = 0;
        int trials = 0;
        for (int trial = 0; trial < 1500; trial++) {
            int n = trial % 50 == 0 ? 62 : 1 + random.nextInt(5);
            BigInteger[] y = random(random, n, 1 + random.nextInt(60));
            Rational[] label = rational(y);
            Rational t = trial % 3 == 0 ? Rational.ZERO : Rational.of(1 + random.nextInt(16), 16);
            Rational[] r = rational(random(random, n, 1 + random.nextInt(12)));
            if (dot(r, r).signum() == 0) {
                continue;
            }
            // On the sphere |r|^2 + (1 + t') r.y = 0 with t' <= t.
            Rational by = t.multiply(Rational.of(random.nextInt(5), 4)).add(Rational.ONE);
            Rational factor = dot(r, label).negate().divide(dot(r, r)).multiply(by);
            Rational[] point = Arrays.stream(r).map(e -> e.multiply(factor)).toArray(Rational[]::new);
            Rational rest = dot(point, point).add(dot(point, label).multiply(t.add(Rational.ONE)));
            boolean inside = dot(point, point).compareTo(dot(label, label)) <= 0 && rest.signum() <= 0;
            if (!inside) {
                continue;
            }
            Rational lower = t.signum() == 0 ? Rational.ZERO : rest.negate().divide(t.multiply(Rational.of(n)));
            trials++;
            Problem problem = ofLabels(y);
            ResidualRows rows = new ResidualRows(problem, labelBits(problem), fraction(t), fraction(lower));
            Rational half = t.add(Rational.ONE).divide(Rational.of(2));
            Rational[] outward = new Rational[n];
            for (int k = 0; k < n; k++) {
                outward[k] = point[k].add(label[k].multiply(half));
            }
            BigInteger[] normal = integers(outward);
            int count = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                BigInteger[] a = normal.clone();
                if (i > 0) {
                    int shift = 20 + random.nextInt(40);
                    BigInteger[] noise = random(random, n, 20);
                    for (int k = 0; k < n; k++) {
                        BigInteger by2 = noise[k].multiply(Vectors.size(normal));
                        a[k] = a[k].shiftLeft(shift).add(i % 2 == 0 ? by2.negate() : by2);
                    }
                }
                rows.add(a, fraction(dot(rational(a), point)));
            }
            for (int attempt = 0; attempt < 20; attempt++) {
                int bits = 1 + random.nextInt(26);
                String cut = "[0";
                int terms = attempt == 0 ? 1 : attempt == 1 ? 31 : 1 + random.nextInt(10);
                for (int i = 0; i < terms; i++) {
                    long nu = random.nextInt(3) == 0 ? 1L << bits : random.nextInt((1 << bits) + 1);
                    cut += "," + (attempt < 2 ? 0 : random.nextInt(count)) + "," + nu;
                }
                assertThat(accepts(rows, cut + "]"))
                        .as("%s %s %s %s %s", Arrays.toString(y), t, Arrays.toString(point), lower, cut)
                        .isFalse();
            }
            // A little more than the point can do is refuted, so the rounding is not what keeps it.
            Rational more = dot(rational(normal), point)
                    .add(Rational.of(Vectors.root(Vectors.square(normal)).multiply(Vectors.root(Vectors.square(y))))
                            .divide(Rational.of(1 << 20)));
            rows.add(normal, fraction(more));
            accepted += accepts(rows, "[0," + count + ",1000]") ? 1 : 0;
        }
        System.out.println(trials + " points, " + accepted);
        assertThat(trials).isGreaterThan(500);
        assertThat(accepted).isGreaterThan(trials / 2);
    }

    /** A row that holds at a point within reach, with equality. */
    @Test
    void violatedRows() throws Exception {
        Random random = Seeded.random(2);
        int violated = 0;
        for (int trial = 0; trial < 3000; trial++) {
            int n = 1 + random.nextInt(6);
            BigInteger[] y = random(random, n, 1 + random.nextInt(60));
            y[0] = y[0].add(BigInteger.TWO);
            Problem problem = ofLabels(y);
            int b = labelBits(problem);
            ResidualRows rows = new ResidualRows(problem, b, Fraction.ZERO, Fraction.ZERO);
            // In units of 2^(b - 40), so that sums are exact.
            BigInteger[] step = random(random, n, 1 + random.nextInt(30));
            long reach = Vectors.root(Vectors.square(step)).shiftRight(10).longValueExact() + 1;
            long[] near = new long[n];
            Rational[] r = new Rational[n];
            long error = random.nextInt(4);
            for (int k = 0; k < n; k++) {
                long center = (random.nextLong() % (1L << 39)) / n;
                near[k] = (center >> 10) + (error == 0 ? 0 : -random.nextInt((int) error));
                center = error == 0 ? center >> 10 << 10 : center;
                BigInteger at = BigInteger.valueOf(center).add(step[k]);
                r[k] = Rational.scaleByPowerOfTwo(at, b - 40);
            }
            if (dot(r, r).compareTo(Rational.of(Vectors.square(y))) > 0) {
                continue;
            }
            for (int i = 0; i < 5; i++) {
                BigInteger[] a = step.clone();
                if (i > 0) {
                    BigInteger[] noise = random(random, n, 10 + 5 * i);
                    for (int k = 0; k < n; k++) {
                        a[k] = a[k].shiftLeft(30 * (i % 2)).add(noise[k]);
                    }
                }
                rows.add(a, fraction(dot(rational(a), r)));
                assertThat(rows.isViolated(rows.size() - 1, near, error + (error == 0 ? 0 : 1), reach))
                        .isFalse();
                Rational more = Rational.scaleByPowerOfTwo(Vectors.root(Vectors.square(a)), b - 22);
                rows.add(a, fraction(dot(rational(a), r).add(more)));
                violated += rows.isViolated(rows.size() - 1, near, error + 1, reach) ? 1 : 0;
            }
        }
        System.out.println(violated + " violated");
        assertThat(violated).isGreaterThan(500);
    }

    /** A weak lower bound of the global value makes the ball large, not small. */
    @Test
    void aWeakLowerBoundHelpsNoCut() throws Exception {
        BigInteger[] y = {BigInteger.ONE, BigInteger.ONE};
        Problem problem = ofLabels(y);
        int b = labelBits(problem);
        for (int bits = 29; bits < 70; bits++) {
            for (int less = -3; less <= 3; less++) {
                BigInteger root = BigInteger.ONE.shiftLeft(bits).add(BigInteger.valueOf(less));
                // R^2 = 2 - 2 P with t = 1.
                Fraction square = new Fraction(root.multiply(root), BigInteger.ONE.shiftLeft(60 - 2 * b));
                Fraction lower = Fraction.ONE.minus(square.over(Fraction.of(2)));
                ResidualRows rows;
                try {
                    rows = new ResidualRows(problem, b, Fraction.ONE, lower);
                } catch (Refusal | ArithmeticException e) {
                    continue;
                }
                // r = -y/2 is in the ball, by r.(r + y) < 0.
                rows.add(new BigInteger[] {BigInteger.ONE, BigInteger.ONE}, Fraction.of(-1));
                assertThat(accepts(rows, "[0,0,1]")).as("2^%s + %s", bits, less).isFalse();
                assertThat(accepts(rows, "[0,0,67108864]")).isFalse();
            }
        }
    }

    /** The same in a file: a list without one of its minima, and a global value that is said to be at least some negative number. */
    @Test
    void aFalseListWithAWeakLowerBound() {
        Instance instance = Instance.of("1/16", "1,1", "-1,1");
        String certificate =
                Certificates.searched(instance, Searched.of(instance).minima().classes(), List.of(2));
        ObjectNode root = (ObjectNode) JSON.readTree(certificate);
        ((ArrayNode) root.get("minima")).removeAll();
        ((ArrayNode) root.get("widths")).removeAll();
        BigInteger power = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.TWO).pow(2);
        Fraction lower = Fraction.ONE.minus(new Fraction(power.subtract(BigInteger.ONE), BigInteger.ONE.shiftLeft(57)));
        ((ObjectNode) root.get("value")).put("lower", lower.toString());
        ObjectNode search = (ObjectNode) root.get("completeness");
        search.put("ball", "1");
        search.set("tree", JSON.readTree("[[[],[0,3,1],[1,4,1],[2,11,1],[3,12,1]]]"));
        search.set("optima", JSON.readTree("[]"));
        Certificates.Answer answer = Certificates.check(root.toString());
        assertThat(answer.lines())
                .containsExactly("REFUSED complete list: the rows of a cut do not contradict each other");
    }

    /** Every row holds at every listed minimum to whose faces it applies, and every such set is compatible and possible. */
    @Test
    void rowsHoldAtAllMinima() throws Exception {
        Random random = Seeded.random(5);
        long rows = 0;
        for (CheckedSearch checked : instances()) {
            for (int round = 0; round < 4; round++) {
                String conditions = round == 0
                        ? checked.root.get("completeness").get("conditions").toString()
                        : checked.conditions(random);
                Candidates candidates = checked.candidates("0", conditions);
                for (Solution solution : checked.listed) {
                    int[] set = checked.set(solution);
                    assertThat(set.length).isLessThanOrEqualTo(checked.problem.n);
                    for (int a : set) {
                        assertThat(candidates.isPossible(a)).isTrue();
                        for (int b : set) {
                            assertThat(a == b || candidates.areCompatible(a, b)).isTrue();
                        }
                    }
                    candidates.choose(set, set.length);
                    long[] point = new long[checked.problem.n];
                    for (int k = 0; k < point.length; k++) {
                        point[k] = ScaledProblem.floorOf(
                                        new Fraction(solution.center[k], BigInteger.ONE.shiftLeft(solution.shift)),
                                        ResidualRows.BITS - checked.scaled.labelBits)
                                .longValueExact();
                    }
                    Fraction reach = new Fraction(solution.radius, BigInteger.ONE.shiftLeft(solution.shift));
                    long units = ScaledProblem.floorOf(reach, ResidualRows.BITS - checked.scaled.labelBits)
                                    .longValueExact()
                            + 1;
                    assertThat(units).isLessThan(1000);
                    for (int row = 0; row < candidates.rows.size(); row++) {
                        if (candidates.applies(row)) {
                            rows++;
                            assertThat(candidates.rows.isViolated(row, point, 1, units))
                                    .as("%s %s row %s", checked.root.get("problem"), Arrays.toString(set), row)
                                    .isFalse();
                        }
                    }
                }
            }
        }
        System.out.println(rows + " rows");
        assertThat(rows).isGreaterThan(1000);
    }

    /** No face may be left out. */
    @Test
    void everyFaceMustBeListed() throws Exception {
        int left = 0;
        for (CheckedSearch checked : instances()) {
            int n = checked.problem.n;
            int d = checked.problem.d;
            Set<Covector> listed = new HashSet<>();
            checked.faces.forEach(f -> listed.add(Covector.of(f.signs)));
            Covector.requireListed(checked.cells, n, listed);
            // Signs of points of a grid.
            Set<Covector> some = new HashSet<>();
            for (int i = 0; i < Math.pow(7, d); i++) {
                BigInteger[] w = new BigInteger[d];
                int rest = i;
                for (int j = 0; j < d; j++) {
                    w[j] = BigInteger.valueOf(rest % 7 - 3);
                    rest /= 7;
                }
                int[] signs = IntStream.range(0, n)
                        .map(k -> Vectors.dot(checked.problem.x[k], w).signum())
                        .toArray();
                some.add(Covector.of(signs));
            }
            some.removeIf(c -> c.plus() == 0);
            assertThat(listed).containsAll(some);
            for (Covector face : some) {
                Set<Covector> others = new HashSet<>(listed);
                others.remove(face);
                assertThatThrownBy(() -> Covector.requireListed(checked.cells, n, others))
                        .isInstanceOf(Refusal.class);
                left++;
            }
        }
        assertThat(left).isGreaterThan(100);
    }

    @Test
    void lengthsOfRoots() {
        Random random = Seeded.random(14);
        for (int i = 0; i < 5000; i++) {
            BigInteger square = i < 2000 ? BigInteger.valueOf(i) : new BigInteger(1 + random.nextInt(200), random);
            square = i % 7 == 0 ? square.multiply(square) : square;
            square = i % 5 == 0 ? BigInteger.ONE.shiftLeft(i % 90).add(BigInteger.valueOf(i % 3)) : square;
            assertThat(Vectors.rootBits(square)).isEqualTo(Vectors.root(square).bitLength());
        }
    }
}
