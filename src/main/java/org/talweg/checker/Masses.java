package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;

/**
 * Evidence that every ray has positive mass in every optimum on the closed faces, and that the masses are unique: an approximate
 * left inverse W of the outputs of the rays (section 5 of the format).
 */
final class Masses {

    private Masses() {}

    /** Reads {@code {"denominator":w,"rows":[[..]]}}, one row a ray; refuses unless it shows what it should. */
    static void check(JsonReader json, Solution solution) throws IOException, Refusal {
        Problem problem = solution.problem;
        int rays = solution.rays.size();
        json.pass('{');
        json.name("denominator", true);
        BigInteger w = json.positive();
        json.name("rows");
        json.pass('[');
        BigInteger[][] rows = new BigInteger[rays][];
        for (int i = 0; i < rays; i++) {
            Refusal.unless(json.more(i), "a ray has no row of masses");
            rows[i] = json.integers(problem.n);
        }
        Refusal.unless(!json.more(rays), "too many rows of masses");
        json.pass('}');
        BigInteger unit = BigInteger.ONE.shiftLeft(solution.shift);
        Fraction radius = new Fraction(solution.radius, unit);
        BigInteger[][] outputs = outputs(solution);
        Fraction error = Fraction.ZERO;
        Fraction largest = Fraction.ZERO;
        Fraction least = null;
        for (int i = 0; i < rays; i++) {
            Fraction size = new Fraction(Vectors.size(rows[i]), w);
            Fraction sum = size.times(problem.frobenius.multiply(problem.frobenius))
                    .times(BigInteger.valueOf(rays))
                    .times(radius);
            for (int j = 0; j < rays; j++) {
                BigInteger q = solution.rays.get(j).chart().denominator;
                Fraction entry = new Fraction(
                        Vectors.dot(rows[i], outputs[j]), w.multiply(unit).multiply(q));
                sum = sum.plus((i == j ? entry.minus(Fraction.ONE) : entry).abs());
            }
            error = error.max(sum);
            BigInteger[] total = Vectors.times(unit, problem.y);
            Vectors.add(total, BigInteger.ONE, solution.center);
            Fraction mass = new Fraction(Vectors.dot(rows[i], total), w.multiply(unit));
            Fraction spread = size.times(radius);
            largest = largest.max(mass.abs().plus(spread));
            Fraction low = mass.minus(spread);
            least = least == null || low.compareTo(least) < 0 ? low : least;
        }
        boolean positive = least == null
                || (error.compareTo(Fraction.ONE) < 0
                        && least.times(Fraction.ONE.minus(error)).compareTo(error.times(largest)) > 0);
        Refusal.unless(positive, "the masses of the rays are not shown to be positive");
    }

    /** For each ray {@code 2^shift q s (x_k . p)_k} on the rows where it is positive, p the projected gradient at rho. */
    private static BigInteger[][] outputs(Solution solution) {
        Problem problem = solution.problem;
        BigInteger[][] outputs = new BigInteger[solution.rays.size()][problem.n];
        for (int i = 0; i < outputs.length; i++) {
            Ray ray = solution.rays.get(i);
            BigInteger[] p = solution.projection(ray, solution.center);
            for (int k = 0; k < problem.n; k++) {
                BigInteger output = ray.isActive(k) ? Vectors.dot(problem.x[k], p) : BigInteger.ZERO;
                outputs[i][k] = ray.sign() > 0 ? output : output.negate();
            }
        }
        return outputs;
    }
}
