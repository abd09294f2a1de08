package org.talweg.proof;

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
    int bits() {
        return bits(digits);
    }

    private static int bits(int digits) {
        return (int) Math.ceil(digits * 3.33) + 32;
    }
}
