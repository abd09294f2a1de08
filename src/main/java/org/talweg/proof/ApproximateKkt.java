package org.talweg.proof;

import static org.talweg.numeric.DoubleVectors.dot;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.talweg.exact.Interval;

/**
 * The first-order system of {@link KktEquations} in floating point: Newton's method, and the approximate inverse of the
 * derivative that the proof preconditions with. It proves nothing.
 */
final class ApproximateKkt {

    private static final int STEPS = 30;

    private final List<FaceData> faces;
    private final int[] offset;
    private final int neuronUnknowns;
    private final int unknowns;
    private final double[][] constant;
    private final double[] target;

    ApproximateKkt(List<FaceData> faces, int[] offset, double[][] constant, Interval[] target) {
        this.faces = faces;
        this.offset = offset;
        this.neuronUnknowns = offset[faces.size()];
        this.unknowns = constant.length;
        this.constant = constant;
        this.target = Arrays.stream(target).mapToDouble(Interval::middle).toArray();
    }

    /**
     * Newton's method from the neurons {@code start} (further entries are ignored: the equations are linear in the others, so the first step
     * finds them); returns the last iterate whatever happened.
     */
    double[] newton(double[] start) {
        double[] x = Arrays.copyOf(Arrays.copyOf(start, neuronUnknowns), unknowns);
        double last = Double.POSITIVE_INFINITY;
        for (int step = 0; step < STEPS && neuronUnknowns > 0; step++) {
            double[][] inverse = inverse(x);
            if (inverse == null) {
                break;
            }
            double[] value = value(x);
            double[] correction = new double[unknowns];
            double[] next = x.clone();
            for (int i = 0; i < unknowns; i++) {
                correction[i] = dot(inverse[i], value);
                next[i] -= correction[i];
            }
            double size = Math.max(
                    relative(correction, next, 0, neuronUnknowns),
                    relative(correction, next, neuronUnknowns, unknowns));
            if (!(size < last) && size < 1e-8) {
                break;
            }
            x = next;
            last = step == 0 ? Double.POSITIVE_INFINITY : size;
            if (size <= 1e-16) {
                break;
            }
        }
        return x;
    }

    /** The largest correction over the largest entry: the two kinds of unknowns have different units. */
    private static double relative(double[] correction, double[] x, int from, int to) {
        double size = 0;
        double scale = Double.MIN_NORMAL;
        for (int i = from; i < to; i++) {
            size = Math.max(size, Math.abs(correction[i]));
            scale = Math.max(scale, Math.abs(x[i]));
        }
        return size / scale;
    }

    private double[] value(double[] x) {
        double[] f = new double[unknowns];
        for (int a = 0; a < unknowns; a++) {
            f[a] = dot(constant[a], x);
        }
        for (int j = 0; j < target.length; j++) {
            f[neuronUnknowns + j] -= target[j];
        }
        for (int i = 0; i < faces.size(); i++) {
            double[] gz = gramTimes(i, x);
            double norm = norm(i, x, gz);
            for (int p = 0; p < gz.length; p++) {
                f[offset[i] + p] += gz[p] / norm;
            }
        }
        return f;
    }

    /** The inverse of the derivative at x, or null if it is singular to working precision. */
    double[][] inverse(double[] x) {
        double[][] jacobian = new double[unknowns][];
        for (int a = 0; a < unknowns; a++) {
            jacobian[a] = constant[a].clone();
        }
        for (int i = 0; i < faces.size(); i++) {
            double[] gz = gramTimes(i, x);
            double norm = norm(i, x, gz);
            double[][] gram = faces.get(i).approximateGram();
            for (int p = 0; p < gz.length; p++) {
                for (int q = 0; q < gz.length; q++) {
                    jacobian[offset[i] + p][offset[i] + q] += (gram[p][q] - gz[p] / norm * (gz[q] / norm)) / norm;
                }
            }
        }
        return balancedInverse(jacobian);
    }

    /** The inverse, or null if there is none in doubles. Rows and columns are scaled by powers of two first, since equations and unknowns come in the units of inputs and labels. */
    static double[][] balancedInverse(double[][] matrix) {
        int size = matrix.length;
        int[] row = new int[size];
        int[] column = new int[size];
        for (int i = 0; i < size; i++) {
            row[i] = -exponent(Arrays.stream(matrix[i]).map(Math::abs).max().orElse(0));
        }
        for (int j = 0; j < size; j++) {
            double largest = 0;
            for (int i = 0; i < size; i++) {
                largest = Math.max(largest, Math.abs(Math.scalb(matrix[i][j], row[i])));
            }
            column[j] = -exponent(largest);
        }
        double[][] balanced = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                balanced[i][j] = Math.scalb(matrix[i][j], row[i] + column[j]);
            }
        }
        if (!isFinite(balanced)) {
            return null;
        }
        try {
            double[][] inverse = new LUDecomposition(new Array2DRowRealMatrix(balanced, false), 0)
                    .getSolver()
                    .getInverse()
                    .getData();
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    inverse[i][j] = Math.scalb(inverse[i][j], column[i] + row[j]);
                }
            }
            return isFinite(inverse) ? inverse : null;
        } catch (MathRuntimeException singular) {
            return null;
        }
    }

    private static int exponent(double size) {
        return size > 0 && Double.isFinite(size) ? Math.getExponent(size) : 0;
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
