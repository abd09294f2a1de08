package org.talweg.minima;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.talweg.numeric.ConeProjection;
import org.talweg.numeric.DoubleVectors;

/**
 * What the neurons of a set of signed faces can put out. A neuron in a closed face is a combination {@code sum w_e e, w >= 0}, of vectors
 * along its extreme rays; these lie in the closure of one cell, on which the output is linear: {@code s D_A X u = sum w_e s (X e)_+}. So
 * {@code r + y} is in the cone of the <em>generators</em> {@code s (X e)_+} of the faces that hold neurons (theorem T10 (d)).
 *
 * <p>A <em>separator</em> q has {@code q.g >= 0} for these generators, so {@code q.(r + y) >= 0}. Where the products are only at least
 * {@code -t}, for generators of length 1, {@code q.(r + y) >= -t W} with {@code W = sqrt(n) |X| |y|^2 / (4 mu)}: the weights add up to at most W. A
 * workspace: not thread-safe.
 */
public final class OutputCone {

    /** A point this near to the cone, as a share of the sizes involved, is taken for one of it. Heuristic: it decides what to try. */
    private static final double NEAR = 1e-9;

    private final double[][] generators;
    private final double[] labels;
    private final ConeProjection projection;
    private final double[] point;
    private double[][] rows = new double[0][];
    private int[] signs = new int[0];

    /**
     * @param generators of length 1; shared, not copied
     * @param labels y
     */
    public OutputCone(double[][] generators, double[] labels) {
        this.generators = generators;
        this.labels = labels;
        this.projection = new ConeProjection(labels.length);
        this.point = new double[labels.length];
    }

    /** A vector of length 1 that approximately separates {@code r + y} from the cone of some generators; empty if r + y seems to lie in it. */
    public Optional<Cover.Separator> approximateSeparator(double[] r, BitSet used) {
        int count = used.cardinality();
        if (rows.length < count) {
            rows = new double[2 * count][];
            signs = new int[2 * count];
            Arrays.fill(signs, -1);
        }
        int next = 0;
        for (int i = used.nextSetBit(0); i >= 0; i = used.nextSetBit(i + 1)) {
            rows[next++] = generators[i];
        }
        for (int k = 0; k < point.length; k++) {
            point[k] = r[k] + labels[k];
        }
        double length = projection.approximate(point, rows, signs, count);
        if (!(length > NEAR * (DoubleVectors.norm(point) + DoubleVectors.norm(labels)))) {
            return Optional.empty();
        }
        double[] q = projection.approximatePoint().clone();
        for (int k = 0; k < q.length; k++) {
            q[k] = Math.abs(q[k]) < length * 0x1p-200 ? 0 : -q[k] / length;
        }
        return Optional.of(new Cover.Separator(q, approximateLeast(q, used)));
    }

    /** The least product of a vector with some generators, or 0 if that is less, in floating point. */
    public double approximateLeast(double[] q, BitSet used) {
        double least = 0;
        for (int i = used.nextSetBit(0); i >= 0; i = used.nextSetBit(i + 1)) {
            least = Math.min(least, DoubleVectors.dot(q, generators[i]));
        }
        return least;
    }
}
