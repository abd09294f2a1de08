package org.talweg.solver;

import static org.talweg.numeric.DoubleVectors.dot;

import java.util.Arrays;
import org.talweg.numeric.ConeProjection;

/** The unit vector of largest margin in a cell: the projection of (0, 1) on {@code { (w, t) : side_h a_h.w / |a_h| >= t }}. */
final class InteriorDirection {
    private InteriorDirection() {}

    /** The vector for the cell on these sides of the hyperplanes; null where there is no hyperplane or no such vector. */
    static double[] approximate(double[][] normals, int[] sides) {
        if (normals.length == 0) {
            return null;
        }
        int d = normals[0].length;
        double[][] rows = new double[normals.length][d + 1];
        for (int h = 0; h < rows.length; h++) {
            double length = Math.sqrt(dot(normals[h], normals[h]));
            for (int j = 0; j < d; j++) {
                rows[h][j] = sides[h] * normals[h][j] / length;
            }
            rows[h][d] = -1;
        }
        double[] top = new double[d + 1];
        top[d] = 1;
        int[] signs = new int[rows.length];
        Arrays.fill(signs, 1);
        ConeProjection projection = new ConeProjection(d + 1);
        projection.approximate(top, rows, signs, rows.length);
        double[] w = Arrays.copyOf(projection.approximatePoint(), d);
        double norm = Math.sqrt(dot(w, w));
        if (!(norm > 0)) {
            return null;
        }
        for (int j = 0; j < d; j++) {
            w[j] /= norm;
        }
        return w;
    }
}
