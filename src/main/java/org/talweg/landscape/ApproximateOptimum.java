package org.talweg.landscape;

import java.util.List;

/**
 * What a solver found for a region program: the nonzero neurons, at most one a signed cell, the residual {@code r = h - y}
 * and the first-order error {@code (max over the cells of h_c(r)) / mu - 1} (positive if some cell should still be used).
 * Floating point: a guess for the proof to start from.
 */
public record ApproximateOptimum(List<ApproximateRay> rays, double[] residual, double excess) {

    public ApproximateOptimum {
        rays = List.copyOf(rays);
    }
}
