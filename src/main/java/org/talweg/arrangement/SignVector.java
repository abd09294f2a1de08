package org.talweg.arrangement;

import java.util.Arrays;

/**
 * A sign vector over {@code + 0 -}, one sign a data row: the covector of a cell or face. {@code +} at row k means
 * {@code x_k . w > 0}. Packed as two bit sets; immutable; ordered by rows with {@code - < 0 < +}.
 */
public final class SignVector implements Comparable<SignVector> {

    private final int size;
    private final long[] plus;
    private final long[] minus;

    private SignVector(int size, long[] plus, long[] minus) {
        this.size = size;
        this.plus = plus;
        this.minus = minus;
    }

    /**
     * The sign vector with these signs: the signum of each entry.
     */
    public static SignVector of(int... signs) {
        long[] plus = new long[words(signs.length)];
        long[] minus = new long[words(signs.length)];
        for (int i = 0; i < signs.length; i++) {
            if (signs[i] > 0) {
                plus[i >> 6] |= 1L << i;
            } else if (signs[i] < 0) {
                minus[i >> 6] |= 1L << i;
            }
        }
        return new SignVector(signs.length, plus, minus);
    }

    /**
     * Reads {@code "+0-"}.
     *
     * @throws IllegalArgumentException on any other character
     */
    public static SignVector parse(String text) {
        int[] signs = new int[text.length()];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = switch (text.charAt(i)) {
                case '+' -> 1;
                case '-' -> -1;
                case '0' -> 0;
                default ->
                    throw new IllegalArgumentException(
                            "'" + text.charAt(i) + "' at position " + (i + 1) + " is not one of + 0 -");
            };
        }
        return of(signs);
    }

    private static int words(int size) {
        return (size + 63) >> 6;
    }

    public int size() {
        return size;
    }

    /** -1, 0 or +1. */
    public int sign(int i) {
        return (int) (plus[i >> 6] >>> i & 1) - (int) (minus[i >> 6] >>> i & 1);
    }

    /** The opposite face. */
    public SignVector negate() {
        return new SignVector(size, /* plus= */ minus, /* minus= */ plus);
    }

    /**
     * Composition of covectors: this sign where it is nonzero, else that of {@code other} (the face met when one leaves
     * this face a little towards {@code other}).
     */
    public SignVector compose(SignVector other) {
        long[] p = plus.clone();
        long[] m = minus.clone();
        for (int i = 0; i < p.length; i++) {
            long free = ~(plus[i] | minus[i]);
            p[i] |= other.plus[i] & free;
            m[i] |= other.minus[i] & free;
        }
        return new SignVector(size, p, m);
    }

    /** True if this face lies in the closure of {@code other}: each nonzero sign here is the same there. */
    public boolean isFaceOf(SignVector other) {
        for (int i = 0; i < plus.length; i++) {
            if ((plus[i] & ~other.plus[i]) != 0 || (minus[i] & ~other.minus[i]) != 0) {
                return false;
            }
        }
        return size == other.size;
    }

    /** Number of zero signs. */
    public int zeros() {
        int nonzero = 0;
        for (int i = 0; i < plus.length; i++) {
            nonzero += Long.bitCount(plus[i] | minus[i]);
        }
        return size - nonzero;
    }

    @Override
    public int compareTo(SignVector other) {
        for (int i = 0; i < Math.min(size, other.size); i++) {
            int order = Integer.compare(sign(i), other.sign(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(size, other.size);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof SignVector other
                && size == other.size
                && Arrays.equals(plus, other.plus)
                && Arrays.equals(minus, other.minus);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(plus) + Arrays.hashCode(minus);
    }

    @Override
    public String toString() {
        StringBuilder s = new StringBuilder(size);
        for (int i = 0; i < size; i++) {
            s.append("-0+".charAt(sign(i) + 1));
        }
        return s.toString();
    }
}
