package org.talweg.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.ConeProjection;
import org.talweg.landscape.DoubleVectors;
import org.talweg.proof.ResidualCut.Row;

/**
 * The question of {@link ResidualCut} for the ball {@code |r|^2 + r.y <= 0} (theorem T9 (d)) where mu is tiny. Residuals of the order of mu lie next to
 * the border of this ball, at 0, and bounds of that order are lost when they are seen from its center. They are not lost after a boost.
 *
 * <p>With e = y/|y|, R = |y|/2 and homogeneous coordinates in which {@code r = (2R / (p + m)) (w - m e)}, w orthogonal to e, the ball is the cone
 * {@code |w|^2 <= p m}; an inequality {@code a.r >= b} is {@code a.w - (b / 2R) p - (a.e + b / 2R) m >= 0}. The map {@code p = p'/k, m = m' k} keeps the
 * cone and brings those near 0 nearer to its axis: k^4 is of the order of mu. As there, non-negative least squares finds the point next to the axis or multipliers nu.
 *
 * <p>A proof: with {@code p = sum nu_i a_i} and any T > 0, {@code p.r - sum nu_i b_i - T (|r|^2 + r.y)} is at most {@code |q|^2 / (4 T) - sum nu_i b_i} for
 * every r, q = p - T y. So {@code |q|^2 / (4 T) < sum nu_i b_i} is a contradiction. It is checked with a bound for every rounding; q may be rounding
 * alone, but enters squared. A workspace: not thread-safe.
 */
final class BoostedCut {

    private static final double UNIT = 0x1p-53;

    /** How far, relatively, rounding may move the border. Heuristic: it chooses what to try to prove. */
    private static final double BLURRED = 1e-4;

    private final RationalVector exactLabels;
    private final double[] labels;
    private final double length;
    private final double[] axis;
    private final double boost;
    private final ConeProjection projection;
    private final double[] target;
    private int[] signs = new int[0];

    /**
     * @param labels y, not zero
     * @param scale the size of the residuals that are to be seen well
     */
    BoostedCut(RationalVector labels, double scale) {
        int n = labels.size();
        this.labels = labels.toDoubles();
        this.length = DoubleVectors.norm(this.labels);
        this.axis = Arrays.stream(this.labels).map(e -> e / length).toArray();
        this.boost = Math.sqrt(Math.sqrt(scale / length));
        this.exactLabels = labels;
        this.projection = new ConeProjection(n + 1, 1e-16);
        this.target = new double[n + 1];
        target[n] = -1;
    }

    /** The row of an inequality in the coordinates w + e (p' - m')/2 and -(p' + m')/2. */
    double[] row(LinearBound inequality) {
        double[] a = inequality.coefficients();
        double along = DoubleVectors.dot(a, axis);
        double bound = inequality.bound() / length;
        double ofP = -bound / boost;
        double ofM = -(along + bound) * boost;
        double[] row = new double[a.length + 1];
        for (int k = 0; k < a.length; k++) {
            row[k] = a[k] + (ofP - ofM - along) * axis[k];
        }
        row[a.length] = -(ofP + ofM);
        return row;
    }

    /** The residual of a point in these coordinates. */
    private double[] residual(double[] v) {
        double along = DoubleVectors.dot(axis, v);
        double half = -v[axis.length];
        double p = (half + along) / boost;
        double m = (half - along) * boost;
        double[] r = new double[axis.length];
        for (int k = 0; k < r.length; k++) {
            r[k] = length / (p + m) * (v[k] - (along + m) * axis[k]);
        }
        return r;
    }

    /** Empty if a contradiction is proved; else a residual that approximately satisfies the inequalities, or zero. */
    Optional<double[]> approximatePoint(List<Row> rows) {
        int count = rows.size();
        if (signs.length < count) {
            signs = new int[2 * count];
            Arrays.fill(signs, 1);
        }
        double[][] boosted = new double[count][];
        for (int i = 0; i < count; i++) {
            boosted[i] = rows.get(i).boosted();
        }
        // At a point of the cone's border the projection of the target has this length.
        double border = Math.sqrt(0.5);
        double found = projection.project(target, boosted, signs, count);
        if (found <= border * (1 + BLURRED)
                && (isProof(rows, projection.support(), projection.multipliers())
                        || isExactProof(rows, projection.support()))) {
            return Optional.empty();
        }
        double[] r = residual(projection.point());
        return Optional.of(
                found > border && Arrays.stream(r).allMatch(Double::isFinite) ? r : new double[labels.length]);
    }

    /** {@code |p - T y|^2 / (4 T) < sum nu b} for T = |p| / |y|, by more than the rounding errors. */
    boolean isProof(List<Row> rows, int[] support, double[] nu) {
        double[] p = new double[labels.length];
        double[] size = new double[labels.length];
        double bound = 0;
        double error = 0;
        for (int i : support) {
            LinearBound row = rows.get(i).inequality();
            bound += nu[i] * row.bound();
            error += nu[i] * Math.abs(row.bound());
            for (int k = 0; k < p.length; k++) {
                double term = nu[i] * row.coefficients()[k];
                p[k] += term;
                size[k] += Math.abs(term);
            }
        }
        double weight = DoubleVectors.norm(p) / length;
        // Every sum has at most |support| + n terms, each with a few roundings; underflow adds less than MIN_NORMAL.
        double unit = 2 * (support.length + p.length + 16) * UNIT;
        double square = Double.MIN_NORMAL;
        for (int k = 0; k < p.length; k++) {
            double entry = Math.abs(p[k] - weight * labels[k])
                    + unit * (size[k] + weight * Math.abs(labels[k]))
                    + Double.MIN_NORMAL;
            square += entry * entry;
        }
        double left = square / (4 * weight) * (1 + unit);
        return Double.isFinite(left) && left < bound - unit * error - Double.MIN_NORMAL;
    }

    /**
     * The same in exact arithmetic, for multipliers that doubles cannot hold: far from 0 they are of the order of 1/mu and cancel. With
     * {@code r - c = sum nu_i a_i} the point next to c = -y/2 at which the rows of the support hold with equality, and nu >= 0, every solution r' has
     * {@code (r - c).(r' - c) >= |r - c|^2}; so {@code |r - c| > |c|}, that is {@code |r|^2 + r.y > 0}, is a contradiction.
     */
    boolean isExactProof(List<Row> rows, int[] support) {
        List<RationalVector> a = new ArrayList<>();
        List<Rational> b = new ArrayList<>();
        RationalVector halfLabels = exactLabels.multiply(Rational.of(1, 2));
        for (int i : support) {
            LinearBound row = rows.get(i).inequality();
            a.add(row.exactCoefficients());
            b.add(row.exactBound().add(row.exactCoefficients().dot(halfLabels)));
        }
        RationalMatrix matrix = RationalMatrix.ofRows(a, labels.length);
        Optional<RationalVector> nu = matrix.multiply(matrix.transpose()).solve(RationalVector.of(b));
        if (nu.isEmpty() || nu.get().toList().stream().anyMatch(e -> e.signum() < 0)) {
            return false;
        }
        RationalVector r = matrix.multiplyTransposed(nu.get()).subtract(halfLabels);
        return r.squaredNorm().add(r.dot(exactLabels)).signum() > 0;
    }
}
