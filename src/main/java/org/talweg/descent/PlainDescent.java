package org.talweg.descent;

import java.util.Arrays;
import org.talweg.landscape.Objective;

/**
 * Full-batch gradient descent with a fixed step, as the published experiments run it: {@code theta <- theta - step grad L(theta)}, with zero as the
 * derivative of the ReLU at a kink, until {@code |grad L|^2} is small. The reference for the flow. Cost: m n d a step.
 */
final class PlainDescent {

    private final double[][] x;
    private final double[] y;
    private final double lambda;
    private final double step;
    private final double tolerance;
    private final long limit;

    /**
     * @param step the learning rate
     * @param tolerance on the squared norm of the gradient
     * @param limit steps after which a run is given up
     */
    PlainDescent(Objective objective, double step, double tolerance, long limit) {
        this.x = objective.approximateInputs();
        this.y = objective.approximateLabels();
        this.lambda = objective.lambda().doubleValue();
        this.step = step;
        this.tolerance = tolerance;
        this.limit = limit;
    }

    /**
     * Where a run stops.
     *
     * @param steps taken
     * @param isQuiet true if the gradient is as small as was asked for, false if the steps ran out
     */
    record Stop(Weights weights, long steps, boolean isQuiet) {}

    /** Descends from {@code start}; weights that are not finite mean that the step is too large for it. */
    Stop run(Weights start) {
        int m = start.width();
        int d = x[0].length;
        int n = y.length;
        double[] a = start.a().clone();
        double[][] w = new double[m][];
        for (int j = 0; j < m; j++) {
            w[j] = start.w()[j].clone();
        }
        double[][] z = new double[m][n];
        double[] r = new double[n];
        double[] pull = new double[d];
        for (long done = 0; done < limit; done++) {
            outputs(a, w, z, r);
            double square = 0;
            for (int j = 0; j < m; j++) {
                Arrays.fill(pull, 0);
                double slope = 2 * lambda * a[j];
                for (int k = 0; k < n; k++) {
                    if (z[j][k] > 0) {
                        double c = 2.0 / n * r[k];
                        slope += c * z[j][k];
                        for (int i = 0; i < d; i++) {
                            pull[i] += c * x[k][i];
                        }
                    }
                }
                double before = a[j];
                square += slope * slope;
                a[j] -= step * slope;
                for (int i = 0; i < d; i++) {
                    double g = before * pull[i] + 2 * lambda * w[j][i];
                    square += g * g;
                    w[j][i] -= step * g;
                }
            }
            if (square < tolerance) {
                return new Stop(new Weights(a, w), done, true);
            }
            if (!Double.isFinite(square)) {
                return new Stop(new Weights(a, w), done, false);
            }
        }
        return new Stop(new Weights(a, w), limit, false);
    }

    private void outputs(double[] a, double[][] w, double[][] z, double[] r) {
        for (int k = 0; k < r.length; k++) {
            double h = -y[k];
            for (int j = 0; j < a.length; j++) {
                double product = 0;
                for (int i = 0; i < x[k].length; i++) {
                    product += w[j][i] * x[k][i];
                }
                z[j][k] = product;
                h += product > 0 ? a[j] * product : 0;
            }
            r[k] = h;
        }
    }
}
