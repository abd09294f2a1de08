package org.talweg.minima;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.minima.ResidualCut.Row;
import org.talweg.numeric.ConeProjection;
import org.talweg.numeric.DoubleVectors;

/**
 * The question of {@link ResidualCut} where mu is tiny. The ball {@code -r.y >= |r|^2 / 2 + beta} holds the residuals, with {@code beta = n P / 2} and P the least
 * value that a minimum can have (theorem T9 (d)). They are of the order of mu then and lie next to the border of this ball, which near them is a
 * half-space: in units of mu, the question is one of linear inequalities and does not depend on mu.
 *
 * <p>Non-negative least squares finds the least r, or multipliers {@code nu, T >= 0} with {@code sum nu_i a_i = T y} and
 * {@code sum nu_i b_i + T beta > 0} (Farkas). In floating point the first holds but for rounding, {@code q = sum nu_i a_i - T y}. For every r of the ball and
 * T > 0, {@code sum nu_i (a_i.r - b_i) <= q.r - T |r|^2 / 2 - T beta - sum nu_i b_i <= |q|^2 / (2 T) - T beta - sum nu_i b_i}, so a negative right side
 * is a contradiction. Rounding enters squared. Where this is too weak, the multipliers of the same rows are solved for in rationals. (Theorem T10.)
 */
final class HalfSpaceCut implements Cut {

    private static final double UNIT = 0x1p-53;

    /** A projection of this length stands for residuals of 10^7 units. Heuristic: it chooses what to try to prove. */
    private static final double FAR = 1e-7;

    private final RationalVector exactLabels;
    private final double[] labels;
    private final double length;
    private final Rational exactBeta;
    private final double beta;
    private final ResidualBall unit;
    private final ConeProjection projection;
    private final double[] target;
    private final double[] falling;
    private int[] signs = new int[0];
    private double[][] homogeneous = new double[0][];

    /**
     * @param labels y, not zero
     * @param beta n/2 times the least value, at least 0
     * @param unit a ball around 0 whose radius is the order of the residuals; rows must be in its units
     */
    HalfSpaceCut(RationalVector labels, Rational beta, ResidualBall unit) {
        int n = labels.size();
        this.exactLabels = labels;
        this.labels = labels.toDoubles();
        this.length = DoubleVectors.norm(this.labels);
        this.exactBeta = beta;
        this.beta = Math.max(0, Interval.of(beta).lower());
        this.unit = unit;
        this.projection = new ConeProjection(n + 1, 1e-15);
        this.target = new double[n + 1];
        target[n] = -1;
        this.falling = new double[n + 1];
        Arrays.setAll(falling, k -> k < n ? -this.labels[k] / length : this.beta / length / unit.radius());
    }

    /** Empty if a contradiction is proved; else a residual that approximately satisfies the inequalities, or zero. */
    @Override
    public Answer refute(List<Row> rows) {
        int count = rows.size();
        if (signs.length <= count) {
            signs = new int[2 * count + 1];
            Arrays.fill(signs, 1);
            homogeneous = new double[2 * count + 1][];
        }
        for (int i = 0; i < count; i++) {
            homogeneous[i] = rows.get(i).homogeneous();
        }
        homogeneous[count] = falling;
        boolean far = projection.approximate(target, homogeneous, signs, count + 1) <= FAR;
        if (far) {
            int[] support = Arrays.stream(projection.support()).sorted().toArray();
            if (isProof(rows, support, projection.approximateMultipliers()) || isExactProof(rows, support)) {
                return new Contradiction();
            }
        }
        double[] v = projection.approximatePoint();
        double scale = far ? 0 : unit.radius() / -v[labels.length];
        return new Point(Arrays.stream(v, 0, labels.length).map(e -> e * scale).toArray());
    }

    /**
     * {@code |p - T y|^2 / (2 T) < sum nu b + T beta} for p = sum nu a and about the best T, |p| / |y|, by more than the rounding errors.
     *
     * @param support indices of rows; one past the last stands for {@code -y.r >= beta}
     */
    boolean isProof(List<Row> rows, int[] support, double[] nu) {
        int n = labels.length;
        double[] p = new double[n];
        double[] size = new double[n];
        double bound = 0;
        double error = 0;
        for (int i : support) {
            if (i == rows.size()) {
                continue;
            }
            LinearBound row = rows.get(i).inequality();
            bound += nu[i] * row.bound();
            error += nu[i] * Math.abs(row.bound());
            for (int k = 0; k < n; k++) {
                double term = nu[i] * row.coefficients()[k];
                p[k] += term;
                size[k] += Math.abs(term);
            }
        }
        // Every sum has at most |support| + n terms, each with a few roundings; underflow adds less than MIN_NORMAL.
        double rounding = 2 * (support.length + n + 16) * UNIT;
        double weight = (DoubleVectors.norm(p) + rounding * DoubleVectors.norm(size)) / length;
        double square = Double.MIN_NORMAL;
        for (int k = 0; k < n; k++) {
            double entry = Math.abs(p[k] - weight * labels[k])
                    + rounding * (size[k] + weight * Math.abs(labels[k]))
                    + Double.MIN_NORMAL;
            square += entry * entry;
        }
        double left = square / (2 * weight) * (1 + rounding);
        double right = bound + weight * beta - rounding * (error + weight * beta) - Double.MIN_NORMAL;
        return Double.isFinite(left) && left < right;
    }

    /** True if the exact rows of the support have one linear dependence, it is nonnegative, and {@code sum nu b + T beta > 0}. */
    boolean isExactProof(List<Row> rows, int[] support) {
        List<RationalVector> a = new ArrayList<>();
        List<Rational> b = new ArrayList<>();
        for (int i : support) {
            boolean falls = i == rows.size();
            a.add(falls ? exactLabels.negate() : rows.get(i).inequality().exactCoefficients());
            b.add(falls ? exactBeta : rows.get(i).inequality().exactBound());
        }
        RationalMatrix dependences =
                RationalMatrix.ofRows(a, labels.length).transpose().nullSpace();
        if (dependences.rows() != 1) {
            return false;
        }
        RationalVector nu = dependences.row(0);
        int sign = nu.dot(RationalVector.of(b)).signum();
        return sign != 0 && nu.toList().stream().allMatch(e -> e.signum() * sign >= 0);
    }
}
