package org.talweg.population;

import org.talweg.exact.Interval;

/** The curvature of the population loss when one neuron alone moves, or splits. */
final class NeuronCurvature {

    private NeuronCurvature() {}

    /**
     * {@code A = sum over the other students j of |w_j| sin theta_j - sum over the teachers of sin theta_j}, the angles being those with a neuron w of this orbit.
     */
    static Interval weight(Shape shape, Shape.Orbit o, Interval[] x) {
        Interval sum = Interval.ZERO;
        for (Shape.Orbit other : shape.students()) {
            sum = sum.add(sines(shape, o, other, x, other.equals(o)));
        }
        for (int g = 0; g < shape.groups(); g++) {
            sum = sum.subtract(sines(shape, o, shape.teachers(g), x, false));
        }
        return sum;
    }

    /** The sum of {@code |v| sin(w, v)} over the neurons v of an orbit but w itself. */
    private static Interval sines(Shape shape, Shape.Orbit o, Shape.Orbit other, Interval[] x, boolean identical) {
        boolean shared = o.group() >= 0 && o.group() == other.group();
        Interval sum = Interval.ZERO;
        if (shared && !identical) {
            sum = sum.add(sine(shape, o, other, x, true));
        }
        int rest = shape.size(other) - (shared || identical ? 1 : 0);
        if (rest > 0) {
            sum = sum.add(sine(shape, o, other, x, false).multiply(rest));
        }
        return sum;
    }

    private static Interval sine(Shape shape, Shape.Orbit u, Shape.Orbit v, Interval[] x, boolean same) {
        Interval a = Product.of(shape, u, u, true).value(Arithmetic.PROVED, x);
        Interval b = Product.of(shape, v, v, true).value(Arithmetic.PROVED, x);
        Interval c = Product.of(shape, u, v, same).value(Arithmetic.PROVED, x);
        return a.multiply(b).subtract(c.square()).sqrt().divide(a.sqrt());
    }
}
