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
     * Writes the doubles of an integer row: exact, with answer true, if they can be; else nearest, or for huge rows a
     * multiple cut off at 2^-59 of the largest entry.
     */
    static boolean toDoubles(BigInteger[] exact, double[] to) {
        int bits = 0;
        for (BigInteger x : exact) {
            bits = Math.max(bits, x.bitLength());
        }
        int shift = bits > 900 ? bits - 60 : 0;
        for (int i = 0; i < exact.length; i++) {
            double a = exact[i].abs().shiftRight(shift).doubleValue();
            to[i] = exact[i].signum() < 0 ? -a : a;
        }
        return bits <= DOUBLE_BITS;
    }
}
