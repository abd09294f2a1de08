package org.talweg.exact;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** An immutable vector over Q. Operations on vectors of different sizes throw {@link IllegalArgumentException}. */
public final class RationalVector {

    private final Rational[] entries;

    private RationalVector(Rational[] entries) {
        this.entries = entries;
    }

    /** The vector with these entries (copied). */
    public static RationalVector of(Rational... entries) {
        return new RationalVector(entries.clone());
    }

    /** The vector with these entries. */
    public static RationalVector of(List<Rational> entries) {
        return new RationalVector(entries.toArray(Rational[]::new));
    }

    /** The vector with these integer entries. */
    public static RationalVector of(long... entries) {
        return new RationalVector(Arrays.stream(entries).mapToObj(Rational::of).toArray(Rational[]::new));
    }

    /** The vector with these integer entries. */
    public static RationalVector of(BigInteger... entries) {
        return new RationalVector(Stream.of(entries).map(Rational::of).toArray(Rational[]::new));
    }

    /** The exact binary values of {@code entries}. */
    public static RationalVector of(double... entries) {
        return new RationalVector(Arrays.stream(entries).mapToObj(Rational::of).toArray(Rational[]::new));
    }

    /** The zero vector of length {@code size}. */
    public static RationalVector zero(int size) {
        Rational[] zeros = new Rational[size];
        Arrays.fill(zeros, Rational.ZERO);
        return new RationalVector(zeros);
    }

    /** The {@code i}-th unit vector of length {@code size}. */
    public static RationalVector unit(int size, int i) {
        Rational[] e = zero(size).entries;
        e[i] = Rational.ONE;
        return new RationalVector(e);
    }

    public int size() {
        return entries.length;
    }

    public Rational get(int i) {
        return entries[i];
    }

    public RationalVector add(RationalVector other) {
        return combine(other, Rational.ONE);
    }

    public RationalVector subtract(RationalVector other) {
        return combine(other, Rational.of(-1));
    }

    /** {@code this + factor * other}. */
    public RationalVector combine(RationalVector other, Rational factor) {
        requireSize(other);
        if (factor.isZero()) {
            return this;
        }
        Rational[] sum = new Rational[entries.length];
        for (int i = 0; i < sum.length; i++) {
            Rational o = other.entries[i];
            sum[i] = o.isZero() ? entries[i] : entries[i].add(factor.multiply(o));
        }
        return new RationalVector(sum);
    }

    /** {@code factor * this}. */
    public RationalVector multiply(Rational factor) {
        return map(e -> e.multiply(factor));
    }

    public RationalVector negate() {
        return map(Rational::negate);
    }

    /** The vector of {@code f(entry)}. */
    public RationalVector map(UnaryOperator<Rational> f) {
        return new RationalVector(Arrays.stream(entries).map(f).toArray(Rational[]::new));
    }

    /** The scalar product. */
    public Rational dot(RationalVector other) {
        requireSize(other);
        // One common denominator for the whole sum: a gcd a term would dominate the cost.
        BigInteger num = BigInteger.ZERO;
        BigInteger den = BigInteger.ONE;
        for (int i = 0; i < entries.length; i++) {
            if (entries[i].isZero() || other.entries[i].isZero()) {
                continue;
            }
            BigInteger p = entries[i].numerator().multiply(other.entries[i].numerator());
            BigInteger q = entries[i].denominator().multiply(other.entries[i].denominator());
            if (q.equals(den)) {
                num = num.add(p);
            } else {
                BigInteger g = q.gcd(den);
                BigInteger qg = q.divide(g);
                num = num.multiply(qg).add(p.multiply(den.divide(g)));
                den = den.multiply(qg);
            }
        }
        return Rational.of(num, den);
    }

    /** The squared Euclidean norm. */
    public Rational squaredNorm() {
        return dot(this);
    }

    public boolean isZero() {
        return Arrays.stream(entries).allMatch(Rational::isZero);
    }

    /** The nearest doubles, entry by entry. */
    public double[] toDoubles() {
        return Arrays.stream(entries).mapToDouble(Rational::doubleValue).toArray();
    }

    /**
     * The shortest integer vector that is a positive multiple of this one; zero for the zero vector.
     */
    public BigInteger[] primitive() {
        BigInteger lcm = BigInteger.ONE;
        for (Rational e : entries) {
            lcm = lcm.divide(lcm.gcd(e.denominator())).multiply(e.denominator());
        }
        BigInteger[] integers = new BigInteger[entries.length];
        BigInteger gcd = BigInteger.ZERO;
        for (int i = 0; i < integers.length; i++) {
            integers[i] = entries[i].numerator().multiply(lcm.divide(entries[i].denominator()));
            gcd = gcd.gcd(integers[i]);
        }
        if (gcd.signum() != 0 && !gcd.equals(BigInteger.ONE)) {
            for (int i = 0; i < integers.length; i++) {
                integers[i] = integers[i].divide(gcd);
            }
        }
        return integers;
    }

    public List<Rational> toList() {
        return List.of(entries);
    }

    private void requireSize(RationalVector other) {
        if (other.entries.length != entries.length) {
            throw new IllegalArgumentException("sizes " + entries.length + " and " + other.entries.length);
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof RationalVector other && Arrays.equals(entries, other.entries);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(entries);
    }

    @Override
    public String toString() {
        return Arrays.toString(entries);
    }
}
