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

    /** A multiplier up to this may be larger than needed: finding the least one costs more than longer points do. */
    private static final double ROUGH = 8;

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
        evaluate(f, 1, f.size);
        System.arraycopy(f.minus, 0, bits, 0, f.words);
        collect(f, 1);
    }

    /**
     * A point beside element j: near a point of the flat cut down to element j, on the given side.
     *
     * @param list cells of the flat cut down to element j
     * @param at the one whose signs to take on the elements before j
     * @param side +1 or -1
     */
    void beside(Flat f, int j, CellList list, int at, int side) {
        if (!pushExactly(f, j, list.witnesses(), at * (f.dimension - 1), side)
                && !pushNearly(f, j, list, at, side)
                && !searchInterior(f, j, list, at, side)) {
            throw new TooThin();
        }
        long[] masks = side > 0 ? f.plus : f.minus;
        for (int q = 0; q < f.words; q++) {
            bits[q] = list.bits()[at * f.words + q] | masks[j * f.words + q];
        }
        collect(f, j + 1);
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
        double step = pivot > 0 ? side : -side;
        // Products with elements before j are nonzero integers. A multiplier above all entries ahead keeps their signs.
        double m = f.largestEntry[c] + 1;
        if (m > ROUGH) {
            multiply(f, lifted, 0, j);
            m = Math.floor(crossing(f, j, c, step)) + 1;
        }
        // Written so that a crossing that is not a number fails.
        if (!(m * reach + 1 <= LONG && f.largestNorm * (m * reach + 1) <= Flat.EXACT_LIMIT)) {
            return false;
        }
        for (int i = 0; i < f.dimension; i++) {
            point[i] = m * lifted[i];
        }
        point[c] += step;
        multiply(f, point, j + 1, f.size);
        machine += f.size - j - 1;
        return true;
    }

    /**
     * The largest m at which {@code m * lifted + step} meets an element before j: {@code -(step * ahead) / value}, where
     * that is positive. Rounding is monotone and keeps integers, so the next integer above is above the exact quotient too.
     */
    private double crossing(Flat f, int j, int c, double step) {
        double largest = 0;
        for (int i = 0; i < j; i++) {
            largest = Math.max(largest, -step * f.column[c][i] / value[i]);
        }
        return largest;
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
        multiply(f, lifted, 0, j);
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
        evaluate(f, 0, j + 1);
        for (int i = 0; i < j; i++) {
            if (value[i] * sign(f, i, list, at) <= 0) {
                return false;
            }
        }
        if (value[j] * side <= 0) {
            return false;
        }
        evaluate(f, j + 1, f.size);
        return true;
    }

    /** Sets the values of elements low..high-1, right in sign. */
    private void evaluate(Flat f, int low, int high) {
        multiply(f, point, low, high);
        double reach = max(point);
        if (f.allExact && f.largestNorm * reach <= Flat.EXACT_LIMIT) {
            machine += high - low;
            return;
        }
        for (int i = low; i < high; i++) {
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

    /** Sets {@link #value} to the products of {@code w} with the normals of elements low..high-1, in doubles. */
    private void multiply(Flat f, double[] w, int low, int high) {
        double[] out = value;
        double[] first = f.column[0];
        double w0 = w[0];
        for (int i = low; i < high; i++) {
            out[i] = first[i] * w0;
        }
        for (int c = 1; c < f.dimension; c++) {
            double wc = w[c];
            double[] column = f.column[c];
            for (int i = low; i < high; i++) {
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

    /** Adds the signs of the values from element {@code low} on to the masks. */
    private void collect(Flat f, int low) {
        int words = f.words;
        boolean anyZero = false;
        for (int q = 0; q < words; q++) {
            long sum = bits[q];
            for (int i = low, at = low * words + q; i < f.size; i++, at += words) {
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
        for (int i = low; anyZero && i < f.size; i++) {
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
