package org.talweg.descent;

import java.util.Arrays;
import org.talweg.numeric.DoubleVectors;

/**
 * The exact motion of one neuron while the residual is held fixed: with {@code g = -(2/n) sum over active k of r_k x_k},
 * {@code a' = g.w - 2 lambda a} and {@code w' = a g - 2 lambda w}, which is a hyperbolic rotation in the plane of a and {@code g.w/|g|}. Inside a cell it has a
 * closed form, and so has the time at which it meets the hyperplane of a row, the root of a quadratic in {@code e^(|g| t)}.
 *
 * <p>With {@code a r_k > 0} the loss is convex across the hyperplane of row k and the flow may slide along it: g then is the element of least norm of the
 * gradients between both sides (Filippov). With {@code a r_k < 0} it is concave and a neuron that arrives crosses.
 *
 * <p>Cost: n d an event.
 */
final class NeuronFlow {

    private static final double SAME = 1e-13;
    private static final int NOTHING = -1;
    private static final int TURN = -2;

    private final Rows rows;
    private final double lambda;
    private final int mostEvents;
    private final double[] g;
    private final int[] active;
    private final double[] rest;

    // Of the last move: its time, then a + b, a - b and the square of the part of w across the pull, which is rest.
    private double elapsed;
    private double plus;
    private double minus;
    private double restSquare;

    NeuronFlow(Rows rows, double lambda) {
        this.rows = rows;
        this.lambda = lambda;
        this.mostEvents = 20 + 6 * rows.hyperplanes();
        this.g = new double[rows.dimension()];
        this.active = new int[rows.hyperplanes()];
        this.rest = new double[g.length];
    }

    /** What the residual does to all neurons: the pull where every hyperplane is on its negative side, and what each adds on the other. */
    record Pull(double[] base, double[] kinks) {}

    /** The pull of a residual. */
    Pull pull(double[] residual) {
        return new Pull(rows.base(residual), rows.kinks(residual));
    }

    /** Moves the neuron for a time; false if it met too many events, and stands at the last. */
    boolean move(Neuron neuron, Pull of, double time) {
        double left = time;
        for (int events = 0; events < mostEvents; events++) {
            pull(neuron, of);
            int row = advance(neuron, left);
            if (row == NOTHING) {
                return true;
            }
            left -= elapsed;
            if (row >= 0) {
                arrive(neuron, row, of.kinks()[row]);
            }
        }
        return false;
    }

    /** The rate {@code d log(|a| |w|)/dt}; rows along which the neuron cannot slide are let go. */
    double growth(Neuron neuron, Pull of) {
        pull(neuron, of);
        double square = DoubleVectors.dot(neuron.w, neuron.w);
        double along = DoubleVectors.dot(g, neuron.w);
        return along / neuron.a + neuron.a * along / square - 4 * lambda;
    }

    /** The rows, without their parts across the hyperplanes along which the neuron slides. */
    double[][] alongSlides(Neuron neuron) {
        double[] kept = g.clone();
        double[][] along = new double[rows.size()][];
        int sliding = slides(neuron);
        for (int k = 0; k < along.length; k++) {
            if (rows.sign(neuron.side, k) > 0) {
                System.arraycopy(rows.row(k), 0, g, 0, g.length);
                makeOrthogonal(sliding);
                along[k] = g.clone();
            }
        }
        System.arraycopy(kept, 0, g, 0, g.length);
        return along;
    }

    private int slides(Neuron neuron) {
        int sliding = 0;
        for (int h = 0; h < neuron.side.length; h++) {
            if (neuron.side[h] == 0) {
                active[sliding++] = h;
            }
        }
        return sliding;
    }

    private void makeOrthogonal(int sliding) {
        addAll(shares(sliding), sliding);
    }

    private void addAll(double[] share, int sliding) {
        for (int i = 0; i < sliding; i++) {
            add(share[i], rows.normal(active[i]));
        }
    }

    private void arrive(Neuron neuron, int row, double kink) {
        neuron.side[row] = neuron.a * kink < 0 ? 0 : -neuron.side[row];
        if (neuron.side[row] == 0) {
            project(neuron);
        }
    }

    /** The pull on the neuron; hyperplanes along which it cannot slide are let go. */
    private void pull(Neuron neuron, Pull of) {
        double[] kinks = of.kinks();
        System.arraycopy(of.base(), 0, g, 0, g.length);
        int sliding = 0;
        for (int h = 0; h < kinks.length; h++) {
            if (neuron.side[h] > 0) {
                add(kinks[h], rows.normal(h));
            } else if (neuron.side[h] == 0) {
                active[sliding++] = h;
            }
        }
        while (sliding > 0) {
            double[] share = shares(sliding);
            int worst = -1;
            double most = SAME;
            for (int i = 0; i < sliding; i++) {
                double violation = violation(neuron.a, kinks[active[i]], share[i]);
                if (violation > most) {
                    most = violation;
                    worst = i;
                }
            }
            if (worst < 0) {
                addAll(share, sliding);
                return;
            }
            int h = active[worst];
            // It leaves upwards if it is pulled up from below. Where both sides would do, or it is not pulled at all,
            // it
            // leaves downwards, as descent does whose steps overshoot the hyperplane.
            double below = neuron.a * below(worst, sliding, share);
            boolean up = below > SAME * Math.abs(neuron.a * kinks[h]) * rows.square(h);
            neuron.side[h] = up ? 1 : -1;
            if (up) {
                add(kinks[h], rows.normal(h));
            }
            active[worst] = active[--sliding];
        }
    }

    /** By how much the share of the kink that keeps the neuron on it is outside [0, 1]; infinite where the loss is concave across it. */
    private static double violation(double a, double kink, double share) {
        if (a * kink >= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double c = share / kink;
        return Math.max(2 * SAME - c, c - 1);
    }

    /** {@code g.x_h} below the sliding hyperplane at {@code i}, with the shares of the other sliding rows. */
    private double below(int i, int sliding, double[] share) {
        double[] row = rows.normal(active[i]);
        double sum = DoubleVectors.dot(g, row);
        for (int l = 0; l < sliding; l++) {
            if (l != i) {
                sum += share[l] * DoubleVectors.dot(rows.normal(active[l]), row);
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
                gram[i][l] = DoubleVectors.dot(rows.normal(active[i]), rows.normal(active[l]));
            }
            right[i] = -DoubleVectors.dot(g, rows.normal(active[i]));
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
            for (int h = 0; h < neuron.side.length; h++) {
                int side = neuron.side[h];
                if (side == 0) {
                    continue;
                }
                double slope = DoubleVectors.dot(g, rows.normal(h)) / pull;
                double still = DoubleVectors.dot(rest, rows.normal(h));
                // what rounding leaves would be met at a time that means nothing
                double gamma = still * still <= SAME * SAME * rows.square(h) ? 0 : still;
                double at = meeting(side * plus * slope / 2, side * gamma, -side * minus * slope / 2, pull, end);
                if (at < end) {
                    end = at;
                    first = h;
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
