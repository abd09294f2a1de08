package org.talweg.descent;

import java.util.Arrays;
import org.talweg.data.Network;

/**
 * A network {@code h(x) = sum_j a_j (w_j . x)_+} in floating point. The arrays are the holder's own and are not changed.
 *
 * @param a of length m
 * @param w m by d
 */
public record Weights(double[] a, double[][] w) {

    /** The doubles nearest to exact weights. */
    public static Weights of(Network network) {
        double[][] w = new double[network.width()][];
        for (int j = 0; j < w.length; j++) {
            w[j] = network.w().row(j).toDoubles();
        }
        return new Weights(network.a().toDoubles(), w);
    }

    /** m. */
    public int width() {
        return a.length;
    }

    /** {@code h(x_k) - y_k} for every row. Cost: m n d. */
    double[] residual(double[][] x, double[] y) {
        double[] r = new double[y.length];
        for (int k = 0; k < r.length; k++) {
            r[k] = -y[k];
            for (int j = 0; j < a.length; j++) {
                double z = 0;
                for (int i = 0; i < w[j].length; i++) {
                    z += w[j][i] * x[k][i];
                }
                r[k] += z > 0 ? a[j] * z : 0;
            }
        }
        return r;
    }

    /** {@code sum_j a_j^2 + |w_j|^2}. */
    double penalty() {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * a[j] + Arrays.stream(w[j]).map(e -> e * e).sum();
        }
        return sum;
    }

    /** False after a step that was too large. */
    boolean isFinite() {
        return Double.isFinite(penalty());
    }
}
