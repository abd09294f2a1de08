package org.talweg.checker;

import java.math.BigInteger;

/**
 * A rational number with a positive denominator, in lowest terms only where it has grown long: a greatest common divisor costs
 * more than it saves.
 */
record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {

    static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    private static final int LONG = 2_000;

    Fraction {
        if (denominator.signum() <= 0) {
            throw new ArithmeticException("denominator " + denominator);
        }
        if (denominator.bitLength() > LONG) {
            BigInteger g = numerator.gcd(denominator);
            numerator = numerator.divide(g);
            denominator = denominator.divide(g);
        }
    }

    private Fraction reduced() {
        BigInteger g = numerator.gcd(denominator);
        return new Fraction(numerator.divide(g), denominator.divide(g));
    }

    static Fraction of(BigInteger value) {
        return new Fraction(value, BigInteger.ONE);
    }

    static Fraction of(long value) {
        return of(BigInteger.valueOf(value));
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction minus(Fraction other) {
        return plus(other.times(of(-1)));
    }

    Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Fraction times(BigInteger other) {
        return times(of(other));
    }

    /** The quotient by a positive number. */
    Fraction over(Fraction other) {
        return new Fraction(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    Fraction over(BigInteger other) {
        return over(of(other));
    }

    Fraction abs() {
        return numerator.signum() < 0 ? times(of(-1)) : this;
    }

    int sign() {
        return numerator.signum();
    }

    /** This number, or 0 if it is negative. */
    Fraction positivePart() {
        return sign() < 0 ? ZERO : this;
    }

    Fraction max(Fraction other) {
        return compareTo(other) < 0 ? other : this;
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public String toString() {
        Fraction f = reduced();
        return f.denominator.equals(BigInteger.ONE) ? f.numerator.toString() : f.numerator + "/" + f.denominator;
    }
}
