package org.talweg.population;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The population loss of students against an orthonormal teacher, restricted to a {@link Shape}, as a function of its parameters x:
 * <pre>  F = 1/2 E (sum_i (w_i.x)_+ - sum_j (v_j.x)_+)^2 = 1/2 sum over pairs u, v of +- phi(u, v),
 *  phi(u, v) = (S + (pi - theta) c) / (2 pi),  c = u.v, S = sqrt(|u|^2 |v|^2 - c^2), theta = the angle,</pre>
 * over all students and teachers, with the sign minus for a student and a teacher (theorem P1 of population.md). Pairs that permutations exchange are counted, not repeated: the cost does not depend on k.
 */
final class PopulationLoss {

    /** Pairs of neurons with one value of phi; {@code weight} is their number with sign, halved. A neuron with itself has {@code phi = |u|^2 / 2}. */
    private record Pairs(double weight, boolean itself, Product a, Product b, Product c) {}

    private final Shape shape;
    private final List<Pairs> pairs = new ArrayList<>();
    private final double constant;
    private final double constantOverPi;

    PopulationLoss(Shape shape) {
        this.shape = shape;
        List<Shape.Orbit> students = shape.students();
        for (int p = 0; p < students.size(); p++) {
            for (int q = p; q < students.size(); q++) {
                add(students.get(p), students.get(q), p == q, p == q ? 0.5 : 1);
            }
            for (int g = 0; g < shape.groups(); g++) {
                add(students.get(p), shape.teachers(g), false, -1);
            }
        }
        double k = shape.teachers();
        this.constant = k / 4;
        this.constantOverPi = k * (k - 1) / 4;
    }

    private void add(Shape.Orbit u, Shape.Orbit v, boolean identical, double factor) {
        double all = (double) shape.size(u) * shape.size(v);
        double same = u.group() >= 0 && u.group() == v.group() ? shape.size(u) : identical ? 1 : 0;
        if (same > 0) {
            pairs.add(pairs(u, v, factor * same, true, identical));
        }
        if (all > same) {
            pairs.add(pairs(u, v, factor * (all - same), false, false));
        }
    }

    private Pairs pairs(Shape.Orbit u, Shape.Orbit v, double weight, boolean same, boolean itself) {
        return new Pairs(
                weight,
                itself,
                Product.of(shape, u, u, true),
                Product.of(shape, v, v, true),
                Product.of(shape, u, v, same));
    }

    Shape shape() {
        return shape;
    }

    /** F. */
    <T> T value(Arithmetic<T> o, T[] x) {
        T sum = o.add(o.of(constant), o.divide(o.of(constantOverPi), o.pi()));
        for (Pairs p : pairs) {
            T a = p.a.value(o, x);
            T phi;
            if (p.itself) {
                phi = o.multiply(a, 0.5);
            } else {
                Angle<T> angle = new Angle<>(o, a, p.b.value(o, x), p.c.value(o, x));
                phi = o.divide(
                        o.add(angle.s, o.multiply(o.subtract(o.pi(), angle.theta), angle.c)), o.multiply(o.pi(), 2));
            }
            sum = o.add(sum, o.multiply(phi, p.weight));
        }
        return sum;
    }

    /** The gradient and the Hessian of F. */
    record Derivatives<T>(T[] gradient, T[][] hessian) {}

    /** S and theta from a = |u|^2, b = |v|^2 and c = u.v. */
    private static final class Angle<T> {
        private final T a;
        private final T b;
        private final T c;
        private final T s;
        private final T theta;

        Angle(Arithmetic<T> o, T a, T b, T c) {
            this.a = a;
            this.b = b;
            this.c = c;
            this.s = o.sqrt(o.subtract(o.multiply(a, b), o.multiply(c, c)));
            this.theta = o.angle(s, c);
        }
    }

    /** With the derivatives of phi in a, b, c (theorem P1), and those of a, b, c in x. */
    <T> Derivatives<T> derivatives(Arithmetic<T> o, T[] x) {
        int size = x.length;
        T[] gradient = x.clone();
        Arrays.fill(gradient, o.of(0));
        @SuppressWarnings("unchecked") // an array of the arrays that x is one of
        T[][] hessian = (T[][]) Array.newInstance(x.getClass(), size);
        for (int i = 0; i < size; i++) {
            hessian[i] = gradient.clone();
        }
        for (Pairs p : pairs) {
            T[] da = p.a.gradient(o, x);
            if (p.itself) {
                T half = o.of(p.weight / 2);
                add(o, gradient, half, da);
                p.a.addHessian(o, half, hessian);
                continue;
            }
            T[] db = p.b.gradient(o, x);
            T[] dc = p.c.gradient(o, x);
            Angle<T> g = new Angle<>(o, p.a.value(o, x), p.b.value(o, x), p.c.value(o, x));
            T w = o.divide(o.of(p.weight), o.multiply(o.pi(), 8));
            T pa = o.multiply(o.multiply(w, 2), o.divide(g.s, g.a));
            T pb = o.multiply(o.multiply(w, 2), o.divide(g.s, g.b));
            T pc = o.multiply(o.multiply(w, 4), o.subtract(o.pi(), g.theta));
            add(o, gradient, pa, da);
            add(o, gradient, pb, db);
            add(o, gradient, pc, dc);
            p.a.addHessian(o, pa, hessian);
            p.b.addHessian(o, pb, hessian);
            p.c.addHessian(o, pc, hessian);
            T ws = o.divide(w, g.s);
            T paa = o.subtract(o.multiply(ws, o.divide(g.b, g.a)), o.divide(pa, g.a));
            T pbb = o.subtract(o.multiply(ws, o.divide(g.a, g.b)), o.divide(pb, g.b));
            T pac = o.multiply(o.multiply(ws, -2), o.divide(g.c, g.a));
            T pbc = o.multiply(o.multiply(ws, -2), o.divide(g.c, g.b));
            T pcc = o.multiply(ws, 4);
            addProducts(o, hessian, da, combined(o, da, paa, db, ws, dc, pac));
            addProducts(o, hessian, db, combined(o, da, ws, db, pbb, dc, pbc));
            addProducts(o, hessian, dc, combined(o, da, pac, db, pbc, dc, pcc));
        }
        return new Derivatives<>(gradient, hessian);
    }

    private static <T> void add(Arithmetic<T> o, T[] sum, T factor, T[] part) {
        for (int i = 0; i < sum.length; i++) {
            if (part[i] != null) {
                sum[i] = o.add(sum[i], o.multiply(factor, part[i]));
            }
        }
    }

    private static <T> T[] combined(Arithmetic<T> o, T[] a, T fa, T[] b, T fb, T[] c, T fc) {
        T[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            T s = a[i] == null ? null : o.multiply(fa, a[i]);
            s = plus(o, s, fb, b[i]);
            sum[i] = plus(o, s, fc, c[i]);
        }
        return sum;
    }

    private static <T> T plus(Arithmetic<T> o, T sum, T factor, T part) {
        if (part == null) {
            return sum;
        }
        T more = o.multiply(factor, part);
        return sum == null ? more : o.add(sum, more);
    }

    private static <T> void addProducts(Arithmetic<T> o, T[][] h, T[] left, T[] right) {
        for (int i = 0; i < left.length; i++) {
            if (left[i] == null) {
                continue;
            }
            for (int j = 0; j < right.length; j++) {
                if (right[j] != null) {
                    h[i][j] = o.add(h[i][j], o.multiply(left[i], right[j]));
                }
            }
        }
    }
}
