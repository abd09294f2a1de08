package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A flat of an arrangement with the hyperplanes that cut it, in coordinates of its own. Reusable storage.
 *
 * <p>An <em>element</em> is a class of hyperplanes that meet the flat in one hyperplane of it. It has a primitive integer
 * normal and two masks over the hyperplanes of the whole arrangement: those positive where the element is positive, and
 * those positive where it is negative. Elements are ordered by their first hyperplane and oriented like it.
 *
 * <p>Normals are kept as doubles. A row whose entries are all below 2^53 is exact there. Any other row has its exact
 * entries beside it, and its doubles only guess: they differ from a positive multiple of the exact row by at most 2^-53
 * of its 1-norm.
 */
final class Flat {

    /*
     * Sums of products of integers are exact in doubles as long as the sum of the magnitudes of
     * the products is at most 2^53: every partial sum is then an integer that a double holds. Half of that leaves room
     * for the rounding of the bounds that are compared with it.
     */
    static final double EXACT_LIMIT = 0x1p52;

    final int dimension;
    final int words;

    /** Number of elements. */
    int size;
    /** {@code column[c][i]}: entry c of the normal of element i. */
    final double[][] column;
    /** The exact normal of element i where doubles do not hold it; else null. */
    final BigInteger[][] exact;
    /** An upper bound for the 1-norm of row i as stored in doubles. */
    final double[] norm;

    final long[] plus;
    final long[] minus;
    /** Union of the hyperplanes of elements before i, {@code words} words each. */
    final long[] below;
    /** First hyperplane of element i. */
    final int[] first;
    /** Coordinate eliminated when the flat is cut down to element i. */
    final int[] pivot;

    /** Bounds over all elements. */
    final double[] largestEntry;

    boolean allExact;
    double largestNorm;

    private final int[] table;

    Flat(int dimension, int words, int capacity) {
        this.dimension = dimension;
        this.words = words;
        this.column = new double[dimension][capacity];
        this.exact = new BigInteger[capacity][];
        this.norm = new double[capacity];
        this.largestEntry = new double[dimension];
        this.plus = new long[capacity * words];
        this.minus = new long[capacity * words];
        this.below = new long[capacity * words];
        this.first = new int[capacity];
        this.pivot = new int[capacity];
        this.table = new int[Integer.highestOneBit(Math.max(1, capacity)) * 4];
    }

    /** Forgets all elements. */
    void clear() {
        size = 0;
        allExact = true;
        largestNorm = 0;
        Arrays.fill(largestEntry, 0);
        Arrays.fill(table, -1);
    }

    /**
     * Adds an element, or joins it to the one with a parallel normal.
     *
     * @param row its primitive normal in doubles, destroyed
     * @param big its exact normal if {@code row} is not exact, else null
     * @param from where {@code p} and {@code m} hold its masks
     */
    void add(double[] row, BigInteger[] big, long[] p, long[] m, int from, int firstHyperplane) {
        boolean flipped = isLeadNegative(row);
        int slot = hash(row, flipped) & (table.length - 1);
        while (table[slot] >= 0) {
            int known = table[slot];
            int sense = parallel(known, row, big, flipped);
            if (sense != 0) {
                join(known, sense > 0 ? p : m, sense > 0 ? m : p, from);
                return;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = size;
        double sum = 0;
        for (int c = 0; c < dimension; c++) {
            column[c][size] = row[c];
            sum += Math.abs(row[c]);
            largestEntry[c] = Math.max(largestEntry[c], Math.abs(row[c]));
        }
        exact[size] = big;
        allExact &= big == null;
        norm[size] = sum;
        largestNorm = Math.max(largestNorm, sum);
        System.arraycopy(p, from, plus, size * words, words);
        System.arraycopy(m, from, minus, size * words, words);
        first[size] = firstHyperplane;
        pivot[size] = choosePivot(row);
        size++;
    }

    private void join(int known, long[] p, long[] m, int from) {
        for (int q = 0; q < words; q++) {
            plus[known * words + q] |= p[from + q];
            minus[known * words + q] |= m[from + q];
        }
    }

    /** Call after the last {@link #add}. */
    void close() {
        for (int i = 0; i < size; i++) {
            for (int q = 0; q < words; q++) {
                int at = i * words + q;
                below[at] = i == 0 ? 0 : below[at - words] | plus[at - words] | minus[at - words];
            }
        }
    }

    private boolean isLeadNegative(double[] row) {
        for (int c = 0; c < dimension; c++) {
            if (row[c] != 0) {
                return row[c] < 0;
            }
        }
        throw new IllegalStateException("a zero normal");
    }

    private int hash(double[] row, boolean flipped) {
        long h = 0;
        for (int c = 0; c < dimension; c++) {
            // Adding 0.0 turns -0.0 into 0.0.
            h = h * 0x9E3779B97F4A7C15L + Double.doubleToRawLongBits((flipped ? -row[c] : row[c]) + 0.0);
            h ^= h >>> 32;
        }
        h *= 0x9E3779B97F4A7C15L;
        return (int) (h >>> 33);
    }

    /** +1 if the normal of element {@code known} equals the given one, -1 if it is its opposite, else 0. */
    private int parallel(int known, double[] row, BigInteger[] big, boolean flipped) {
        boolean knownFlipped = false;
        for (int c = 0; c < dimension; c++) {
            if (column[c][known] != 0) {
                knownFlipped = column[c][known] < 0;
                break;
            }
        }
        boolean opposite = knownFlipped != flipped;
        for (int c = 0; c < dimension; c++) {
            if (column[c][known] != (opposite ? -row[c] : row[c])) {
                return 0;
            }
        }
        if ((big == null) != (exact[known] == null)) {
            return 0;
        }
        for (int c = 0; big != null && c < dimension; c++) {
            if (!exact[known][c].equals(opposite ? big[c].negate() : big[c])) {
                return 0;
            }
        }
        return opposite ? -1 : 1;
    }

    /** Small pivots keep integers small; with large entries the largest pivot keeps coordinates in proportion. */
    private int choosePivot(double[] row) {
        int smallest = -1;
        int largest = 0;
        for (int c = 0; c < dimension; c++) {
            double a = Math.abs(row[c]);
            if (a != 0 && (smallest < 0 || a < Math.abs(row[smallest]))) {
                smallest = c;
            }
            if (a > Math.abs(row[largest])) {
                largest = c;
            }
        }
        return Math.abs(row[largest]) <= 64 ? smallest : largest;
    }

    /** The exact normal of element i. */
    BigInteger[] exactRow(int i) {
        if (exact[i] != null) {
            return exact[i];
        }
        BigInteger[] row = new BigInteger[dimension];
        for (int c = 0; c < dimension; c++) {
            row[c] = BigInteger.valueOf((long) column[c][i]);
        }
        return row;
    }

    /** The exact sign of (normal of element i) . (integer vector w). */
    int exactSign(int i, double[] w) {
        BigInteger[] row = exactRow(i);
        BigInteger sum = BigInteger.ZERO;
        for (int c = 0; c < dimension; c++) {
            sum = sum.add(row[c].multiply(BigInteger.valueOf((long) w[c])));
        }
        return sum.signum();
    }
}
