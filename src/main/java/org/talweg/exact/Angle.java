package org.talweg.exact;

import java.math.BigInteger;

/**
 * Angles between rational vectors, in turns: {@code arccos(a.b / (|a||b|)) / (2 pi)}, from 0 to 1/2.
 *
 * <p>An angle that is a rational number of turns is given exactly: the squared cosine of such an angle is rational only for
 * multiples of 1/8 and 1/12 turn (Niven). Every other one is enclosed, by arctangents. No tolerance is used. Proofs: "Volumes" in
 * proofs-notes/theorems.md.
 */
public final class Angle {

    private static final Rational QUARTER = Rational.of(1, 4);
    private static final Rational HALF = Rational.of(1, 2);

    /** Halvings of an angle of at most 1/8 turn: its tangent is then below 1/16. */
    private static final int HALVINGS = 4;

    /** Lost to rounding in the halvings, the series and the quotient. */
    private static final int GUARD_BITS = 32;

    private Angle() {}

    /**
     * The angle between two nonzero vectors.
     *
     * <p>Cost: O(bits) products of numbers of that many bits.
     *
     * @param bits the enclosure is at most {@code 2^-bits} wide
     * @throws ArithmeticException if a vector is zero
     */
    public static Enclosure turns(RationalVector a, RationalVector b, int bits) {
        Rational product = a.dot(b);
        Rational squaredCosine = product.square().divide(a.squaredNorm().multiply(b.squaredNorm()));
        Enclosure acute = acute(squaredCosine, bits);
        return product.signum() >= 0 ? acute : Enclosure.of(HALF).subtract(acute);
    }

    private static Enclosure acute(Rational squaredCosine, int bits) {
        Rational quarters = squaredCosine.multiply(4);
        if (quarters.denominator().equals(BigInteger.ONE)) {
            return Enclosure.of(
                    switch (quarters.numerator().intValueExact()) {
                        case 0 -> QUARTER;
                        case 1 -> Rational.of(1, 6);
                        case 2 -> Rational.of(1, 8);
                        case 3 -> Rational.of(1, 12);
                        default -> Rational.ZERO;
                    });
        }
        Rational squaredTangent = Rational.ONE.subtract(squaredCosine).divide(squaredCosine);
        if (squaredTangent.compareTo(Rational.ONE) > 0) {
            Rational other = Rational.ONE.divide(squaredTangent);
            return Enclosure.of(QUARTER).subtract(turnsOfTangent(other, bits));
        }
        return turnsOfTangent(squaredTangent, bits);
    }

    /** {@code arctan(sqrt(q)) / (8 arctan(1))} for 0 < q <= 1. */
    private static Enclosure turnsOfTangent(Rational q, int bits) {
        int places = bits + GUARD_BITS;
        Enclosure angle = arctangentOfRoot(q, places);
        Enclosure turn = arctangentOfRoot(Rational.ONE, places).multiply(Rational.of(8));
        return new Enclosure(
                        angle.lower().max(Rational.ZERO).divide(turn.upper()),
                        angle.upper().divide(turn.lower()))
                .roundOutward(places);
    }

    /** {@code arctan(sqrt(q))} for 0 <= q <= 1, by {@code arctan x = 2 arctan(x / (1 + sqrt(1 + x^2)))} and the series. */
    static Enclosure arctangentOfRoot(Rational q, int places) {
        Rational low = q.sqrtDown(places);
        Rational high = q.sqrtUp(places);
        for (int i = 0; i < HALVINGS; i++) {
            low = low.divide(Rational.ONE.add(Rational.ONE.add(low.square()).sqrtUp(places)))
                    .roundDown(places);
            high = high.divide(Rational.ONE.add(Rational.ONE.add(high.square()).sqrtDown(places)))
                    .roundUp(places);
        }
        Enclosure small =
                new Enclosure(series(low, places).lower(), series(high, places).upper());
        return small.multiply(Rational.of(1L << HALVINGS));
    }

    /*
     * x - x^3/3 + x^5/5 - ..., in units of 2^-places, for 0 <= x <= 1/2 a multiple of the unit. The computed power differs
     * from the true one by e with e' <= e x^2 + x + 1 (one floor for x^2, one for the product), so e < 2; a term adds one floor,
     * so it is off by less than 3. The series alternates and its terms decrease, so what is left out is less than the first term
     * left out, whose computed power is 0: less than 2.
     */
    private static Enclosure series(Rational x, int places) {
        BigInteger unit = BigInteger.ONE.shiftLeft(places);
        BigInteger power = x.numerator().multiply(unit).divide(x.denominator());
        BigInteger square = power.multiply(power).shiftRight(places);
        BigInteger sum = BigInteger.ZERO;
        long terms = 0;
        while (power.signum() > 0) {
            BigInteger term = power.divide(BigInteger.valueOf(2 * terms + 1));
            sum = terms % 2 == 0 ? sum.add(term) : sum.subtract(term);
            power = power.multiply(square).shiftRight(places);
            terms++;
        }
        BigInteger error = BigInteger.valueOf(3 * terms + 2);
        return new Enclosure(Rational.of(sum.subtract(error), unit), Rational.of(sum.add(error), unit));
    }
}
