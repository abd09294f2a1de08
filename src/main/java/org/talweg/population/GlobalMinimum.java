package org.talweg.population;

import org.talweg.exact.Interval;

/** The population loss around its global minimum, in closed form (theorem P6 of population.md). */
public final class GlobalMinimum {

    private GlobalMinimum() {}

    /** The least eigenvalue of the Hessian at the teacher, with as many students: {@code 1/4 - 1/(2 pi)}. */
    public static Interval smallestEigenvalue() {
        return Interval.of(0.25).subtract(Interval.of(0.5).divide(Arctangent.PI));
    }

    /**
     * With one student more the loss is not convex near the global minima: at two students {@code v_1/2 + t v_2} beside the other teachers, in the direction {@code (u, -u)} with u in the plane of v_1 and v_2, orthogonal to the two, of length 1/sqrt 2.
     *
     * @return {@code -t / (pi (1/4 + t^2))}, the curvature there in a direction of length one
     */
    public static Interval curvatureWithOneMore(double t) {
        Interval square = Interval.of(t).square();
        return Interval.of(-t).divide(Arctangent.PI.multiply(Interval.of(0.25).add(square)));
    }
}
