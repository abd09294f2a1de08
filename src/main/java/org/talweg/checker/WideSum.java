package org.talweg.checker;

/** An exact sum of products of longs, in 128 bits of two's complement. A workspace. */
final class WideSum {

    private long high;
    private long low;

    /** Makes the sum zero. */
    WideSum clear() {
        high = 0;
        low = 0;
        return this;
    }

    /** Adds {@code a b}. At most 2^10 products of factors below 2^58, or few of factors below 2^62, fit. */
    WideSum add(long a, long b) {
        long product = a * b;
        low += product;
        high += Math.multiplyHigh(a, b) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
        return this;
    }

    /** The largest integer that is at most the sum divided by {@code 2^bits}, 0 < bits < 64. */
    long floor(int bits) throws Refusal {
        long rest = high >> (bits - 1);
        if (rest != 0 && rest != -1) {
            throw new Refusal("a number is too large for this evidence");
        }
        return high << (64 - bits) | low >>> bits;
    }

    /** The least integer that is at least the sum divided by {@code 2^bits}. */
    long ceiling(int bits) throws Refusal {
        return Math.addExact(floor(bits), low << (64 - bits) == 0 ? 0 : 1);
    }

    /** Whether this sum exceeds the other. */
    boolean exceeds(WideSum other) {
        return high > other.high || (high == other.high && Long.compareUnsigned(low, other.low) > 0);
    }
}
