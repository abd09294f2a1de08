package org.talweg.population;

import java.util.Arrays;
import java.util.List;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Interval;

/**
 * A critical point of the population loss that exists, proved, and what is proved about it.
 *
 * @param shape its symmetry
 * @param center parameters of the shape
 * @param radius within it in every parameter there is exactly one critical point of this shape, this one
 * @param box contains its parameters
 * @param value of the loss
 * @param smallestEigenvalue of the full Hessian, n k by n k; the whole line if nothing is shown
 * @param verdict SPURIOUS, SADDLE or UNDECIDED
 * @param component in which the smallest eigenvalue was found
 * @param direction of negative curvature at a saddle, by the parameters of the refined shape; empty unless the component is the refined shape
 */
public record CriticalPoint(
        Shape shape,
        List<Double> center,
        double radius,
        List<Interval> box,
        Enclosure value,
        Bounds smallestEigenvalue,
        Verdict verdict,
        String component,
        List<Double> direction) {

    /** What a critical point is. */
    public enum Verdict {
        /** A local minimum of positive loss, isolated: the Hessian is positive definite. */
        SPURIOUS,
        /** The Hessian has a negative direction. */
        SADDLE,
        /** A minimum of loss zero. */
        GLOBAL,
        /** Neither is shown. */
        UNDECIDED
    }

    /** Proved bounds and a double between them, or near. */
    public record Bounds(double lower, double upper, double approximate) {}

    /** {@code sum_i |w_i|}, in floating point. */
    public double approximateNormSum() {
        double[] x = center.stream().mapToDouble(Double::doubleValue).toArray();
        double sum = 0;
        for (Shape.Orbit o : shape.students()) {
            Product square = Product.of(shape, o, o, true);
            Double[] boxed = Arrays.stream(x).boxed().toArray(Double[]::new);
            sum += shape.size(o) * Math.sqrt(square.value(Arithmetic.APPROXIMATE, boxed));
        }
        return sum;
    }
}
