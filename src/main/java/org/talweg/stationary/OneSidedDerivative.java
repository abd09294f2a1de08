package org.talweg.stationary;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.arrangement.Arrangement;
import org.talweg.data.Activation;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * {@code F(w) = sum_k r_k rho(x_k . w)} in Q^p around the weights w of a neuron: {@code F(w + v) = F(w) + D(v)} for all v small enough, exactly, with D positively homogeneous and
 * linear on the cones between the hyperplanes through w (theorem N1 of stationary.md):
 * <pre>  D(v) = sum_{k off} r_k rho'(x_k.w) x_k.v + sum_{k on} r_k rho(x_k.v)</pre>
 * Rows on one hyperplane are taken together; where their parts on both sides agree there is no kink.
 */
final class OneSidedDerivative {

    /** A hyperplane at which D is not linear: beside the linear part, {@code above z} for {@code z = normal.v > 0} and {@code below z} for z &lt; 0. */
    record Kink(RationalVector normal, RationalVector above, RationalVector below) {}

    private final RationalVector value;
    private final RationalMatrix linear;
    private final List<Kink> kinks;
    private final RationalMatrix boundary;

    /**
     * @param data the arrangement of the inputs
     * @param residual n by p
     */
    OneSidedDerivative(Arrangement data, RationalMatrix residual, Activation rho, RationalVector w) {
        int p = residual.columns();
        RationalVector sum = RationalVector.zero(p);
        RationalMatrix transposed = residual.transpose();
        RationalVector products = data.rows().multiply(w);
        List<RationalVector> slopes = new ArrayList<>();
        Rational[] off = new Rational[data.size()];
        for (int k = 0; k < data.size(); k++) {
            Rational z = products.get(k);
            sum = sum.combine(residual.row(k), rho.at(z));
            off[k] = rho.isLinear() ? rho.plus() : rho.slope(z.signum());
        }
        for (int q = 0; q < p; q++) {
            RationalVector r = transposed.row(q);
            slopes.add(data.rows()
                    .multiplyTransposed(RationalVector.of(IntStream.range(0, off.length)
                            .mapToObj(k -> r.get(k).multiply(off[k]))
                            .toArray(Rational[]::new))));
        }
        List<Kink> found = new ArrayList<>();
        List<RationalVector> through = new ArrayList<>();
        if (!rho.isLinear()) {
            for (int h = 0; h < data.hyperplanes(); h++) {
                RationalVector normal = RationalVector.of(data.normal(h));
                if (normal.dot(w).isZero()) {
                    through.add(normal);
                    RationalVector above = side(data, residual, rho, h, normal, 1);
                    RationalVector below = side(data, residual, rho, h, normal, -1);
                    if (above.equals(below)) {
                        for (int q = 0; q < p; q++) {
                            slopes.set(q, slopes.get(q).combine(normal, above.get(q)));
                        }
                    } else {
                        found.add(new Kink(normal, above, below));
                    }
                }
            }
        }
        this.value = sum;
        this.linear = RationalMatrix.ofRows(slopes, data.dimension());
        this.kinks = List.copyOf(found);
        this.boundary = RationalMatrix.ofRows(through, data.dimension());
    }

    /** {@code sum r_k rho'(..) c_k} over the rows {@code x_k = c_k normal} of a hyperplane, on this side of it. */
    private static RationalVector side(
            Arrangement data, RationalMatrix residual, Activation rho, int h, RationalVector normal, int side) {
        RationalVector sum = RationalVector.zero(residual.columns());
        Rational square = normal.squaredNorm();
        for (int k = 0; k < data.size(); k++) {
            if (data.hyperplaneOf(k) == h) {
                Rational c = data.rows().row(k).dot(normal).divide(square);
                sum = sum.combine(
                        residual.row(k), rho.slope(data.orientationOf(k) * side).multiply(c));
            }
        }
        return sum;
    }

    /** F(w), of length p. */
    RationalVector value() {
        return value;
    }

    /** D(v), of length p. */
    RationalVector at(RationalVector v) {
        RationalVector sum = linear.multiply(v);
        for (Kink kink : kinks) {
            Rational z = kink.normal().dot(v);
            sum = sum.combine(z.signum() > 0 ? kink.above() : kink.below(), z);
        }
        return sum;
    }

    /** The part of D without the kinks, p by d. */
    RationalMatrix linear() {
        return linear;
    }

    /** True unless D is zero. */
    boolean isFelt() {
        return !kinks.isEmpty()
                || IntStream.range(0, linear.rows())
                        .anyMatch(q -> !linear.row(q).isZero());
    }

    List<Kink> kinks() {
        return kinks;
    }

    /** The normals of the kinks of D, one a row. */
    RationalMatrix kinkNormals() {
        return RationalMatrix.ofRows(kinks.stream().map(Kink::normal).toList(), boundary.columns());
    }

    /** The normals of all hyperplanes through w at which the activation has a kink, one a row. */
    RationalMatrix boundary() {
        return boundary;
    }
}
