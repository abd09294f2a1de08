package org.talweg.census;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A function {@code m -> sum_b coefficient_b * b^m} of the width with integer coefficients and bases {@code b >= 0}; the form
 * that every count of regions takes (theorem T6). Valid for widths m of at least 1. Immutable; equal if and only if equal as
 * functions, since zero coefficients and the base 0 are dropped.
 */
public final class ExponentialSum {

    private final NavigableMap<BigInteger, BigInteger> coefficients;

    private ExponentialSum(NavigableMap<BigInteger, BigInteger> coefficients) {
        this.coefficients = coefficients;
    }

    /** The zero function. */
    public static final ExponentialSum ZERO = new ExponentialSum(new TreeMap<>());

    /** {@code base^m}. */
    public static ExponentialSum power(BigInteger base) {
        return ZERO.add(BigInteger.ONE, base);
    }

    /** This function plus {@code coefficient * base^m}. */
    public ExponentialSum add(BigInteger coefficient, BigInteger base) {
        if (base.signum() < 0) {
            throw new IllegalArgumentException("negative base " + base);
        }
        NavigableMap<BigInteger, BigInteger> sum = new TreeMap<>(coefficients);
        if (base.signum() > 0) {
            sum.merge(base, coefficient, BigInteger::add);
            sum.values().removeIf(c -> c.signum() == 0);
        }
        return new ExponentialSum(sum);
    }

    public ExponentialSum add(ExponentialSum other) {
        ExponentialSum sum = this;
        for (Map.Entry<BigInteger, BigInteger> term : other.coefficients.entrySet()) {
            sum = sum.add(term.getValue(), term.getKey());
        }
        return sum;
    }

    /** Adds many functions without copying the sum each time. Not thread-safe. */
    static final class Accumulator {
        private final NavigableMap<BigInteger, BigInteger> sum = new TreeMap<>();

        void add(ExponentialSum term) {
            term.coefficients.forEach((base, coefficient) -> sum.merge(base, coefficient, BigInteger::add));
        }

        ExponentialSum total() {
            NavigableMap<BigInteger, BigInteger> nonzero = new TreeMap<>(sum);
            nonzero.values().removeIf(c -> c.signum() == 0);
            return new ExponentialSum(nonzero);
        }
    }

    /** Base to coefficient, ascending. */
    public Map<BigInteger, BigInteger> terms() {
        return Collections.unmodifiableMap(coefficients);
    }

    /**
     * The value at width m.
     *
     * @throws IllegalArgumentException if {@code m < 1}
     */
    public BigInteger at(int m) {
        if (m < 1) {
            throw new IllegalArgumentException("width must be at least 1: " + m);
        }
        BigInteger sum = BigInteger.ZERO;
        for (Map.Entry<BigInteger, BigInteger> term : coefficients.entrySet()) {
            sum = sum.add(term.getValue().multiply(term.getKey().pow(m)));
        }
        return sum;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ExponentialSum other && coefficients.equals(other.coefficients);
    }

    @Override
    public int hashCode() {
        return coefficients.hashCode();
    }

    /** For example {@code 16^m - 2*15^m + 14^m}, largest base first; {@code 0} for the zero function. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<BigInteger, BigInteger> term :
                coefficients.descendingMap().entrySet()) {
            BigInteger c = term.getValue();
            boolean negative = c.signum() < 0;
            text.append(text.isEmpty() ? (negative ? "-" : "") : (negative ? " - " : " + "));
            text.append(term(c.abs(), term.getKey()));
        }
        return text.isEmpty() ? "0" : text.toString();
    }

    private static String term(BigInteger coefficient, BigInteger base) {
        if (base.equals(BigInteger.ONE)) {
            return coefficient.toString();
        }
        return (coefficient.equals(BigInteger.ONE) ? "" : coefficient + "*") + base + "^m";
    }
}
