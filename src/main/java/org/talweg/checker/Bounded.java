package org.talweg.checker;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A closed interval of doubles, with operations that round outward: all results of the exact operation on members are in it. */
record Bounded(double lower, double upper) {

    static final Bounded ZERO = new Bounded(0, 0);
    static final Bounded ONE = new Bounded(1, 1);

    /** pi lies between these two neighbouring doubles. */
    static final Bounded PI = new Bounded(3.141592653589793, 3.1415926535897936);

    private static final Bounded EVERYTHING = new Bounded(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    static Bounded of(double value) {
        return new Bounded(value, value);
    }

    /** A number of things, below 2^53. */
    static Bounded count(long number) {
        return of((double) number);
    }

    private static Bounded outward(double lower, double upper) {
        return lower <= upper ? new Bounded(Math.nextDown(lower), Math.nextUp(upper)) : EVERYTHING;
    }

    Bounded plus(Bounded o) {
        return outward(lower + o.lower, upper + o.upper);
    }

    Bounded minus(Bounded o) {
        return outward(lower - o.upper, upper - o.lower);
    }

    Bounded negated() {
        return new Bounded(-upper, -lower);
    }

    Bounded times(Bounded o) {
        double a = lower * o.lower;
        double b = lower * o.upper;
        double c = upper * o.lower;
        double d = upper * o.upper;
        // a NaN, from zero times infinity, fails the comparison in outward
        return outward(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    Bounded times(double exact) {
        return times(of(exact));
    }

    /** As often as this number of things, below 2^53. */
    Bounded repeated(long number) {
        return times(count(number));
    }

    Bounded over(Bounded o) {
        return o.lower > 0 || o.upper < 0 ? times(outward(1 / o.upper, 1 / o.lower)) : EVERYTHING;
    }

    /** The roots of the members that have one. */
    Bounded root() {
        return upper >= 0
                ? new Bounded(
                        lower > 0 ? Math.max(0, Math.nextDown(Math.sqrt(lower))) : 0, Math.nextUp(Math.sqrt(upper)))
                : EVERYTHING;
    }

    boolean isPositive() {
        return lower > 0;
    }

    /** Whether all members are within bounds. */
    boolean isWithin(Fraction least, Fraction most) {
        return Double.isFinite(lower)
                && Double.isFinite(upper)
                && least.compareTo(exact(lower)) <= 0
                && exact(upper).compareTo(most) <= 0;
    }

    /** The value of a finite double. */
    static Fraction exact(double value) {
        BigDecimal decimal = new BigDecimal(value);
        return Fraction.of(decimal.unscaledValue())
                .over(BigInteger.TEN.pow(Math.max(0, decimal.scale())))
                .times(BigInteger.TEN.pow(Math.max(0, -decimal.scale())));
    }

    /**
     * The angle in [0, pi] of a vector with this cosine and sine up to a positive factor, sine at least 0: by {@code tan(t/2) = sine / (radius + cosine)}, halved again and again, and the series of the arctangent. The
     * whole of [0, pi] if zero is not excluded.
     */
    static Bounded angle(Bounded sine, Bounded cosine) {
        if (!sine.isPositive()) {
            return new Bounded(0, PI.upper);
        }
        if (cosine.upper < 0) {
            return PI.minus(angle(sine, cosine.negated()));
        }
        Bounded radius = sine.times(sine).plus(cosine.times(cosine)).root();
        Bounded t = sine.over(radius.plus(cosine));
        double factor = 2;
        for (int i = 0; i < 3; i++) {
            t = t.over(ONE.plus(ONE.plus(t.times(t)).root()));
            factor *= 2;
        }
        // t is below tan(pi/8) here: 0.42 at most, where cosine may be a little negative
        Bounded square = t.times(t);
        Bounded sum = ZERO;
        // Horner from the term of t^33, whose size bounds what is left out: the terms alternate and decrease
        Bounded last = new Bounded(-1.0 / 16, 1.0 / 16);
        for (int n = 31; n >= 1; n -= 2) {
            Bounded rest = n == 31 ? square.times(last) : square.times(sum);
            sum = ONE.over(of(n)).minus(rest);
        }
        return t.times(sum).times(factor);
    }
}
