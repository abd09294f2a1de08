package org.talweg.landscape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.SignVector;
import org.talweg.data.Dataset;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.numeric.DoubleVectors;

/**
 * The loss {@code L = (1/n) sum_k (h(x_k) - y_k)^2 + lambda (sum_j a_j^2 + |w_j|^2)} of a data set, with the arrangement of
 * its inputs and {@code mu = n lambda}.
 *
 * <p>The exact data decide; the doubles beside them (each within one rounding of the exact number) only guess, or enter
 * bounds that account for that rounding.
 */
public final class Objective {

    private static final double SMALL_DECAY = 0x1p-16;
    /** Shares of the largest pull at which guesses are made for a smaller decay. */
    private static final double[] SHARES = {0x1p-28, 0x1p-23, 0x1p-18};

    private final Dataset data;
    private final Rational lambda;
    private final Rational mu;
    private final Arrangement arrangement;
    private final double[][] inputs;
    private final double[] labels;
    private final double[][] normals;
    private final Interval[] labelIntervals;
    private final Interval muInterval;
    private final double approximateMu;
    private final double approximateLargestPull;
    private final boolean smallDecay;

    /**
     * The objective of {@code data} with weight decay {@code lambda}.
     *
     * @throws IllegalArgumentException if {@code lambda <= 0}
     */
    public Objective(Dataset data, Rational lambda) {
        this(data, lambda, Arrangement.of(data.inputs()));
    }

    private Objective(Dataset data, Rational lambda, Arrangement arrangement) {
        if (lambda.signum() <= 0) {
            throw new IllegalArgumentException("lambda must be positive: " + lambda);
        }
        this.data = data;
        this.lambda = lambda;
        this.mu = lambda.multiply(data.size());
        this.arrangement = arrangement;
        this.inputs = new double[data.size()][];
        for (int k = 0; k < inputs.length; k++) {
            inputs[k] = data.inputs().row(k).toDoubles();
        }
        this.labels = data.labels().toDoubles();
        this.labelIntervals = data.labels().toList().stream().map(Interval::of).toArray(Interval[]::new);
        this.muInterval = Interval.of(mu);
        this.approximateMu = mu.doubleValue();
        this.approximateLargestPull = largestPull();
        this.smallDecay = approximateMu < SMALL_DECAY * approximateLargestPull;
        this.normals = new double[arrangement.hyperplanes()][];
        for (int h = 0; h < normals.length; h++) {
            normals[h] = scaledToUnitSize(arrangement.normal(h));
        }
    }

    /** {@code sum_k |y_k| |x_k|} in floating point. */
    private double largestPull() {
        double sum = 0;
        for (int k = 0; k < inputs.length; k++) {
            sum += Math.abs(labels[k]) * DoubleVectors.norm(inputs[k]);
        }
        return sum;
    }

    /** Each entry rounded once from {@code normal * 2^-e}, with e the largest bit length: a power of two loses nothing. */
    private static double[] scaledToUnitSize(BigInteger[] normal) {
        int bits = 0;
        for (BigInteger entry : normal) {
            bits = Math.max(bits, entry.bitLength());
        }
        double[] scaled = new double[normal.length];
        for (int j = 0; j < scaled.length; j++) {
            scaled[j] = Rational.scaleByPowerOfTwo(normal[j], -bits).doubleValue();
        }
        return scaled;
    }

    public Dataset data() {
        return data;
    }

    public Arrangement arrangement() {
        return arrangement;
    }

    /** n. */
    public int size() {
        return data.size();
    }

    /** d. */
    public int dimension() {
        return data.dimension();
    }

    public Rational lambda() {
        return lambda;
    }

    /** {@code n * lambda}, the bound on the support function in the first-order conditions (theorem T2). */
    public Rational mu() {
        return mu;
    }

    /** {@code mu} rounded to nearest. */
    public double approximateMu() {
        return approximateMu;
    }

    /**
     * True if mu is small in the units of the data: far below {@code sum_k |y_k| |x_k|}, which bounds the support values of the zero network. The
     * residuals are then mostly of order mu too, and are lost in {@code h - y}; proofs and guesses take another road to them. A switch
     * between two ways to the same answers.
     */
    public boolean hasSmallDecay() {
        return smallDecay;
    }

    /** {@code sum_k |y_k| |x_k|} in floating point: at least every support value {@code h_c(-y)}, with which mu is to be compared. */
    public double approximateLargestPull() {
        return approximateLargestPull;
    }

    /**
     * This objective, then the same data with greater decays, those at which to guess the structure of an optimum of this one: optima have one structure
     * for all small enough decays, and floating point sees it better at the greater ones. Only this objective where the decay is not small.
     */
    public List<Objective> approximately() {
        List<Objective> result = new ArrayList<>();
        result.add(this);
        for (double share : SHARES) {
            double decay = share * approximateLargestPull;
            if (Double.isFinite(decay) && decay > approximateMu) {
                result.add(new Objective(data, Rational.of(decay).divide(Rational.of(size())), arrangement));
            }
        }
        return smallDecay ? result : result.subList(0, 1);
    }

    /** Binary places between the outputs of an optimum and residuals of the order of mu; 0 for ordinary decay. */
    public int approximateDecayBits() {
        return smallDecay ? Math.getExponent(approximateLargestPull) - Math.getExponent(approximateMu) : 0;
    }

    /** An interval that contains {@link #mu}. */
    public Interval muInterval() {
        return muInterval;
    }

    /** Intervals that contain the labels; shared, do not change. */
    public Interval[] labelIntervals() {
        return labelIntervals;
    }

    /** x_k as doubles; shared, do not change. */
    public double[][] approximateInputs() {
        return inputs;
    }

    /** y as doubles; shared, do not change. */
    public double[] approximateLabels() {
        return labels;
    }

    /**
     * The normal of each hyperplane times a power of two that brings its largest entry into [1/2, 1), as doubles; shared, do
     * not change.
     */
    public double[][] approximateNormals() {
        return normals;
    }

    /** For each hyperplane the side (+1 or -1, with respect to its normal) on which a cell with these row signs lies. */
    public int[] sides(SignVector cell) {
        int[] sides = new int[arrangement.hyperplanes()];
        for (int k = 0; k < size(); k++) {
            int h = arrangement.hyperplaneOf(k);
            if (h >= 0) {
                sides[h] = cell.sign(k) * arrangement.orientationOf(k);
            }
        }
        return sides;
    }
}
