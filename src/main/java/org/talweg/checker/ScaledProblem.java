package org.talweg.checker;

import java.math.BigInteger;

/**
 * The integer problem in fixed point (section 6 of the format): inputs over 2^a, labels over 2^b, so residuals and outputs over
 * 2^b, neurons over 2^(b-a), mu over 2^(a+b), with a and b such that the inputs have a Frobenius norm of at most 1 and the
 * labels a norm of at most 1. Numbers are in units of {@code 2^-BITS}, rounded down if not said otherwise.
 */
final class ScaledProblem {

    static final int BITS = 46;

    /** The units of {@link #mass}: 2^-16. */
    static final int MASS_BITS = 16;

    private static final int LONGEST = 60;

    final long[][] x;
    final long[] y;
    final long mu;
    final long muUp;
    /** A bound of the mass of any optimum, rounded up. */
    final long mass;
    /** b. */
    final int labelBits;

    ScaledProblem(Problem problem) throws Refusal {
        int a = problem.frobenius.bitLength();
        int b = Vectors.rootBits(problem.squaredLabels);
        labelBits = b;
        x = new long[problem.n][problem.d];
        y = new long[problem.n];
        for (int k = 0; k < problem.n; k++) {
            for (int j = 0; j < problem.d; j++) {
                x[k][j] = problem.x[k][j].shiftLeft(BITS - a).longValueExact();
            }
            y[k] = problem.y[k].shiftLeft(BITS - b).longValueExact();
        }
        mu = floor(problem.mu, BITS - a - b);
        muUp = mu + 1;
        mass = floor(problem.massBound(), a - b + MASS_BITS - 1) + 1;
    }

    /** The largest integer that is at most {@code value * 2^bits}. */
    private static long floor(Fraction value, int bits) throws Refusal {
        BigInteger floor = floorOf(value, bits);
        Refusal.unless(floor.bitLength() < LONGEST, "mu is too large or too small for this evidence");
        return floor.longValueExact();
    }

    /** The largest integer that is at most {@code value * 2^bits}. */
    static BigInteger floorOf(Fraction value, int bits) {
        BigInteger numerator = value.numerator().shiftLeft(Math.max(0, bits));
        BigInteger denominator = value.denominator().shiftLeft(Math.max(0, -bits));
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }
}
