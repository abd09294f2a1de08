package org.talweg.checker;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The cells shown by witnesses, packed, in the order of the file. A listed cell is positive on the first row that is not zero;
 * its opposite is a cell too and is not listed. Cells ascend, {@code +} after {@code -}, first row first, so none comes twice.
 *
 * <p>Signed cells are numbered {@code 2 c} (sign +) and {@code 2 c + 1} (sign -); the i-th listed cell is {@code c = 2 i}, its
 * opposite {@code c = 2 i + 1}. Without a row other than zero there is one cell, {@code c = 0}.
 */
final class Cells {

    private final Problem problem;
    private final int words;
    private final boolean central;
    private long[] bits = new long[64];
    private int listed;

    Cells(Problem problem) {
        this.problem = problem;
        this.words = (problem.n + 63) >> 6;
        boolean some = false;
        for (boolean zero : problem.isZero) {
            some |= !zero;
        }
        this.central = some;
    }

    /** A sign vector as text. */
    static String text(int[] signs) {
        StringBuilder text = new StringBuilder();
        for (int s : signs) {
            text.append(s > 0 ? '+' : s < 0 ? '-' : '0');
        }
        return text.toString();
    }

    /** Adds the cell of a point; refuses a point on a hyperplane or out of order. */
    int[] add(BigInteger[] witness) throws Refusal {
        int[] signs = new int[problem.n];
        boolean started = false;
        long[] packed = new long[words];
        for (int k = 0; k < problem.n; k++) {
            signs[k] = Vectors.dot(problem.x[k], witness).signum();
            Refusal.unless(signs[k] != 0 || problem.isZero[k], "a witness lies on the hyperplane of row %s", k);
            Refusal.unless(started || signs[k] >= 0, "a listed cell is negative on the first row");
            started |= signs[k] != 0;
            if (signs[k] > 0) {
                packed[k >> 6] |= 1L << (63 - (k & 63));
            }
        }
        boolean ascends =
                listed == 0 || Arrays.compareUnsigned(bits, words * (listed - 1), words * listed, packed, 0, words) < 0;
        Refusal.unless(ascends, "the cells do not ascend");
        Refusal.unless(listed < (1 << 28) / words, "more cells than this checker holds");
        if (bits.length < words * (listed + 1)) {
            bits = Arrays.copyOf(bits, Math.min(2 * bits.length + words, 1 << 28));
        }
        System.arraycopy(packed, 0, bits, words * listed++, words);
        return signs;
    }

    /** Number of cells, opposites included. */
    int size() {
        return central ? 2 * listed : listed;
    }

    /** N. */
    int signed() {
        return 2 * size();
    }

    /** Whether opposite cells are cells of their own. */
    boolean isCentral() {
        return central;
    }

    /** The signs over rows of signed cell {@code c}, written to {@code signs}. */
    void signs(int c, int[] signs) {
        int cell = c >> 1;
        int at = words * (central ? cell >> 1 : cell);
        boolean flip = central && (cell & 1) == 1;
        for (int k = 0; k < signs.length; k++) {
            boolean positive = (bits[at + (k >> 6)] >>> (63 - (k & 63)) & 1) != 0;
            signs[k] = problem.isZero[k] ? 0 : positive != flip ? 1 : -1;
        }
    }

    /** The sign of signed cell {@code c}. */
    static int sign(int c) {
        return (c & 1) == 0 ? 1 : -1;
    }

    /**
     * The number of cells of the arrangement, or more than {@code enough} if it exceeds that: with the hyperplanes added one by
     * one, the k-th cuts as many cells in two as the arrangement of its meets with the earlier ones has.
     */
    static long count(Problem problem, long enough) {
        Deque<List<BigInteger[]>> open = new ArrayDeque<>();
        open.push(distinct(Arrays.asList(problem.x)));
        long count = 0;
        while (!open.isEmpty() && count <= enough) {
            List<BigInteger[]> normals = open.pop();
            if (!normals.isEmpty() && normals.get(0).length <= 2) {
                count += 2L * normals.size();
                continue;
            }
            count++;
            for (int k = 0; k < normals.size() && count + open.size() <= enough; k++) {
                open.push(restricted(normals, k));
            }
        }
        return count;
    }

    /** The meets of hyperplanes 0..k-1 with hyperplane k, as an arrangement in it. */
    private static List<BigInteger[]> restricted(List<BigInteger[]> normals, int k) {
        BigInteger[] a = normals.get(k);
        int pivot = 0;
        while (a[pivot].signum() == 0) {
            pivot++;
        }
        List<BigInteger[]> meets = new ArrayList<>();
        for (BigInteger[] b : normals.subList(0, k)) {
            BigInteger[] meet = new BigInteger[a.length - 1];
            for (int j = 0; j < meet.length; j++) {
                int i = j < pivot ? j : j + 1;
                meet[j] = b[i].multiply(a[pivot]).subtract(a[i].multiply(b[pivot]));
            }
            meets.add(meet);
        }
        return distinct(meets);
    }

    /** The normals without zeros and repetitions, each in its shortest form with a positive first entry. */
    private static List<BigInteger[]> distinct(List<BigInteger[]> normals) {
        Set<List<BigInteger>> seen = new LinkedHashSet<>();
        for (BigInteger[] a : normals) {
            BigInteger g = BigInteger.ZERO;
            int lead = 0;
            for (BigInteger e : a) {
                lead = lead == 0 ? e.signum() : lead;
                g = g.gcd(e);
            }
            if (lead != 0) {
                BigInteger divisor = lead > 0 ? g : g.negate();
                List<BigInteger> shortest = new ArrayList<>();
                for (BigInteger e : a) {
                    shortest.add(e.divide(divisor));
                }
                seen.add(shortest);
            }
        }
        List<BigInteger[]> arrays = new ArrayList<>();
        for (List<BigInteger> a : seen) {
            arrays.add(a.toArray(new BigInteger[0]));
        }
        return arrays;
    }
}
