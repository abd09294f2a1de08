package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Neurons on rays, with residual r0, and a rational vector rho beside r0 (section 3 of the format). If every ray has a chart,
 * the optimum of the program on the closed faces has its residual r* within {@link #radius} of rho, and the signs of linear
 * forms at r* follow.
 */
final class Solution {

    private static final int SHIFT = 20_000;
    private static final int GUARD = 8;
    private static final int LEADING = 31;

    final Problem problem;
    final List<Ray> rays = new ArrayList<>();
    /** rho is {@code center / 2^shift}. */
    final int shift;

    final BigInteger[] center;
    /** {@code |r* - rho| <= radius / 2^shift}; null without charts, or if a neuron does not point along its gradient. */
    final BigInteger radius;

    private final BigInteger denominator;
    /** {@code D r0}. */
    private final BigInteger[] residual;
    /** A bound of {@code |r* - r0|^2} in parts of {@code 1 / (4^shift 2^GUARD)}; null as {@link #radius} is. */
    private final BigInteger squaredDistance;

    private Fraction upper;

    Solution(JsonReader json, Problem problem, List<Face> faces) throws IOException, Refusal {
        this.problem = problem;
        json.pass('{');
        json.name("denominator", true);
        denominator = json.positive();
        json.name("rays");
        json.pass('[');
        while (json.more(rays.size())) {
            Refusal.unless(rays.size() < 2 * problem.n + 2, "too many rays");
            rays.add(Ray.read(json, problem, faces));
        }
        json.name("shift");
        shift = json.index(SHIFT);
        json.name("residual");
        center = json.integers(problem.n);
        json.pass('}');
        residual = Vectors.times(denominator.negate(), problem.y);
        for (Ray ray : rays) {
            Vectors.add(residual, BigInteger.valueOf(ray.sign()), ray.outputs());
        }
        squaredDistance = squaredDistance();
        radius = squaredDistance == null ? null : radius();
    }

    /** The value of these neurons, norms rounded up: an upper bound of the optimum. In the integer problem. */
    Fraction upper() {
        if (upper == null) {
            upper = computeUpper();
        }
        return upper;
    }

    private Fraction computeUpper() {
        Fraction mass = Fraction.ZERO;
        for (Ray ray : rays) {
            mass = mass.plus(Vectors.finerRoot(Vectors.square(ray.point())));
        }
        Fraction fit = new Fraction(Vectors.square(residual), denominator.multiply(denominator));
        Fraction penalty = problem.mu.times(mass).times(Fraction.of(2)).over(denominator);
        return fit.plus(penalty).over(BigInteger.valueOf(problem.n));
    }

    /** A lower bound of the value of the program on the closed faces, where there is a {@link #radius}. */
    Fraction lower() {
        BigInteger parts = BigInteger.valueOf(problem.n).shiftLeft(2 * shift + GUARD);
        return upper().minus(new Fraction(squaredDistance, parts));
    }

    /**
     * {@code sum (mu^2 |u|^2 - (p.u)^2) / p.u + (G^2 - mu^2)_+ |y|^2 / (2 mu^2)}, with p the projected gradients at r0 and G the
     * length of the longest.
     */
    private BigInteger squaredDistance() {
        BigInteger a = problem.mu.numerator();
        BigInteger b = problem.mu.denominator();
        BigInteger sum = BigInteger.ZERO;
        BigInteger excess = BigInteger.ZERO;
        for (Ray ray : rays) {
            if (ray.face().charts.isEmpty()) {
                return null;
            }
            BigInteger q = ray.chart().denominator;
            BigInteger[] p = projection(ray, residual);
            BigInteger along = Vectors.dot(p, ray.point());
            if (along.signum() <= 0) {
                return null;
            }
            BigInteger mu = a.multiply(denominator).multiply(q);
            BigInteger mu2 = mu.multiply(mu);
            BigInteger scaled = b.multiply(along);
            BigInteger gap = mu2.multiply(Vectors.square(ray.point())).subtract(scaled.multiply(scaled));
            BigInteger unit = b.multiply(denominator);
            sum = sum.add(parts(gap, unit.multiply(unit).multiply(q).multiply(along)));
            BigInteger longer = b.multiply(b).multiply(Vectors.square(p)).subtract(mu2);
            if (longer.signum() > 0) {
                excess = excess.max(parts(longer.multiply(problem.squaredLabels), mu2.shiftLeft(1)));
            }
        }
        return sum.add(excess).max(BigInteger.ZERO);
    }

    /** The fraction in parts of {@code 1 / (4^shift 2^GUARD)}, rounded up. */
    private BigInteger parts(BigInteger numerator, BigInteger denominator) {
        return Vectors.quotient(numerator.shiftLeft(2 * shift + GUARD), denominator);
    }

    /** {@code (2 (|r* - r0|^2 + |r0 - rho|^2))^(1/2)}; of the denominator, {@link #LEADING} bits do. */
    private BigInteger radius() {
        int drop = Math.max(0, denominator.bitLength() - LEADING);
        BigInteger square = BigInteger.ZERO;
        for (int k = 0; k < problem.n; k++) {
            BigInteger offset = residual[k].shiftLeft(shift).subtract(denominator.multiply(center[k]));
            BigInteger above = offset.abs().negate().shiftRight(drop).negate();
            square = square.add(above.multiply(above));
        }
        BigInteger leading = denominator.shiftRight(drop);
        BigInteger near = Vectors.quotient(square.shiftLeft(GUARD), leading.multiply(leading));
        BigInteger both = squaredDistance.add(near).shiftLeft(1);
        return Vectors.root(Vectors.quotient(both, BigInteger.ONE.shiftLeft(GUARD)));
    }

    /** {@code q P g(r)}: the gradient of the ray at r, projected on the span of its face, times its chart's denominator. */
    BigInteger[] projection(Ray ray, BigInteger[] r) {
        BigInteger[] sum = Vectors.zero(problem.d);
        Chart chart = ray.chart();
        for (int k = 0; k < problem.n; k++) {
            if (ray.isActive(k)) {
                Vectors.add(sum, ray.sign() > 0 ? r[k].negate() : r[k], chart.projected[k]);
            }
        }
        return sum;
    }

    /** Refuses unless every ray has charts and, for every r of the ball, its projected gradient lies on its face. */
    void requireStructure() throws Refusal {
        Refusal.unless(radius != null, "a ray has no chart, or its gradient none of its direction");
        for (Ray ray : rays) {
            BigInteger[] p = projection(ray, center);
            BigInteger spread = radius.multiply(problem.frobenius).multiply(ray.chart().denominator);
            for (int k = 0; k < problem.n; k++) {
                BigInteger inside = Vectors.dot(problem.x[k], p).multiply(BigInteger.valueOf(ray.face().signs[k]));
                boolean shown = ray.face().signs[k] == 0 || inside.compareTo(spread.multiply(problem.length[k])) > 0;
                if (!shown) {
                    throw new Refusal("the ray " + ray + " is not shown to lie on its face");
                }
            }
        }
    }

    /** Whether {@code form . r*} is at least 0: over the whole ball, or because the form vanishes at r*. */
    boolean isNonnegative(BigInteger[] form) {
        BigInteger value = Vectors.dot(form, center);
        return value.compareTo(Vectors.size(form).multiply(radius)) >= 0 || vanishes(form);
    }

    /** Whether {@code form . r < 0} over the whole ball. */
    boolean isNegative(BigInteger[] form) {
        BigInteger value = Vectors.dot(form, center);
        return value.add(Vectors.size(form).multiply(radius)).signum() < 0;
    }

    /** Whether the form is zero at the residual of any neurons in the spans of the faces. */
    private boolean vanishes(BigInteger[] form) {
        if (Vectors.dot(form, problem.y).signum() != 0) {
            return false;
        }
        for (Ray ray : rays) {
            BigInteger[] sum = Vectors.zero(problem.d);
            for (int k = 0; k < problem.n; k++) {
                if (ray.isActive(k)) {
                    Vectors.add(sum, form[k], ray.chart().projected[k]);
                }
            }
            if (!Vectors.isZero(sum)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a signed cell of the star of a ray hosts it. */
    boolean isHost(Ray ray, int[] cell) {
        for (Chart chart : ray.face().charts) {
            boolean all = true;
            for (int i = 0; i < chart.rows.length && all; i++) {
                all = isNonnegative(multiplier(ray, chart, i, cell));
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    /** The multiplier of the i-th row of the chart as a form in r: {@code s sigma_h sum_{k active in the cell} c_kh r_k}. */
    private BigInteger[] multiplier(Ray ray, Chart chart, int i, int[] cell) {
        BigInteger[] form = Vectors.zero(problem.n);
        boolean flip = ray.sign() * cell[chart.rows[i]] < 0;
        for (int k = 0; k < problem.n; k++) {
            if (cell[k] > 0) {
                form[k] = flip ? chart.coefficients[k][i].negate() : chart.coefficients[k][i];
            }
        }
        return form;
    }

    /** Refuses unless the loss falls from ray i in the direction delta, for every r of the ball. */
    void requireDescent(int i, BigInteger[] delta) throws Refusal {
        Ray ray = rays.get(i);
        BigInteger[] form = ray.face().derivative(problem, ray.sign(), delta);
        Refusal.unless(form != null, "a direction of descent is not orthogonal to the face");
        Refusal.unless(isNegative(form), "a direction is not shown to descend");
    }
}
