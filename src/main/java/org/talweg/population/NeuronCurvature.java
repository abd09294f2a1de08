package org.talweg.population;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.talweg.exact.Interval;

/**
 * The curvature of the population loss when one student w moves alone, without the part {@code I/2} of its own square:
 * <pre>  H' = ( A (I - ww'/|w|^2) + sum_j +- p_j p_j' / |p_j| ) / (2 pi |w|),   A = sum_j +- |p_j|,</pre>
 * over the other students (plus) and the teachers (minus), p_j being the part of neuron j orthogonal to w. The split of w into {@code w/2 + u} and {@code w/2 - u} has the second derivative {@code 4 u'H'u} in the direction
 * (u, -u), so {@code 2 u'H'u} for a direction of length one (theorem P5 of population.md).
 */
final class NeuronCurvature {

    /** Coordinates at which the neuron has one value. */
    private record CoordinateClass(int group, boolean own, int size) {}

    /** Neurons of one orbit in the same relation to w; {@code at} is the class of their own coordinates, or -1. */
    private record Others(Shape.Orbit orbit, boolean same, int at, int count, int sign) {}

    private final Shape shape;
    private final Shape.Orbit orbit;
    private final Interval[] x;
    private final List<CoordinateClass> classes = new ArrayList<>();
    private final List<Others> others = new ArrayList<>();
    private final Interval square;

    NeuronCurvature(Shape shape, Shape.Orbit orbit, Interval[] x) {
        this.shape = shape;
        this.orbit = orbit;
        this.x = x;
        this.square = Product.of(shape, orbit, orbit, true).value(Arithmetic.PROVED, x);
        if (orbit.group() >= 0) {
            classes.add(new CoordinateClass(orbit.group(), true, 1));
        }
        for (int l = 0; l < shape.groups(); l++) {
            int size = shape.size(l) - (l == orbit.group() ? 1 : 0);
            if (size > 0) {
                classes.add(new CoordinateClass(l, false, size));
            }
        }
        for (Shape.Orbit o : shape.students()) {
            addOthers(o, o.equals(orbit), 1);
        }
        for (int g = 0; g < shape.groups(); g++) {
            addOthers(shape.teachers(g), false, -1);
        }
    }

    private void addOthers(Shape.Orbit o, boolean identical, int sign) {
        boolean shared = orbit.group() >= 0 && o.group() == orbit.group();
        if (shared && !identical) {
            others.add(new Others(o, true, 0, 1, sign));
        }
        int rest = shape.size(o) - (shared || identical ? 1 : 0);
        if (rest > 0) {
            others.add(new Others(o, false, o.group() < 0 ? -1 : classOf(o.group()), rest, sign));
        }
    }

    private int classOf(int group) {
        for (int c = 0; c < classes.size(); c++) {
            if (classes.get(c).group == group && !classes.get(c).own) {
                return c;
            }
        }
        throw new IllegalStateException("no coordinates of group " + group);
    }

    private Interval at(int index) {
        return index == Shape.ONE ? Interval.of(1) : index == Shape.ZERO ? Interval.ZERO : x[index];
    }

    /** The value of w at the coordinates of a class. */
    private Interval own(CoordinateClass c) {
        return at(orbit.at(c.group, c.own));
    }

    /** |p_j|, equal for all of them. */
    private Interval distance(Others o) {
        Interval b = Product.of(shape, o.orbit, o.orbit, true).value(Arithmetic.PROVED, x);
        Interval c = Product.of(shape, orbit, o.orbit, o.same).value(Arithmetic.PROVED, x);
        return square.multiply(b).subtract(c.square()).sqrt().divide(square.sqrt());
    }

    /** A. */
    Interval weight() {
        Interval sum = Interval.ZERO;
        for (Others o : others) {
            sum = sum.add(distance(o).multiply((double) o.sign * o.count));
        }
        return sum;
    }

    /** Twice the quotient {@code u'H'u / u'u} for a vector u in which it is small. */
    record Split(Interval quotient, String witness) {}

    /** The best split found: u constant on the classes of coordinates, or a difference of two coordinates of one class. */
    Split split() {
        Interval[][] matrix = onClassConstants();
        Interval scale = Interval.of(1).divide(Arctangent.PI.multiply(square.sqrt()));
        double[][] middle = SymmetricIntervals.approximate(matrix);
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(middle));
        int least = 0;
        for (int e = 1; e < middle.length; e++) {
            if (eigen.getEigenvalue(e) < eigen.getEigenvalue(least)) {
                least = e;
            }
        }
        double[] v = eigen.getEigenvector(least).toArray();
        for (int c = 0; c < v.length; c++) {
            v[c] /= Math.sqrt(classes.get(c).size);
        }
        Split best = new Split(
                SymmetricIntervals.quotient(matrix, eigen.getEigenvector(least).toArray())
                        .multiply(scale),
                "u = " + Arrays.toString(v) + " on " + classNames());
        for (int c = 0; c < classes.size(); c++) {
            if (classes.get(c).size > 1) {
                Interval quotient = onDifferences(c).multiply(scale);
                if (quotient.upper() < best.quotient.upper()) {
                    best = new Split(quotient, "u = the difference of two coordinates of " + name(classes.get(c)));
                }
            }
        }
        return best;
    }

    private static String name(CoordinateClass c) {
        return c.own ? "own" : "group " + (c.group + 1);
    }

    private List<String> classNames() {
        return classes.stream().map(NeuronCurvature::name).toList();
    }

    /** 2 pi |w| H' between the unit vectors that are constant on a class and zero elsewhere. */
    private Interval[][] onClassConstants() {
        int size = classes.size();
        Interval[] w = new Interval[size];
        for (int c = 0; c < size; c++) {
            w[c] = own(classes.get(c)).multiply(root(c));
        }
        Interval a = weight();
        Interval[][] m = new Interval[size][size];
        for (int c = 0; c < size; c++) {
            for (int e = 0; e < size; e++) {
                m[c][e] = a.multiply(
                        Interval.of(c == e ? 1 : 0).subtract(w[c].multiply(w[e]).divide(square)));
            }
        }
        for (Others o : others) {
            Interval[] p = new Interval[size];
            Interval along = Product.of(shape, orbit, o.orbit, o.same)
                    .value(Arithmetic.PROVED, x)
                    .divide(square);
            for (int c = 0; c < size; c++) {
                Interval value = at(o.orbit.others()[classes.get(c).group]);
                p[c] = value.subtract(along.multiply(own(classes.get(c)))).multiply(root(c));
            }
            if (o.at >= 0) {
                p[o.at] = p[o.at].add(excess(o).divide(root(o.at)));
            }
            Interval factor = Interval.of((double) o.sign * o.count).divide(distance(o));
            for (int c = 0; c < size; c++) {
                for (int e = 0; e < size; e++) {
                    m[c][e] = m[c][e].add(factor.multiply(p[c].multiply(p[e])));
                }
            }
        }
        return m;
    }

    private Interval root(int c) {
        return Interval.of(classes.get(c).size).sqrt();
    }

    /** What a neuron has at its own coordinate more than at the others of its group. */
    private Interval excess(Others o) {
        return at(o.orbit.own()).subtract(at(o.orbit.others()[o.orbit.group()]));
    }

    /** 2 pi |w| H' on vectors within a class whose sum is zero: a multiple of the identity. */
    private Interval onDifferences(int c) {
        Interval sum = weight();
        for (Others o : others) {
            if (o.at == c) {
                sum = sum.add(excess(o).square().divide(distance(o)).multiply(o.sign));
            }
        }
        return sum;
    }
}
