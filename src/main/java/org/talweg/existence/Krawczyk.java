package org.talweg.existence;

import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.talweg.exact.Interval;

/**
 * Existence and uniqueness of a zero of a function of several variables in a box, by Krawczyk's operator: with c the box's center and Y near the inverse Jacobian,
 * <pre>  K(X) = c - Y F(c) + (I - Y F'(X)) (X - c);</pre>
 * if K(X) lies in the interior of X then X holds exactly one zero, and it lies in K(X). Source: R. Krawczyk, Computing 4 (1969); R. E. Moore, SIAM J. Numer. Anal. 14 (1977).
 */
public final class Krawczyk {

    /** A function with an enclosure of its Jacobian. */
    public interface Function {

        /** Intervals that contain F on the box. */
        Interval[] value(Interval[] box);

        /** Intervals that contain all partial derivatives on the box, one row a component. */
        Interval[][] jacobian(Interval[] box);
    }

    private Krawczyk() {}

    /** The box around a center, in every coordinate of this radius or a unit in the last place more. */
    public static Interval[] box(double[] center, double radius) {
        Interval[] box = new Interval[center.length];
        for (int i = 0; i < box.length; i++) {
            box[i] = Interval.around(center[i], radius);
        }
        return box;
    }

    /**
     * A box within {@code box(center, radius)} that contains its only zero; empty if that is not shown.
     *
     * <p>Cost: one inverse in floating point, and two products of matrices in intervals.
     */
    public static Optional<Interval[]> zero(Function f, double[] center, double radius) {
        int n = center.length;
        Interval[] box = box(center, radius);
        Interval[] at = f.value(box(center, 0));
        Interval[][] jacobian = f.jacobian(box);
        Optional<RealMatrix> y = approximateInverse(jacobian);
        if (y.isEmpty()) {
            return Optional.empty();
        }
        Interval[] image = new Interval[n];
        for (int i = 0; i < n; i++) {
            Interval sum = Interval.of(center[i]);
            for (int j = 0; j < n; j++) {
                sum = sum.subtract(at[j].multiply(y.get().getEntry(i, j)));
            }
            for (int j = 0; j < n; j++) {
                Interval entry = Interval.of(i == j ? 1 : 0);
                for (int k = 0; k < n; k++) {
                    entry = entry.subtract(jacobian[k][j].multiply(y.get().getEntry(i, k)));
                }
                sum = sum.add(entry.multiply(box[j].subtract(Interval.of(center[j]))));
            }
            if (!(sum.lower() > box[i].lower() && sum.upper() < box[i].upper())) {
                return Optional.empty();
            }
            image[i] = sum;
        }
        return Optional.of(image);
    }

    private static Optional<RealMatrix> approximateInverse(Interval[][] jacobian) {
        RealMatrix middle = MatrixUtils.createRealMatrix(jacobian.length, jacobian.length);
        for (int i = 0; i < jacobian.length; i++) {
            for (int j = 0; j < jacobian.length; j++) {
                double m = jacobian[i][j].middle();
                if (!Double.isFinite(m)) {
                    return Optional.empty();
                }
                middle.setEntry(i, j, m);
            }
        }
        try {
            return Optional.of(new LUDecomposition(middle).getSolver().getInverse());
        } catch (MathRuntimeException e) {
            return Optional.empty();
        }
    }
}
