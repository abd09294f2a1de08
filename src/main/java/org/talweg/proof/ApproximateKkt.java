package org.talweg.proof;

import static org.talweg.landscape.DoubleVectors.dot;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.talweg.landscape.Objective;

/**
 * The first-order system of {@link KktSystem} in floating point: Newton's method, and the approximate inverse of the
 * derivative that the proof preconditions with. It proves nothing.
 */
final class ApproximateKkt {

    private static final int STEPS = 30;

    private final double mu;
    private final double[] labels;
    private final List<FaceData> faces;
    private final int[] signs;
    private final int[] offset;
    private final int unknowns;
    private final double[][] crossProducts;

    ApproximateKkt(Objective objective, List<FaceData> faces, int[] signs, int[] offset) {
        this.mu = objective.approximateMu();
        this.labels = objective.approximateLabels();
        this.faces = faces;
        this.signs = signs;
        this.offset = offset;
        this.unknowns = offset[faces.size()];
        this.crossProducts = crossProducts();
    }

    /** {@code s_i s_l M_i' M_l}, the constant part of the derivative; shared, do not change. */
    double[][] constantPart() {
        return crossProducts;
    }

    private double[][] crossProducts() {
        double[][] sum = new double[unknowns][unknowns];
        double[] row = new double[unknowns];
        for (int k = 0; k < labels.length; k++) {
            output(k, row);
            for (int a = 0; a < unknowns; a++) {
                if (row[a] != 0) {
                    for (int b = 0; b < unknowns; b++) {
                        sum[a][b] += row[a] * row[b];
                    }
                }
            }
        }
        return sum;
    }

    /** The k-th row of the matrix from z to the outputs. */
    void output(int k, double[] row) {
        for (int i = 0; i < faces.size(); i++) {
            double[] products = faces.get(i).approximateProducts()[k];
            for (int p = 0; p < products.length; p++) {
                row[offset[i] + p] = signs[i] * products[p];
            }
        }
    }

    /** Newton's method from {@code start}; returns the last iterate whatever happened. */
    double[] newton(double[] start) {
        double[] z = start.clone();
        double last = Double.POSITIVE_INFINITY;
        for (int step = 0; step < STEPS && unknowns > 0; step++) {
            double[][] inverse = inverse(z);
            if (inverse == null) {
                break;
            }
            double[] value = value(z);
            double size = 0;
            double scale = 0;
            double[] next = z.clone();
            for (int i = 0; i < unknowns; i++) {
                double correction = dot(inverse[i], value);
                next[i] -= correction;
                size = Math.max(size, Math.abs(correction));
                scale = Math.max(scale, Math.abs(z[i]));
            }
            if (!(size < last) && size < 1e-8 * scale) {
                break;
            }
            z = next;
            last = size;
            if (size <= 1e-16 * scale) {
                break;
            }
        }
        return z;
    }

    private double[] value(double[] z) {
        double[] f = new double[unknowns];
        double[] row = new double[unknowns];
        for (int k = 0; k < labels.length; k++) {
            output(k, row);
            double r = dot(row, z) - labels[k];
            for (int a = 0; a < unknowns; a++) {
                f[a] += r * row[a];
            }
        }
        for (int i = 0; i < faces.size(); i++) {
            double[] gz = gramTimes(i, z);
            double norm = norm(i, z, gz);
            for (int p = 0; p < gz.length; p++) {
                f[offset[i] + p] += mu * gz[p] / norm;
            }
        }
        return f;
    }

    /** The inverse of the derivative at z, or null if it is singular to working precision. */
    double[][] inverse(double[] z) {
        double[][] jacobian = new double[unknowns][];
        for (int a = 0; a < unknowns; a++) {
            jacobian[a] = crossProducts[a].clone();
        }
        for (int i = 0; i < faces.size(); i++) {
            double[] gz = gramTimes(i, z);
            double norm = norm(i, z, gz);
            double[][] gram = faces.get(i).approximateGram();
            for (int p = 0; p < gz.length; p++) {
                for (int q = 0; q < gz.length; q++) {
                    jacobian[offset[i] + p][offset[i] + q] += mu / norm * (gram[p][q] - gz[p] / norm * (gz[q] / norm));
                }
            }
        }
        if (!isFinite(jacobian)) {
            return null;
        }
        try {
            double[][] inverse = new LUDecomposition(new Array2DRowRealMatrix(jacobian, false), 0)
                    .getSolver()
                    .getInverse()
                    .getData();
            return isFinite(inverse) ? inverse : null;
        } catch (MathRuntimeException singular) {
            return null;
        }
    }

    private static boolean isFinite(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    }

    private double[] gramTimes(int i, double[] z) {
        double[][] gram = faces.get(i).approximateGram();
        double[] product = new double[gram.length];
        for (int p = 0; p < gram.length; p++) {
            for (int q = 0; q < gram.length; q++) {
                product[p] += gram[p][q] * z[offset[i] + q];
            }
        }
        return product;
    }

    private double norm(int i, double[] z, double[] gz) {
        double square = 0;
        for (int p = 0; p < gz.length; p++) {
            square += gz[p] * z[offset[i] + p];
        }
        return Math.sqrt(square);
    }
}
