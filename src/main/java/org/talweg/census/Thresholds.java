package org.talweg.census;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;

/** Least widths at which almost every region holds a global minimum. */
public final class Thresholds {

    private static final long LARGEST = 1L << 53;

    private Thresholds() {}

    /**
     * The least m that reaches the convex optimum with {@code good(m) / N^m >= 1 - epsilon}, exact; then the share of any other kind of region is at most
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

    /**
     * Bounds of a least width.
     *
     * @param low no smaller width will do
     * @param high this width will do
     */
    public record WidthRange(long low, long high) {}

    /**
     * The least m at which every one of these stars is used with probability at least {@code 1 - epsilon}; then any other kind
     * of region has probability at most epsilon. The probability grows with m and with that of each star, so the bounds of the
     * stars bound the width. Empty if the width exceeds 2^53, or no width is known to do since a star has the lower bound 0.
     *
     * <p>Cost: a search in floating point, and a few exact evaluations of {@link StarUse} around its result.
     *
     * @param stars bounds of the probability of each star
     * @param epsilon between 0 and 1, exclusive
     */
    public static Optional<WidthRange> leastWidth(List<Enclosure> stars, Rational epsilon) {
        Rational wanted = Rational.ONE.subtract(epsilon);
        if (stars.stream().anyMatch(p -> p.lower().isZero())) {
            return Optional.empty();
        }
        List<Rational> most = StarUse.upper(stars);
        List<Rational> least = StarUse.lower(stars);
        OptionalLong low = leastWidth(
                most, wanted, m -> StarUse.everyStarAt(most, m).upper().compareTo(wanted) >= 0);
        OptionalLong high = leastWidth(
                least, wanted, m -> StarUse.everyStarAt(least, m).lower().compareTo(wanted) >= 0);
        return low.isPresent() && high.isPresent()
                ? Optional.of(new WidthRange(low.getAsLong(), high.getAsLong()))
                : Optional.empty();
    }

    /** The least m at which an increasing condition holds, beginning where floating point puts it. */
    private static OptionalLong leastWidth(List<Rational> stars, Rational wanted, LongPredicate reaches) {
        double[] p = stars.stream().mapToDouble(Rational::doubleValue).toArray();
        double target = wanted.doubleValue();
        long low = 0;
        long high = 1;
        while (StarUse.approximateEveryStar(p, high) < target) {
            if (high > LARGEST) {
                return OptionalLong.empty();
            }
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (StarUse.approximateEveryStar(p, middle) < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalLong.of(leastFrom(high, reaches));
    }

    /** Steps of 1, 2, 4, .. away from the guess until the condition changes, then bisection. */
    private static long leastFrom(long guess, LongPredicate reaches) {
        long low;
        long high;
        long step = 1;
        if (reaches.test(guess)) {
            high = guess;
            low = guess - 1;
            while (low > 0 && reaches.test(low)) {
                high = low;
                low = Math.max(0, low - step);
                step *= 2;
            }
        } else {
            low = guess;
            high = guess + 1;
            while (!reaches.test(high)) {
                low = high;
                high += step;
                step *= 2;
            }
        }
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (reaches.test(middle)) {
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
