package org.talweg.landscape;

import java.util.List;

/**
 * The convex program of theorem T1 for a set S of signed cells:
 * {@code P(S) = min (1/n) |sum_{c in S} s_c D_c X u_c - y|^2 + 2 lambda sum_c |u_c|}, u_c in the closure of cell c.
 *
 * <p>An element may also be a face, its covector with zeros: the neuron is then held on the closed face. Theorems T1 to T3 ask
 * only for closed convex cones on which the outputs are linear.
 *
 * <p>S is kept sorted and without repetition. Whether the cells exist is the caller's concern; {@code S} may be empty
 * (the zero network).
 */
public record RegionProgram(Objective objective, List<SignedCell> cells) {

    public RegionProgram {
        cells = cells.stream().sorted().distinct().toList();
    }

    /** The value {@code (1/n)|r|^2 + 2 lambda sum |u_c|} in floating point. */
    public double approximateValue(ApproximateOptimum point) {
        double fit = 0;
        for (double e : point.residual()) {
            fit += e * e;
        }
        double mass = 0;
        for (ApproximateRay ray : point.rays()) {
            mass += ray.mass();
        }
        return (fit + 2 * objective.approximateMu() * mass) / objective.size();
    }

    /** The residual {@code h - y} of a network of these neurons, in floating point. */
    public static double[] approximateResidual(Objective objective, List<ApproximateRay> rays) {
        double[][] x = objective.approximateInputs();
        double[] r = new double[x.length];
        for (int k = 0; k < r.length; k++) {
            r[k] = -objective.approximateLabels()[k];
            for (ApproximateRay ray : rays) {
                if (ray.host().isActive(k)) {
                    for (int j = 0; j < x[k].length; j++) {
                        r[k] += ray.host().sign() * x[k][j] * ray.u()[j];
                    }
                }
            }
        }
        return r;
    }
}
