package org.talweg.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.talweg.arrangement.SignVector;
import org.talweg.certificate.Face;
import org.talweg.certificate.Ray;
import org.talweg.certificate.Solution;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProvedOptimum;

/** Solutions for a certificate: exact neurons on their faces, and a short vector near their residual. */
final class SolutionMaker {

    private final IntegerProblem problem;
    private final ChartMaker charts;
    private final ProgramProver prover;

    SolutionMaker(IntegerProblem problem, ProgramProver prover) {
        this.problem = problem;
        this.charts = new ChartMaker(problem.objective());
        this.prover = prover;
    }

    /** The face with its charts. */
    Face face(SignVector covector) {
        return charts.face(covector);
    }

    /** The same optimum as accurate as {@link #of} needs it, where that can be proved. */
    ProvedOptimum refined(ProvedOptimum optimum, int digits) {
        return prover.refined(optimum, problem.neuronBits(digits)).orElse(optimum);
    }

    /** The optimum with neurons accurate enough for signs that are clear by {@code 2^-digits}. */
    Solution of(ProvedOptimum optimum, int digits) {
        ProvedOptimum fine = refined(optimum, digits);
        List<RationalVector> points = new ArrayList<>();
        for (int i = 0; i < fine.faces().size(); i++) {
            points.add(fine.center(i));
        }
        return of(fine.faces(), points, digits, true);
    }

    /**
     * A solution with these neurons, in the units of the data.
     *
     * @param faces the face of each neuron
     * @param structured whether charts are wanted
     */
    Solution of(List<SignedFace> faces, List<RationalVector> neurons, int digits, boolean structured) {
        List<RationalVector> points = neurons.stream().map(problem::neuron).toList();
        BigInteger denominator = BigInteger.ONE;
        for (RationalVector u : points) {
            denominator = IntegerProblem.common(denominator, u.toList());
        }
        int missing = problem.neuronBits(digits) - denominator.bitLength();
        BigInteger d = points.isEmpty() ? denominator : denominator.shiftLeft(Math.max(0, missing));
        List<Ray> rays = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            SignVector covector = faces.get(i).covector();
            rays.add(new Ray(
                    faces.get(i).sign(),
                    structured ? face(covector) : new Face(covector.toString(), List.of()),
                    ChartMaker.scaled(points.get(i).toList(), d)));
        }
        int shift = points.isEmpty() ? 0 : problem.residualBits(digits);
        return new Solution(d, rays, shift, rounded(residual(faces, points), shift));
    }

    /** The value of the neurons in the integer problem, norms rounded up in the last of the denominator's places. */
    Rational upper(Solution solution) {
        Rational d = Rational.of(solution.denominator());
        List<SignedFace> faces = new ArrayList<>();
        List<RationalVector> points = new ArrayList<>();
        Rational mass = Rational.ZERO;
        for (Ray ray : solution.rays()) {
            faces.add(new SignedFace(ray.sign(), SignVector.parse(ray.face().covector())));
            RationalVector point = RationalVector.of(ray.point().toArray(BigInteger[]::new));
            points.add(point.multiply(Rational.ONE.divide(d)));
            BigInteger root = point.squaredNorm().numerator().shiftLeft(16).sqrt();
            mass = mass.add(Rational.of(root.add(BigInteger.ONE), BigInteger.ONE.shiftLeft(8)));
        }
        Rational fit = residual(faces, points).squaredNorm();
        Rational penalty = problem.mu().multiply(2).multiply(mass).divide(d);
        return fit.add(penalty).divide(Rational.of(problem.size()));
    }

    private RationalVector residual(List<SignedFace> faces, List<RationalVector> points) {
        Rational[] r = problem.labels().negate().toList().toArray(Rational[]::new);
        for (int i = 0; i < points.size(); i++) {
            for (int k = 0; k < r.length; k++) {
                if (faces.get(i).covector().sign(k) > 0) {
                    Rational output = problem.input(k).dot(points.get(i));
                    r[k] = r[k].add(output.multiply(faces.get(i).sign()));
                }
            }
        }
        return RationalVector.of(r);
    }

    private static List<BigInteger> rounded(RationalVector r, int shift) {
        return ChartMaker.scaled(r.map(e -> e.roundDown(shift)).toList(), BigInteger.ONE.shiftLeft(shift));
    }
}
