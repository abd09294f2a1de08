package org.talweg.census;

import java.math.BigInteger;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;

/**
 * Probabilities of events "every one of these stars is used by some of m independent neurons", from the probabilities p_i of the
 * stars: theorem T6 with probabilities for counts.
 *
 * <p>Both events grow with every p_i, so bounds come from the lower and the upper ends of the p_i. At given p_i the sum over
 * subsets is evaluated in binary fixed point with a bound on all rounding, with more places as long as terms cancel. Beyond
 * {@value #MOST_STARS} stars the sum is replaced by proved but wider bounds.
 *
 * <p>Cost: 2^k powers for k stars.
 */
public final class StarUse {

    /** More stars than this would need too many terms. */
    static final int MOST_STARS = 16;

    /** Significant bits of a result. */
    private static final int BITS = 64;

    /** Smaller results are enclosed between 0 and 2^-LEAST_EXPONENT: no double is as small. */
    private static final int LEAST_EXPONENT = 1100;

    private static final Rational LEAST = Rational.scaleByPowerOfTwo(BigInteger.ONE, -LEAST_EXPONENT);

    private StarUse() {}

    /** Every star is used, the other neurons anywhere: {@code sum_J (-1)^|J| (1 - sum_{i in J} p_i)^m}. */
    public static Enclosure everyStar(List<Enclosure> stars, long m) {
        return new Enclosure(
                everyStarAt(lower(stars), m).lower(),
                everyStarAt(upper(stars), m).upper());
    }

    /** Every star is used and no neuron is elsewhere: {@code sum_J (-1)^(k-|J|) (sum_{i in J} p_i)^m}. */
    public static Enclosure onlyStars(List<Enclosure> stars, long m) {
        return new Enclosure(
                onlyStarsAt(lower(stars), m).lower(),
                onlyStarsAt(upper(stars), m).upper());
    }

    /**
     * The stars used form one of certain sets: {@code sum over these sets J of the probability that the neurons outside the other
     * cells use exactly J}. Like the events above it must grow with every p_i.
     *
     * @param othersAnywhere whether neurons may be outside all the stars
     * @param isSupport tells of a set of stars, as bits, whether it counts
     */
    static Enclosure supports(List<Enclosure> stars, boolean othersAnywhere, IntPredicate isSupport, long m) {
        Enclosure least = supportsAt(lower(stars), othersAnywhere, isSupport, m);
        Enclosure most = supportsAt(upper(stars), othersAnywhere, isSupport, m);
        return new Enclosure(least.lower(), most.upper().min(Rational.ONE));
    }

    private static Enclosure supportsAt(List<Rational> stars, boolean othersAnywhere, IntPredicate isSupport, long m) {
        // Statistical upper ends may have a sum above 1.
        Rational others = othersAnywhere ? Rational.ONE.subtract(sum(stars)).max(Rational.ZERO) : Rational.ZERO;
        Enclosure sum = Enclosure.of(Rational.ZERO);
        for (int set = 0; set < 1 << stars.size(); set++) {
            if (isSupport.test(set)) {
                int bits = set;
                List<Rational> used = IntStream.range(0, stars.size())
                        .filter(i -> (bits >> i & 1) != 0)
                        .mapToObj(stars::get)
                        .toList();
                sum = sum.add(use(others, used, m));
            }
        }
        return sum;
    }

    static List<Rational> lower(List<Enclosure> stars) {
        return stars.stream().map(Enclosure::lower).toList();
    }

    static List<Rational> upper(List<Enclosure> stars) {
        return stars.stream().map(Enclosure::upper).toList();
    }

    /** {@link #everyStar} for exact p_i; upper ends of statistical bounds may have a sum above 1. */
    static Enclosure everyStarAt(List<Rational> stars, long m) {
        Rational slack = Rational.ONE.subtract(sum(stars));
        if (stars.size() <= MOST_STARS && slack.signum() >= 0) {
            return use(slack, stars, m);
        }
        Rational lower = Rational.ONE;
        Rational upper = Rational.ONE;
        for (Rational star : stars) {
            Enclosure missed = power(Rational.ONE.subtract(star).max(Rational.ZERO), m);
            lower = lower.subtract(missed.upper());
            upper = upper.min(Rational.ONE.subtract(missed.lower()));
        }
        return new Enclosure(lower.max(Rational.ZERO), upper);
    }

    private static Enclosure onlyStarsAt(List<Rational> stars, long m) {
        if (stars.size() <= MOST_STARS) {
            return use(Rational.ZERO, stars, m);
        }
        return new Enclosure(Rational.ZERO, power(sum(stars), m).upper());
    }

    private static Rational sum(List<Rational> numbers) {
        return numbers.stream().reduce(Rational.ZERO, Rational::add);
    }

    /** {@code sum_J (-1)^(k-|J|) (slack + sum_J p)^m}, as the power of the total times the same sum for shares of the total. */
    private static Enclosure use(Rational slack, List<Rational> stars, long m) {
        if (m < stars.size() || stars.stream().anyMatch(Rational::isZero)) {
            return Enclosure.of(Rational.ZERO);
        }
        Rational total = slack.add(sum(stars));
        if (total.isZero()) {
            return Enclosure.of(Rational.ZERO);
        }
        Enclosure all = power(total, m);
        Enclosure share = shareOfTotal(slack, stars, total, m);
        Rational lower = all.lower().multiply(share.lower());
        Rational upper = all.upper().multiply(share.upper());
        if (upper.compareTo(LEAST) <= 0) {
            return new Enclosure(Rational.ZERO, LEAST);
        }
        int size = upper.numerator().bitLength() - upper.denominator().bitLength();
        return new Enclosure(lower, upper.min(Rational.ONE)).roundOutward(BITS + 8 - size);
    }

    /*
     * In units of 2^-places. A rounded-down share of the total is off by less than one unit; a rounded-down product of powers with
     * exponents a and b, each between 0 and 1, is off by the sum of their errors and one unit: less than 2m units for the m-th
     * power. Half of the 2^k terms add, half subtract: less than 2^k m units in all. The exact sum is positive, so the loop ends.
     */
    private static Enclosure shareOfTotal(Rational slack, List<Rational> stars, Rational total, long m) {
        int k = stars.size();
        BigInteger error = BigInteger.valueOf(m).shiftLeft(k);
        // One common denominator: subset sums are then integers.
        BigInteger denominator = total.denominator().multiply(slack.denominator());
        for (Rational star : stars) {
            denominator = denominator.multiply(star.denominator().divide(denominator.gcd(star.denominator())));
        }
        BigInteger[] parts = new BigInteger[k];
        for (int i = 0; i < k; i++) {
            parts[i] = over(stars.get(i), denominator);
        }
        for (int places = 2 * (BITS + error.bitLength()); ; places *= 2) {
            BigInteger sum = signedPowers(over(slack, denominator), parts, over(total, denominator), places, m);
            if (sum.compareTo(error.shiftLeft(BITS)) > 0) {
                BigInteger unit = BigInteger.ONE.shiftLeft(places);
                return new Enclosure(
                        Rational.of(sum.subtract(error), unit),
                        Rational.of(sum.add(error), unit).min(Rational.ONE));
            }
        }
    }

    /** The numerator over a multiple of the denominator. */
    private static BigInteger over(Rational number, BigInteger denominator) {
        return number.numerator().multiply(denominator.divide(number.denominator()));
    }

    private static BigInteger signedPowers(BigInteger slack, BigInteger[] parts, BigInteger total, int places, long m) {
        BigInteger[] sums = new BigInteger[1 << parts.length];
        sums[0] = slack;
        BigInteger result = BigInteger.ZERO;
        for (int subset = 0; subset < sums.length; subset++) {
            if (subset > 0) {
                int last = Integer.numberOfTrailingZeros(subset);
                sums[subset] = sums[subset & (subset - 1)].add(parts[last]);
            }
            BigInteger term = fixedPower(sums[subset].shiftLeft(places).divide(total), places, m);
            boolean positive = (parts.length - Integer.bitCount(subset)) % 2 == 0;
            result = positive ? result.add(term) : result.subtract(term);
        }
        return result;
    }

    private static BigInteger fixedPower(BigInteger base, int places, long m) {
        BigInteger power = base;
        for (int bit = 62 - Long.numberOfLeadingZeros(m); bit >= 0; bit--) {
            power = power.multiply(power).shiftRight(places);
            if ((m >>> bit & 1) != 0) {
                power = power.multiply(base).shiftRight(places);
            }
        }
        return power;
    }

    /** {@code base^m} for 0 <= base: relative error below 2^-BITS, or between 0 and 2^-LEAST_EXPONENT. */
    static Enclosure power(Rational base, long m) {
        if (base.isZero() || base.equals(Rational.ONE)) {
            return Enclosure.of(base);
        }
        Rational lower = Rational.ONE;
        Rational upper = Rational.ONE;
        int bits = 2 * BITS + 64;
        for (int bit = 63 - Long.numberOfLeadingZeros(m); bit >= 0; bit--) {
            lower = lower.square();
            upper = upper.square();
            if ((m >>> bit & 1) != 0) {
                lower = lower.multiply(base);
                upper = upper.multiply(base);
            }
            int places =
                    bits - upper.numerator().bitLength() + upper.denominator().bitLength();
            lower = lower.roundDown(places);
            upper = upper.roundUp(places);
            if (upper.compareTo(LEAST) < 0) {
                // Later powers are smaller still: base < 1.
                return new Enclosure(Rational.ZERO, LEAST);
            }
        }
        return new Enclosure(lower, upper);
    }

    /** The probability that every star is used, roughly. */
    static double approximateEveryStar(double[] stars, long width) {
        double m = (double) width;
        double sum = 0;
        int k = stars.length;
        if (k > MOST_STARS) {
            return 1
                    - IntStream.range(0, k)
                            .mapToDouble(i -> Math.exp(m * Math.log1p(-stars[i])))
                            .sum();
        }
        for (int subset = 0; subset < 1 << k; subset++) {
            double missed = 0;
            for (int i = 0; i < k; i++) {
                missed += (subset >>> i & 1) * stars[i];
            }
            double term = Math.exp(m * Math.log1p(-Math.min(missed, 1)));
            sum += Integer.bitCount(subset) % 2 == 0 ? term : -term;
        }
        return sum;
    }
}
