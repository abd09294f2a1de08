package org.talweg.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.certificate.Multipliers;
import org.talweg.certificate.Solution;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.support.SupportFunction;

/**
 * Finds multipliers that bound the support values of signed cells at the vector of a solution. Floating point proposes them;
 * they are kept as short as the bound allows. A workspace: not thread-safe.
 */
final class Multiplying {

    private static final int[] PLACES = {10, 24, 44};

    private final IntegerProblem problem;
    private final Objective objective;
    private final SupportFunction support;
    private final BigInteger[][] terms;
    private final BigInteger scale;
    private final Rational[] factor;
    private final BigInteger[][] normals;
    private final int exactPlaces;
    private final boolean isZeroNetwork;
    private final int normalBits;

    /**
     * @param digits bounds within {@code 2^-digits} of the threshold, relatively, are told apart
     */
    Multiplying(IntegerProblem problem, Solution solution, int digits) {
        this.problem = problem;
        this.objective = problem.objective();
        this.support = new SupportFunction(objective);
        this.isZeroNetwork = solution.rays().isEmpty();
        this.scale = BigInteger.ONE.shiftLeft(solution.shift());
        this.terms = new BigInteger[problem.size()][];
        double[] r = new double[problem.size()];
        int longest = 0;
        for (int k = 0; k < r.length; k++) {
            Rational rho = Rational.of(solution.residual().get(k));
            r[k] = problem.originalLabel(rho.divide(Rational.of(scale))).doubleValue();
            terms[k] = integers(problem.input(k).multiply(rho));
            longest = Math.max(longest, IntegerProblem.log2(problem.input(k).squaredNorm()) / 2);
        }
        support.setResidual(r);
        this.normalBits = longest - IntegerProblem.log2(problem.mu()) + 4;
        this.exactPlaces = digits + 12;
        this.factor = new Rational[objective.arrangement().hyperplanes()];
        this.normals = new BigInteger[factor.length][];
        for (int h = 0; h < factor.length; h++) {
            factor[h] = factor(h);
            normals[h] = integers(problem.input(problem.firstRow(h)));
        }
    }

    /** What a multiplier of the scaled normal is for the first row of the hyperplane in the integer problem. */
    private Rational factor(int h) {
        double[] normal = objective.approximateNormals()[h];
        int lead = 0;
        for (int j = 1; j < normal.length; j++) {
            lead = Math.abs(normal[j]) > Math.abs(normal[lead]) ? j : lead;
        }
        Rational ratio = Rational.of(normal[lead])
                .divide(problem.input(problem.firstRow(h)).get(lead));
        return ratio.multiply(problem.mu()).divide(objective.mu());
    }

    private static BigInteger[] integers(RationalVector v) {
        return v.toList().stream().map(Rational::numerator).toArray(BigInteger[]::new);
    }

    /** Multipliers with their exact bound {@code root(square) / (unit 2^shift)}. */
    record Bound(Multipliers multipliers, BigInteger square, BigInteger scale) {

        /** The square of the bound. */
        Rational value() {
            BigInteger unit = multipliers.unit().multiply(scale);
            return Rational.of(square, unit.multiply(unit));
        }

        boolean isBelow(Rational threshold) {
            BigInteger unit = multipliers.unit().multiply(scale);
            return square.multiply(threshold.denominator())
                            .compareTo(threshold.numerator().multiply(unit.multiply(unit)))
                    < 0;
        }
    }

    /**
     * Multipliers for a signed cell, the shortest found that show a bound below {@code threshold}, else the best.
     *
     * @param sides of the cell, as {@link Objective#sides} gives them
     * @param threshold of the square
     */
    Bound of(int sign, int[] sides, Rational threshold) {
        BigInteger[] g = gradient(sign, sides);
        Bound none = bound(g, List.of(), List.of(), sides, BigInteger.ONE);
        if (none.isBelow(threshold)) {
            return none;
        }
        support.approximate(sign, sides);
        List<Integer> on = new ArrayList<>();
        List<Rational> nu = new ArrayList<>();
        for (int h : support.support()) {
            double value = support.approximateMultipliers()[h];
            if (value > 0 && Double.isFinite(value)) {
                on.add(h);
                nu.add(Rational.of(value).multiply(factor[h]));
            }
        }
        for (int places : PLACES) {
            Bound bound = bound(g, on, nu, sides, BigInteger.ONE.shiftLeft(Math.max(0, places + normalBits)));
            if (bound.isBelow(threshold)) {
                return bound;
            }
        }
        return exact(g, on, sides, none);
    }

    private BigInteger[] gradient(int sign, int[] sides) {
        BigInteger[] sum = new BigInteger[objective.dimension()];
        Arrays.fill(sum, BigInteger.ZERO);
        for (int k = 0; k < terms.length; k++) {
            int h = objective.arrangement().hyperplaneOf(k);
            if (h >= 0 && sides[h] * objective.arrangement().orientationOf(k) > 0) {
                for (int j = 0; j < sum.length; j++) {
                    sum[j] = sign > 0 ? sum[j].subtract(terms[k][j]) : sum[j].add(terms[k][j]);
                }
            }
        }
        return sum;
    }

    private Bound bound(BigInteger[] g, List<Integer> on, List<Rational> nu, int[] sides, BigInteger unit) {
        BigInteger[] v = g.clone();
        for (int j = 0; j < v.length; j++) {
            v[j] = v[j].multiply(unit);
        }
        List<Integer> rows = new ArrayList<>();
        List<BigInteger> values = new ArrayList<>();
        for (int h = 0; h < sides.length && !on.isEmpty(); h++) {
            int i = on.indexOf(h);
            if (i >= 0) {
                Rational scaled = nu.get(i).multiply(Rational.of(unit));
                BigInteger value = scaled.numerator().divide(scaled.denominator());
                if (value.signum() > 0) {
                    rows.add(problem.firstRow(h));
                    values.add(value);
                    add(v, value.multiply(scale).multiply(BigInteger.valueOf(sides[h])), normals[h]);
                }
            }
        }
        BigInteger square = BigInteger.ZERO;
        for (BigInteger e : v) {
            square = square.add(e.multiply(e));
        }
        return rows.isEmpty()
                ? new Bound(Multipliers.NONE, square.divide(unit.multiply(unit)), scale)
                : new Bound(new Multipliers(unit, rows, values), square, scale);
    }

    private static void add(BigInteger[] to, BigInteger factor, BigInteger[] v) {
        for (int j = 0; j < to.length; j++) {
            to[j] = to[j].add(factor.multiply(v[j]));
        }
    }

    /** The projection on the orthogonal complement of the proposed normals, without those that come out negative. */
    private Bound exact(BigInteger[] gradient, List<Integer> proposed, int[] sides, Bound none) {
        RationalVector g = RationalVector.of(gradient).multiply(Rational.of(BigInteger.ONE, scale));
        List<Integer> on = new ArrayList<>(proposed);
        while (!on.isEmpty()) {
            List<RationalVector> rows = new ArrayList<>();
            for (int h : on) {
                rows.add(problem.input(problem.firstRow(h)).multiply(Rational.of(sides[h])));
            }
            RationalMatrix n = RationalMatrix.ofRows(rows, objective.dimension());
            List<Rational> nu = n.multiply(n.transpose())
                    .solve(n.multiply(g).negate())
                    .orElseThrow()
                    .toList();
            int negative = -1;
            for (int i = 0; i < nu.size(); i++) {
                negative = nu.get(i).signum() < 0 ? i : negative;
            }
            if (negative < 0) {
                BigInteger unit = isZeroNetwork
                        ? IntegerProblem.common(BigInteger.ONE, nu)
                        : BigInteger.ONE.shiftLeft(Math.max(0, exactPlaces + normalBits));
                return bound(gradient, on, nu, sides, unit);
            }
            on.remove(negative);
        }
        return none;
    }
}
