package org.talweg.minima;

import java.math.BigInteger;
import java.util.Optional;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;

/**
 * A linear inequality {@code a.r >= b} on the residual, for floating-point proofs: the exact inequality {@code a*.r >= b*}, scaled
 * by a power of two that brings the largest coefficient into [1/2, 1), with each coefficient rounded once and b rounded down.
 *
 * @param coefficients a, each within a relative 2^-53 of a*
 * @param bound b, at most b*
 * @param exact a* and b* but for the power of two; empty where a* = a and b* = b
 */
record LinearBound(double[] coefficients, double bound, Optional<Exact> exact) {

    /** {@code coefficients.r >= bound} over exact numbers. */
    record Exact(RationalVector coefficients, Rational bound) {}

    private static final double LEAST = 0x1p-500;

    /**
     * The inequality {@code a.r >= b} over exact coefficients; empty if it does not fit into doubles or says nothing. To leave an
     * inequality out weakens what can be proved, no more.
     */
    static Optional<LinearBound> of(RationalVector a, Rational b) {
        double largest = 0;
        for (Rational entry : a.toList()) {
            largest = Math.max(largest, Math.abs(entry.doubleValue()));
        }
        if (!(largest > LEAST && largest < 1 / LEAST)) {
            return Optional.empty();
        }
        Rational scale = Rational.scaleByPowerOfTwo(BigInteger.ONE, -Math.getExponent(largest) - 1);
        double[] coefficients = new double[a.size()];
        for (int k = 0; k < coefficients.length; k++) {
            coefficients[k] = a.get(k).multiply(scale).doubleValue();
            if (!a.get(k).isZero() && Math.abs(coefficients[k]) < LEAST) {
                return Optional.empty();
            }
        }
        double bound = Interval.of(b.multiply(scale)).lower();
        return Double.isFinite(bound) && (bound == 0 || Math.abs(bound) > LEAST)
                ? Optional.of(new LinearBound(coefficients, bound, Optional.of(new Exact(a, b))))
                : Optional.empty();
    }

    RationalVector exactCoefficients() {
        return exact.map(Exact::coefficients).orElseGet(() -> RationalVector.of(coefficients));
    }

    Rational exactBound() {
        return exact.map(Exact::bound).orElseGet(() -> Rational.of(bound));
    }

    /** {@code a.r} in floating point. */
    double approximate(double[] r) {
        double sum = 0;
        for (int k = 0; k < r.length; k++) {
            sum += coefficients[k] * r[k];
        }
        return sum;
    }

    /** True if no r of the ball satisfies the exact inequality. */
    boolean fails(ResidualBall ball) {
        double[] r = ball.center();
        double sum = 0;
        double size = 0;
        double square = 0;
        for (int k = 0; k < r.length; k++) {
            double term = coefficients[k] * r[k];
            sum += term;
            size += Math.abs(term);
            square += coefficients[k] * coefficients[k];
        }
        // Each term carries two roundings and at most n additions; the norm of a* at most as many.
        double unit = (r.length + 8) * 0x1p-52;
        double reach = Math.sqrt(square) * ball.radius() * (1 + unit);
        return sum + reach + unit * (size + reach) + Double.MIN_NORMAL < bound - Math.abs(bound) * unit;
    }
}
