package org.talweg.landscape;

import org.talweg.arrangement.SignVector;

/**
 * A face of the arrangement together with the sign of the output weight: where a ray lies. Its star is the set of signed
 * cells of that sign whose closure contains the face. Ordered by sign ({@code +} first), then by covector with {@code +}
 * first.
 */
public record SignedFace(int sign, SignVector covector) implements Comparable<SignedFace> {

    /** True if {@code c} belongs to the star. */
    public boolean isInClosureOf(SignedCell c) {
        return c.sign() == sign && covector.isFaceOf(c.cell());
    }

    @Override
    public int compareTo(SignedFace other) {
        return sign != other.sign ? Integer.compare(other.sign, sign) : other.covector.compareTo(covector);
    }

    @Override
    public String toString() {
        return (sign > 0 ? "+:" : "-:") + covector;
    }
}
