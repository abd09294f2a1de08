package org.talweg.exact;

import java.util.Objects;

/**
 * A closed interval {@code [lower, upper]} with rational ends that contains an exact number we cannot, or need not, write
 * down. Every operation contains all results of the operation on members (the enclosure contract).
 */
public record Enclosure(Rational lower, Rational upper) {

    public Enclosure {
        Objects.requireNonNull(lower);
        Objects.requireNonNull(upper);
        if (lower.compareTo(upper) > 0) {
            throw new IllegalArgumentException("empty enclosure: " + lower + " > " + upper);
        }
    }

    /** The point interval {@code [value, value]}. */
    public static Enclosure of(Rational value) {
        return new Enclosure(value, value);
    }

    /** {@code [center - radius, center + radius]}. */
    public static Enclosure around(Rational center, Rational radius) {
        return new Enclosure(center.subtract(radius), center.add(radius));
    }

    public Enclosure add(Enclosure other) {
        return new Enclosure(lower.add(other.lower), upper.add(other.upper));
    }

    public Enclosure subtract(Enclosure other) {
        return new Enclosure(lower.subtract(other.upper), upper.subtract(other.lower));
    }

    public Enclosure negate() {
        return new Enclosure(upper.negate(), lower.negate());
    }

    /** {@code factor * this}. */
    public Enclosure multiply(Rational factor) {
        Rational a = lower.multiply(factor);
        Rational b = upper.multiply(factor);
        return factor.signum() >= 0 ? new Enclosure(a, b) : new Enclosure(b, a);
    }

    /** {@code upper - lower}. */
    public Rational width() {
        return upper.subtract(lower);
    }

    /**
     * The member of least denominator, and among these the one nearest to zero: the last convergent, or near it, that the continued
     * fractions of all members share.
     */
    public Rational simplest() {
        if (lower.signum() <= 0 && upper.signum() >= 0) {
            return Rational.ZERO;
        }
        if (upper.signum() < 0) {
            return negate().simplest().negate();
        }
        Rational floor = lower.roundDown(0);
        Rational ceiling = lower.roundUp(0);
        if (ceiling.compareTo(upper) <= 0) {
            return ceiling;
        }
        // No integer in between: the same whole part, and the simplest reciprocal of the rest.
        Enclosure rest =
                new Enclosure(Rational.ONE.divide(upper.subtract(floor)), Rational.ONE.divide(lower.subtract(floor)));
        return floor.add(Rational.ONE.divide(rest.simplest()));
    }

    /** The midpoint. */
    public Rational middle() {
        return lower.add(upper).divide(Rational.TWO);
    }

    public boolean contains(Rational value) {
        return lower.compareTo(value) <= 0 && value.compareTo(upper) <= 0;
    }

    /** True if every member is less than every member of {@code other}. */
    public boolean isBelow(Enclosure other) {
        return upper.compareTo(other.lower) < 0;
    }

    /** True if some number lies in both. */
    public boolean meets(Enclosure other) {
        return !isBelow(other) && !other.isBelow(this);
    }

    /** +1 if every member is positive, -1 if every member is negative, 0 if neither is shown. */
    public int sign() {
        return lower.signum() > 0 ? 1 : upper.signum() < 0 ? -1 : 0;
    }

    /** Width over the larger magnitude of the ends; zero for {@code [0, 0]}. */
    public double relativeWidth() {
        Rational size = lower.abs().max(upper.abs());
        return size.isZero() ? 0 : width().divide(size).doubleValue();
    }

    /** The tightest enclosure with ends that are multiples of {@code 2^-bits}. */
    public Enclosure roundOutward(int bits) {
        return new Enclosure(lower.roundDown(bits), upper.roundUp(bits));
    }

    @Override
    public String toString() {
        return "[" + lower + ", " + upper + "]";
    }
}
