package org.talweg.population;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.existence.Krawczyk;
import org.talweg.population.CriticalPoint.Bounds;
import org.talweg.population.CriticalPoint.Verdict;

/**
 * Proves, from a guess, that a critical point of the population loss exists, and decides its type, by intervals only (theorems P2 to P4 of population.md).
 *
 * <p>Existence: Krawczyk's operator on the gradient within the shape; by symmetric criticality its zeros are critical points of the full loss. Type: the full Hessian is the sum of its parts on
 * the isotypic components of the symmetry group. Every component but two a group contains vectors of the shape with each group split in one coordinate and the rest, so the Hessian there covers it; the two others
 * are scalars in closed form.
 */
final class CriticalPointProver {

    private static final double[] RADII = {1e-9, 1e-10, 1e-11, 1e-8};
    private static final double[] SLACK = {1e-6, 1e-4, 1e-2, 0.5};

    private CriticalPointProver() {}

    /** Empty if existence is not shown, or the loss not shown to be positive. */
    static Optional<CriticalPoint> prove(PopulationLoss loss, double[] guess) {
        for (double radius : RADII) {
            Optional<Interval[]> box = Krawczyk.zero(gradient(loss), guess, radius);
            if (box.isPresent()) {
                return Optional.of(decide(loss, guess, radius, box.get()));
            }
        }
        return Optional.empty();
    }

    private static Krawczyk.Function gradient(PopulationLoss loss) {
        return new Krawczyk.Function() {
            @Override
            public Interval[] value(Interval[] box) {
                return loss.derivatives(Arithmetic.PROVED, box).gradient();
            }

            @Override
            public Interval[][] jacobian(Interval[] box) {
                return loss.derivatives(Arithmetic.PROVED, box).hessian();
            }
        };
    }

    /** F(box), by the mean value theorem from a point of it. */
    private static Enclosure value(PopulationLoss loss, Interval[] box) {
        Interval[] middle = Arrays.stream(box).map(i -> Interval.of(i.middle())).toArray(Interval[]::new);
        Interval value = loss.value(Arithmetic.PROVED, middle);
        Interval[] gradient = loss.derivatives(Arithmetic.PROVED, box).gradient();
        for (int i = 0; i < box.length; i++) {
            value = value.add(gradient[i].multiply(box[i].subtract(middle[i])));
        }
        return new Enclosure(Rational.of(value.lower()), Rational.of(value.upper()));
    }

    private static CriticalPoint decide(PopulationLoss loss, double[] center, double radius, Interval[] box) {
        Shape shape = loss.shape();
        List<Part> parts = new ArrayList<>();
        parts.add(refined(shape, box));
        for (Shape.Orbit o : shape.students()) {
            parts.addAll(scalars(shape, o, box));
        }
        Part least = parts.get(0);
        double lower = Double.POSITIVE_INFINITY;
        for (Part part : parts) {
            lower = Math.min(lower, part.bounds.lower());
            if (part.bounds.upper() < least.bounds.upper()) {
                least = part;
            }
        }
        Bounds bounds = new Bounds(lower, least.bounds.upper(), least.bounds.approximate());
        Enclosure value = value(loss, box);
        Verdict verdict = bounds.upper() < 0
                ? Verdict.SADDLE
                : bounds.lower() > 0 && value.lower().signum() > 0 ? Verdict.SPURIOUS : Verdict.UNDECIDED;
        return new CriticalPoint(
                shape,
                Arrays.stream(center).boxed().toList(),
                radius,
                List.of(box),
                value,
                bounds,
                verdict,
                least.name,
                verdict == Verdict.SADDLE ? least.direction : List.of());
    }

    /** A part of the Hessian, with bounds of its least eigenvalue. */
    private record Part(String name, Bounds bounds, List<Double> direction) {}

    private static Part refined(Shape shape, Interval[] box) {
        Shape.Refinement refinement = shape.refined();
        Interval[] x = new Interval[refinement.shape().parameters()];
        for (int i = 0; i < x.length; i++) {
            x[i] = box[refinement.coarse()[i]];
        }
        Interval[][] h = new PopulationLoss(refinement.shape())
                .derivatives(Arithmetic.PROVED, x)
                .hessian();
        double[] counts = refinement.shape().multiplicities();
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                Interval scale = Interval.of(counts[i]).multiply(counts[j]).sqrt();
                h[i][j] = h[i][j].divide(scale);
            }
        }
        double[][] middle = SymmetricIntervals.approximate(h);
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(middle));
        int least = 0;
        for (int e = 1; e < x.length; e++) {
            if (eigen.getEigenvalue(e) < eigen.getEigenvalue(least)) {
                least = e;
            }
        }
        double lambda = eigen.getEigenvalue(least);
        double[] v = eigen.getEigenvector(least).toArray();
        double lower = Double.NEGATIVE_INFINITY;
        for (double slack : SLACK) {
            double bound = lambda - slack * Math.abs(lambda);
            if (SymmetricIntervals.exceeds(h, bound)) {
                lower = bound;
                break;
            }
        }
        List<Double> direction = new ArrayList<>();
        for (int i = 0; i < v.length; i++) {
            direction.add(v[i] / Math.sqrt(counts[i]));
        }
        return new Part(
                "split groups",
                new Bounds(lower, SymmetricIntervals.quotient(h, v).upper(), lambda),
                direction);
    }

    /**
     * The components of an own orbit's group that the refined shape misses: with theta the angle of two of its neurons, S = |w|^2 sin theta, e the value at other coordinates of the group and
     * delta that at the own one less e,
     * <pre>  l_alt = (theta + A/|w| - 1/sqrt(|w|^2 - e^2)) / (2 pi)   for groups of 3 or more,
     *  l_sym = l_alt + delta^2 / (pi S)                          for groups of 4 or more,</pre>
     * A being the sum of |w_j| sin theta_j over the other students minus that of sin theta_j over the teachers.
     */
    private static List<Part> scalars(Shape shape, Shape.Orbit o, Interval[] x) {
        if (o.group() < 0 || shape.size(o) < 3) {
            return List.of();
        }
        Arithmetic<Interval> arithmetic = Arithmetic.PROVED;
        Interval square = Product.of(shape, o, o, true).value(arithmetic, x);
        Interval inner = Product.of(shape, o, o, false).value(arithmetic, x);
        Interval s = square.square().subtract(inner.square()).sqrt();
        Interval theta = arithmetic.angle(s, inner);
        Interval e = x[o.others()[o.group()]];
        Interval twoPi = Arctangent.PI.multiply(2);
        Interval alternating = theta.add(
                        new NeuronCurvature(shape, o, x).weight().divide(square.sqrt()))
                .subtract(Interval.of(1).divide(square.subtract(e.square()).sqrt()))
                .divide(twoPi);
        List<Part> parts = new ArrayList<>();
        parts.add(part("alternating, group " + (o.group() + 1), alternating));
        if (shape.size(o) >= 4) {
            Interval delta = x[o.own()].subtract(e);
            parts.add(part(
                    "symmetric, group " + (o.group() + 1),
                    alternating.add(delta.square().divide(Arctangent.PI.multiply(s)))));
        }
        return parts;
    }

    private static Part part(String name, Interval eigenvalue) {
        return new Part(name, new Bounds(eigenvalue.lower(), eigenvalue.upper(), eigenvalue.middle()), List.of());
    }
}
