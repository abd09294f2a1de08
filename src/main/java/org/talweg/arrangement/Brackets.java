package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Signs of r by r minors of n normals in dimension r, for sets of rows that share all but their last two: the shared rows
 * are eliminated one at a time, in doubles with a running error bound; what the bound leaves open is decided exactly.
 *
 * <p>After r - 2 eliminations each row k is a pair {@code (alpha_k, beta_k)}, up to a positive factor, and
 * {@code det(e_1, ..., e_{r-2}, j, k)} has the sign {@link #orientation} times that of
 * {@code alpha_j beta_k - beta_j alpha_k}. Reusable storage, for one thread.
 */
final class Brackets {

    /*
     * Error bounds, with u = 2^-53. At each level every row is scaled by a power of two, so its largest entry lies in
     * [1/2, 1); e_k bounds the error of each of its entries, measured against the exact row times one positive factor.
     *
     * Loading: turning an integer into a double costs less than 2u of it. Scaling by powers of two is exact but for
     * underflow: 2^-1074, times a column factor of at most 2^900, as a row factor after that is at most one.
     *
     * Elimination of row p with pivot |p_c| >= 1/2 makes |p_c| k_i - sgn(p_c) k_c p_i. Each product of two entries is off
     * by at most e_k + e_p + e_k e_p, there are two, and rounding adds u for each product and 2u for their difference:
     * 2 (e_k + e_p + e_k e_p) + 4u. The constants below are larger to cover the rounding of the bounds themselves.
     *
     * A bracket of two rows with errors at most E: each product is off by at most 2E + E^2, so 4E + 2E^2 + 4u.
     *
     * If e_p >= 1/4 the sign of the pivot is not sure, and everything below it is left to exact arithmetic.
     */
    private static final double U = 0x1p-53;
    private static final double MOST = 0x1p900;
    private static final double SLACK = 1 + 0x1p-40;

    private final BigInteger[][] normals;
    private final int rank;
    private final int n;
    private final double[][][] entry;
    private final double[][] error;
    private final int[] orientation;
    private final boolean[] hopeless;
    private final int[] eliminated;
    private final double[] scratch;
    private int level;
    private double bound;

    private long filtered;
    private long big;

    Brackets(BigInteger[][] normals) {
        this.normals = normals;
        this.n = normals.length;
        this.rank = normals[0].length;
        int levels = Math.max(1, rank);
        entry = new double[levels][][];
        for (int l = 0; l < levels; l++) {
            entry[l] = new double[rank - l][n];
        }
        error = new double[levels][n];
        orientation = new int[levels];
        hopeless = new boolean[levels];
        eliminated = new int[levels];
        scratch = new double[n];
        orientation[0] = 1;
        load();
    }

    private void load() {
        double[] row = new double[rank];
        double[][] first = entry[0];
        for (int k = 0; k < n; k++) {
            Restriction.toDoubles(normals[k], row);
            for (int c = 0; c < rank; c++) {
                first[c][k] = row[c];
            }
        }
        scaleRows();
        for (double[] column : first) {
            double largest = 0;
            for (double x : column) {
                largest = Math.max(largest, Math.abs(x));
            }
            double factor = Math.min(powerBelow(largest), MOST);
            for (int k = 0; k < n; k++) {
                column[k] *= factor;
            }
        }
        scaleRows();
        Arrays.fill(error[0], 2 * U);
    }

    private void scaleRows() {
        double[][] first = entry[0];
        for (int k = 0; k < n; k++) {
            double largest = 0;
            for (double[] column : first) {
                largest = Math.max(largest, Math.abs(column[k]));
            }
            double factor = powerBelow(largest);
            for (double[] column : first) {
                column[k] *= factor;
            }
        }
    }

    /** The power of two that brings {@code x >= 0} into [1/2, 1); a large one for 0. */
    private static double powerBelow(double x) {
        long exponent = Double.doubleToRawLongBits(x) >>> 52;
        return Double.longBitsToDouble(Math.max(1, 2045 - exponent) << 52);
    }

    /** Number of rows eliminated. */
    int level() {
        return level;
    }

    EnumerationStatistics statistics() {
        return new EnumerationStatistics("general position", 0, filtered, big);
    }

    void countFiltered(long signs) {
        filtered += signs;
    }

    /** Undoes eliminations until {@code rows} are left. */
    void backTo(int rows) {
        level = rows;
    }

    /** Eliminates row {@code p} from the rows from {@code low} on. */
    void eliminate(int p, int low) {
        int size = rank - level;
        double[][] from = entry[level];
        double[][] to = entry[level + 1];
        int c = 0;
        for (int i = 1; i < size; i++) {
            if (Math.abs(from[i][p]) > Math.abs(from[c][p])) {
                c = i;
            }
        }
        double pivot = from[c][p];
        double pivotError = error[level][p];
        int sign = pivot < 0 ? -1 : 1;
        eliminated[level] = p;
        orientation[level + 1] = (c & 1) == 0 ? orientation[level] * sign : -orientation[level] * sign;
        hopeless[level + 1] = hopeless[level] || !(pivotError < 0.25 && Math.abs(pivot) >= 0.5);
        for (int i = 0, k = 0; i < size; i++) {
            if (i != c) {
                combine(Math.abs(pivot), from[i], sign * from[i][p], from[c], to[k++], low);
            }
        }
        normalise(to, size - 1, pivotError, low);
        level++;
    }

    private static void combine(double p, double[] x, double q, double[] y, double[] to, int low) {
        for (int k = low; k < to.length; k++) {
            to[k] = p * x[k] - q * y[k];
        }
    }

    /** Scales every row; column by column, so that the loops run over long arrays. */
    private void normalise(double[][] to, int size, double pivotError, int low) {
        double[] before = error[level];
        double[] after = error[level + 1];
        double[] factor = scratch;
        for (int k = low; k < n; k++) {
            factor[k] = Math.abs(to[0][k]);
        }
        for (int i = 1; i < size; i++) {
            double[] column = to[i];
            for (int k = low; k < n; k++) {
                factor[k] = Math.max(factor[k], Math.abs(column[k]));
            }
        }
        for (int k = low; k < n; k++) {
            double f = powerBelow(factor[k]);
            double e = before[k];
            factor[k] = f;
            after[k] = (2 * (e + pivotError + e * pivotError) + 4 * U) * SLACK * f;
        }
        for (int i = 0; i < size; i++) {
            double[] column = to[i];
            for (int k = low; k < n; k++) {
                column[k] *= factor[k];
            }
        }
    }

    /* ---- after rank - 2 eliminations ---- */

    double[] alpha() {
        return entry[rank - 2][0];
    }

    double[] beta() {
        return entry[rank - 2][1];
    }

    /** +1 or -1: see the class comment. */
    int orientation() {
        return hopeless[level] ? 1 : orientation[level];
    }

    /** An error bound for the brackets of all rows from {@code low} on; brackets with eliminated rows mean nothing. */
    double bound(int low) {
        if (hopeless[level]) {
            return Double.POSITIVE_INFINITY;
        }
        double[] e = error[level];
        for (int i = 0; i < level; i++) {
            // Eliminated rows are zero up to rounding: any direction keeps them from looking doubtful.
            int p = eliminated[i];
            entry[level][0][p] = 1;
            entry[level][1][p] = 0.5;
            e[p] = 0;
        }
        double largest = 0;
        for (int k = low; k < n; k++) {
            largest = Math.max(largest, e[k]);
        }
        bound = (4 * largest + 2 * largest * largest + 4 * U) * SLACK;
        return bound;
    }

    /** The sign of {@code alpha_j beta_k - beta_j alpha_k}, exactly, given {@link #bound(int)}. */
    int sign(int j, int k, double errorBound) {
        double v = alpha()[j] * beta()[k] - beta()[j] * alpha()[k];
        if (Math.abs(v) > errorBound) {
            filtered++;
            return v > 0 ? 1 : -1;
        }
        big++;
        return exactSign(j, k) * orientation();
    }

    /** The sign of {@code det(e_1, ..., e_level, last...)} of the exact normals. */
    int exactSign(int... last) {
        BigInteger[][] rows = new BigInteger[rank][];
        for (int i = 0; i < level; i++) {
            rows[i] = normals[eliminated[i]];
        }
        for (int i = 0; i < last.length; i++) {
            rows[level + i] = normals[last[i]];
        }
        return Determinant.sign(rows);
    }

    /** With rank - 1 eliminations: the exact sign of {@code det(e_1, ..., e_{rank-1}, k)}, up to one common sign. */
    int pointSign(int k) {
        double v = entry[rank - 1][0][k];
        if (!hopeless[level] && Math.abs(v) > error[level][k]) {
            filtered++;
            return v > 0 ? 1 : -1;
        }
        big++;
        return exactSign(k) * (hopeless[level] ? 1 : orientation[level]);
    }
}
