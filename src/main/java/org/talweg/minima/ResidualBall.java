package org.talweg.minima;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.exact.Interval;
import org.talweg.landscape.Objective;
import org.talweg.support.SupportBound;

/**
 * A ball that contains the optimal residual of a program, from its duality gap. No structure is identified and no convergence is
 * assumed, so it is cheap: a bad guess gives a large ball.
 *
 * <p>With {@code D(r) = -(2/n) r.y - (1/n)|r|^2} the optimal residual r* maximises D over the convex set {@code h_c(r) <= mu}
 * (theorem T3). D is a quadratic with second derivative -2/n, so {@code |r* - rho|^2 <= n (D(r*) - D(rho))} for each rho of that
 * set, and D(r*) is at most the value of any network in the program's closed cells.
 *
 * @param center floating-point, taken exactly
 * @param radius an upper bound of the distance of r* from the center
 */
record ResidualBall(double[] center, double radius) {

    private static final double UNIT = 0x1p-53;

    /** Neurons of a program in floating point, taken exactly: host (an index into the program's cells) and u. */
    record Neuron(int cell, double[] u) {}

    /** A signed cell with a point well inside it. */
    record Host(int sign, int[] sides, boolean[] active, double[] interior) {}

    /**
     * The ball around the residual of these neurons; empty if they cannot be moved inside their cells in double precision.
     *
     * @param bound a workspace
     */
    static Optional<ResidualBall> of(Objective objective, List<Host> cells, List<Neuron> neurons, SupportBound bound) {
        int n = objective.size();
        double[] sum = objective.approximateLabels().clone();
        double[] size = new double[n];
        for (int k = 0; k < n; k++) {
            sum[k] = -sum[k];
            size[k] = Math.abs(sum[k]);
        }
        double mass = 0;
        for (Neuron neuron : neurons) {
            Host host = cells.get(neuron.cell());
            double[] u = inside(objective, host, neuron.u());
            if (u == null) {
                return Optional.empty();
            }
            addOutputs(objective, host, u, sum, size);
            mass += normUpper(u);
        }
        mass *= 1 + 2 * neurons.size() * UNIT;
        double relative = 1.02 * (neurons.size() * (objective.dimension() + 1) + 8) * UNIT;
        Interval[] residual = new Interval[n];
        for (int k = 0; k < n; k++) {
            if (!Double.isFinite(size[k])) {
                return Optional.empty();
            }
            residual[k] = Interval.around(sum[k], relative * size[k] + Double.MIN_NORMAL);
        }
        return Optional.of(around(objective, residual, dualScale(objective, cells, residual, bound), mass));
    }

    /** A point of the open cell near u, by rounding of the products with the normals; null if there is none so near. */
    static double[] inside(Objective objective, Host host, double[] u) {
        double[][] normals = objective.approximateNormals();
        double shift = 0;
        for (int h = 0; h < normals.length; h++) {
            double error = productError(normals[h], u) + productError(normals[h], host.interior());
            double gap = 4 * error - host.sides()[h] * product(normals[h], u);
            double slope = host.sides()[h] * product(normals[h], host.interior()) - 2 * error;
            if (gap > 0) {
                shift = Math.max(shift, gap / slope);
                if (!(slope > 0)) {
                    return null;
                }
            }
        }
        double[] moved = u.clone();
        for (int j = 0; j < u.length && shift > 0; j++) {
            moved[j] += shift * host.interior()[j];
        }
        for (int h = 0; h < normals.length; h++) {
            if (!(host.sides()[h] * product(normals[h], moved) > productError(normals[h], moved))) {
                return null;
            }
        }
        return moved;
    }

    private static double product(double[] a, double[] u) {
        double sum = 0;
        for (int j = 0; j < u.length; j++) {
            sum += a[j] * u[j];
        }
        return sum;
    }

    /** Bounds the error of {@link #product}, roundings of the normal included. */
    private static double productError(double[] a, double[] u) {
        double sum = 0;
        double tiny = 0;
        for (int j = 0; j < u.length; j++) {
            sum += Math.abs(a[j] * u[j]);
            // Below the normal numbers the rounding of a is absolute, and u magnifies it.
            tiny += Double.MIN_VALUE * Math.abs(u[j]);
        }
        return (u.length + 4) * UNIT * sum + tiny + Double.MIN_NORMAL;
    }

    private static void addOutputs(Objective objective, Host host, double[] u, double[] sum, double[] size) {
        double[][] x = objective.approximateInputs();
        for (int k = 0; k < sum.length; k++) {
            if (host.active()[k]) {
                for (int j = 0; j < u.length; j++) {
                    double term = x[k][j] * u[j];
                    sum[k] += host.sign() * term;
                    size[k] += Math.abs(term) + Math.abs(u[j]) * Double.MIN_NORMAL;
                }
            }
        }
    }

    private static double normUpper(double[] u) {
        double square = Double.MIN_NORMAL;
        for (double e : u) {
            square += e * e;
        }
        return Math.sqrt(square) * (1 + (u.length + 4) * UNIT) + Double.MIN_NORMAL;
    }

    /** A t in [0, 1] with {@code h_c(t r) <= mu} for all cells. */
    private static double dualScale(Objective objective, List<Host> cells, Interval[] residual, SupportBound bound) {
        double mu = objective.muInterval().lower();
        bound.setEnclosures(Arrays.asList(residual));
        double largest = mu;
        for (Host c : cells) {
            largest = Math.max(largest, bound.upper(c.sign(), c.sides(), mu));
        }
        return largest == mu ? 1 : Math.max(0, Math.nextDown(mu / largest));
    }

    /** {@code |r* - t r|^2 <= |r|^2 + 2 mu M + 2 t r.y + t^2 |r|^2}, for primal residual r of mass M. */
    private static ResidualBall around(Objective objective, Interval[] residual, double t, double mass) {
        Interval square = Interval.ZERO;
        Interval cross = Interval.ZERO;
        double[] center = new double[residual.length];
        double off = 0;
        for (int k = 0; k < residual.length; k++) {
            square = square.add(residual[k].square());
            cross = cross.add(residual[k].multiply(objective.labelIntervals()[k]));
            Interval scaled = residual[k].multiply(t);
            center[k] = scaled.middle();
            off += Math.max(scaled.upper() - center[k], center[k] - scaled.lower());
        }
        Interval gap = square.add(square.multiply(Interval.of(t).square()))
                .add(cross.multiply(2 * t))
                .add(objective.muInterval().multiply(2 * mass));
        double radius = Math.sqrt(Math.max(0, gap.upper())) + off;
        return new ResidualBall(center, radius * (1 + (residual.length + 8) * UNIT) + Double.MIN_NORMAL);
    }

    /** The ball as a box of intervals. */
    Interval[] box() {
        return IntStream.range(0, center.length)
                .mapToObj(k -> Interval.around(center[k], radius))
                .toArray(Interval[]::new);
    }
}
