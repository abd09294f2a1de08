package org.talweg.descent;

import java.util.Arrays;
import org.talweg.numeric.DoubleVectors;

/**
 * One neuron on its way: output weight {@code e^log a}, input weights {@code e^log w}, with {@code a^2 + |w|^2 = 1} after each move, so that a neuron that
 * dies keeps its direction; and on which side of each hyperplane it is. Changed by {@link NeuronFlow} only.
 */
final class Neuron {

    double a;
    final double[] w;
    double log;
    /** For each hyperplane 1 or -1, with respect to its normal, or 0 where the neuron slides along it. */
    final int[] side;
    /** True if {@code |a| = |w|}, which the flow keeps. */
    private final boolean balanced;

    private static final double SAME = 1e-12;

    private Neuron(double a, double[] w, double log, int[] side, boolean balanced) {
        this.a = a;
        this.w = w;
        this.log = log;
        this.side = side;
        this.balanced = balanced;
    }

    /** A neuron with these weights, on the sides that they say; a hyperplane that it is on counts as negative. */
    static Neuron of(double a, double[] w, Rows rows) {
        int[] side = new int[rows.hyperplanes()];
        for (int h = 0; h < side.length; h++) {
            side[h] = DoubleVectors.dot(w, rows.normal(h)) > 0 ? 1 : -1;
        }
        double length = DoubleVectors.norm(w);
        boolean balanced = Math.abs(Math.abs(a) - length) <= SAME * length;
        Neuron neuron = new Neuron(a, w.clone(), 0, side, balanced);
        neuron.normalise();
        return neuron;
    }

    Neuron copy() {
        return new Neuron(a, w.clone(), log, side.clone(), balanced);
    }

    boolean isBalanced() {
        return balanced;
    }

    /** Brings the size to 1, and makes up for what rounding did to the balance. */
    void normalise() {
        if (balanced) {
            a = Math.copySign(DoubleVectors.norm(w), a);
        }
        double size = Math.sqrt(a * a + DoubleVectors.dot(w, w));
        if (size > 0) {
            a /= size;
            for (int i = 0; i < w.length; i++) {
                w[i] /= size;
            }
            log += Math.log(size);
        } else {
            log = Double.NEGATIVE_INFINITY;
        }
    }

    /** {@code e^(2 log)}, by which products of two weights are multiplied. */
    double squaredScale() {
        return Math.exp(2 * log);
    }

    /** {@code |a| |w|}, the mass of the convex program (theorem T1); its logarithm is finite where it underflows. */
    double mass() {
        return squaredScale() * Math.abs(a) * DoubleVectors.norm(w);
    }

    int sign() {
        return a < 0 ? -1 : 1;
    }

    boolean slides() {
        return Arrays.stream(side).anyMatch(s -> s == 0);
    }
}
