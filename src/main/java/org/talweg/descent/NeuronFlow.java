package org.talweg.descent;

import java.util.Arrays;
import org.talweg.numeric.DoubleVectors;

/**
 * The exact motion of one neuron while the residual is held fixed: with {@code g = -(2/n) sum over active k of r_k x_k},
 * {@code a' = g.w - 2 lambda a} and {@code w' = a g - 2 lambda w}, which is a hyperbolic rotation in the plane of a and {@code g.w/|g|}. Inside a cell it has a
 * closed form, and so has the time at which it meets the hyperplane of a row, the root of a quadratic in {@code e^(|g| t)}.
 *
 * <p>At a row with {@code a r_k > 0} the loss is convex across the hyperplane and the flow may slide along it: g then is the element of least norm of the
 * gradients between both sides (Filippov). At a row with {@code a r_k < 0} it is concave and a neuron that arrives crosses.
 *
 * <p>Cost: n d an event.
 */
final class NeuronFlow {

    private static final double SAME = 1e-13;
    private static final int NOTHING = -1;
    private static final int TURN = -2;

    private final double[][] x;
    private final double[] squares;
    private final double lambda;
    private final int mostEvents;
    private final double[] g;
    private final int[] active;
    private final double[] rest;

    NeuronFlow(double[][] x, double lambda) {
        this.x = x;
        this.lambda = lambda;
        this.squares = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            squares[k] = DoubleVectors.dot(x[k], x[k]);
        }
        this.mostEvents = 20 + 6 * x.length;
        this.g = new double[x.length == 0 ? 0 : x[0].length];
        this.active = new int[x.length];
        this.rest = new double[g.length];
    }

    /** Moves the neuron for a time; false if it met too many events, and stands at the last. */
    boolean move(Neuron neuron, double[] residual, double time) {
        double left = time;
        for (int events = 0; events < mostEvents; events++) {
            pull(neuron, residual);
            int row = advance(neuron, left);
            if (row == NOTHING) {
                return true;
            }
            left -= elapsed;
            if (row >= 0) {
                arrive(neuron, row, residual[row]);
            }
        }
        return false;
    }

    /** The rate {@code d log(|a| |w|)/dt}; rows along which the neuron cannot slide are let go. */
    double growth(Neuron neuron, double[] residual) {
        pull(neuron, residual);
        double square = DoubleVectors.dot(neuron.w, neuron.w);
        double along = DoubleVectors.dot(g, neuron.w);
        return along / neuron.a + neuron.a * along / square - 4 * lambda;
    }

    /** The rows, without their parts across the hyperplanes along which the neuron slides. */
    double[][] alongSlides(Neuron neuron) {
        double[] kept = g.clone();
        double[][] rows = new double[x.length][];
        int sliding = slides(neuron);
        for (int k = 0; k < x.length; k++) {
            if (neuron.side[k] > 0) {
                System.arraycopy(x[k], 0, g, 0, g.length);
                makeOrthogonal(sliding);
                rows[k] = g.clone();
            }
        }
        System.arraycopy(kept, 0, g, 0, g.length);
        return rows;
    }

    private int slides(Neuron neuron) {
        int sliding = 0;
        for (int k = 0; k < x.length; k++) {
            if (neuron.side[k] == 0) {
                active[sliding++] = k;
            }
        }
        return sliding;
    }

    private void makeOrthogonal(int sliding) {
        double[] share = shares(sliding);
        for (int i = 0; i < sliding; i++) {
            add(share[i], x[active[i]]);
        }
    }

    private double elapsed;
    private double plus;
    private double minus;
    private double restSquare;

    private void arrive(Neuron neuron, int row, double r) {
        neuron.side[row] = neuron.a * r > 0 ? 0 : -neuron.side[row];
        if (neuron.side[row] == 0) {
            project(neuron);
        }
    }

    /** The pull on the neuron; rows along which it cannot slide are let go. */
    private void pull(Neuron neuron, double[] residual) {
        int n = x.length;
        Arrays.fill(g, 0);
        int sliding = 0;
        for (int k = 0; k < n; k++) {
            if (neuron.side[k] > 0) {
                add(-2.0 / n * residual[k], x[k]);
            } else if (neuron.side[k] == 0) {
                active[sliding++] = k;
            }
        }
        while (sliding > 0) {
            double[] share = shares(sliding);
            int worst = -1;
            double most = SAME;
            for (int i = 0; i < sliding; i++) {
                // share[i] is c q with q = -(2/n) r: c must lie in [0, 1] and the row must be convex
                double q = -2.0 / n * residual[active[i]];
                double c = q == 0 ? (share[i] == 0 ? 0 : Double.POSITIVE_INFINITY) : share[i] / q;
                double violation = neuron.a * q >= 0 ? Double.POSITIVE_INFINITY : Math.max(2 * SAME - c, c - 1);
                if (violation > most) {
                    most = violation;
                    worst = i;
                }
            }
            if (worst < 0) {
                for (int i = 0; i < sliding; i++) {
                    add(share[i], x[active[i]]);
                }
                return;
            }
            int k = active[worst];
            // It leaves upwards if it is pulled up from below; where both sides would do, or it is not pulled at all,
            // downwards, as descent does whose
            // steps overshoot the hyperplane.
            double without = neuron.a * without(worst, sliding, share);
            boolean up = without > SAME * Math.abs(neuron.a) * 2.0 / n * Math.abs(residual[k]) * squares[k];
            neuron.side[k] = up ? 1 : -1;
            if (up) {
                add(-2.0 / n * residual[k], x[k]);
            }
            active[worst] = active[--sliding];
        }
    }

    /** {@code g.x_k} for the sliding row at {@code i}, with the shares of the other sliding rows. */
    private double without(int i, int sliding, double[] share) {
        double[] row = x[active[i]];
        double sum = DoubleVectors.dot(g, row);
        for (int l = 0; l < sliding; l++) {
            if (l != i) {
                sum += share[l] * DoubleVectors.dot(x[active[l]], row);
            }
        }
        return sum;
    }

    private void add(double c, double[] row) {
        for (int i = 0; i < g.length; i++) {
            g[i] += c * row[i];
        }
    }

    /** The multiples of the sliding rows that make g orthogonal to them. */
    private double[] shares(int sliding) {
        double[][] gram = new double[sliding][sliding];
        double[] right = new double[sliding];
        for (int i = 0; i < sliding; i++) {
            for (int l = 0; l < sliding; l++) {
                gram[i][l] = DoubleVectors.dot(x[active[i]], x[active[l]]);
            }
            right[i] = -DoubleVectors.dot(g, x[active[i]]);
        }
        return SmallSystem.solve(gram, right);
    }

    /** Removes what rounding left of the sliding rows. */
    private void project(Neuron neuron) {
        int sliding = slides(neuron);
        if (sliding == 0) {
            return;
        }
        double[] kept = g.clone();
        System.arraycopy(neuron.w, 0, g, 0, g.length);
        makeOrthogonal(sliding);
        System.arraycopy(g, 0, neuron.w, 0, g.length);
        System.arraycopy(kept, 0, g, 0, g.length);
    }

    /** Moves in the present cell until the first row that is met, which is returned, or for the whole time. */
    private int advance(Neuron neuron, double time) {
        double pull = DoubleVectors.norm(g);
        int first = NOTHING;
        double end = time;
        double along = split(neuron, pull);
        if (pull > 0) {
            for (int k = 0; k < x.length; k++) {
                if (neuron.side[k] == 0 || squares[k] == 0) {
                    continue;
                }
                double slope = DoubleVectors.dot(g, x[k]) / pull;
                double still = DoubleVectors.dot(rest, x[k]);
                // what rounding leaves would be met at a time that means nothing
                double gamma = still * still <= SAME * SAME * squares[k] ? 0 : still;
                int side = neuron.side[k];
                double at = meeting(side * plus * slope / 2, side * gamma, -side * minus * slope / 2, pull, end);
                if (at < end) {
                    end = at;
                    first = k;
                }
            }
            double turn = neuron.isBalanced() ? Double.POSITIVE_INFINITY : turn(neuron.a, along, pull);
            if (turn < end) {
                end = turn;
                first = TURN;
            }
        }
        rotate(neuron, pull, end);
        if (first == TURN) {
            // on the other side of zero, or the same event would come again
            neuron.a = Math.copySign(Double.MIN_NORMAL, along);
        }
        project(neuron);
        neuron.normalise();
        elapsed = end;
        return first;
    }

    /** When the output weight changes its sign: {@code a cosh + along sinh = 0}. */
    private static double turn(double a, double along, double pull) {
        if (a * along >= 0 || Math.abs(a) >= Math.abs(along)) {
            return Double.POSITIVE_INFINITY;
        }
        double ratio = -a / along;
        return 0.5 * Math.log((1 + ratio) / (1 - ratio)) / pull;
    }

    /**
     * The first time after now at which {@code p e^(pull t) + m + q e^(-pull t)}, which is positive now, becomes negative; infinity if there is none before
     * {@code end}.
     */
    static double meeting(double p, double m, double q, double pull, double end) {
        // the same with s = e^(pull t) > 1: p s^2 + m s + q
        double now = p + q + m;
        double slope = p - q;
        double size = Math.abs(p) + Math.abs(q) + Math.abs(m);
        if (now <= SAME * size && slope < 0) {
            return 0;
        }
        double discriminant = m * m - 4 * p * q;
        if (discriminant < 0) {
            return Double.POSITIVE_INFINITY;
        }
        double root = Math.sqrt(discriminant);
        double t = -(m + Math.copySign(root, m)) / 2;
        double best = Double.POSITIVE_INFINITY;
        double first = p == 0 ? Double.NaN : t / p;
        double second = t == 0 ? Double.NaN : q / t;
        for (double s : new double[] {first, second}) {
            // only where it falls through zero
            if (s > 1 && s < best && 2 * p * s + m <= 0) {
                best = s;
            }
        }
        double at = Math.log(best) / pull;
        return at < end ? at : Double.POSITIVE_INFINITY;
    }

    /**
     * {@code a + b} grows like e^(pull t), {@code a - b} dies like e^(-pull t), and the rest of w stays, b being the part of w along the pull; all times
     * e^(-2 lambda t). In logarithms, since a neuron that dies goes on dying for a long time.
     */
    private void rotate(Neuron neuron, double pull, double time) {
        if (neuron.log == Double.NEGATIVE_INFINITY) {
            return;
        }
        double gain = pull * time;
        double size = Math.max(
                Math.log(Math.abs(plus)) + gain, Math.max(Math.log(Math.abs(minus)) - gain, Math.log(restSquare) / 2));
        double grown = scaled(plus, gain - size);
        double shrunk = scaled(minus, -gain - size);
        double b = (grown - shrunk) / 2;
        for (int i = 0; i < g.length; i++) {
            neuron.w[i] = scaled(rest[i], -size) + (pull == 0 ? 0 : b / pull * g[i]);
        }
        neuron.a = (grown + shrunk) / 2;
        neuron.log += size - 2 * lambda * time;
    }

    /** Splits the neuron into {@code a + b}, {@code a - b} and the part of w across the pull; the part along it is returned. */
    private double split(Neuron neuron, double pull) {
        double along = pull == 0 ? 0 : DoubleVectors.dot(g, neuron.w) / pull;
        restSquare = 0;
        for (int i = 0; i < rest.length; i++) {
            rest[i] = neuron.w[i] - (pull == 0 ? 0 : along / pull * g[i]);
            restSquare += rest[i] * rest[i];
        }
        if (restSquare <= SAME * SAME * along * along) {
            // it lies along the pull, which only a cone of one dimension can force on it
            Arrays.fill(rest, 0);
            restSquare = 0;
        }
        plus = neuron.a + along;
        minus = neuron.a - along;
        if (neuron.isBalanced()) {
            // (a + b)(a - b) is the square of the rest: the smaller factor without cancellation
            if (Math.abs(plus) < Math.abs(minus)) {
                plus = restSquare / minus;
            } else {
                minus = restSquare / plus;
            }
        }
        return along;
    }

    private static double scaled(double value, double exponent) {
        return value == 0 ? 0 : Math.copySign(Math.exp(Math.log(Math.abs(value)) + exponent), value);
    }
}
