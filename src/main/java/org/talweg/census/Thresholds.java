package org.talweg.census;

import java.math.BigInteger;
import org.talweg.exact.Rational;

/** Least widths at which almost every region holds a global minimum. */
public final class Thresholds {

    private Thresholds() {}

    /**
     * The least m with {@code good(m) / N^m >= 1 - epsilon}, exact; then the share of any other kind of region is at most
     * epsilon. The share of regions in which each of some sets of signed cells is used grows with m and tends to 1.
     *
     * <p>Cost: O(log m) evaluations of powers with exponent m.
     *
     * @param good the number of regions in which every star is used, as a function of the width
     * @param signedCells N
     * @param epsilon between 0 and 1, exclusive
     */
    public static int leastWidth(ExponentialSum good, long signedCells, Rational epsilon) {
        int low = 0;
        int high = 1;
        while (!reaches(good, signedCells, epsilon, high)) {
            low = high;
            high = Math.multiplyExact(2, high);
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (reaches(good, signedCells, epsilon, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** {@code good(m) * q >= (q - p) * N^m} for epsilon = p/q. */
    private static boolean reaches(ExponentialSum good, long signedCells, Rational epsilon, int m) {
        BigInteger wanted = epsilon.denominator().subtract(epsilon.numerator());
        BigInteger all = BigInteger.valueOf(signedCells).pow(m);
        return good.at(m).multiply(epsilon.denominator()).compareTo(wanted.multiply(all)) >= 0;
    }
}
