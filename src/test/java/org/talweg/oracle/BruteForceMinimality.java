package org.talweg.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Tries to lower the loss near a given network: rebalancing, the steepest direction of each neuron in every local
 * piece, switching on zero neurons in every sign pattern with both signs, and random steps of all weights. Every
 * direction is confirmed by evaluating the loss. No answer is no proof of a minimum, only that nothing was found.
 *
 * <p>The network is expected to about 1e-8. A gain counts only above {@link #SLOPE} times the length of the step, so
 * that moving an inexact minimum to the exact one is no gain.
 */
public final class BruteForceMinimality {

    /** A network {@code h(x) = sum_j a_j (w_j . x)_+}. */
    public record Network(double[] a, double[][] w) {}

    /** A nearby network with a lower loss. The direction is {@code to - from}; {@code neuron} is -1 for random steps. */
    public record Witness(String kind, int neuron, Network to, double length, double decrease) {}

    /** Least gain per unit of length. */
    public static final double SLOPE = 1e-6;

    private static final double ON_HYPERPLANE = 1e-6;
    private static final double ZERO_NEURON = 1e-7;

    private final double[][] x;
    private final double[] y;
    private final double lambda;

    public BruteForceMinimality(double[][] x, double[] y, double lambda) {
        this.x = x;
        this.y = y;
        this.lambda = lambda;
    }

    /** h(x_k) - y_k. */
    public double[] residual(Network net) {
        double[] r = Plain.scale(-1, y);
        for (int k = 0; k < r.length; k++) {
            for (int j = 0; j < net.a().length; j++) {
                r[k] += net.a()[j] * Math.max(0, Plain.dot(x[k], net.w()[j]));
            }
        }
        return r;
    }

    public double loss(Network net) {
        double[] r = residual(net);
        double penalty = Plain.dot(net.a(), net.a());
        for (double[] w : net.w()) {
            penalty += Plain.dot(w, w);
        }
        return Plain.dot(r, r) / y.length + lambda * penalty;
    }

    /** The balanced network whose neuron j has {@code |a| w = u_j}. */
    public static Network balanced(int[] signs, double[][] u) {
        double[] a = new double[u.length];
        double[][] w = new double[u.length][];
        for (int j = 0; j < u.length; j++) {
            double root = Math.sqrt(Plain.norm(u[j]));
            a[j] = signs[j] * root;
            w[j] = root > 0 ? Plain.scale(1 / root, u[j]) : u[j].clone();
        }
        return new Network(a, w);
    }

    /** A nearby network with lower loss, if one is found. */
    public Optional<Witness> descend(Network net, long seed) {
        Witness best = null;
        for (int j = 0; j < net.a().length; j++) {
            double a = Math.abs(net.a()[j]);
            double w = Plain.norm(net.w()[j]);
            List<Witness> found;
            if (a < ZERO_NEURON && w < ZERO_NEURON) {
                found = switchOn(net, j);
            } else if (Math.abs(a - w) > 1e-6 * (a + w)) {
                found = rebalance(net, j);
            } else {
                found = steepest(net, j);
            }
            for (Witness witness : found) {
                if (best == null || witness.decrease() / witness.length() > best.decrease() / best.length()) {
                    best = witness;
                }
            }
        }
        return best != null ? Optional.of(best) : random(net, new Random(seed));
    }

    private static Network with(Network net, int j, double a, double[] w) {
        double[] as = net.a().clone();
        double[][] ws = net.w().clone();
        as[j] = a;
        ws[j] = w;
        return new Network(as, ws);
    }

    private Optional<Witness> confirm(String kind, int j, Network from, Network to, double threshold) {
        double length = 0;
        for (int i = 0; i < from.a().length; i++) {
            double[] dw = Plain.plus(to.w()[i], -1, from.w()[i]);
            length += Math.pow(to.a()[i] - from.a()[i], 2) + Plain.dot(dw, dw);
        }
        length = Math.sqrt(length);
        double decrease = loss(from) - loss(to);
        double rounding = 1e-14 * loss(from);
        return decrease > threshold * length + rounding
                ? Optional.of(new Witness(kind, j, to, length, decrease))
                : Optional.empty();
    }

    private List<Witness> rebalance(Network net, int j) {
        List<Witness> found = new ArrayList<>();
        double step = Math.abs(net.a()[j]) > Plain.norm(net.w()[j]) ? 1e-4 : -1e-4;
        double[] w = Plain.scale(1 + step, net.w()[j]);
        confirm("balance", j, net, with(net, j, net.a()[j] / (1 + step), w), 0).ifPresent(found::add);
        return found;
    }

    /** The steepest direction of {@code u_j = |a| w} in each piece of the loss that meets the neuron. */
    private List<Witness> steepest(Network net, int j) {
        double[] w = net.w()[j];
        int sign = net.a()[j] > 0 ? 1 : -1;
        double[] r = residual(net);
        double[] gradient = Plain.scale(2 * lambda / Plain.norm(w), w);
        List<Integer> kinks = new ArrayList<>();
        for (int k = 0; k < r.length; k++) {
            double value = Plain.dot(x[k], w);
            if (Math.abs(value) <= ON_HYPERPLANE * Plain.norm(x[k]) * Plain.norm(w)) {
                kinks.add(k);
            } else if (value > 0) {
                gradient = Plain.plus(gradient, 2.0 / y.length * sign * r[k], x[k]);
            }
        }
        List<Witness> found = new ArrayList<>();
        double[] u = Plain.scale(Math.abs(net.a()[j]), w);
        for (int pattern = 0; pattern < 1 << kinks.size(); pattern++) {
            double[] piece = gradient;
            double[][] cone = new double[kinks.size()][];
            for (int i = 0; i < cone.length; i++) {
                int k = kinks.get(i);
                boolean plus = (pattern >> i & 1) != 0;
                cone[i] = Plain.scale(plus ? 1 : -1, x[k]);
                piece = plus ? Plain.plus(piece, 2.0 / y.length * sign * r[k], x[k]) : piece;
            }
            // The formula of a piece is right on its closed cone even if the piece is empty, so no pattern is excluded.
            double[] delta = ReferenceCone.project(Plain.scale(-1, piece), cone);
            double length = Plain.norm(delta);
            for (double step = 1e-3; length > 0 && step > 1e-6; step /= 10) {
                Network part = balanced(
                        new int[] {sign}, new double[][] {Plain.plus(u, step * Plain.norm(u) / length, delta)});
                confirm("piece", j, net, with(net, j, part.a()[0], part.w()[0]), SLOPE)
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /** Turns a zero neuron on. The gain is of second order, so it is compared with the square of the step. */
    private List<Witness> switchOn(Network net, int j) {
        double[] r = residual(net);
        List<Witness> found = new ArrayList<>();
        for (int sign : new int[] {1, -1}) {
            for (int pattern = 0; pattern < 1 << r.length; pattern++) {
                double[] g = new double[x[0].length];
                double[][] cone = new double[r.length][];
                for (int k = 0; k < r.length; k++) {
                    boolean plus = (pattern >> k & 1) != 0;
                    cone[k] = Plain.scale(plus ? 1 : -1, x[k]);
                    g = plus ? Plain.plus(g, -sign * r[k], x[k]) : g;
                }
                double[] v = ReferenceCone.project(g, cone);
                double length = Plain.norm(v);
                for (double step = 1e-2; length > 0 && step > 1e-4; step /= 10) {
                    Network to = with(net, j, sign * step, Plain.scale(step / length, v));
                    confirm("switch on", j, net, to, SLOPE * step).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<Witness> random(Network net, Random random) {
        for (double radius = 1e-3; radius > 1e-6; radius /= 10) {
            for (int trial = 0; trial < 400; trial++) {
                Network to = net;
                for (int j = 0; j < net.a().length; j++) {
                    if (trial % 2 == 0 || random.nextBoolean()) {
                        double[] w = net.w()[j].clone();
                        for (int i = 0; i < w.length; i++) {
                            w[i] += radius * random.nextGaussian();
                        }
                        to = with(to, j, net.a()[j] + radius * random.nextGaussian(), w);
                    }
                }
                Optional<Witness> witness = confirm("random", -1, net, to, SLOPE);
                if (witness.isPresent()) {
                    return witness;
                }
            }
        }
        return Optional.empty();
    }
}
