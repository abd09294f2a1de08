package org.talweg.descent;

import java.util.List;
import org.talweg.exact.Enclosure;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.ProvedOptimum;

/**
 * A proved stationary point at which runs end.
 *
 * @param kind what it is at the width of the runs
 * @param optimum its rays, with every slope proved
 * @param value encloses the loss
 * @param isListed true if it is a class of the list of local minima, false if a run found it
 * @param reason one sentence; why it is not decided, or what it is
 */
public record StationaryPoint(EndKind kind, ProvedOptimum optimum, Enclosure value, boolean isListed, String reason) {

    /** The signs and covectors of its rays, sorted. */
    public List<SignedFace> rays() {
        return optimum.faces();
    }

    /** True if the other has the same rays, and so is the same point, though perhaps of another width. */
    public boolean hasRaysOf(StationaryPoint other) {
        return rays().equals(other.rays());
    }
}
