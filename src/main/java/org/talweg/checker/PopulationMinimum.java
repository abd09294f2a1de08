package org.talweg.checker;

import java.util.Arrays;
import java.util.List;

/**
 * Proves that the population loss of students against orthonormal teachers has an isolated local minimum near given weights, that it is spurious, and bounds of its loss and of the least eigenvalue of its Hessian.
 *
 * <p>On the box of half-width rho around the weights the Hessian within the symmetry type exceeds m, in the coordinates of the matrix of weights. If the gradient at the center is shorter than {@code m rho / 2} then the loss on
 * the sphere of radius rho is above that at the center, so a minimum lies within, and by strict convexity it is the only critical point of the type in the box. It is critical for the full loss, and the full
 * Hessian exceeds m too: see "Certificates of population minima" in the description of the format.
 */
final class PopulationMinimum {

    private final Students students;
    private final double[] center;
    private final double radius;

    /** @param radius rho */
    PopulationMinimum(int[] sizes, int fixed, double[] center, double radius) throws Refusal {
        this.radius = radius;
        this.students = Students.of(sizes, fixed);
        this.center = center;
        Refusal.unless(
                center.length == students.entries.length,
                "expected %s parameters, found %s",
                students.entries.length,
                center.length);
    }

    private Bounded[] box(double halfWidth) {
        Bounded[] box = new Bounded[center.length];
        for (int i = 0; i < box.length; i++) {
            box[i] = Bounded.of(center[i]).plus(new Bounded(-halfWidth, halfWidth));
        }
        return box;
    }

    /**
     * Proves it.
     *
     * @param eigenvalue m
     * @throws Refusal if it is not shown, or the loss not within these bounds
     */
    void prove(double eigenvalue, Fraction least, Fraction most) throws Refusal {
        Refusal.unless(eigenvalue > 0, "the eigenvalue is not positive");
        Refusal.unless(least.sign() > 0, "the loss may be zero");
        Bounded[] box = box(radius);
        Students split = students.split();
        Bounded[] fine = new Bounded[split.entries.length];
        for (int i = 0; i < fine.length; i++) {
            fine[i] = box[split.original[i]];
        }
        Derivatives inBox = new Derivatives(split, fine);
        Refusal.unless(
                isAbove(scaled(split, inBox.second), eigenvalue), "the Hessian is not shown to exceed the eigenvalue");
        for (Students.Kind kind : students.kinds) {
            if (kind.group() >= 0) {
                components(kind, box, eigenvalue);
            }
        }
        Derivatives atCenter = new Derivatives(students, box(0));
        Bounded square = Bounded.ZERO;
        for (int i = 0; i < center.length; i++) {
            Bounded g = atCenter.first[i];
            square = square.plus(g.times(g).over(Bounded.count(students.entries[i])));
        }
        double slope = square.root().upper();
        Refusal.unless(
                slope < Math.nextDown(Math.nextDown(eigenvalue * radius) / 2),
                "the weights are not shown to be near a critical point");
        // at the minimum the loss is less than at the center, by at most |g|^2 / (2 m)
        Bounded less = Bounded.of(slope).times(Bounded.of(slope)).over(Bounded.of(2 * eigenvalue));
        Bounded loss = new Bounded(atCenter.value.minus(less).lower(), atCenter.value.upper());
        Refusal.unless(loss.isWithin(least, most), "the loss is not shown to be within the bounds");
    }

    /** Entries of the matrix are the coordinates: a parameter's length is the root of the number of its entries. */
    private static Bounded[][] scaled(Students students, Bounded[][] h) {
        for (int i = 0; i < h.length; i++) {
            for (int j = 0; j < h.length; j++) {
                Bounded scale = Bounded.count(students.entries[i])
                        .times(Bounded.count(students.entries[j]))
                        .root();
                h[i][j] = h[i][j].over(scale);
            }
        }
        return h;
    }

    /** Cholesky without roots: all pivots of h less m on its diagonal are positive. */
    private static boolean isAbove(Bounded[][] h, double m) {
        for (int i = 0; i < h.length; i++) {
            h[i][i] = h[i][i].minus(Bounded.of(m));
        }
        for (int p = 0; p < h.length; p++) {
            if (!h[p][p].isPositive()) {
                return false;
            }
            for (int i = p + 1; i < h.length; i++) {
                Bounded factor = h[i][p].over(h[p][p]);
                for (int j = p + 1; j < h.length; j++) {
                    h[i][j] = h[i][j].minus(factor.times(h[p][j]));
                }
            }
        }
        return true;
    }

    /** The two components of a group's neurons and coordinates in which no vector is left alone by the permutations that fix one coordinate. */
    private void components(Students.Kind u, Bounded[] x, double m) throws Refusal {
        int size = students.sizes[u.group()];
        if (size < 3) {
            return;
        }
        Bounded square = value(students.product(u, u, true), x);
        Bounded length = square.root();
        Bounded inner = value(students.product(u, u, false), x);
        Bounded area = square.times(square).minus(inner.times(inner)).root();
        Bounded e = x[u.at()[u.group()]];
        Bounded alternating = Bounded.angle(area, inner)
                .plus(weight(u, x).over(length))
                .minus(Bounded.ONE.over(square.minus(e.times(e)).root()))
                .over(Bounded.PI.times(2));
        Refusal.unless(alternating.lower() > m, "the alternating component does not exceed the eigenvalue");
        if (size > 3) {
            Bounded delta = x[u.own()].minus(e);
            Bounded symmetric = alternating.plus(delta.times(delta).over(Bounded.PI.times(area)));
            Refusal.unless(symmetric.lower() > m, "the symmetric component does not exceed the eigenvalue");
        }
    }

    /** The sum of |w_j| sin of the angle with u over the other students, less that over the teachers. */
    private Bounded weight(Students.Kind u, Bounded[] x) {
        Bounded sum = Bounded.ZERO;
        Bounded a = value(students.product(u, u, true), x);
        for (Students.Kind v : students.kinds) {
            // with one kind a group, a neuron shares its coordinate with itself only
            long others = students.count(v) - (v.equals(u) ? 1 : 0);
            if (others > 0) {
                Bounded b = value(students.product(v, v, true), x);
                Bounded c = value(students.product(u, v, false), x);
                sum = sum.plus(part(a, b, c).repeated(others));
            }
        }
        for (int l = 0; l < students.sizes.length; l++) {
            long rest = (long) students.sizes[l] - (u.group() == l ? 1 : 0);
            if (rest > 0) {
                sum = sum.minus(part(a, Bounded.ONE, value(students.entry(u, l, false), x))
                        .repeated(rest));
            }
            if (u.group() == l) {
                sum = sum.minus(part(a, Bounded.ONE, value(students.entry(u, l, true), x)));
            }
        }
        return sum;
    }

    /** |v| sin of the angle with u. */
    private static Bounded part(Bounded a, Bounded b, Bounded c) {
        return b.minus(c.times(c).over(a)).root();
    }

    private static Bounded value(List<Students.Term> terms, Bounded[] x) {
        Bounded sum = Bounded.ZERO;
        for (Students.Term t : terms) {
            Bounded both = at(x, t.i()).times(at(x, t.j()));
            sum = sum.plus(both.repeated(t.count()));
        }
        return sum;
    }

    private static Bounded at(Bounded[] x, int index) {
        return index < 0 ? Bounded.ONE : x[index];
    }

    /** The loss with first and second derivatives in the parameters. */
    private static final class Derivatives {

        private final Students students;
        private final Bounded[] x;
        private Bounded value;
        private final Bounded[] first;
        private final Bounded[][] second;

        Derivatives(Students students, Bounded[] x) {
            this.students = students;
            this.x = x;
            this.first = new Bounded[x.length];
            this.second = new Bounded[x.length][x.length];
            Arrays.fill(first, Bounded.ZERO);
            for (Bounded[] row : second) {
                Arrays.fill(row, Bounded.ZERO);
            }
            double k = students.teachers();
            this.value = Bounded.of(k / 4).plus(Bounded.of(k * (k - 1) / 4).over(Bounded.PI));
            for (int i = 0; i < students.kinds.size(); i++) {
                Students.Kind u = students.kinds.get(i);
                addSquares(u);
                long neurons = students.count(u);
                pairs(u, u, false, (double) (neurons * (neurons - 1)) / 2);
                for (int j = 0; j < i; j++) {
                    Students.Kind v = students.kinds.get(j);
                    pairs(u, v, false, (double) (neurons * students.count(v)));
                }
                for (int l = 0; l < students.sizes.length; l++) {
                    boolean owns = u.group() == l;
                    List<Students.Term> none = List.of(new Students.Term(-1, -1, 1));
                    double rest = (double) (neurons * (students.sizes[l] - (owns ? 1 : 0)));
                    add(students.product(u, u, true), none, entry(u, l, false), -rest);
                    if (owns) {
                        add(students.product(u, u, true), none, entry(u, l, true), (double) -neurons);
                    }
                }
            }
        }

        private List<Students.Term> entry(Students.Kind u, int l, boolean owned) {
            return students.entry(u, l, owned);
        }

        /** |u|^2 / 4 each. */
        private void addSquares(Students.Kind u) {
            List<Students.Term> square = students.product(u, u, true);
            Bounded weight = Bounded.count(students.count(u)).times(0.25);
            value = value.plus(PopulationMinimum.value(square, x).times(weight));
            chain(square, weight);
        }

        private void pairs(Students.Kind u, Students.Kind v, boolean together, double count) {
            add(students.product(u, u, true), students.product(v, v, true), students.product(u, v, together), count);
        }

        /** count times phi of two neurons with the squares a, b and the product c. */
        private void add(List<Students.Term> a, List<Students.Term> b, List<Students.Term> c, double count) {
            if (count == 0) {
                return;
            }
            List<List<Students.Term>> inner = List.of(a, b, c);
            Jet ja = Jet.variable(0, PopulationMinimum.value(a, x));
            Jet jb = Jet.variable(1, PopulationMinimum.value(b, x));
            Jet jc = Jet.variable(2, PopulationMinimum.value(c, x));
            Jet area = ja.times(jb).minus(jc.times(jc)).root();
            Jet angle = Jet.angle(area, jc, ja.value().times(jb.value()));
            Bounded weight = Bounded.of(count).over(Bounded.PI.times(2));
            Bounded rest = Bounded.PI.minus(angle.value());
            value = value.plus(area.value().plus(rest.times(jc.value())).times(weight));
            // the derivatives of (area + (pi - angle) c) in a, b and c, where what comes from the angle cancels what
            // comes from the area in part
            Jet inA = area.over(ja);
            Jet inB = area.over(jb);
            Bounded half = weight.times(0.5);
            Bounded[] once = {inA.value().times(half), inB.value().times(half), rest.times(weight)};
            Bounded[][] twice = {scaled(inA, half), scaled(inB, half), scaled(angle, weight.negated())};
            Bounded[][] slopes = new Bounded[3][];
            for (int i = 0; i < 3; i++) {
                slopes[i] = gradient(inner.get(i));
                chain(inner.get(i), once[i]);
            }
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    outer(slopes[i], slopes[j], twice[i][j]);
                }
            }
        }

        private static Bounded[] scaled(Jet jet, Bounded factor) {
            Bounded[] slopes = new Bounded[3];
            for (int i = 0; i < 3; i++) {
                slopes[i] = jet.slopes()[i].times(factor);
            }
            return slopes;
        }

        private Bounded[] gradient(List<Students.Term> terms) {
            Bounded[] g = new Bounded[x.length];
            for (Students.Term t : terms) {
                addTo(g, t.i(), at(x, t.j()).repeated(t.count()));
                addTo(g, t.j(), at(x, t.i()).repeated(t.count()));
            }
            return g;
        }

        private static void addTo(Bounded[] g, int index, Bounded part) {
            if (index >= 0) {
                g[index] = g[index] == null ? part : g[index].plus(part);
            }
        }

        /** Adds factor times the derivatives of a sum of products. */
        private void chain(List<Students.Term> terms, Bounded factor) {
            Bounded[] g = gradient(terms);
            for (int i = 0; i < g.length; i++) {
                if (g[i] != null) {
                    first[i] = first[i].plus(g[i].times(factor));
                }
            }
            for (Students.Term t : terms) {
                if (t.i() >= 0 && t.j() >= 0) {
                    Bounded part = factor.repeated(t.count());
                    second[t.i()][t.j()] = second[t.i()][t.j()].plus(part);
                    second[t.j()][t.i()] = second[t.j()][t.i()].plus(part);
                }
            }
        }

        private void outer(Bounded[] left, Bounded[] right, Bounded factor) {
            for (int i = 0; i < left.length; i++) {
                for (int j = 0; left[i] != null && j < right.length; j++) {
                    if (right[j] != null) {
                        second[i][j] = second[i][j].plus(factor.times(left[i].times(right[j])));
                    }
                }
            }
        }
    }
}
