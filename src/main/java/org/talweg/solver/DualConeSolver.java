package org.talweg.solver;

import static org.talweg.numeric.DoubleVectors.norm;

import java.util.Arrays;
import org.talweg.numeric.ConeProjection;

/**
 * Solves a {@link ConeQuadratic} as a projection: with {@code H = L L'} and {@code w = L'x} it is the projection of
 * {@code L^{-1} c} on the cone {@code rows L^{-T} w >= 0}, found by non-negative least squares on the dual.
 *
 * <p>Robust on repeated and degenerate inequalities, where the general active set method may cycle; the fallback and the
 * cross-check of {@link OjAlgoConeSolver}.
 */
final class DualConeSolver implements ConeQuadratic.Solver {

    @Override
    public double[] approximate(ConeQuadratic program) {
        int size = program.linear().length;
        double[][] factor = cholesky(program.hessian());
        if (factor == null) {
            return null;
        }
        double[][] rows = new double[program.rows().length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = normalized(forward(factor, program.rows()[i]));
        }
        int[] signs = new int[rows.length];
        Arrays.fill(signs, 1);
        ConeProjection projection = new ConeProjection(size);
        projection.approximate(forward(factor, program.linear()), rows, signs, rows.length);
        return backward(factor, projection.approximatePoint());
    }

    private static double[] normalized(double[] row) {
        double length = norm(row);
        for (int j = 0; j < row.length && length > 0; j++) {
            row[j] /= length;
        }
        return row;
    }

    /** Lower triangular L with H = L L', or null if H is not numerically positive definite. */
    private static double[][] cholesky(double[][] h) {
        int size = h.length;
        double[][] l = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = h[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i == j) {
                    if (!(sum > 0)) {
                        return null;
                    }
                    l[i][i] = Math.sqrt(sum);
                } else {
                    l[i][j] = sum / l[j][j];
                }
            }
        }
        return l;
    }

    /** L^{-1} b. */
    private static double[] forward(double[][] l, double[] b) {
        double[] x = b.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= l[i][k] * x[k];
            }
            x[i] /= l[i][i];
        }
        return x;
    }

    /** L^{-T} b. */
    private static double[] backward(double[][] l, double[] b) {
        double[] x = b.clone();
        for (int i = x.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < x.length; k++) {
                x[i] -= l[k][i] * x[k];
            }
            x[i] /= l[i][i];
        }
        return x;
    }
}
