package org.talweg.population;

import org.talweg.exact.Interval;

/** Symmetric matrices of intervals: what holds for every symmetric matrix with entries in them. */
final class SymmetricIntervals {

    private SymmetricIntervals() {}

    /**
     * True if every such matrix, minus {@code shift} times the identity, is positive definite, as its LDL' factorisation in intervals shows: all pivots are positive. Only the lower triangle is
     * read. Cost: n^3/6 interval operations.
     */
    static boolean exceeds(Interval[][] h, double shift) {
        int n = h.length;
        Interval[][] a = new Interval[n][];
        for (int i = 0; i < n; i++) {
            a[i] = h[i].clone();
            a[i][i] = a[i][i].subtract(Interval.of(shift));
        }
        for (int p = 0; p < n; p++) {
            if (!(a[p][p].lower() > 0)) {
                return false;
            }
            for (int i = p + 1; i < n; i++) {
                Interval factor = a[i][p].divide(a[p][p]);
                for (int j = p + 1; j <= i; j++) {
                    a[i][j] = a[i][j].subtract(factor.multiply(a[j][p]));
                }
            }
        }
        return true;
    }

    /** {@code v'Hv / v'v} for every such matrix. */
    static Interval quotient(Interval[][] h, double[] v) {
        Interval sum = Interval.ZERO;
        Interval square = Interval.ZERO;
        for (int i = 0; i < v.length; i++) {
            Interval row = Interval.ZERO;
            for (int j = 0; j < v.length; j++) {
                row = row.add(h[Math.max(i, j)][Math.min(i, j)].multiply(v[j]));
            }
            sum = sum.add(row.multiply(v[i]));
            square = square.add(Interval.of(v[i]).square());
        }
        return sum.divide(square);
    }

    /** Middles, to guess. */
    static double[][] approximate(Interval[][] h) {
        double[][] middle = new double[h.length][h.length];
        for (int i = 0; i < h.length; i++) {
            for (int j = 0; j < h.length; j++) {
                middle[i][j] = h[Math.max(i, j)][Math.min(i, j)].middle();
            }
        }
        return middle;
    }
}
