package org.talweg.descent;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.SignVector;
import org.talweg.landscape.Objective;
import org.talweg.numeric.DoubleVectors;

/**
 * The rows of the data in floating point, parallel ones together: a neuron crosses their hyperplane at once. With z the product with the normal of a
 * hyperplane, rows along the normal add {@code c (z)_+} and rows against it {@code c (-z)_+ = c (z)_+ - c z}. So for given residuals a hyperplane has one kink
 * of weight {@code rho = sum c_k r_k} over all its rows, and those against it add a part that does not depend on the side.
 */
final class Rows {

    private final double[][] x;
    private final double[] y;
    private final double[][] normals;
    private final double[] squares;
    private final int[] hyperplane;
    private final int[] orientation;
    private final double[] ratio;

    Rows(Objective objective) {
        Arrangement arrangement = objective.arrangement();
        this.x = objective.approximateInputs();
        this.y = objective.approximateLabels();
        this.normals = new double[arrangement.hyperplanes()][];
        this.squares = new double[normals.length];
        this.hyperplane = new int[x.length];
        this.orientation = new int[x.length];
        this.ratio = new double[x.length];
        int[] first = new int[normals.length];
        Arrays.fill(first, -1);
        for (int k = 0; k < x.length; k++) {
            int h = arrangement.hyperplaneOf(k);
            hyperplane[k] = h;
            if (h < 0) {
                continue;
            }
            if (first[h] < 0) {
                first[h] = k;
                normals[h] = x[k];
                squares[h] = DoubleVectors.dot(x[k], x[k]);
            }
            orientation[k] = arrangement.orientationOf(k) * arrangement.orientationOf(first[h]);
            ratio[k] = DoubleVectors.norm(x[k]) / Math.sqrt(squares[h]);
        }
    }

    /** n. */
    int size() {
        return x.length;
    }

    /** d. */
    int dimension() {
        return x.length == 0 ? 0 : x[0].length;
    }

    /** The number of hyperplanes. */
    int hyperplanes() {
        return normals.length;
    }

    double[] row(int k) {
        return x[k];
    }

    double label(int k) {
        return y[k];
    }

    /** The first row of the hyperplane. */
    double[] normal(int h) {
        return normals[h];
    }

    /** {@code |normal|^2}. */
    double square(int h) {
        return squares[h];
    }

    /** The sign of row k at a point on these sides of the hyperplanes; 0 for a row of zeros. */
    int sign(int[] side, int k) {
        return hyperplane[k] < 0 ? 0 : side[hyperplane[k]] * orientation[k];
    }

    /** The signs of all rows. */
    SignVector signs(int[] side) {
        return SignVector.of(
                IntStream.range(0, hyperplane.length).map(k -> sign(side, k)).toArray());
    }

    /** {@code -(2/n) rho_h} for every hyperplane: what its normal adds to the pull on the positive side. */
    double[] kinks(double[] residual) {
        double[] kinks = new double[normals.length];
        for (int k = 0; k < x.length; k++) {
            if (hyperplane[k] >= 0) {
                kinks[hyperplane[k]] -= 2.0 / x.length * ratio[k] * residual[k];
            }
        }
        return kinks;
    }

    /** The pull where no hyperplane is on its positive side. */
    double[] base(double[] residual) {
        double[] base = new double[dimension()];
        for (int k = 0; k < x.length; k++) {
            if (orientation[k] < 0) {
                for (int i = 0; i < base.length; i++) {
                    base[i] -= 2.0 / x.length * residual[k] * x[k][i];
                }
            }
        }
        return base;
    }
}
