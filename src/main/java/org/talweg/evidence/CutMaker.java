package org.talweg.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.minima.Branching;
import org.talweg.minima.Cover;
import org.talweg.minima.OutputCone;
import org.talweg.numeric.ConeProjection;
import org.talweg.numeric.DoubleVectors;

/** Contradictions with short multipliers, found by non-negative least squares. A workspace: not thread-safe. */
final class CutMaker implements Branching.Conditions<CutMaker.Contradiction> {

    /** Rows that contradict each other with these multipliers. */
    record Contradiction(int[] rows, int[] multipliers) {}

    /** Bits of the largest multiplier, tried in this order. */
    private static final int[] BITS = {7, 12, 18, 26};

    /** Rows that the checker takes in a cut. */
    private static final int MOST_TERMS = 31;

    /** What the checker may lose by rounding, for each multiplier and coordinate: a multiple of 2^-30. */
    private static final double LOSS = 0x1p-30;

    /** The projection may stop when it has shown a contradiction by this much. */
    private static final double CLEAR = 1 - 1e-3;

    private static final double UP = 1 + 0x1p-20;

    private final SearchRows rows;
    private final double[] center;
    private final double radius;
    private final double[][] homogeneous;
    private final double[][] generators;
    private final double[] labels;
    private final double mostWeight;
    private final ConeProjection projection;
    private final OutputCone outputs;
    private final double[] target;

    private CutMaker(
            SearchRows rows,
            double[] center,
            double radius,
            double[][] homogeneous,
            double[][] generators,
            double[] labels,
            double mostWeight) {
        this.rows = rows;
        this.generators = generators;
        this.labels = labels;
        this.mostWeight = mostWeight;
        this.outputs = new OutputCone(generators, labels);
        this.center = center;
        this.radius = radius;
        this.homogeneous = homogeneous;
        this.projection = new ConeProjection(center.length + 1);
        this.target = new double[center.length + 1];
        target[center.length] = -1;
    }

    /** {@code t} in [0, 1] for which the ball {@code |r|^2 + (1 + t) r.y + t n P <= 0} is least. */
    static Rational ball(IntegerProblem problem, Rational lower) {
        Rational square = problem.labels().squaredNorm();
        Rational t = lower.multiply(2L * problem.size()).divide(square).subtract(Rational.ONE);
        return t.max(Rational.ZERO).min(Rational.ONE).roundDown(20);
    }

    /**
     * A workspace for cuts in the ball of {@code t}.
     *
     * @param lower a lower bound of the global value, in the integer problem
     */
    static CutMaker of(IntegerProblem problem, SearchRows rows, Rational t, Rational lower) {
        RationalVector y = problem.labels();
        RationalVector c = y.multiply(t.add(Rational.ONE).divide(Rational.of(-2)));
        Rational square = c.squaredNorm()
                .subtract(t.multiply(lower).multiply(problem.size()))
                .max(Rational.ZERO);
        double radius = Math.max(SearchRows.scaled(square.sqrt(64).upper(), -rows.labelBits()), LOSS) * UP;
        double[] center = c.toList().stream()
                .mapToDouble(e -> SearchRows.scaled(e, -rows.labelBits()))
                .toArray();
        double[][] homogeneous = new double[rows.size()][];
        for (int i = 0; i < homogeneous.length; i++) {
            SearchRows.Row row = rows.row(i);
            homogeneous[i] = Arrays.copyOf(row.a(), center.length + 1);
            homogeneous[i][center.length] = (row.b() - DoubleVectors.dot(row.a(), center)) / radius;
        }
        double[] labels = y.toList().stream()
                .mapToDouble(e -> SearchRows.scaled(e, -rows.labelBits()))
                .toArray();
        double mu = SearchRows.scaled(problem.mu(), -rows.labelBits() - rows.inputBits());
        // Generators have lengths above 1/4 in the units of the rows, and labels of at most 1.
        double mostWeight = Math.sqrt(y.size()) / mu;
        return new CutMaker(rows, center, radius, homogeneous, rows.generators(), labels, mostWeight);
    }

    /** Another workspace for the same cuts. */
    CutMaker copy() {
        return new CutMaker(rows, center, radius, homogeneous, generators, labels, mostWeight);
    }

    @Override
    public int size() {
        return rows.candidates();
    }

    @Override
    public int mostRays() {
        return center.length;
    }

    @Override
    public int rows() {
        return center.length;
    }

    @Override
    public boolean areCompatible(int a, int b) {
        return rows.areCompatible(a, b);
    }

    @Override
    public boolean acts(int candidate, int k, int s) {
        return SearchRows.sign(candidate) == s && rows.covector(candidate).sign(k) > 0;
    }

    @Override
    public BitSet generators(int candidate) {
        return rows.generatorsOf(candidate);
    }

    @Override
    public boolean approximatelyHolds(int candidate, double[] r) {
        return rows.approximatelyHold(candidate, r);
    }

    @Override
    public boolean isApproximatelyCovered(double[] r, Cover cover) {
        return outputs.approximateSeparator(r, cover.generators()).isEmpty();
    }

    @Override
    public Branching.Answer<Contradiction> refute(int[] set, Cover cover) {
        int[] used = rows.rowsOf(set);
        List<double[]> matrix = new ArrayList<>();
        IntStream.of(used).forEach(i -> matrix.add(homogeneous[i]));
        List<double[]> separators = new ArrayList<>();
        cover.separators().forEach(s -> separators.add(s.q()));
        separators.forEach(q -> matrix.add(homogeneous(q)));
        return cover.refute(outputs, () -> attempt(used, matrix, separators, cover), s -> {
            separators.add(s.q());
            matrix.add(homogeneous(s.q()));
        });
    }

    private Branching.Answer<Contradiction> attempt(
            int[] used, List<double[]> matrix, List<double[]> separators, Cover cover) {
        int[] signs = new int[matrix.size()];
        Arrays.fill(signs, 1);
        double length = projection.approximate(
                target, matrix.toArray(double[][]::new), signs, signs.length, Math.sqrt(0.5) * CLEAR);
        Optional<Contradiction> found =
                length < Math.sqrt(0.5) ? contradiction(used, separators, cover.generators()) : Optional.empty();
        return found.map(Branching.Answer::of).orElseGet(() -> Branching.Answer.of(point(length)));
    }

    /** The row {@code q.(r + y) >= 0}. */
    private double[] homogeneous(double[] q) {
        double[] row = Arrays.copyOf(q, center.length + 1);
        row[center.length] = -(DoubleVectors.dot(q, labels) + DoubleVectors.dot(q, center)) / radius;
        return row;
    }

    private double[] point(double length) {
        double[] v = projection.approximatePoint();
        double[] r = center.clone();
        for (int k = 0; k < r.length && length >= Math.sqrt(0.5); k++) {
            r[k] += v[k] * radius / -v[r.length];
        }
        return r;
    }

    /** The rows and multipliers of the last projection, the separators as one, by its coordinates. */
    private Optional<Contradiction> contradiction(int[] used, List<double[]> separators, BitSet generators) {
        int n = center.length;
        double[] multipliers = projection.approximateMultipliers();
        double[] q = new double[n];
        int[] ids = new int[used.length + n];
        double[] nu = new double[used.length + n];
        int count = 0;
        for (int i : projection.support()) {
            if (i < used.length) {
                ids[count] = used[i];
                nu[count++] = multipliers[i];
            } else {
                for (int k = 0; k < n; k++) {
                    q[k] += multipliers[i] * separators.get(i - used.length)[k];
                }
            }
        }
        for (int k = 0; k < n; k++) {
            if (q[k] != 0) {
                ids[count] = rows.size() + 2 * k + (q[k] > 0 ? 0 : 1);
                nu[count++] = Math.abs(q[k]);
            }
        }
        return rounded(Arrays.copyOf(ids, count), Arrays.copyOf(nu, count), generators);
    }

    private Optional<Contradiction> rounded(int[] ids, double[] nu, BitSet generators) {
        double largest = Arrays.stream(nu).max().orElse(0);
        for (int bits : BITS) {
            double unit = largest / (1 << bits);
            int[] multipliers =
                    Arrays.stream(nu).mapToInt(v -> (int) Math.round(v / unit)).toArray();
            int[] kept = IntStream.range(0, ids.length)
                    .filter(i -> multipliers[i] > 0)
                    .toArray();
            int[] rowIds = Arrays.stream(kept).map(i -> ids[i]).toArray();
            int[] values = Arrays.stream(kept).map(i -> multipliers[i]).toArray();
            long terms = Arrays.stream(rowIds).filter(i -> i < rows.size()).count();
            if (largest > 0 && terms <= MOST_TERMS && isContradiction(rowIds, values, generators)) {
                return Optional.of(new Contradiction(rowIds, values));
            }
        }
        return Optional.empty();
    }

    private boolean isContradiction(int[] ids, int[] nu, BitSet generators) {
        double[] p = new double[center.length];
        double[] q = new double[center.length];
        double bound = 0;
        double total = 0;
        for (int i = 0; i < ids.length; i++) {
            total += nu[i];
            if (ids[i] >= rows.size()) {
                int at = ids[i] - rows.size();
                q[at >> 1] = (at & 1) == 0 ? nu[i] : -nu[i];
                continue;
            }
            double[] row = homogeneous[ids[i]];
            bound += nu[i] * row[center.length] * radius;
            for (int k = 0; k < p.length; k++) {
                p[k] += nu[i] * row[k];
            }
        }
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            p[k] += q[k];
            bound -= q[k] * (labels[k] + center[k]);
            sum += Math.abs(q[k]);
        }
        if (sum > 0) {
            bound -= (4 * sum * LOSS - outputs.approximateLeast(q, generators)) * mostWeight * UP;
        }
        return bound > DoubleVectors.norm(p) * radius * UP + total * (4 * p.length + 8) * LOSS;
    }
}
