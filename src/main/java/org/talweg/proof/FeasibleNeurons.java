package org.talweg.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.proof.ValueBounds.ExactNeuron;

/** Makes exact neurons, inside the closures of their cells, from approximate ones. */
public final class FeasibleNeurons {

    private final Objective objective;
    private final Function<SignVector, RationalVector> witness;

    /**
     * @param witness gives an exact interior point of a cell
     */
    public FeasibleNeurons(Objective objective, Function<SignVector, RationalVector> witness) {
        this.objective = objective;
        this.witness = witness;
    }

    /** The neurons at the center of the box of a proved optimum; empty if the box is so wide that its center leaves a face. */
    public static Optional<List<ExactNeuron>> of(Objective objective, ProvedOptimum optimum) {
        List<ExactNeuron> neurons = new ArrayList<>();
        for (int i = 0; i < optimum.faces().size(); i++) {
            RationalVector u = optimum.center(i);
            if (!objective.arrangement().faceOf(u).equals(optimum.faces().get(i).covector())) {
                return Optional.empty();
            }
            neurons.add(new ExactNeuron(optimum.cellOf(i), u));
        }
        return Optional.of(neurons);
    }

    /** Neurons near those of {@code optimum}, moved as little as it takes to satisfy every inequality exactly. */
    public List<ExactNeuron> near(ApproximateOptimum optimum) {
        List<ExactNeuron> neurons = new ArrayList<>();
        for (ApproximateRay ray : optimum.rays()) {
            int[] sides = objective.sides(ray.host().cell());
            RationalVector u = RationalVector.of(ray.u());
            RationalVector moved = projected(u, sides)
                    .orElseGet(() -> onFace(sides)
                            ? RationalVector.zero(u.size())
                            : towards(u, witness.apply(ray.host().cell()), sides));
            neurons.add(new ExactNeuron(ray.host(), moved));
        }
        return neurons;
    }

    /** True if the neuron is held on a hyperplane; then zero is a point of the closed face, and inside points are no help. */
    private static boolean onFace(int[] sides) {
        return Arrays.stream(sides).anyMatch(s -> s == 0);
    }

    /** u projected on the hyperplanes it is on the wrong side of, if that is a point of the closed cell. */
    private Optional<RationalVector> projected(RationalVector u, int[] sides) {
        RationalVector v = u;
        for (int pass = 0; pass < 3; pass++) {
            List<RationalVector> violated = new ArrayList<>();
            boolean feasible = true;
            for (int h = 0; h < sides.length; h++) {
                RationalVector a = RationalVector.of(objective.arrangement().normal(h));
                int sign = a.dot(v).signum();
                feasible &= sign == 0 || sign == sides[h];
                if (sides[h] == 0 || sign == -sides[h]) {
                    violated.add(a);
                }
            }
            if (feasible) {
                return Optional.of(v);
            }
            RationalMatrix n = RationalMatrix.ofRows(violated, objective.dimension());
            Optional<RationalVector> t = n.multiply(n.transpose()).solve(n.multiply(v));
            if (t.isEmpty()) {
                return Optional.empty();
            }
            v = v.subtract(n.multiplyTransposed(t.get()));
        }
        return Optional.empty();
    }

    /** {@code u + e * inside} with the least e that satisfies every inequality. */
    private RationalVector towards(RationalVector u, RationalVector inside, int[] sides) {
        Rational least = Rational.ZERO;
        for (int h = 0; h < sides.length; h++) {
            RationalVector a = RationalVector.of(objective.arrangement().normal(h));
            Rational gap = a.dot(u).multiply(-sides[h]);
            if (gap.signum() > 0) {
                least = least.max(gap.divide(a.dot(inside).multiply(sides[h])));
            }
        }
        return u.combine(inside, least);
    }
}
