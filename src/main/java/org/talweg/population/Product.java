package org.talweg.population;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The inner product of two neurons as a polynomial of degree two in the parameters, with whole coefficients: the sum of {@code count x_i x_j}, an index {@link Shape#ONE} standing for the number one.
 */
final class Product {

    private record Term(int i, int j, double count) {}

    private final List<Term> terms = new ArrayList<>();

    private void add(int i, int j, int count) {
        if (i != Shape.ZERO && j != Shape.ZERO && count > 0) {
            terms.add(new Term(Math.max(i, j), Math.min(i, j), count));
        }
    }

    /** Of a neuron of one orbit and one of another, or the same: of the same coordinate of the group that both own if {@code same}, else of two. */
    static Product of(Shape shape, Shape.Orbit u, Shape.Orbit v, boolean same) {
        Product product = new Product();
        for (int l = 0; l < shape.groups(); l++) {
            boolean ownOfU = u.group() == l;
            boolean ownOfV = v.group() == l;
            int rest = shape.size(l);
            if (ownOfU && ownOfV && same) {
                product.add(u.own(), v.own(), 1);
                rest--;
            } else {
                if (ownOfU) {
                    product.add(u.own(), v.others()[l], 1);
                    rest--;
                }
                if (ownOfV) {
                    product.add(u.others()[l], v.own(), 1);
                    rest--;
                }
            }
            product.add(u.others()[l], v.others()[l], rest);
        }
        return product;
    }

    <T> T value(Arithmetic<T> arithmetic, T[] x) {
        T sum = arithmetic.of(0);
        for (Term t : terms) {
            T one = t.i < 0 ? arithmetic.of(1) : x[t.i];
            T both = t.j < 0 ? one : arithmetic.multiply(one, x[t.j]);
            sum = arithmetic.add(sum, arithmetic.multiply(both, t.count));
        }
        return sum;
    }

    /** The gradient, of length of x; null where it is zero. */
    <T> T[] gradient(Arithmetic<T> arithmetic, T[] x) {
        T[] g = x.clone();
        Arrays.fill(g, null);
        for (Term t : terms) {
            if (t.i >= 0) {
                T other = t.j < 0 ? arithmetic.of(1) : x[t.j];
                g[t.i] = add(arithmetic, g[t.i], arithmetic.multiply(other, t.count));
                if (t.j >= 0) {
                    g[t.j] = add(arithmetic, g[t.j], arithmetic.multiply(x[t.i], t.count));
                }
            }
        }
        return g;
    }

    private static <T> T add(Arithmetic<T> arithmetic, T a, T b) {
        return a == null ? b : arithmetic.add(a, b);
    }

    /** Adds factor times the Hessian, which is constant. */
    <T> void addHessian(Arithmetic<T> arithmetic, T factor, T[][] h) {
        for (Term t : terms) {
            if (t.i >= 0 && t.j >= 0) {
                T part = arithmetic.multiply(factor, t.count);
                h[t.i][t.j] = arithmetic.add(h[t.i][t.j], part);
                h[t.j][t.i] = arithmetic.add(h[t.j][t.i], part);
            }
        }
    }
}
