package org.talweg.proof;

import java.util.List;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Outcome;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.ValueBounds.ExactNeuron;

/**
 * The optimum of the program over all signed cells.
 *
 * @param value encloses its value, by rational bounds from both sides (theorem T3)
 * @param neurons exact neurons whose loss is the upper bound
 * @param outcome an optimal set of rays with structure, or why that is open
 */
public record GlobalOptimum(Enclosure value, List<ExactNeuron> neurons, Outcome<ProvedOptimum> outcome) {

    public GlobalOptimum {
        neurons = List.copyOf(neurons);
    }

    /** The faces of the rays; empty as well if the structure is open, so ask {@link #outcome} first. */
    public List<SignedFace> rays() {
        return outcome.proved().map(ProvedOptimum::faces).orElse(List.of());
    }

    /** True if the optimal rays and masses are proved and proved to be the only ones. */
    public boolean isUnique() {
        return outcome.proved().map(ProvedOptimum::isUnique).orElse(false);
    }
}
