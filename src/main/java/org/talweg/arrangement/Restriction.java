package org.talweg.arrangement;

import java.math.BigInteger;

/** Cuts a flat down to one of its elements: elimination of a coordinate, exact. */
final class Restriction {

    /* Above this size entries go back and forth through BigInteger; below it their doubles are exact. */
    private static final int DOUBLE_BITS = 53;

    private final double[] row;
    private final double[] top;

    Restriction(int dimension) {
        this.row = new double[dimension];
        this.top = new double[dimension];
    }

    /**
     * Fills {@code to} with the elements before {@code j} of {@code from}, restricted to element j. The coordinate
     * {@code from.pivot[j]} is dropped; signs are kept.
     */
    void restrict(Flat from, int j, Flat to) {
        int d = from.dimension;
        int c = from.pivot[j];
        double largest = 0;
        for (int i = 0; i < d; i++) {
            top[i] = from.column[i][j];
            largest = Math.max(largest, Math.abs(top[i]));
        }
        to.clear();
        for (int a = 0; a < j; a++) {
            BigInteger[] big = null;
            if (from.exact[a] != null || from.exact[j] != null || !isSmall(from, a, c, largest)) {
                big = eliminateBig(from, a, j, c);
            } else {
                eliminate(from, a, c);
            }
            to.add(row, big, from.plus, from.minus, a * from.words, from.first[a]);
        }
        to.close();
    }

    /**
     * Cuts a plane down to the line of element j: adds to {@code to} its one ray on the negative side of element 0, or
     * answers false if numbers are large.
     */
    boolean restrictToPoint(Flat from, int j, CellList to) {
        int c = from.pivot[j];
        double p = from.column[c][j];
        double t = from.column[1 - c][j];
        if (!from.allExact || 2 * from.largestNorm * from.largestNorm > Flat.EXACT_LIMIT) {
            return false;
        }
        double[] pivots = from.column[c];
        double[] others = from.column[1 - c];
        double[] ray = {others[0] * p - pivots[0] * t < 0 == p > 0 ? 1 : -1};
        long[] bits = new long[from.words];
        for (int a = 0; a < j; a++) {
            boolean negative = others[a] * p - pivots[a] * t < 0;
            boolean positive = negative != (p > 0 == ray[0] > 0);
            long[] masks = positive ? from.plus : from.minus;
            for (int q = 0; q < bits.length; q++) {
                bits[q] |= masks[a * from.words + q];
            }
        }
        to.add(bits, ray);
        return true;
    }

    private boolean isSmall(Flat from, int a, int c, double largest) {
        return from.norm[a] * Math.abs(top[c]) + Math.abs(from.column[c][a]) * largest <= Flat.EXACT_LIMIT;
    }

    private void eliminate(Flat from, int a, int c) {
        double p = Math.abs(top[c]);
        double f = top[c] > 0 ? from.column[c][a] : -from.column[c][a];
        int k = 0;
        long gcd = 0;
        for (int i = 0; i < from.dimension; i++) {
            if (i != c) {
                double x = from.column[i][a] * p - f * top[i];
                row[k++] = x;
                gcd = gcd == 1 ? 1 : gcd(gcd, (long) Math.abs(x));
            }
        }
        if (gcd != 1) {
            for (int i = 0; i < k; i++) {
                row[i] /= gcd;
            }
        }
    }

    static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long r = x % y;
            x = y;
            y = r;
        }
        return x;
    }

    /** The exact restricted row if it does not fit into doubles, else null; {@link #row} holds its doubles either way. */
    private BigInteger[] eliminateBig(Flat from, int a, int j, int c) {
        BigInteger[] x = from.exactRow(a);
        BigInteger[] t = from.exactRow(j);
        BigInteger p = t[c].abs();
        BigInteger f = t[c].signum() > 0 ? x[c] : x[c].negate();
        BigInteger[] out = new BigInteger[from.dimension - 1];
        BigInteger gcd = BigInteger.ZERO;
        int k = 0;
        for (int i = 0; i < from.dimension; i++) {
            if (i != c) {
                out[k] = x[i].multiply(p).subtract(f.multiply(t[i]));
                gcd = gcd.gcd(out[k++]);
            }
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = out[i].divide(gcd);
        }
        return toDoubles(out, row) ? null : out;
    }

    /**
     * Writes the doubles of an integer row, or for huge ones of the row times a power of two. They are exact, with answer
     * true, if they can be; else each is off by less than 2^-52 of itself, or it underflows.
     */
    static boolean toDoubles(BigInteger[] exact, double[] to) {
        int bits = 0;
        for (BigInteger x : exact) {
            bits = Math.max(bits, x.bitLength());
        }
        int shift = bits > 900 ? bits - 60 : 0;
        for (int i = 0; i < exact.length; i++) {
            // Cut to 64 bits first, or the conversion of a huge integer would overflow.
            BigInteger a = exact[i].abs();
            int cut = shift == 0 ? 0 : Math.max(0, a.bitLength() - 64);
            double x = Math.scalb(a.shiftRight(cut).doubleValue(), cut - shift);
            to[i] = exact[i].signum() < 0 ? -x : x;
        }
        return bits <= DOUBLE_BITS;
    }
}
