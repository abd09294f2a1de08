package org.talweg.evidence;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.certificate.SearchNode.Cut;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.numeric.ConeProjection;
import org.talweg.numeric.DoubleVectors;

/** Cuts with short multipliers, found by non-negative least squares. A workspace: not thread-safe. */
final class CutMaker {

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
    private final ConeProjection projection;
    private final double[] target;

    private CutMaker(SearchRows rows, double[] center, double radius, double[][] homogeneous) {
        this.rows = rows;
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
        return new CutMaker(rows, center, radius, homogeneous);
    }

    /** Another workspace for the same cuts. */
    CutMaker copy() {
        return new CutMaker(rows, center, radius, homogeneous);
    }

    /** What was found about a set: a cut of its last candidate, or a residual that approximately suits all. */
    record Found(Optional<Cut> cut, double[] residual) {}

    /** Tries to cut the last candidate of the set. */
    Found cut(int[] set) {
        int[] used = rows.rowsOf(set);
        double[][] matrix = Arrays.stream(used).mapToObj(i -> homogeneous[i]).toArray(double[][]::new);
        int[] signs = new int[used.length];
        Arrays.fill(signs, 1);
        double length = projection.approximate(target, matrix, signs, used.length, Math.sqrt(0.5) * CLEAR);
        if (length < Math.sqrt(0.5)) {
            int[] support = projection.support();
            double[] nu = Arrays.stream(support)
                    .mapToDouble(i -> projection.approximateMultipliers()[i])
                    .toArray();
            int[] ids = Arrays.stream(support).map(i -> used[i]).toArray();
            Optional<Cut> cut = rounded(set[set.length - 1], ids, nu);
            if (cut.isPresent()) {
                return new Found(cut, null);
            }
        }
        double[] v = projection.approximatePoint();
        double[] r = center.clone();
        for (int k = 0; k < r.length && length >= Math.sqrt(0.5); k++) {
            r[k] += v[k] * radius / -v[r.length];
        }
        return new Found(Optional.empty(), r);
    }

    private Optional<Cut> rounded(int candidate, int[] ids, double[] nu) {
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
            if (largest > 0 && rowIds.length <= MOST_TERMS && isContradiction(rowIds, values)) {
                return Optional.of(new Cut(candidate, rowIds, values));
            }
        }
        return Optional.empty();
    }

    private boolean isContradiction(int[] ids, int[] nu) {
        double[] p = new double[center.length];
        double bound = 0;
        double total = 0;
        for (int i = 0; i < ids.length; i++) {
            double[] row = homogeneous[ids[i]];
            bound += nu[i] * row[center.length] * radius;
            total += nu[i];
            for (int k = 0; k < p.length; k++) {
                p[k] += nu[i] * row[k];
            }
        }
        return bound > DoubleVectors.norm(p) * radius * UP + total * (4 * p.length + 8) * LOSS;
    }
}
