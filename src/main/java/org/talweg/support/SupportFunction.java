package org.talweg.support;

import java.util.Arrays;
import org.talweg.landscape.Objective;
import org.talweg.numeric.ConeProjection;

/**
 * The support function {@code h_c(r) = max { g_c(r).v : v in closure of C_A, |v| <= 1 } = |projection of g_c(r) on closure
 * C_A|} with {@code g_c(r) = -s sum_{k in A} r_k x_k}, in floating point, for many signed cells at one residual.
 *
 * <p>Rows on one hyperplane are summed once when the residual is set, so a cell costs O(hyperplanes * d) and the projection
 * (see {@link ConeProjection}). A workspace: not thread-safe.
 */
public final class SupportFunction {

    private final Objective objective;
    private final ConeProjection projection;
    private final double[][] positiveSum;
    private final double[][] negativeSum;
    private final double[] gradient;

    /** A workspace for cells of this objective's arrangement. */
    public SupportFunction(Objective objective) {
        this.objective = objective;
        int d = objective.dimension();
        int hyperplanes = objective.arrangement().hyperplanes();
        this.projection = new ConeProjection(d);
        this.positiveSum = new double[hyperplanes][d];
        this.negativeSum = new double[hyperplanes][d];
        this.gradient = new double[d];
    }

    /** Sets r (length n) for the calls that follow. */
    public void setResidual(double[] r) {
        for (int h = 0; h < positiveSum.length; h++) {
            Arrays.fill(positiveSum[h], 0);
            Arrays.fill(negativeSum[h], 0);
        }
        double[][] x = objective.approximateInputs();
        for (int k = 0; k < x.length; k++) {
            int h = objective.arrangement().hyperplaneOf(k);
            if (h >= 0) {
                double[] sum = objective.arrangement().orientationOf(k) > 0 ? positiveSum[h] : negativeSum[h];
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += r[k] * x[k][j];
                }
            }
        }
    }

    /** Computes g_c(r) and returns |g_c(r)|, an upper bound of h_c(r); {@code sides} as in {@link Objective#sides}. */
    public double approximateGradientNorm(int sign, int[] sides) {
        Arrays.fill(gradient, 0);
        for (int h = 0; h < sides.length; h++) {
            // Rows on a hyperplane that the neuron is held on are inactive.
            if (sides[h] != 0) {
                double[] sum = sides[h] > 0 ? positiveSum[h] : negativeSum[h];
                for (int j = 0; j < gradient.length; j++) {
                    gradient[j] += sum[j];
                }
            }
        }
        double square = 0;
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] *= -sign;
            square += gradient[j] * gradient[j];
        }
        return Math.sqrt(square);
    }

    /** h_c(r). Afterwards {@link #approximatePoint} is the projection of g_c(r) and {@link #approximateMultipliers} the nu >= 0 of theorem T3. */
    public double approximate(int sign, int[] sides) {
        double norm = approximateGradientNorm(sign, sides);
        return norm == 0 ? approximateZero() : approximateProjection(sides, 0);
    }

    /**
     * h_c(r) where it is above {@code cutoff}; else some upper bound of it that is not, by |g_c(r)| or by the witness in {@link #approximateMultipliers}: most cells need one or two steps to fall below and
     * many more to be projected. The other results as after {@link #approximate} where h_c(r) is above the cutoff.
     */
    public double approximatePrice(int sign, int[] sides, double cutoff) {
        double norm = approximateGradientNorm(sign, sides);
        return norm <= cutoff ? norm : approximateProjection(sides, cutoff);
    }

    /** {@link #approximatePrice} for the cell and sign of the last {@link #approximateGradientNorm}. */
    double approximateProjection(int[] sides, double cutoff) {
        return projection.approximate(gradient, objective.approximateNormals(), sides, sides.length, cutoff);
    }

    private double approximateZero() {
        return projection.approximate(gradient, objective.approximateNormals(), new int[0], 0);
    }

    /** g_c(r). Shared, overwritten. */
    public double[] approximateGradient() {
        return gradient;
    }

    /** The projection of g_c(r) on the closed cell; parallel to the maximiser if h_c(r) > 0. Shared, overwritten. */
    public double[] approximatePoint() {
        return projection.approximatePoint();
    }

    /**
     * One multiplier a hyperplane, for {@link Objective#approximateNormals}: nonnegative, but of either sign where the side is 0
     * (a neuron held on the hyperplane). Shared, overwritten.
     */
    public double[] approximateMultipliers() {
        return projection.approximateMultipliers();
    }

    /** Hyperplanes with a multiplier other than zero: those that the maximiser lies on. */
    public int[] support() {
        return projection.support();
    }
}
