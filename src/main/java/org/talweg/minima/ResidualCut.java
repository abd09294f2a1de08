package org.talweg.minima;

import java.util.Arrays;
import java.util.List;
import org.talweg.numeric.ConeProjection;

/**
 * Decides whether linear inequalities {@code a_i.r >= b_i} can hold at a point of a ball {@code |r - c| <= R} (theorem T10). If not,
 * multipliers {@code nu >= 0} prove it: with {@code p = sum nu_i a_i} every solution has {@code p.r >= sum nu_i b_i}, and every point of the
 * ball {@code p.r <= p.c + |p| R}.
 *
 * <p>The multipliers come from the solution of least distance to c, by non-negative least squares, stopped as soon as it is farther
 * than R. They are checked with a bound for every rounding. A workspace: not thread-safe.
 */
final class ResidualCut implements Cut {

    private static final double UNIT = 0x1p-53;

    /** Coordinates of the ball up to this size, and coefficients and bounds above its inverse, leave room for underflow. */
    private static final double LARGEST = 0x1p500;

    /** An inequality, with its row for a projection in units of the radius of a ball, seen from its center. */
    record Row(LinearBound inequality, double[] homogeneous) {

        static Row of(LinearBound inequality, ResidualBall ball) {
            int n = ball.center().length;
            double[] row = Arrays.copyOf(inequality.coefficients(), n + 1);
            row[n] = (inequality.bound() - inequality.approximate(ball.center())) / ball.radius();
            return new Row(inequality, row);
        }
    }

    private final double[] center;
    private final double radius;
    private final boolean ordinary;
    private final ConeProjection projection;
    private final double[] target;
    private int[] signs = new int[0];
    private double[][] homogeneous = new double[0][];

    ResidualCut(ResidualBall ball) {
        this.center = ball.center();
        this.radius = ball.radius();
        this.ordinary = radius < LARGEST && Arrays.stream(center).allMatch(c -> Math.abs(c) < LARGEST);
        this.projection = new ConeProjection(center.length + 1);
        this.target = new double[center.length + 1];
        target[center.length] = -1;
    }

    /**
     * Empty if it is proved that no point of the ball satisfies the inequalities; else a point that approximately does, or the
     * center.
     */
    @Override
    public Answer refute(List<Row> rows) {
        int count = rows.size();
        if (signs.length < count) {
            signs = new int[2 * count];
            Arrays.fill(signs, 1);
            homogeneous = new double[2 * count][];
        }
        for (int i = 0; i < count; i++) {
            homogeneous[i] = rows.get(i).homogeneous();
        }
        // At distance t R from the center the projection of the target has length 1 / sqrt(1 + t^2).
        double cutoff = Math.sqrt(0.5) * (1 - 1e-9);
        double length = projection.approximate(target, homogeneous, signs, count, cutoff);
        if (length <= cutoff && isProof(rows, projection.support(), projection.approximateMultipliers())) {
            return new Contradiction();
        }
        double[] v = projection.approximatePoint();
        double[] r = new double[center.length];
        double scale = length <= cutoff ? 0 : radius / -v[center.length];
        for (int k = 0; k < r.length; k++) {
            r[k] = center[k] + v[k] * scale;
        }
        return new Point(r);
    }

    /** {@code sum nu b - p.c - |p| R > 0} by more than the rounding errors. */
    boolean isProof(List<Row> rows, int[] support, double[] nu) {
        double[] p = new double[center.length];
        double[] size = new double[center.length];
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
        // Squares that underflow are off by less than this.
        double square = Double.MIN_NORMAL;
        for (int k = 0; k < p.length; k++) {
            bound -= p[k] * center[k];
            error += size[k] * (Math.abs(center[k]) + radius);
            square += p[k] * p[k];
        }
        // Every sum has at most |support| + n terms, each with a few roundings.
        double unit = 2 * (support.length + p.length + 16) * UNIT;
        return ordinary && bound - Math.sqrt(square) * radius * (1 + unit) > unit * error + 1 / LARGEST;
    }
}
