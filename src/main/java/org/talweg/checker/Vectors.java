package org.talweg.checker;

import java.math.BigInteger;

/** Integer vectors. */
final class Vectors {

    private Vectors() {}

    static BigInteger dot(BigInteger[] a, BigInteger[] b) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < a.length; i++) {
            if (a[i].signum() != 0 && b[i].signum() != 0) {
                sum = sum.add(a[i].multiply(b[i]));
            }
        }
        return sum;
    }

    static BigInteger square(BigInteger[] a) {
        return dot(a, a);
    }

    static BigInteger[] zero(int size) {
        BigInteger[] v = new BigInteger[size];
        java.util.Arrays.fill(v, BigInteger.ZERO);
        return v;
    }

    static boolean isZero(BigInteger[] a) {
        for (BigInteger e : a) {
            if (e.signum() != 0) {
                return false;
            }
        }
        return true;
    }

    /** {@code to += factor * v}. */
    static void add(BigInteger[] to, BigInteger factor, BigInteger[] v) {
        for (int i = 0; i < to.length; i++) {
            if (v[i].signum() != 0) {
                to[i] = to[i].add(factor.multiply(v[i]));
            }
        }
    }

    /** {@code factor * v}. */
    static BigInteger[] times(BigInteger factor, BigInteger[] v) {
        BigInteger[] product = zero(v.length);
        add(product, factor, v);
        return product;
    }

    /** Sum of absolute values. */
    static BigInteger size(BigInteger[] a) {
        BigInteger sum = BigInteger.ZERO;
        for (BigInteger e : a) {
            sum = sum.add(e.abs());
        }
        return sum;
    }

    /** The least integer that is not below the quotient by a positive number. */
    static BigInteger quotient(BigInteger numerator, BigInteger denominator) {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    /** The least integer whose square is at least {@code square}. */
    static BigInteger root(BigInteger square) {
        BigInteger[] parts = square.sqrtAndRemainder();
        return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }

    /** An upper bound of the root of {@code square}, within 2^-8. */
    static Fraction finerRoot(BigInteger square) {
        return finerRoot(square, 8);
    }

    /** An upper bound of the root of {@code square}, within {@code 2^-bits}. */
    static Fraction finerRoot(BigInteger square, int bits) {
        return new Fraction(root(square.shiftLeft(2 * bits)), BigInteger.ONE.shiftLeft(bits));
    }

    /** The bit length of {@link #root}, without taking a root: that of a long number takes long. */
    static int rootBits(BigInteger square) {
        int half = (square.bitLength() + 1) / 2;
        BigInteger largest = BigInteger.ONE.shiftLeft(half).subtract(BigInteger.ONE);
        return square.compareTo(largest.multiply(largest)) > 0 ? half + 1 : half;
    }

    static boolean areParallel(BigInteger[] a, BigInteger[] b) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                if (!a[i].multiply(b[j]).equals(a[j].multiply(b[i]))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A vector other than zero, divided by the greatest common divisor of its entries. */
    static BigInteger[] primitive(BigInteger[] v) {
        BigInteger divisor = BigInteger.ZERO;
        for (BigInteger e : v) {
            divisor = divisor.gcd(e);
        }
        BigInteger[] shortest = new BigInteger[v.length];
        for (int i = 0; i < v.length; i++) {
            shortest[i] = v[i].divide(divisor);
        }
        return shortest;
    }
}
