package org.talweg.landscape;

import org.talweg.numeric.DoubleVectors;

/**
 * A neuron of the region program as a solver found it: {@code u = |a| w} in the closure of the host's cell, in floating
 * point.
 */
public record ApproximateRay(SignedCell host, double[] u) {

    /** |u|, the mass of the neuron. */
    public double mass() {
        return DoubleVectors.norm(u);
    }
}
