package org.talweg.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.census.MinimumClass;
import org.talweg.census.Searched;
import org.talweg.exact.Rational;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Attacks on the evidence by a search: whatever a file says, nothing excludes a local minimum. */
class SearchSoundnessTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonReader reader(String text) {
        return new JsonReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Problem problem(BigInteger[] y) throws Exception {
        StringBuilder text = new StringBuilder(y.length + " 1\n");
        StringBuilder rows = new StringBuilder();
        for (BigInteger e : y) {
            text.append("1 ").append(e).append('\n');
            rows.append(rows.isEmpty() ? "" : ",").append("[\"1\",\"").append(e).append("\"]");
        }
        String sha256 = Sha256.hex(text.toString().getBytes(StandardCharsets.US_ASCII));
        return new Problem(reader("{\"n\":" + y.length + ",\"d\":1,\"lambda\":\"1\",\"sha256\":\"" + sha256
                + "\",\"rows\":[" + rows + "]}"));
    }

    private static int labelBits(Problem problem) {
        return Vectors.root(Vectors.square(problem.y)).bitLength();
    }

    private static BigInteger[] random(Random random, int n, int bits) {
        BigInteger[] v = new BigInteger[n];
        for (int k = 0; k < n; k++) {
            v[k] = new BigInteger(1 + random.nextInt(bits), random);
            v[k] = random.nextBoolean() ? v[k] : v[k].negate();
        }
        return v;
    }

    private static Rational dot(Rational[] a, Rational[] b) {
        Rational sum = Rational.ZERO;
        for (int k = 0; k < a.length; k++) {
            sum = sum.add(a[k].multiply(b[k]));
        }
        return sum;
    }

    private static Rational[] rational(BigInteger[] v) {
        return Arrays.stream(v).map(Rational::of).toArray(Rational[]::new);
    }

    /** A multiple in integers. */
    private static BigInteger[] integers(Rational[] v) {
        BigInteger common = BigInteger.ONE;
        for (Rational e : v) {
            common = common.multiply(e.denominator()).divide(common.gcd(e.denominator()));
        }
        Rational factor = Rational.of(common);
        return Arrays.stream(v).map(e -> e.multiply(factor).numerator()).toArray(BigInteger[]::new);
    }

    static Fraction fraction(Rational value) {
        return new Fraction(value.numerator(), value.denominator());
    }

    /** Whether the checker takes these rows and multipliers for a contradiction. */
    static boolean accepts(ResidualRows rows, String multipliers) throws IOException {
        try {
            // The list of a cut, after its candidate.
            JsonReader json = reader(multipliers);
            json.pass('[');
            json.index(0);
            rows.requireContradiction(json, r -> true);
            return true;
        } catch (Refusal e) {
            return false;
        }
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
            Problem problem = problem(y);
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
            Problem problem = problem(y);
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
        Problem problem = problem(y);
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

    /** A certificate, and what the checker makes of its search. */
    private static final class Checked {

        final JsonNode root;
        final Problem problem;
        final List<Face> faces = new ArrayList<>();
        final Cells cells;
        final ScaledProblem scaled;
        final List<Solution> listed = new ArrayList<>();

        Checked(Instance instance, Searched searched) throws Exception {
            root = JSON.readTree(
                    Certificates.searched(instance, searched.minima().classes(), List.of(2)));
            problem = new Problem(reader(root.get("problem").toString()));
            for (JsonNode face : root.get("faces")) {
                faces.add(new Face(reader(face.toString()), problem));
            }
            cells = new Cells(problem);
            for (JsonNode cell : root.get("cells").get("list")) {
                cells.add(reader(cell.get("witness").toString()).integers(problem.d));
            }
            scaled = new ScaledProblem(problem);
            listed.add(new Solution(reader(root.get("global").get("solution").toString()), problem, faces));
            for (JsonNode minimum : root.get("minima")) {
                listed.add(new Solution(reader(minimum.get("solution").toString()), problem, faces));
            }
        }

        boolean isSearch() {
            return root.get("completeness").get("kind").asString().equals("search");
        }

        Candidates candidates(String ball, String conditions) throws Exception {
            Fraction lower = reader(root.get("value").get("lower").toString())
                    .fraction()
                    .times(problem.scaleY.multiply(problem.scaleY));
            ResidualRows rows = new ResidualRows(
                    problem, scaled.labelBits, reader("\"" + ball + "\"").fraction(), lower);
            return new Candidates(reader(conditions), faces, cells, rows, problem);
        }

        int[] set(Solution solution) {
            return solution.rays.stream()
                    .mapToInt(ray -> 2 * faces.indexOf(ray.face()) + (ray.sign() > 0 ? 0 : 1))
                    .sorted()
                    .toArray();
        }

        /** Random directions and lengths. */
        String conditions(Random random) {
            List<String> all = new ArrayList<>();
            for (Face face : faces) {
                String directions = IntStream.range(0, 4)
                        .mapToObj(i -> {
                            BigInteger[] v = Vectors.zero(problem.d);
                            for (int k = 0; k < problem.n; k++) {
                                BigInteger c = BigInteger.valueOf(random.nextInt(7) - 3);
                                if (face.signs[k] == 0) {
                                    Vectors.add(v, c, problem.x[k]);
                                }
                            }
                            return text(v);
                        })
                        .collect(Collectors.joining(","));
                String lengths = IntStream.range(0, 6)
                        .mapToObj(i -> {
                            BigInteger[] v = random(random, problem.d, 1 + 4 * i);
                            for (int k = 0; k < problem.n && i % 2 == 0; k++) {
                                BigInteger c = BigInteger.valueOf(random.nextInt(50) * (long) face.signs[k]);
                                Vectors.add(v, c.shiftLeft(4 * i), problem.x[k]);
                            }
                            return text(v);
                        })
                        .collect(Collectors.joining(","));
                all.add("{\"directions\":[" + directions + "],\"lengths\":[" + lengths + "]}");
            }
            return "[" + String.join(",", all) + "]";
        }
    }

    private static String text(BigInteger[] v) {
        return Arrays.stream(v).map(e -> "\"" + e + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private static final List<Checked> INSTANCES = new ArrayList<>();

    private static synchronized List<Checked> instances() throws Exception {
        if (INSTANCES.isEmpty()) {
            INSTANCES.addAll(instances(30));
        }
        return INSTANCES;
    }

    private static List<Checked> instances(int most) throws Exception {
        Random random = Seeded.random(6);
        List<Checked> all = new ArrayList<>();
        List<Instance> instances = new ArrayList<>(List.of(
                Instance.of("1/20", "1,0,2", "0,1,-1"),
                Instance.of("1/10", "1,0,1", "0,1,2", "1,1,-1", "-1,0,2"),
                Instance.of("1/50", "1,0,1", "1,0,2", "-1,0,1", "0,2,1", "1,1,0"),
                Instance.of("1/30", "1,2,1", "0,0,3", "2,1,-1", "-2,-4,1"),
                Instance.of("1/40", "1,2,0,1", "0,1,1,-2")));
        while (instances.size() < most) {
            int n = 2 + random.nextInt(3);
            int d = 1 + random.nextInt(3);
            String lambda = List.of("1/1000", "1/100", "1/20", "1/5").get(random.nextInt(4));
            instances.add(
                    random.nextInt(3) == 0
                            ? Instance.gaussian(random, n, d, lambda)
                            : Instance.degenerate(random, n, d, lambda));
        }
        for (Instance instance : instances) {
            Searched searched = Searched.of(instance);
            boolean claimable = searched.minima().isComplete()
                    && searched.prover().global().isUnique()
                    && !searched.prover().global().rays().isEmpty()
                    && searched.minima().classes().stream().allMatch(MinimumClass::isUnique);
            if (claimable) {
                Checked checked = new Checked(instance, searched);
                if (checked.isSearch()) {
                    all.add(checked);
                }
            }
        }
        return all;
    }

    /** Every row holds at every listed minimum to whose faces it applies, and every such set is compatible and possible. */
    @Test
    void rowsHoldAtAllMinima() throws Exception {
        Random random = Seeded.random(5);
        long rows = 0;
        for (Checked checked : instances()) {
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

    /** Evidence near an optimum, in the numbers of the file, with what they mean exactly. */
    private static final class Near {

        private static final int BITS = ScaledProblem.BITS;

        final Checked checked;
        final Candidates candidates;
        final int[] set;
        final int a;
        final int b;
        int bits;
        final List<long[]> neurons = new ArrayList<>();
        final List<long[]> multipliers = new ArrayList<>();
        private final NearOptimum optimum;

        Near(Checked checked, Candidates candidates, int[] set) {
            this.checked = checked;
            this.candidates = candidates;
            this.set = set;
            a = checked.problem.frobenius.bitLength();
            b = checked.scaled.labelBits;
            optimum = new NearOptimum(candidates, checked.scaled);
        }

        /** Why it is refused; null if it is accepted. */
        String refused(int fails, long excess, long radius) throws IOException {
            String lists = neurons.stream().map(Arrays::toString).collect(Collectors.joining(",")) + "],["
                    + multipliers.stream().map(Arrays::toString).collect(Collectors.joining(","));
            JsonReader json = reader(
                    "[2," + fails + "," + bits + "," + excess + "," + radius + ",[" + lists.replace(" ", "") + "]]");
            try {
                json.pass('[');
                json.index(2);
                optimum.requireExclusion(json, set, set.length);
                return null;
            } catch (Refusal e) {
                return e.getMessage();
            }
        }

        /** The least number in [0, most] that is not refused for this reason; -1 if all are. */
        private interface Trial {
            String refused(long value) throws IOException;
        }

        static long least(long most, String reason, Trial trial) throws IOException {
            if (reason.equals(trial.refused(most))) {
                return -1;
            }
            long low = -1;
            long high = most;
            while (high - low > 1) {
                long middle = (low + high) >> 1;
                if (reason.equals(trial.refused(middle))) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }

        private Rational coordinate(long value) {
            return Rational.scaleByPowerOfTwo(BigInteger.valueOf(value), b - a - bits);
        }

        Rational[] residual() {
            Problem problem = checked.problem;
            Rational[] r = rational(problem.y);
            for (int k = 0; k < r.length; k++) {
                r[k] = r[k].negate();
                for (long[] neuron : neurons) {
                    Rational output = Rational.ZERO;
                    for (int j = 0; j < problem.d; j++) {
                        output = output.add(coordinate(neuron[j + 2]).multiply(Rational.of(problem.x[k][j])));
                    }
                    output = output.max(Rational.ZERO);
                    r[k] = Candidates.sign(set[(int) neuron[0]]) > 0 ? r[k].add(output) : r[k].subtract(output);
                }
            }
            return r;
        }

        Rational mu() {
            Fraction mu = checked.problem.mu;
            return Rational.of(mu.numerator()).divide(Rational.of(mu.denominator()));
        }

        /** {@code r0.(r0 + y) + mu sum |u| + excess M}. */
        Rational squaredDistance(Rational[] r, long excess) {
            Rational[] y = rational(checked.problem.y);
            Rational norms = Rational.ZERO;
            for (long[] neuron : neurons) {
                norms = norms.add(coordinate(neuron[1]));
            }
            Rational mass = dot(y, y).divide(mu().multiply(2));
            mass = mass.min(norms.add(dot(r, r).divide(mu().multiply(2))));
            return dot(r, r)
                    .add(dot(r, y))
                    .add(mu().multiply(norms))
                    .add(Rational.scaleByPowerOfTwo(BigInteger.valueOf(excess), a + b - BITS)
                            .multiply(mass));
        }

        /** The square of the bound of the support value of the i-th face. */
        Rational squaredSupport(Rational[] r, int i) {
            Problem problem = checked.problem;
            int[] signs = candidates.face(set[i]).signs;
            Rational sum = Rational.ZERO;
            for (int j = 0; j < problem.d; j++) {
                Rational g = Rational.ZERO;
                for (int k = 0; k < problem.n; k++) {
                    Rational x = Rational.of(problem.x[k][j]);
                    Rational factor = signs[k] > 0 ? r[k].multiply(-Candidates.sign(set[i])) : Rational.ZERO;
                    for (long[] entry : multipliers) {
                        for (int h = 1; h < entry.length && entry[0] == i; h += 2) {
                            if (entry[h] == k) {
                                factor = factor.add(Rational.scaleByPowerOfTwo(
                                        BigInteger.valueOf(signs[k] < 0 ? -entry[h + 1] : entry[h + 1]), b - bits));
                            }
                        }
                    }
                    g = g.add(factor.multiply(x));
                }
                sum = sum.add(g.square());
            }
            return sum;
        }

        /** Neurons: a positive combination of a point and vectors of cells of the star. */
        boolean add(int at, Rational[] point) {
            Problem problem = checked.problem;
            long[] entry = new long[problem.d + 2];
            entry[0] = at;
            BigInteger square = BigInteger.ZERO;
            for (int j = 0; j < problem.d; j++) {
                Rational scaled = point[j].multiply(Rational.scaleByPowerOfTwo(BigInteger.ONE, 64)
                        .divide(Rational.scaleByPowerOfTwo(BigInteger.ONE, 64 + b - a - bits)));
                BigInteger rounded = scaled.numerator().divide(scaled.denominator());
                if (rounded.bitLength() > bits + 11) {
                    return false;
                }
                entry[j + 2] = rounded.longValueExact();
                square = square.add(rounded.multiply(rounded));
            }
            entry[1] = Vectors.root(square).longValueExact();
            neurons.add(entry);
            return true;
        }

        Rational[] witness(Random random, int c) {
            Problem problem = checked.problem;
            JsonNode list = checked.root.get("cells").get("list");
            List<Rational[]> all = new ArrayList<>();
            for (JsonNode cell : list) {
                Rational[] w = new Rational[problem.d];
                for (int j = 0; j < w.length; j++) {
                    w[j] = Rational.parse(cell.get("witness").get(j).asString());
                }
                for (int side = 1; side >= -1; side -= 2) {
                    boolean inStar = true;
                    for (int k = 0; k < problem.n; k++) {
                        Rational product = dot(rational(problem.x[k]), w);
                        int sign = candidates.face(c).signs[k];
                        inStar &= sign == 0 || sign == side * product.signum();
                    }
                    if (inStar) {
                        int by = side;
                        all.add(Arrays.stream(w).map(e -> e.multiply(by)).toArray(Rational[]::new));
                    }
                }
            }
            return all.get(random.nextInt(all.size()));
        }
    }

    private static Rational[] point(Ray ray, Rational denominator) {
        return Arrays.stream(ray.point())
                .map(e -> Rational.of(e).divide(denominator))
                .toArray(Rational[]::new);
    }

    /** The multipliers that leave the projected gradient, rounded. */
    private static long[] multipliers(Near near, int i, Rational[] r) {
        Face face = near.candidates.face(near.set[i]);
        Chart chart = face.charts.get(0);
        List<Long> entry = new ArrayList<>(List.of((long) i));
        for (int h = 0; h < chart.rows.length; h++) {
            Rational nu = Rational.ZERO;
            for (int k = 0; k < r.length; k++) {
                if (face.signs[k] > 0) {
                    nu = nu.add(r[k].multiply(Rational.of(chart.coefficients[k][h]))
                            .divide(Rational.of(chart.denominator)));
                }
            }
            nu = nu.multiply(Candidates.sign(near.set[i]))
                    .multiply(Rational.scaleByPowerOfTwo(BigInteger.ONE, 200))
                    .divide(Rational.scaleByPowerOfTwo(BigInteger.ONE, 200 + near.b - near.bits));
            BigInteger rounded = nu.numerator().divide(nu.denominator());
            if (rounded.signum() != 0 && rounded.bitLength() < near.bits + 12) {
                entry.add((long) chart.rows[h]);
                entry.add(rounded.longValueExact());
            }
        }
        return entry.stream().mapToLong(Long::longValue).toArray();
    }

    /** Neurons on the very rays of a minimum or near them never exclude it; the least accepted numbers are bounds. */
    @Test
    void nothingNearExcludesAMinimum() throws Exception {
        Random random = Seeded.random(8);
        int tried = 0;
        int close = 0;
        for (Checked checked : instances()) {
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
                    Near near = new Near(checked, candidates, set);
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
                    long excess = Near.least(
                            1L << 45,
                            "a support value is larger than the excess says",
                            e -> near.refused(some, e, 1L << 30));
                    long radius = Near.least(1L << 30, "the radius is too small", v -> near.refused(some, excess, v));
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

    private static void requireBounds(Near near, long excess, long radius) {
        Rational[] r = near.residual();
        Rational reach = Rational.scaleByPowerOfTwo(BigInteger.valueOf(radius), near.b - ResidualRows.BITS);
        assertThat(near.squaredDistance(r, excess)).isLessThanOrEqualTo(reach.square());
        Rational most =
                near.mu().add(Rational.scaleByPowerOfTwo(BigInteger.valueOf(excess), near.a + near.b - Near.BITS));
        for (int i = 0; i < near.set.length; i++) {
            assertThat(near.squaredSupport(r, i)).isLessThanOrEqualTo(most.square());
        }
    }

    /** Random sets and neurons, long ones that cancel among them: the least accepted excess and radius are bounds. */
    @Test
    void excessAndRadiusAreBounds() throws Exception {
        Random random = Seeded.random(10);
        int tried = 0;
        for (Checked checked : instances()) {
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
                Near near = new Near(checked, candidates, set);
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
                long excess = Near.least(
                        1L << 50,
                        "a support value is larger than the excess says",
                        e -> near.refused(some, e, 1L << 30));
                String why = near.refused(some, Math.max(0, excess), 1L << 30);
                if (excess < 0 || (why != null && !why.startsWith("a set of faces"))) {
                    continue;
                }
                long radius = Near.least(1L << 30, "the radius is too small", v -> near.refused(some, excess, v));
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
        for (Checked checked : instances()) {
            JsonNode search = checked.root.get("completeness");
            Candidates candidates = checked.candidates(
                    search.get("ball").asString(), search.get("conditions").toString());
            Walk walk = new Walk(candidates, checked.problem.n);
            for (JsonNode node : search.get("tree")) {
                int[] set = walk.next(node);
                JsonNode decision = node.get(0);
                if (decision.isEmpty() || decision.get(0).asInt() != 2) {
                    continue;
                }
                Near evidence = new Near(checked, candidates, set);
                evidence.bits = decision.get(2).asInt();
                decision.get(5).forEach(e -> evidence.neurons.add(longs(e)));
                decision.get(6).forEach(e -> evidence.multipliers.add(longs(e)));
                int fails = decision.get(1).asInt();
                long excess = decision.get(3).asLong();
                long radius = decision.get(4).asLong();
                assertThat(evidence.refused(fails, excess, radius)).isNull();
                requireBounds(evidence, excess, radius);
                long least = Near.least(
                        excess,
                        "a support value is larger than the excess says",
                        e -> evidence.refused(fails, e, radius));
                long closest = Near.least(radius, "the radius is too small", v -> evidence.refused(fails, least, v));
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

        private final Candidates candidates;
        private final int n;
        private final List<int[]> open = new ArrayList<>();
        private final List<List<Integer>> later = new ArrayList<>();

        Walk(Candidates candidates, int n) {
            this.candidates = candidates;
            this.n = n;
            open.add(new int[0]);
            later.add(IntStream.range(0, candidates.size())
                    .filter(candidates::isPossible)
                    .boxed()
                    .toList());
        }

        int[] next(JsonNode node) {
            int[] set = open.remove(open.size() - 1);
            List<Integer> kept = new ArrayList<>(later.remove(later.size() - 1));
            for (int i = 1; i < node.size(); i++) {
                kept.remove(Integer.valueOf(node.get(i).get(0).asInt()));
            }
            for (int i = kept.size() - 1; i >= 0 && set.length < n; i--) {
                int[] child = Arrays.copyOf(set, set.length + 1);
                child[set.length] = kept.get(i);
                int chosen = kept.get(i);
                open.add(child);
                later.add(kept.subList(i + 1, kept.size()).stream()
                        .filter(c -> candidates.areCompatible(c, chosen))
                        .toList());
            }
            return set;
        }
    }

    /** No face may be left out. */
    @Test
    void everyFaceMustBeListed() throws Exception {
        int left = 0;
        for (Checked checked : instances()) {
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
            assertThat(ResidualRows.rootBits(square))
                    .isEqualTo(Vectors.root(square).bitLength());
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
        Matcher near = Pattern.compile("\\[2,(\\d+),(\\d+),").matcher(certificate);
        assertThat(near.find()).isTrue();
        for (int at : new int[] {near.end(1), near.end(2), near.start(1) - 1}) {
            String broken = certificate.substring(0, at) + "]" + certificate.substring(at + 1);
            assertThat(Certificates.check(broken).verified()).isFalse();
        }
    }
}
