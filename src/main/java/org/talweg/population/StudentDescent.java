package org.talweg.population;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.talweg.numeric.RandomStreams;

/**
 * Descent of all weights of the students on the population loss from random starts, weights N(0, 1/k), in floating point, by gradient descent of fixed step: how often training meets the proved minima. Independent of
 * {@link PopulationLoss}: it sums over all pairs of neurons.
 */
public final class StudentDescent {

    private static final int MOST_STEPS = 20_000;
    private static final double FLAT = 1e-9;
    private static final double SETTLED = 1e-4;
    private static final double GLOBAL = 1e-7;

    private final int students;
    private final int teachers;

    /** n students, k teachers. */
    public StudentDescent(int students, int teachers) {
        this.students = students;
        this.teachers = teachers;
    }

    /**
     * Where runs ended.
     *
     * @param hits by point of a list: ends of its loss and sum of norms
     * @param global ends of loss zero
     * @param others ends at other flat places
     * @param unfinished runs that were still moving
     */
    public record Ends(int runs, List<Integer> hits, int global, int others, int unfinished) {}

    private record End(double loss, double norms, double slope) {}

    /** Runs, in parallel; the same for any number of threads. An end is given to a point by its loss and sum of norms, near to 10^-8 and 10^-3: no proof. */
    public Ends approximateEnds(List<CriticalPoint> points, int runs, long seed, DoubleConsumer progress) {
        List<End> ends = IntStream.range(0, runs)
                .parallel()
                .mapToObj(run -> {
                    End end = run(RandomStreams.of(seed, teachers, run));
                    progress.accept(run);
                    return end;
                })
                .toList();
        int[] hits = new int[points.size()];
        int global = 0;
        int others = 0;
        int unfinished = 0;
        for (End end : ends) {
            int place = IntStream.range(0, hits.length)
                    .filter(i -> isNear(end, points.get(i)))
                    .findFirst()
                    .orElse(-1);
            if (end.loss < GLOBAL) {
                global++;
            } else if (end.slope > FLAT) {
                unfinished++;
            } else if (place >= 0) {
                hits[place]++;
            } else {
                others++;
            }
        }
        return new Ends(runs, IntStream.of(hits).boxed().toList(), global, others, unfinished);
    }

    private static boolean isNear(End end, CriticalPoint p) {
        return Math.abs(end.loss - p.value().middle().doubleValue()) < 1e-8
                && Math.abs(end.norms - p.approximateNormSum()) < 1e-3;
    }

    private End run(UniformRandomProvider random) {
        SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] start = new double[students * teachers];
        for (int i = 0; i < start.length; i++) {
            start[i] = normal.sample() / Math.sqrt(teachers);
        }
        return descend(start);
    }

    private End descend(double[] start) {
        // the Hessian has no eigenvalue much above n/4 + 1/2
        double fixed = 1 / (students / 4.0 + 1);
        double[] w = start;
        double[] g = gradient(w);
        double size = norm(g);
        double step = fixed;
        for (int i = 0; i < MOST_STEPS && size > FLAT; i++) {
            double[] next = w.clone();
            for (int c = 0; c < w.length; c++) {
                next[c] -= step * g[c];
            }
            double[] after = gradient(next);
            // where it is flat the basin is decided, and the last two gradients give a better step (Barzilai and
            // Borwein)
            step = size < SETTLED ? Math.min(barzilaiBorwein(w, next, g, after, fixed), 1000 * fixed) : fixed;
            w = next;
            g = after;
            size = norm(g);
        }
        return new End(value(w), norms(w), size);
    }

    private static double barzilaiBorwein(double[] w, double[] next, double[] g, double[] after, double otherwise) {
        double up = 0;
        double down = 0;
        for (int c = 0; c < w.length; c++) {
            double s = next[c] - w[c];
            up += s * s;
            down += s * (after[c] - g[c]);
        }
        return down > 0 ? up / down : otherwise;
    }

    private static double norm(double[] g) {
        return Math.sqrt(Arrays.stream(g).map(e -> e * e).sum());
    }

    private double norms(double[] w) {
        double sum = 0;
        for (int i = 0; i < students; i++) {
            sum += Math.sqrt(product(w, i, i));
        }
        return sum;
    }

    private double product(double[] w, int i, int j) {
        double sum = 0;
        for (int c = 0; c < teachers; c++) {
            sum += w[i * teachers + c] * w[j * teachers + c];
        }
        return sum;
    }

    private static double angle(double a, double b, double c) {
        return Math.atan2(Math.sqrt(Math.max(0, a * b - c * c)), c);
    }

    private static double phi(double a, double b, double c) {
        double s = Math.sqrt(Math.max(0, a * b - c * c));
        return (s + (Math.PI - Math.atan2(s, c)) * c) / (2 * Math.PI);
    }

    /** F at the n k weights, neuron after neuron. */
    double value(double[] w) {
        double sum = teachers / 4.0 + teachers * (teachers - 1) / (4 * Math.PI);
        for (int i = 0; i < students; i++) {
            double a = product(w, i, i);
            sum += a / 4;
            for (int j = 0; j < i; j++) {
                sum += phi(a, product(w, j, j), product(w, i, j));
            }
            for (int t = 0; t < teachers; t++) {
                sum -= phi(a, 1, w[i * teachers + t]);
            }
        }
        return sum;
    }

    /**
     * The gradient: {@code G_i = (A_i w_i/|w_i| + sum_j (pi - theta_ij) w_j - sum_t (pi - theta_it) v_t) / (2 pi)} with A_i the sum of |w_j| sin theta_ij minus that of sin theta_it, j = i included with angle
     * zero.
     */
    double[] gradient(double[] w) {
        double[] g = new double[w.length];
        double[] squares = new double[students];
        for (int i = 0; i < students; i++) {
            squares[i] = product(w, i, i);
        }
        for (int i = 0; i < students; i++) {
            int row = i * teachers;
            double a = squares[i];
            double weight = 0;
            for (int j = 0; j < students; j++) {
                double theta = i == j ? 0 : angle(a, squares[j], product(w, i, j));
                weight += Math.sqrt(squares[j]) * Math.sin(theta);
                for (int c = 0; c < teachers; c++) {
                    g[row + c] += (Math.PI - theta) * w[j * teachers + c];
                }
            }
            for (int t = 0; t < teachers; t++) {
                double theta = angle(a, 1, w[row + t]);
                weight -= Math.sin(theta);
                g[row + t] -= Math.PI - theta;
            }
            for (int c = 0; c < teachers; c++) {
                g[row + c] = (g[row + c] + weight * w[row + c] / Math.sqrt(a)) / (2 * Math.PI);
            }
        }
        return g;
    }
}
