package org.talweg.proof;

import org.talweg.exact.Interval;
import org.talweg.exact.RationalVector;

/**
 * A linear function {@code r -> coefficients . r} of the residual (length n), exact, with intervals around its coefficients
 * for the fast path. Derivatives across the hyperplanes of a face are such functions (theorem T4).
 */
public final class ResidualForm {

    private final RationalVector coefficients;
    private final Interval[] enclosures;

    public ResidualForm(RationalVector coefficients) {
        this.coefficients = coefficients;
        this.enclosures = coefficients.toList().stream().map(Interval::of).toArray(Interval[]::new);
    }

    public RationalVector coefficients() {
        return coefficients;
    }

    /** An interval that contains the value at every r of the box. */
    public Interval evaluate(Interval[] r) {
        Interval sum = Interval.ZERO;
        for (int k = 0; k < r.length; k++) {
            if (enclosures[k].lower() != 0 || enclosures[k].upper() != 0) {
                sum = sum.add(enclosures[k].multiply(r[k]));
            }
        }
        return sum;
    }
}
