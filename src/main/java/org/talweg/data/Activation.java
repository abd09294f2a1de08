package org.talweg.data;

import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;

/** The activation {@code rho(z) = plus z} for z &gt; 0 and {@code minus z} for z &lt; 0: ReLU (1, 0), leaky ReLU (1, s), |z| (1, -1), the identity (1, 1). */
public record Activation(Rational plus, Rational minus) {

    public static final Activation RELU = new Activation(Rational.ONE, Rational.ZERO);

    /** rho(z). */
    public Rational at(Rational z) {
        return z.multiply(slope(z.signum()));
    }

    /** rho, entry by entry. */
    public RationalVector at(RationalVector z) {
        return z.map(this::at);
    }

    /** The slope on the side of this sign; 0 for sign 0, where there may be none. */
    public Rational slope(int sign) {
        return sign > 0 ? plus : sign < 0 ? minus : Rational.ZERO;
    }

    /** True if both slopes are equal: no kink. */
    public boolean isLinear() {
        return plus.equals(minus);
    }
}
