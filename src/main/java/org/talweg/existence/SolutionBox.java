package org.talweg.existence;

import java.util.Arrays;
import java.util.List;
import org.talweg.exact.Interval;
import org.talweg.exact.ProvedSign;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.proof.KktSystem;

/**
 * A box that contains exactly one solution of a {@link KktSystem}: {@code |z_i - center_i| <= radius_i}.
 *
 * <p>The exact ends of a box of doubles are made only when asked for: most signs are settled by the intervals.
 */
public final class SolutionBox {

    private final double[] approximateCenter;
    private final double[] approximateRadius;
    private final List<Interval> enclosures;
    private final List<Interval> residual;
    private RationalVector center;
    private RationalVector radius;

    private SolutionBox(
            double[] approximateCenter,
            double[] approximateRadius,
            RationalVector center,
            RationalVector radius,
            Interval[] enclosures,
            Interval[] residual) {
        this.approximateCenter = approximateCenter;
        this.approximateRadius = approximateRadius;
        this.center = center;
        this.radius = radius;
        this.enclosures = List.of(enclosures);
        this.residual = List.of(residual);
    }

    /**
     * A box with these exact doubles as center and radius.
     *
     * @param residual an interval for each r_k, k = 1..n, that contains the residual at the solution
     */
    public static SolutionBox of(double[] center, double[] radius, Interval[] enclosures, Interval[] residual) {
        return new SolutionBox(center.clone(), radius.clone(), null, null, enclosures, residual);
    }

    /** A box with exact center and radius. */
    public static SolutionBox of(
            RationalVector center, RationalVector radius, Interval[] enclosures, Interval[] residual) {
        return new SolutionBox(center.toDoubles(), null, center, radius, enclosures, residual);
    }

    /** True if the box is smaller than doubles could make it. */
    public boolean isRefined() {
        return approximateRadius == null;
    }

    /** An interval that contains every {@code z_i} of the box. */
    public Interval enclosure(int i) {
        return enclosures.get(i);
    }

    /** Intervals that contain the residual at the solution. */
    public List<Interval> residual() {
        return residual;
    }

    /** The center to nearest. */
    public double[] approximateCenter() {
        return approximateCenter.clone();
    }

    public RationalVector center() {
        if (center == null) {
            center = RationalVector.of(approximateCenter);
        }
        return center;
    }

    public RationalVector radius() {
        if (radius == null) {
            radius = RationalVector.of(approximateRadius);
        }
        return radius;
    }

    /** The sign of {@code a . z + b} at the solution; ZERO if a and b vanish, so that the form is identically zero. */
    public ProvedSign sign(RationalVector a, Rational b) {
        Rational value = a.dot(center()).add(b);
        Rational spread = a.map(Rational::abs).dot(radius());
        if (value.abs().compareTo(spread) > 0) {
            return ProvedSign.of(value.signum());
        }
        return a.isZero() && b.isZero() ? ProvedSign.ZERO : ProvedSign.OPEN;
    }

    @Override
    public String toString() {
        return Arrays.toString(approximateCenter);
    }
}
