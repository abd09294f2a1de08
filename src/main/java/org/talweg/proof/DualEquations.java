package org.talweg.proof;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * The first-order system of a set of rays on given faces (theorem T2) with the directions eliminated. The unknowns are the masses t_i and the
 * coordinates q of the residual ({@link ScaledResidual}). A ray points along {@code v_i = s_i G_i^-1 M_i' Q q}, so that {@code z_i = t_i v_i}, and with {@code K_i = Q' M_i G_i^-1 M_i' Q}
 *
 * <pre>  q' K_i q = 1,    sum_i t_i K_i q + mu Q'Q q = Q' y.</pre>
 *
 * <p>These equations are quadratic, without roots, and stay as they are where a mass is zero or negative: Newton's method on them finds points that the equations of {@link KktEquations},
 * whose derivative grows like the inverse of the least mass, lose. Where all masses are positive both have the same zeros, and are regular at the same ones.
 */
final class DualEquations {

    private static final int PLACES = 256;
    private static final int STEPS = 60;
    private static final int EXACT_STEPS = 16;
    /** A correction beyond which Newton's method counts as running away. Heuristic: what is given up stays open. */
    private static final double LARGEST = 0x1p500;

    /** Further places in what is computed with. */
    private static final int GUARD = 64;

    private final List<RationalMatrix> directions = new ArrayList<>();
    private final List<RationalMatrix> forms = new ArrayList<>();
    private final List<RationalMatrix> grams = new ArrayList<>();
    private final RationalMatrix decay;
    private final RationalVector target;
    private final int rays;
    private final int unknowns;

    /**
     * @param faces the faces of the rays
     * @param signs their signs s_i
     * @param scaled the coordinates of the residual
     * @param target {@code Q' y}
     */
    DualEquations(List<FaceData> faces, int[] signs, ScaledResidual scaled, Rational mu, RationalVector target) {
        this.rays = faces.size();
        this.unknowns = rays + scaled.size();
        this.target = target;
        RationalMatrix q = scaled.basis();
        for (int i = 0; i < rays; i++) {
            RationalMatrix pull = faces.get(i).products().transpose().multiply(q);
            RationalMatrix direction = faces.get(i).gram().inverse().multiply(pull);
            directions.add(times(direction, Rational.of(signs[i])));
            forms.add(pull.transpose().multiply(direction));
            grams.add(faces.get(i).gram());
        }
        this.decay = times(q.transpose().multiply(q), mu);
    }

    private static int exponent(Rational x) {
        return x.numerator().bitLength() - x.denominator().bitLength();
    }

    private static RationalMatrix times(RationalMatrix m, Rational factor) {
        List<RationalVector> rows = new ArrayList<>();
        for (int i = 0; i < m.rows(); i++) {
            rows.add(m.row(i).multiply(factor));
        }
        return RationalMatrix.ofRows(rows, m.columns());
    }

    /**
     * Masses of the rays, then q, near a zero of the equations, by Newton's method in many places; a mass may come out negative. The derivatives are inverted in doubles, and
     * exactly where that does not converge: inputs that depend up to 1e-9 have conditions that no double knows. Empty if that does not converge either.
     *
     * @param start neurons z, none of them zero; what follows them is not read
     */
    Optional<RationalVector> approximateZero(RationalVector start) {
        RationalVector x = startingFrom(start);
        return newton(x, STEPS, this::approximateInverse)
                .or(() -> newton(x, EXACT_STEPS, derivative -> inverse(derivative, PLACES)));
    }

    private Optional<RationalVector> newton(
            RationalVector start, int steps, Function<RationalMatrix, Optional<RationalMatrix>> inverses) {
        RationalVector x = start;
        for (int step = 0; step < steps; step++) {
            Optional<RationalMatrix> inverse = inverses.apply(RationalMatrix.ofRows(derivative(x), unknowns));
            if (inverse.isEmpty()) {
                return Optional.empty();
            }
            RationalVector correction = inverse.get().multiply(value(x));
            if (!isModerate(correction)) {
                return Optional.empty();
            }
            int[] places = places(x, PLACES);
            Rational[] next = new Rational[unknowns];
            for (int i = 0; i < unknowns; i++) {
                next[i] = x.get(i).subtract(correction.get(i)).roundDown(places[i]);
            }
            x = RationalVector.of(next);
            if (isNegligible(correction.map(Rational::abs).toDoubles(), x.toDoubles())) {
                return Optional.of(x);
            }
        }
        return Optional.empty();
    }

    /** False where Newton's method runs away: the places of its numbers would double in every step. */
    private static boolean isModerate(RationalVector correction) {
        return Arrays.stream(correction.toDoubles()).allMatch(e -> Math.abs(e) < LARGEST);
    }

    private Optional<RationalMatrix> approximateInverse(RationalMatrix derivative) {
        double[][] entries = new double[unknowns][];
        for (int i = 0; i < unknowns; i++) {
            entries[i] = derivative.row(i).toDoubles();
        }
        return Optional.ofNullable(ApproximateKkt.balancedInverse(entries))
                .map(inverse -> RationalMatrix.ofRows(
                        Arrays.stream(inverse).map(RationalVector::of).toList(), unknowns));
    }

    /** The inverse, exact but for the rounding to so many places; empty if there is none. */
    private Optional<RationalMatrix> inverse(RationalMatrix derivative, int significant) {
        return derivative.rank() < unknowns
                ? Optional.empty()
                : Optional.of(rounded(derivative.inverse(), significant));
    }

    /** The masses relative to each one's own size: the least may be far below the others. */
    private boolean isNegligible(double[] change, double[] x) {
        double q = Arrays.stream(x, rays, unknowns).map(Math::abs).max().orElse(0);
        for (int i = 0; i < unknowns; i++) {
            double size = i < rays ? Math.abs(x[i]) : q;
            if (!(change[i] <= size * 0x1p-100)) {
                return false;
            }
        }
        return true;
    }

    /** For each unknown so many binary places that a mass, and the largest coordinate of q, get {@code significant} ones: masses may be of any order. */
    private int[] places(RationalVector x, int significant) {
        double[] size = x.map(Rational::abs).toDoubles();
        Arrays.fill(
                size, rays, unknowns, Arrays.stream(size, rays, unknowns).max().orElse(0));
        return Arrays.stream(size)
                .mapToInt(s -> significant - (s > 0 && Double.isFinite(s) ? Math.getExponent(s) : 0))
                .toArray();
    }

    /** A box {@code |x_i - center_i| <= radius_i} of masses and q with exactly one zero, all masses positive. */
    record Box(RationalVector center, RationalVector radius) {}

    /**
     * A box around the zero near x, with about {@code bits} significant places; empty if that is not proved.
     *
     * <p>Krawczyk's test in rationals, with Y the rounded inverse of the derivative F'(c): {@code |Y F(c)| + |I - Y F'(c)| w + |Y| D(w) w <= w}, where D(w) bounds the change of the derivative over
     * {@code c +- w}; F is quadratic, so D is linear in w. Needs no bound on the condition of F' and costs a rational elimination for each Newton step.
     */
    Optional<Box> prove(RationalVector x, int bits) {
        RationalVector c = x;
        for (int step = 0; step < 12; step++) {
            RationalMatrix derivative = RationalMatrix.ofRows(derivative(c), unknowns);
            RationalMatrix y = inverse(derivative, bits + GUARD).orElse(null);
            if (y == null) {
                return Optional.empty();
            }
            RationalVector correction = y.multiply(value(c));
            if (!isModerate(correction)) {
                return Optional.empty();
            }
            Rational[] next = new Rational[unknowns];
            Rational[] width = new Rational[unknowns];
            int[] places = places(c, bits);
            boolean near = true;
            for (int i = 0; i < unknowns; i++) {
                Rational unit = Rational.scaleByPowerOfTwo(BigInteger.ONE, -places[i]);
                near &= correction.get(i).abs().compareTo(unit) <= 0;
                width[i] = correction.get(i).abs().multiply(2).max(unit);
                next[i] = c.get(i).subtract(correction.get(i)).roundDown(places[i] + GUARD);
            }
            if (near) {
                return contracts(c, RationalVector.of(width), derivative, y, correction)
                        ? Optional.of(new Box(c, RationalVector.of(width)))
                        : Optional.empty();
            }
            c = RationalVector.of(next);
        }
        return Optional.empty();
    }

    private boolean contracts(
            RationalVector c,
            RationalVector w,
            RationalMatrix derivative,
            RationalMatrix y,
            RationalVector correction) {
        RationalMatrix product = y.multiply(derivative);
        RationalVector change = change(w);
        for (int i = 0; i < unknowns; i++) {
            RationalVector gap = RationalVector.unit(unknowns, i).subtract(product.row(i));
            Rational image = correction
                    .get(i)
                    .abs()
                    .add(gap.map(Rational::abs).dot(w))
                    .add(y.row(i).map(Rational::abs).dot(change));
            boolean isPositive = i >= rays || c.get(i).compareTo(w.get(i)) > 0;
            if (image.compareTo(w.get(i)) >= 0 || !isPositive) {
                return false;
            }
        }
        return true;
    }

    /** {@code D(w) w}: at least {@code |(F'(x) - F'(c)) v|} for all x in {@code c +- w} and {@code |v| <= w}. */
    private RationalVector change(RationalVector w) {
        RationalVector wq = multiplier(w);
        RationalVector fit = RationalVector.zero(unknowns - rays);
        Rational[] d = new Rational[unknowns];
        for (int i = 0; i < rays; i++) {
            List<Rational> product = new ArrayList<>();
            for (int j = 0; j < wq.size(); j++) {
                product.add(forms.get(i).row(j).map(Rational::abs).dot(wq));
            }
            RationalVector kw = RationalVector.of(product);
            d[i] = kw.dot(wq).multiply(2);
            fit = fit.combine(kw, w.get(i).multiply(2));
        }
        for (int j = rays; j < unknowns; j++) {
            d[j] = fit.get(j - rays);
        }
        return RationalVector.of(d);
    }

    private static RationalMatrix rounded(RationalMatrix m, int significant) {
        List<RationalVector> rows = new ArrayList<>();
        for (int i = 0; i < m.rows(); i++) {
            rows.add(m.row(i).map(e -> e.isZero() ? e : e.roundDown(significant - exponent(e))));
        }
        return RationalMatrix.ofRows(rows, m.columns());
    }

    /** The masses of the neurons, and the q that comes nearest to pulling all of them in their directions: {@code M_i'Q q = s_i G_i z_i / |u_i|} in least squares. */
    private RationalVector startingFrom(RationalVector neurons) {
        Rational[] x = new Rational[unknowns];
        List<RationalVector> rows = new ArrayList<>();
        for (int j = rays; j < unknowns; j++) {
            rows.add(RationalVector.zero(unknowns - rays));
        }
        RationalVector right = RationalVector.zero(unknowns - rays);
        int offset = 0;
        for (int i = 0; i < rays; i++) {
            int size = grams.get(i).rows();
            RationalVector z = RationalVector.of(neurons.toList().subList(offset, offset + size));
            RationalVector gz = grams.get(i).multiply(z);
            x[i] = gz.dot(z).sqrt(PLACES).middle();
            right = right.add(directions.get(i).multiplyTransposed(gz).multiply(Rational.ONE.divide(x[i])));
            for (int j = rays; j < unknowns; j++) {
                rows.set(j - rays, rows.get(j - rays).add(forms.get(i).row(j - rays)));
            }
            offset += size;
        }
        RationalVector q =
                RationalMatrix.ofRows(rows, unknowns - rays).solve(right).orElseThrow();
        for (int j = rays; j < unknowns; j++) {
            x[j] = q.get(j - rays);
        }
        return RationalVector.of(x);
    }

    /** K_i, one for each ray. */
    List<RationalMatrix> forms() {
        return List.copyOf(forms);
    }

    /** {@code mu Q'Q}. */
    RationalMatrix decay() {
        return decay;
    }

    /** {@code Q'y}. */
    RationalVector target() {
        return target;
    }

    /** The masses of neurons z, then q, from both. */
    RationalVector masses(RationalVector zq) {
        List<Rational> x = new ArrayList<>();
        int offset = 0;
        for (RationalMatrix gram : grams) {
            RationalVector z = RationalVector.of(zq.toList().subList(offset, offset + gram.rows()));
            x.add(gram.multiply(z).dot(z).sqrt(PLACES).middle());
            offset += gram.rows();
        }
        x.addAll(zq.toList().subList(offset, zq.size()));
        return RationalVector.of(x);
    }

    /** The left sides minus the right sides, one for each ray and then one for each coordinate of q. */
    RationalVector value(RationalVector x) {
        RationalVector q = multiplier(x);
        RationalVector fit = decay.multiply(q).subtract(target);
        Rational[] f = new Rational[unknowns];
        for (int i = 0; i < rays; i++) {
            RationalVector kq = forms.get(i).multiply(q);
            f[i] = kq.dot(q).subtract(Rational.ONE);
            fit = fit.combine(kq, x.get(i));
        }
        for (int j = rays; j < unknowns; j++) {
            f[j] = fit.get(j - rays);
        }
        return RationalVector.of(f);
    }

    /** Rows {@code (0, 2 (K_i q)')} for the rays, then {@code (K_1 q, .., K_m q, sum_i t_i K_i + mu Q'Q)}. */
    private List<RationalVector> derivative(RationalVector x) {
        RationalVector q = multiplier(x);
        Rational[][] d = new Rational[unknowns][unknowns];
        for (int i = 0; i < rays; i++) {
            RationalVector kq = forms.get(i).multiply(q);
            Arrays.fill(d[i], 0, rays, Rational.ZERO);
            for (int j = rays; j < unknowns; j++) {
                d[i][j] = kq.get(j - rays).multiply(2);
                d[j][i] = kq.get(j - rays);
            }
        }
        for (int j = rays; j < unknowns; j++) {
            RationalVector row = decay.row(j - rays);
            for (int i = 0; i < rays; i++) {
                row = row.combine(forms.get(i).row(j - rays), x.get(i));
            }
            for (int l = rays; l < unknowns; l++) {
                d[j][l] = row.get(l - rays);
            }
        }
        return Arrays.stream(d).map(RationalVector::of).toList();
    }

    private RationalVector multiplier(RationalVector x) {
        return RationalVector.of(x.toList().subList(rays, unknowns));
    }

    /** The neurons of {@link #approximateZero}, and q. */
    Optional<RationalVector> approximateNeurons(RationalVector start) {
        return approximateZero(start).map(this::neurons);
    }

    /** The neurons {@code z_i = t_i v_i}, then q, at a point of masses and q. */
    RationalVector neurons(RationalVector x) {
        RationalVector q = multiplier(x);
        List<Rational> zq = new ArrayList<>();
        for (int i = 0; i < rays; i++) {
            zq.addAll(directions.get(i).multiply(q).multiply(x.get(i)).toList());
        }
        zq.addAll(q.toList());
        return RationalVector.of(zq);
    }

    /** A box of neurons and q that contains those of all points of {@code box}: {@code |t v(q) - t_c v(q_c)| <= |V| (w_t |q_c| + (t_c + w_t) w_q)}. */
    Box neurons(Box box) {
        RationalVector q = multiplier(box.center()).map(Rational::abs);
        RationalVector wq = multiplier(box.radius());
        List<Rational> radius = new ArrayList<>();
        for (int i = 0; i < rays; i++) {
            Rational w = box.radius().get(i);
            RationalVector spread =
                    q.multiply(w).combine(wq, box.center().get(i).abs().add(w));
            for (int j = 0; j < directions.get(i).rows(); j++) {
                radius.add(directions.get(i).row(j).map(Rational::abs).dot(spread));
            }
        }
        radius.addAll(wq.toList());
        return new Box(neurons(box.center()), RationalVector.of(radius));
    }

    /** A ray whose mass is not positive, the most negative one, or -1. */
    int vanishing(RationalVector x) {
        int least = -1;
        for (int i = 0; i < rays; i++) {
            if (x.get(i).signum() <= 0 && (least < 0 || x.get(i).compareTo(x.get(least)) < 0)) {
                least = i;
            }
        }
        return least;
    }
}
