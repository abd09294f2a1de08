package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A point of a flat with integer entries, and its exact signs on all elements of the flat. Reusable storage.
 *
 * <p>Signs are decided in three stages. Integer arithmetic in doubles is exact while a bound on the sum of the products
 * stays below {@link Flat#EXACT_LIMIT}. Above it the double sum is trusted beyond its error bound. What is left is done
 * in BigInteger.
 */
final class SignedPoint {

    /** No integer point with entries below 2^53 was found in a cell. */
    static final class TooThin extends RuntimeException {
        TooThin() {
            super("a cell is too thin for integer points of 53 bits", null, false, false);
        }
    }

    /*
     * Error of the double value of (row) . (point), D terms, unit roundoff u = 2^-53. The stored row differs from the
     * exact one by u * norm at most, the point is exact, and a sum of D rounded products, in any order, is off by at most
     * D u / (1 - D u) times the sum of their magnitudes, which norm * max|point| bounds. Together below (D + 2) u norm
     * max|point| (1 + small); the factor (D + 4) 2u covers that and the rounding of norm and of the bound itself.
     */
    private static final double TWO_U = 0x1p-52;

    /** Points longer than this are replaced by a short one near by, where there is one. */
    private static final double LONG = 0x1p36;

    /** A multiplier below this may be larger than needed. */
    private static final double ROUGH = 4;

    private static final int[] PRECISIONS = {12, 24, 36, 48};

    final double[] point;
    /** Union of the positive hyperplanes of all elements. */
    final long[] bits;
    /** First hyperplanes of the elements on which the point lies. */
    final long[] zero;

    long machine;
    long filtered;
    long big;

    private final double[] value;
    private final double[] lifted;

    SignedPoint(int dimension, int words, int capacity) {
        point = new double[dimension];
        bits = new long[words];
        zero = new long[words];
        value = new double[capacity];
        lifted = new double[dimension];
    }

    /** Signs decided so far. */
    EnumerationStatistics statistics() {
        return new EnumerationStatistics("deletion-restriction", machine, filtered, big);
    }

    /** A point on the negative side of element 0. */
    void start(Flat f) {
        int c = f.pivot[0];
        Arrays.fill(point, 0);
        point[c] = f.column[c][0] > 0 ? -1 : 1;
        evaluate(f, 1);
        collect(f);
    }

    /**
     * A point beside element j: near a point of the flat cut down to element j, on the given side.
     *
     * @param list cells of the flat cut down to element j
     * @param at the one whose signs to take on the elements before j
     * @param side +1 or -1
     */
    void beside(Flat f, int j, CellList list, int at, int side) {
        int from = at * (f.dimension - 1);
        if (pushExactly(f, j, list.witnesses(), from, side)) {
            collect(f);
            return;
        }
        if (!pushNearly(f, j, list, at, side) && !searchInterior(f, j, list, at, side)) {
            throw new TooThin();
        }
        collect(f);
    }

    /** Integer arithmetic throughout; false if some number might not fit, or the point is long. */
    private boolean pushExactly(Flat f, int j, double[] z, int from, int side) {
        int c = f.pivot[j];
        double largest = 0;
        for (int i = 0; i < f.dimension - 1; i++) {
            largest = Math.max(largest, Math.abs(z[from + i]));
        }
        if (!f.allExact || f.norm[j] * largest > LONG) {
            return false;
        }
        double pivot = f.column[c][j];
        double p = Math.abs(pivot);
        double tail = 0;
        for (int i = 0, k = from; i < f.dimension; i++) {
            if (i != c) {
                lifted[i] = p * z[k];
                tail -= f.column[i][j] * z[k++];
            }
        }
        lifted[c] = pivot > 0 ? tail : -tail;
        double reach = max(lifted);
        if (f.largestNorm * reach > Flat.EXACT_LIMIT) {
            return false;
        }
        multiply(f, lifted);
        double step = pivot > 0 ? side : -side;
        double[] ahead = f.column[c];
        double crossing = crossing(f, j, c, step);
        double m = Math.floor(crossing) + 1;
        // Written so that a crossing that is not a number fails.
        if (!(m * reach + 1 <= LONG && f.largestNorm * (m * reach + 1) <= Flat.EXACT_LIMIT)) {
            return false;
        }
        for (int i = 0; i < f.size; i++) {
            value[i] = m * value[i] + step * ahead[i];
        }
        for (int i = 0; i < f.dimension; i++) {
            point[i] = m * lifted[i];
        }
        point[c] += step;
        machine += f.size;
        return true;
    }

    /**
     * At least the largest m at which {@code m * lifted + step} meets an element before j:
     * {@code -(step * ahead) / value}, where that is positive.
     */
    private double crossing(Flat f, int j, int c, double step) {
        double a0 = Double.POSITIVE_INFINITY;
        double a1 = Double.POSITIVE_INFINITY;
        int i = 0;
        for (; i + 1 < j; i += 2) {
            a0 = Math.min(a0, Math.abs(value[i]));
            a1 = Math.min(a1, Math.abs(value[i + 1]));
        }
        if (i < j) {
            a0 = Math.min(a0, Math.abs(value[i]));
        }
        double rough = f.largestEntry[c] / Math.min(a0, a1);
        if (rough < ROUGH) {
            return rough;
        }
        double exact = 0;
        for (i = 0; i < j; i++) {
            exact = Math.max(exact, -step * f.column[c][i] / value[i]);
        }
        return exact;
    }

    /** Half way to the next element, in floating point; rounded to integers; then checked exactly. */
    private boolean pushNearly(Flat f, int j, CellList list, int at, int side) {
        int c = f.pivot[j];
        double[] z = list.witnesses();
        double tail = 0;
        for (int i = 0, k = at * (f.dimension - 1); i < f.dimension; i++) {
            if (i != c) {
                lifted[i] = z[k];
                tail -= f.column[i][j] * z[k++];
            }
        }
        lifted[c] = tail / f.column[c][j];
        multiply(f, lifted);
        double step = f.column[c][j] > 0 ? side : -side;
        double room = Double.POSITIVE_INFINITY;
        for (int i = 0; i < j; i++) {
            double d = step * f.column[c][i];
            if (d * value[i] < 0) {
                room = Math.min(room, Math.abs(value[i] / d));
            }
        }
        lifted[c] += step * (room == Double.POSITIVE_INFINITY ? max(lifted) : room / 2);
        double reach = max(lifted);
        for (int precision : PRECISIONS) {
            double scale = Math.scalb(1.0, precision) / reach;
            for (int i = 0; i < f.dimension; i++) {
                point[i] = Math.rint(lifted[i] * scale);
            }
            if (isBeside(f, j, list, at, side)) {
                return true;
            }
        }
        return false;
    }

    /** The interior point that is deepest in the cell of the elements up to j. */
    private boolean searchInterior(Flat f, int j, CellList list, int at, int side) {
        BigInteger[][] rows = new BigInteger[j + 1][];
        for (int i = 0; i <= j; i++) {
            rows[i] = f.exactRow(i).clone();
            if ((i == j ? side : sign(f, i, list, at)) < 0) {
                for (int c = 0; c < f.dimension; c++) {
                    rows[i][c] = rows[i][c].negate();
                }
            }
        }
        BigInteger[] w = OpenCone.interior(rows).orElseThrow(IllegalStateException::new);
        for (int c = 0; c < f.dimension; c++) {
            if (w[c].bitLength() > 53) {
                return false;
            }
            point[c] = w[c].doubleValue();
        }
        return isBeside(f, j, list, at, side);
    }

    private static int sign(Flat f, int i, CellList list, int at) {
        int h = f.first[i];
        return (list.bits()[at * f.words + (h >> 6)] >>> h & 1) != 0 ? 1 : -1;
    }

    private boolean isBeside(Flat f, int j, CellList list, int at, int side) {
        // The guess is mostly right or wrong as a whole: look at the elements that decide before all signs are made
        // exact.
        evaluate(f, j + 1);
        for (int i = 0; i < j; i++) {
            if (value[i] * sign(f, i, list, at) <= 0) {
                return false;
            }
        }
        if (value[j] * side <= 0) {
            return false;
        }
        evaluate(f, f.size);
        return true;
    }

    /** Makes the first {@code count} values right in sign. */
    private void evaluate(Flat f, int count) {
        multiply(f, point);
        double reach = max(point);
        if (f.allExact && f.largestNorm * reach <= Flat.EXACT_LIMIT) {
            machine += count;
            return;
        }
        for (int i = 0; i < count; i++) {
            double bound = f.norm[i] * reach;
            if (f.exact[i] == null && bound <= Flat.EXACT_LIMIT) {
                machine++;
            } else if (Math.abs(value[i]) > bound * (f.dimension + 4) * TWO_U) {
                filtered++;
            } else {
                big++;
                value[i] = f.exactSign(i, point);
            }
        }
    }

    /** Sets {@link #value} to the products of {@code w} with all normals, in doubles. */
    private void multiply(Flat f, double[] w) {
        int n = f.size;
        double[] out = value;
        double[] first = f.column[0];
        double w0 = w[0];
        for (int i = 0; i < n; i++) {
            out[i] = first[i] * w0;
        }
        for (int c = 1; c < f.dimension; c++) {
            double wc = w[c];
            double[] column = f.column[c];
            for (int i = 0; i < n; i++) {
                out[i] += column[i] * wc;
            }
        }
    }

    private static double max(double[] w) {
        double largest = 0;
        for (double x : w) {
            largest = Math.max(largest, Math.abs(x));
        }
        return largest;
    }

    /** Turns the signs of all values into masks. */
    private void collect(Flat f) {
        int words = f.words;
        boolean anyZero = false;
        for (int q = 0; q < words; q++) {
            long sum = 0;
            for (int i = 0, at = q; i < f.size; i++, at += words) {
                // All ones where the value is negative. No branch: signs follow no pattern that could be predicted.
                long negative = Double.doubleToRawLongBits(value[i]) >> 63;
                sum |= (f.plus[at] & ~negative) | (f.minus[at] & negative);
                if (value[i] == 0) {
                    anyZero = true;
                }
            }
            bits[q] = sum;
            zero[q] = 0;
        }
        for (int i = 0; anyZero && i < f.size; i++) {
            if (value[i] == 0) {
                clear(f, i);
            }
        }
    }

    private void clear(Flat f, int i) {
        // Element i gives no signs; other elements share none of its hyperplanes.
        for (int q = 0; q < f.words; q++) {
            int at = i * f.words + q;
            bits[q] &= ~(f.plus[at] | f.minus[at]);
        }
        zero[f.first[i] >> 6] |= 1L << f.first[i];
    }
}
