package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;

/**
 * Bounds of support values at the vector rho of a solution: {@code h_c(rho) <= |g_c(rho) + sum_h nu_h sigma_h x_h|} for any {@code
 * nu >= 0}.
 */
final class Support {

    private final Problem problem;
    private final Solution solution;
    private final BigInteger[][] terms;
    private final BigInteger[] total;
    private final BigInteger scale;
    private final BigInteger threshold;
    private final BigInteger squaredDenominator;

    /** Bounds for cells at the vector rho of {@code solution}. */
    Support(Solution solution) {
        this.problem = solution.problem;
        this.solution = solution;
        this.scale = BigInteger.ONE.shiftLeft(solution.shift);
        this.terms = new BigInteger[problem.n][];
        this.total = Vectors.zero(problem.d);
        for (int k = 0; k < problem.n; k++) {
            terms[k] = Vectors.times(solution.center[k], problem.x[k]);
            Vectors.add(total, BigInteger.ONE, terms[k]);
        }
        BigInteger c = problem.mu.denominator();
        this.squaredDenominator = c.multiply(c);
        this.threshold = solution.radius == null
                ? null
                : problem.mu
                        .numerator()
                        .shiftLeft(solution.shift)
                        .subtract(c.multiply(solution.radius).multiply(problem.frobenius));
    }

    /** {@code 2^shift sum of rho_k x_k} over the rows that are positive in the cell. */
    BigInteger[] active(int[] cell) {
        BigInteger[] sum = Vectors.zero(problem.d);
        for (int k = 0; k < problem.n; k++) {
            if (cell[k] > 0) {
                for (int j = 0; j < sum.length; j++) {
                    sum[j] = sum[j].add(terms[k][j]);
                }
            }
        }
        return sum;
    }

    /** The same for the opposite cell. */
    BigInteger[] opposite(BigInteger[] active) {
        BigInteger[] rest = total.clone();
        Vectors.add(rest, BigInteger.ONE.negate(), active);
        return rest;
    }

    /** {@code h_c(rho) <= root(square) / (unit 2^shift)}. */
    record Bound(BigInteger square, BigInteger unit) {

        boolean exceeds(Bound other) {
            BigInteger a = square.multiply(other.unit.multiply(other.unit));
            return a.compareTo(other.square.multiply(unit.multiply(unit))) > 0;
        }
    }

    /**
     * Reads multipliers, {@code []} or {@code ["unit",h,"nu",h,"nu",..]} with nu in parts of the unit, and bounds the support value
     * of a signed cell.
     *
     * @param active as {@link #active} gives it for the cell
     */
    Bound read(JsonReader json, int sign, int[] cell, BigInteger[] active) throws IOException, Refusal {
        BigInteger unit = BigInteger.ONE;
        BigInteger[] v = null;
        int previous = -1;
        int count = 0;
        json.pass('[');
        while (json.more(count)) {
            if (count == 0) {
                unit = json.positive();
                v = Vectors.times(sign > 0 ? unit.negate() : unit, active);
                count++;
                continue;
            }
            int h = json.index(problem.n - 1);
            Refusal.unless(h > previous, "the rows of multipliers do not ascend");
            previous = h;
            Refusal.unless(json.more(1), "a row has no multiplier");
            BigInteger nu = json.positive().shiftLeft(solution.shift);
            Vectors.add(v, cell[h] > 0 ? nu : nu.negate(), problem.x[h]);
            count++;
        }
        return new Bound(Vectors.square(v == null ? active : v), unit);
    }

    /** Whether the support value at r* is below mu; for the zero network, whether it is at most mu. */
    boolean isSlack(Bound bound) {
        BigInteger right = threshold.multiply(bound.unit());
        if (right.signum() < 0) {
            return false;
        }
        int order = bound.square().multiply(squaredDenominator).compareTo(right.multiply(right));
        return order < 0 || (order == 0 && solution.rays.isEmpty() && solution.radius.signum() == 0);
    }

    /** A bound of the support value at rho. */
    Fraction upper(Bound bound) {
        return Vectors.finerRoot(bound.square()).over(bound.unit().multiply(scale));
    }

    /**
     * A lower bound of the optimum over signed cells whose support values at rho are at most {@code largest}: {@code (-2 rho.y -
     * |rho|^2 - (largest - mu)_+ |y|^2 / mu) / n}.
     */
    Fraction lowerBound(Fraction largest) {
        Fraction linear = new Fraction(Vectors.dot(solution.center, problem.y), scale).times(Fraction.of(-2));
        Fraction square = new Fraction(Vectors.square(solution.center), scale.multiply(scale));
        Fraction excess = largest.minus(problem.mu).positivePart().times(problem.massBound());
        return linear.minus(square).minus(excess).over(BigInteger.valueOf(problem.n));
    }
}
