package org.talweg.descent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;
import org.talweg.numeric.DoubleVectors;

/**
 * Gradient flow {@code theta' = -grad L(theta)} of one network in floating point, by steps that are implicit in the residual and exact in the neurons: over a
 * time tau every neuron moves under one residual u ({@link NeuronFlow}), and u solves {@code u = h(theta(tau; u)) - y}, n equations. So the
 * step is limited by how much the residual changes, not by the stiffness of the loss, nor by neurons that turn or die.
 *
 * <p>Newton's method for u takes {@code I + (2 kappa/n) M} with M = J J^T the Gram matrix of the Jacobian in the present cells, kappa
 * the time weighed with the decay.
 *
 * <p>Cost: of a step, a few times m n (n + d) and n^3.
 */
final class GradientFlow {

    private static final int NEWTON = 8;
    /** Of the change of the residual in a step, the part that may be left unsolved. */
    private static final double SOLVED = 0.02;
    /** Changes of the residual, relative to its size, at which a step is repeated at half the time, or the next is longer. */
    private static final double COARSE = 0.06;

    private static final double FINE = 0.03;
    /** Longest step, in units of 1/lambda. */
    private static final double LONGEST = 20;

    /** Of outputs, relative to the sum of their terms. */
    private static final double ROUNDING = 0x1p-48;
    /** Relative to the residual, what is not worth a shorter step. */
    private static final double QUIET = 1e-9;

    /** Shares of the mass below this are not mentioned. */
    private static final double LIVE = 1e-3;

    private final Rows rows;
    private final double lambda;
    private final double size;
    private final double longest;
    /** Below this a residual holds no neuron at a constant size: {@code |X^T r| >= n lambda} at every end but the zero network. */
    private final double smallest;

    private final NeuronFlow motion;

    private List<Neuron> neurons = List.of();
    /** The residual to which the last step was solved: far more accurate than outputs minus labels where neurons are large. */
    private double[] residual = {};

    private double[] solved = {};
    private double time;
    private double step;
    private double change = 1;

    GradientFlow(Objective objective) {
        this.rows = new Rows(objective);
        this.lambda = objective.lambda().doubleValue();
        this.size = Math.max(DoubleVectors.norm(objective.approximateLabels()), Double.MIN_NORMAL);
        this.longest = Math.sqrt(Arrays.stream(objective.approximateInputs())
                .mapToDouble(row -> DoubleVectors.dot(row, row))
                .sum());
        this.smallest = longest == 0 ? 1 : lambda * rows.size() / longest;
        this.motion = new NeuronFlow(rows, lambda);
    }

    /** Begins at these weights. */
    void start(Weights weights) {
        List<Neuron> begin = new ArrayList<>();
        for (int j = 0; j < weights.width(); j++) {
            begin.add(Neuron.of(weights.a()[j], weights.w()[j], rows));
        }
        neurons = begin;
        residual = residual(begin);
        time = 0;
        step = 1e-3 / (lambda + pull());
    }

    /** The largest rate at which anything can move. */
    private double pull() {
        double sum = 0;
        for (int k = 0; k < rows.size(); k++) {
            sum += 2.0 / rows.size() * Math.abs(residual[k]) * DoubleVectors.norm(rows.row(k));
        }
        return sum;
    }

    List<Neuron> neurons() {
        return neurons;
    }

    /** What the network is like now. */
    Moment moment() {
        double total = neurons.stream().mapToDouble(Neuron::mass).sum();
        List<SignedFace> live = neurons.stream()
                .filter(neuron -> neuron.mass() > LIVE * total)
                .map(neuron -> new SignedFace(neuron.sign(), rows.signs(neuron.side)))
                .toList();
        return new Moment(
                time,
                loss(),
                residual.clone(),
                live.stream().distinct().sorted().toList(),
                live.size());
    }

    double[] residual() {
        return residual;
    }

    double time() {
        return time;
    }

    /** How much the residual changed in the last step, relative to its size. */
    double change() {
        return change;
    }

    /** Goes on by one step; false if no step can be made. */
    boolean advance() {
        for (int attempt = 0; attempt < 60; attempt++) {
            double tau = Math.min(step, LONGEST / lambda);
            List<Neuron> moved = solve(tau);
            if (moved != null) {
                double[] next = solved;
                double moves = distance(next, residual) / Math.max(DoubleVectors.norm(residual), smallest);
                if (moves <= COARSE || attempt > 40) {
                    neurons = moved;
                    residual = next;
                    time += tau;
                    change = moves;
                    step = moves < FINE ? 2 * tau : tau;
                    return true;
                }
            }
            step = tau / 2;
        }
        return false;
    }

    /** About what rounding does to the outputs of these neurons. */
    private double rounding(List<Neuron> at) {
        double sum = size;
        for (Neuron neuron : at) {
            sum += neuron.squaredScale() * Math.abs(neuron.a) * longest;
        }
        return ROUNDING * sum;
    }

    /** The neurons after a time, or null where Newton's method does not find them. */
    private List<Neuron> solve(double tau) {
        double kappa = -Math.expm1(-4 * lambda * tau) / (4 * lambda);
        double[] u = correction(neurons, kappa, predicted(tau));
        for (int i = 0; i < NEWTON; i++) {
            List<Neuron> moved = moved(u, tau);
            double[] gap = residual(moved);
            for (int k = 0; k < gap.length; k++) {
                gap[k] -= u[k];
            }
            double left = DoubleVectors.norm(gap);
            if (!Double.isFinite(left)) {
                return null;
            }
            if (left <= SOLVED * distance(u, residual) + rounding(moved) + QUIET * DoubleVectors.norm(residual)) {
                solved = u;
                return moved;
            }
            double[] delta = correction(moved, kappa, gap);
            for (int k = 0; k < u.length; k++) {
                u[k] += delta[k];
            }
        }
        return null;
    }

    /** The residual if the neurons only decayed. */
    private double[] predicted(double tau) {
        double decay = Math.exp(-4 * lambda * tau);
        double[] predicted = new double[rows.size()];
        for (int k = 0; k < rows.size(); k++) {
            predicted[k] = decay * (residual[k] + rows.label(k)) - rows.label(k);
        }
        return predicted;
    }

    private List<Neuron> moved(double[] u, double tau) {
        NeuronFlow.Pull pull = motion.pull(u);
        List<Neuron> moved = new ArrayList<>(neurons.size());
        for (Neuron neuron : neurons) {
            Neuron copy = neuron.copy();
            motion.move(copy, pull, tau);
            moved.add(copy);
        }
        return moved;
    }

    /** {@code (I + (2 kappa/n) M)^-1 right}. */
    private double[] correction(List<Neuron> at, double kappa, double[] right) {
        int n = rows.size();
        double[][] matrix = new double[n][n];
        for (Neuron neuron : at) {
            addGram(neuron, matrix);
        }
        for (int k = 0; k < n; k++) {
            for (int l = 0; l <= k; l++) {
                matrix[k][l] = (k == l ? 1 : 0) + 2 * kappa / n * matrix[k][l];
                matrix[l][k] = matrix[k][l];
            }
        }
        return SmallSystem.solve(matrix, right.clone());
    }

    /** Adds {@code J J^T} of one neuron to the lower triangle. */
    private void addGram(Neuron neuron, double[][] matrix) {
        double scale = neuron.squaredScale();
        if (scale == 0) {
            return;
        }
        int n = rows.size();
        double[][] along = neuron.slides() ? motion.alongSlides(neuron) : null;
        double a2 = scale * neuron.a * neuron.a;
        double[] z = new double[n];
        for (int k = 0; k < n; k++) {
            if (rows.sign(neuron.side, k) <= 0) {
                continue;
            }
            double[] row = along == null ? rows.row(k) : along[k];
            z[k] = DoubleVectors.dot(neuron.w, rows.row(k));
            for (int l = 0; l <= k; l++) {
                if (rows.sign(neuron.side, l) > 0) {
                    matrix[k][l] +=
                            scale * z[k] * z[l] + a2 * DoubleVectors.dot(row, along == null ? rows.row(l) : along[l]);
                }
            }
        }
    }

    private double[] residual(List<Neuron> at) {
        double[] r = new double[rows.size()];
        for (int k = 0; k < r.length; k++) {
            r[k] = -rows.label(k);
        }
        for (Neuron neuron : at) {
            double scale = neuron.squaredScale() * neuron.a;
            if (scale != 0) {
                for (int k = 0; k < r.length; k++) {
                    r[k] += rows.sign(neuron.side, k) > 0 ? scale * DoubleVectors.dot(neuron.w, rows.row(k)) : 0;
                }
            }
        }
        return r;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return Math.sqrt(sum);
    }

    /** The loss. */
    double loss() {
        double penalty = 0;
        for (Neuron neuron : neurons) {
            // normalised: a^2 + |w|^2 = 1
            penalty += neuron.squaredScale();
        }
        return DoubleVectors.dot(residual, residual) / rows.size() + lambda * penalty;
    }

    /** The present weights. */
    Weights weights() {
        int m = neurons.size();
        double[] a = new double[m];
        double[][] w = new double[m][];
        for (int j = 0; j < m; j++) {
            Neuron neuron = neurons.get(j);
            double scale = Math.exp(neuron.log);
            a[j] = scale * neuron.a;
            w[j] = Arrays.stream(neuron.w).map(e -> scale * e).toArray();
        }
        return new Weights(a, w);
    }

    /** True if one of these neurons grows faster than {@code d log mass/dt = rate} at the present residual. */
    boolean anyGrows(Predicate<Neuron> which, double rate) {
        NeuronFlow.Pull pull = motion.pull(residual);
        return neurons.stream().anyMatch(neuron -> which.test(neuron) && motion.growth(neuron.copy(), pull) > rate);
    }
}
