package org.talweg.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.talweg.arrangement.SignVector;
import org.talweg.certificate.Chart;
import org.talweg.certificate.Masses;
import org.talweg.certificate.Ray;
import org.talweg.certificate.Solution;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/** Evidence that all rays of a solution carry mass: a left inverse of their outputs, rounded. */
final class MassMaker {

    private static final int PLACES = 60;

    private final IntegerProblem problem;

    MassMaker(IntegerProblem problem) {
        this.problem = problem;
    }

    /** Rows that take the outputs of each ray (at its projected gradient) to 1 and of all others to 0. */
    Masses of(Solution solution) {
        List<RationalVector> outputs = new ArrayList<>();
        for (Ray ray : solution.rays()) {
            outputs.add(outputs(ray, solution));
        }
        if (outputs.isEmpty()) {
            return new Masses(BigInteger.ONE, List.of());
        }
        RationalMatrix z = RationalMatrix.ofRows(outputs, problem.size());
        RationalMatrix inverse = z.multiply(z.transpose()).inverse().multiply(z);
        Rational largest = Rational.ONE;
        for (int i = 0; i < inverse.rows(); i++) {
            for (Rational entry : outputs.get(i).toList()) {
                largest = largest.max(entry.abs());
            }
        }
        int places =
                PLACES + Math.max(0, IntegerProblem.log2(largest)) + 32 - Integer.numberOfLeadingZeros(problem.size());
        List<List<BigInteger>> rows = new ArrayList<>();
        for (int i = 0; i < inverse.rows(); i++) {
            rows.add(ChartMaker.scaled(
                    inverse.row(i).map(e -> e.roundDown(places)).toList(), BigInteger.ONE.shiftLeft(places)));
        }
        return new Masses(BigInteger.ONE.shiftLeft(places), rows);
    }

    private RationalVector outputs(Ray ray, Solution solution) {
        SignVector face = SignVector.parse(ray.face().covector());
        Rational unit = Rational.of(BigInteger.ONE.shiftLeft(solution.shift()));
        RationalVector p = RationalVector.zero(problem.input(0).size());
        int listed = 0;
        for (int k = 0; k < problem.size(); k++) {
            if (face.sign(k) >= 0) {
                if (face.sign(k) > 0) {
                    Rational weight =
                            Rational.of(solution.residual().get(k)).divide(unit).multiply(-ray.sign());
                    p = p.combine(projected(ray, k, listed), weight);
                }
                listed++;
            }
        }
        Rational[] z = new Rational[problem.size()];
        for (int k = 0; k < z.length; k++) {
            z[k] = face.sign(k) > 0 ? problem.input(k).dot(p).multiply(ray.sign()) : Rational.ZERO;
        }
        return RationalVector.of(z).map(e -> e.roundDown(solution.shift() + PLACES));
    }

    private RationalVector projected(Ray ray, int k, int listed) {
        RationalVector v = problem.input(k);
        if (!ray.face().charts().isEmpty()) {
            Chart chart = ray.face().charts().get(0);
            for (int i = 0; i < chart.rows().size(); i++) {
                Rational c = Rational.of(chart.coefficients().get(listed).get(i), chart.denominator());
                v = v.combine(problem.input(chart.rows().get(i)), c.negate());
            }
        }
        return v;
    }
}
