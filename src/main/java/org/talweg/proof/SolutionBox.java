package org.talweg.proof;

import java.util.List;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;

/**
 * A box that contains exactly one solution of a {@link KktSystem}: {@code |z_i - center_i| <= radius_i}.
 *
 * @param center exact (dyadic) numbers
 * @param radius nonnegative bounds
 * @param residual an interval for each r_k, k = 1..n, that contains the residual at the solution
 */
record SolutionBox(RationalVector center, RationalVector radius, List<Interval> residual) {

    SolutionBox {
        residual = List.copyOf(residual);
    }

    /** The sign of {@code a . z + b} at the solution; ZERO if a and b vanish, so that the form is identically zero. */
    ProvedSign sign(RationalVector a, Rational b) {
        Rational center = a.dot(this.center).add(b);
        Rational spread = a.map(Rational::abs).dot(radius);
        if (center.abs().compareTo(spread) > 0) {
            return ProvedSign.of(center.signum());
        }
        return a.isZero() && b.isZero() ? ProvedSign.ZERO : ProvedSign.OPEN;
    }
}
