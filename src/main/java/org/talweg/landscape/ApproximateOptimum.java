package org.talweg.landscape;

import java.util.List;

/**
 * What a solver found for a region program: the nonzero neurons, at most one a signed cell, the residual {@code r = h - y}
 * and the first-order error {@code (max over the cells of h_c(r)) / mu - 1} (positive if some cell should still be used).
 * Floating point: a guess for the proof to start from.
 */
public record ApproximateOptimum(List<ApproximateRay> rays, double[] residual, double excess) {

    /** A share of the largest mass. Heuristic. */
    private static final double NEGLIGIBLE = 1e-6;

    public ApproximateOptimum {
        rays = List.copyOf(rays);
    }

    /**
     * The rays without those of a mass that may be rounding: a cell just below mu can be left with one, and then its ray spoils the first-order
     * system. A guess.
     */
    public List<ApproximateRay> approximatelyHeavyRays() {
        double largest = rays.stream().mapToDouble(ApproximateRay::mass).max().orElse(0);
        return rays.stream().filter(r -> r.mass() > NEGLIGIBLE * largest).toList();
    }
}
