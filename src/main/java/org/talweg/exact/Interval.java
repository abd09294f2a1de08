package org.talweg.exact;

/**
 * A closed interval with double ends that contains an exact real number: the fast counterpart of {@link Enclosure}.
 *
 * <p>Every operation rounds outward by one unit in the last place past the correctly rounded result, so it contains every
 * result of the exact operation on members. An end may be infinite; an operation that would give NaN gives the whole line.
 */
public record Interval(double lower, double upper) {

    public static final Interval ZERO = new Interval(0, 0);
    public static final Interval WHOLE = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Interval {
        if (!(lower <= upper)) {
            if (Double.isNaN(lower) || Double.isNaN(upper)) {
                lower = Double.NEGATIVE_INFINITY;
                upper = Double.POSITIVE_INFINITY;
            } else {
                throw new IllegalArgumentException("empty interval: " + lower + " > " + upper);
            }
        }
    }

    /** The point interval of an exact double. */
    public static Interval of(double value) {
        return new Interval(value, value);
    }

    /** An interval that contains {@code value}: a point if it is a double, else one unit in the last place each way. */
    public static Interval of(Rational value) {
        double nearest = value.doubleValue();
        if (Double.isFinite(nearest) && Rational.of(nearest).equals(value)) {
            return of(nearest);
        }
        return around(nearest);
    }

    /** An interval that contains every member of {@code enclosure}. */
    public static Interval of(Enclosure enclosure) {
        return new Interval(of(enclosure.lower()).lower, of(enclosure.upper()).upper);
    }

    private static Interval around(double nearest) {
        return new Interval(Math.nextDown(nearest), Math.nextUp(nearest));
    }

    /** {@code [center - radius, center + radius]}. */
    public static Interval around(double center, double radius) {
        return new Interval(Math.nextDown(center - radius), Math.nextUp(center + radius));
    }

    public Interval add(Interval o) {
        return new Interval(Math.nextDown(lower + o.lower), Math.nextUp(upper + o.upper));
    }

    public Interval subtract(Interval o) {
        return new Interval(Math.nextDown(lower - o.upper), Math.nextUp(upper - o.lower));
    }

    public Interval negate() {
        return new Interval(-upper, -lower);
    }

    public Interval multiply(Interval o) {
        if ((lower == 0 && upper == 0) || (o.lower == 0 && o.upper == 0)) {
            return ZERO;
        }
        double a = lower * o.lower;
        double b = lower * o.upper;
        double c = upper * o.lower;
        double d = upper * o.upper;
        return new Interval(
                Math.nextDown(Math.min(Math.min(a, b), Math.min(c, d))),
                Math.nextUp(Math.max(Math.max(a, b), Math.max(c, d))));
    }

    /** {@code this * factor} for an exact double. */
    public Interval multiply(double factor) {
        return multiply(of(factor));
    }

    /** The squares of the members. */
    public Interval square() {
        double m = magnitude();
        double least = lower > 0 ? lower : upper < 0 ? -upper : 0;
        return new Interval(Math.max(0, Math.nextDown(least * least)), m == 0 ? 0 : Math.nextUp(m * m));
    }

    /** The quotient; the whole line if {@code o} contains zero. */
    public Interval divide(Interval o) {
        if (o.lower <= 0 && o.upper >= 0) {
            return WHOLE;
        }
        // Correctly rounded quotients are monotone, so the extremes sit at the corners.
        double a = lower / o.lower;
        double b = lower / o.upper;
        double c = upper / o.lower;
        double d = upper / o.upper;
        return new Interval(
                Math.nextDown(Math.min(Math.min(a, b), Math.min(c, d))),
                Math.nextUp(Math.max(Math.max(a, b), Math.max(c, d))));
    }

    /** The square roots of the nonnegative members. */
    public Interval sqrt() {
        return new Interval(
                lower <= 0 ? 0 : Math.max(0, Math.nextDown(Math.sqrt(lower))),
                upper <= 0 ? 0 : Math.nextUp(Math.sqrt(upper)));
    }

    /** The largest magnitude of a member. */
    public double magnitude() {
        return Math.max(Math.abs(lower), Math.abs(upper));
    }

    /** +1 if every member is positive, -1 if every member is negative, 0 if neither is shown. */
    public int sign() {
        return lower > 0 ? 1 : upper < 0 ? -1 : 0;
    }

    /** A double near the middle. */
    public double middle() {
        return lower / 2 + upper / 2;
    }

    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }
}
