package org.talweg.proof;

import org.talweg.exact.Enclosure;
import org.talweg.landscape.Objective;

/**
 * How much precision a proof may spend.
 *
 * @param digits decimal digits of relative accuracy wanted of enclosures, 1 to 1000
 * @param maximalBits binary places at which an open sign is given up
 */
public record ProofSettings(int digits, int maximalBits) {

    public static final ProofSettings DEFAULT = ofDigits(12);

    public ProofSettings {
        if (digits < 1 || digits > 1000) {
            throw new IllegalArgumentException("digits must lie between 1 and 1000: " + digits);
        }
    }

    /** Settings for this many digits. */
    public static ProofSettings ofDigits(int digits) {
        return new ProofSettings(digits, Math.max(512, bits(digits) + 256));
    }

    /** Binary places for the digits, with 32 to spare. */
    public int bits() {
        return bits(digits);
    }

    /** The same places of residuals, which are far smaller than outputs where the decay is small. */
    public int bits(Objective objective) {
        return bits() + objective.approximateDecayBits();
    }

    /** The enclosure with short ends that are still as accurate as wanted. */
    public Enclosure rounded(Enclosure enclosure) {
        if (enclosure.width().isZero()) {
            return enclosure;
        }
        int size = enclosure.upper().numerator().bitLength()
                - enclosure.upper().denominator().bitLength();
        return enclosure.roundOutward(bits() + 8 - Math.min(size, 0));
    }

    private static int bits(int digits) {
        return (int) Math.ceil(digits * 3.33) + 32;
    }
}
