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

    /** Center and radius of {@code a . z + b} over the box: the exact value at the center, and {@code |a| . radius}. */
    Rational[] affine(RationalVector a, Rational b) {
        return new Rational[] {a.dot(center).add(b), a.map(Rational::abs).dot(radius)};
    }

    /**
     * The sign of {@code a . z + b} at the solution: -1, 0 or +1 if proved (0 only if a and b vanish, so that the form is
     * identically zero), and {@code null} if this box is too large to tell.
     */
    Integer sign(RationalVector a, Rational b) {
        Rational[] value = affine(a, b);
        if (value[0].abs().compareTo(value[1]) > 0) {
            return value[0].signum();
        }
        return a.isZero() && b.isZero() ? 0 : null;
    }
}
