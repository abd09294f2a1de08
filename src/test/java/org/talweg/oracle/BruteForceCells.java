package org.talweg.oracle;

import java.util.ArrayList;
import java.util.List;
import org.talweg.exact.Rational;

/**
 * All cells of a small central arrangement: every sign pattern is tested by Fourier-Motzkin elimination over the
 * rationals. Exact; meant for up to about 8 rows in dimension 4.
 */
public final class BruteForceCells {

    private BruteForceCells() {}

    /** The patterns of all nonempty cells, in lexicographic order with {@code + before -}; 0 at zero rows. */
    public static List<int[]> cells(Rational[][] x) {
        List<int[]> found = new ArrayList<>();
        extend(x, new int[x.length], 0, found);
        return found;
    }

    private static void extend(Rational[][] x, int[] pattern, int k, List<int[]> found) {
        if (k == x.length) {
            if (isNonempty(x, pattern)) {
                found.add(pattern.clone());
            }
            return;
        }
        boolean zero = true;
        for (Rational value : x[k]) {
            zero &= value.isZero();
        }
        for (int sign : zero ? new int[] {0} : new int[] {1, -1}) {
            pattern[k] = sign;
            extend(x, pattern, k + 1, found);
        }
    }

    /** True if some w has {@code pattern_k (x_k . w) > 0} at every k with a nonzero sign. */
    public static boolean isNonempty(Rational[][] x, int[] pattern) {
        List<Rational[]> system = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            if (pattern[k] != 0) {
                Rational[] row = new Rational[x[k].length];
                for (int i = 0; i < row.length; i++) {
                    row[i] = x[k][i].multiply(pattern[k]);
                }
                system.add(row);
            }
        }
        return isFeasible(system, x[0].length - 1);
    }

    /** Whether all {@code row . w > 0} can hold, where only the variables 0..last have nonzero coefficients. */
    private static boolean isFeasible(List<Rational[]> system, int last) {
        if (last < 0) {
            return system.isEmpty();
        }
        List<Rational[]> next = new ArrayList<>();
        for (Rational[] a : system) {
            if (a[last].isZero()) {
                next.add(a);
            }
            for (Rational[] b : system) {
                if (a[last].signum() > 0 && b[last].signum() < 0) {
                    Rational[] sum = new Rational[a.length];
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] = a[i].multiply(b[last].negate()).add(b[i].multiply(a[last]));
                    }
                    next.add(sum);
                }
            }
        }
        return isFeasible(next, last - 1);
    }

    /** Both signs of every cell: first all {@code +}, then all {@code -}. */
    public static List<OracleCell> signedCells(Rational[][] x) {
        List<OracleCell> signed = new ArrayList<>();
        List<int[]> cells = cells(x);
        for (int sign : new int[] {1, -1}) {
            for (int[] cell : cells) {
                signed.add(new OracleCell(sign, cell));
            }
        }
        return signed;
    }

    /** All maps from m neurons to 0..cells-1, in counting order. */
    public static List<int[]> regions(int cells, int m) {
        List<int[]> regions = new ArrayList<>();
        int[] map = new int[m];
        while (true) {
            regions.add(map.clone());
            int j = m - 1;
            while (j >= 0 && ++map[j] == cells) {
                map[j--] = 0;
            }
            if (j < 0) {
                return regions;
            }
        }
    }

    /** Parses a table of decimals or fractions. */
    public static Rational[][] table(String... rows) {
        Rational[][] x = new Rational[rows.length][];
        for (int k = 0; k < rows.length; k++) {
            String[] cells = rows[k].split(",", -1);
            x[k] = new Rational[cells.length];
            for (int i = 0; i < cells.length; i++) {
                x[k][i] = Rational.parse(cells[i].trim());
            }
        }
        return x;
    }

    /** The nearest doubles. */
    public static double[][] toDouble(Rational[][] x) {
        double[][] a = new double[x.length][x[0].length];
        for (int k = 0; k < a.length; k++) {
            for (int i = 0; i < a[k].length; i++) {
                a[k][i] = x[k][i].doubleValue();
            }
        }
        return a;
    }
}
