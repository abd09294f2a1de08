package org.talweg.proof;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.RationalMatrix;
import org.talweg.landscape.Objective;

/** The exact data of faces, computed once each. Thread-safe. */
public final class FaceCache {

    private final Objective objective;
    private final RationalMatrix rowSpaceNormals;
    private final Map<SignVector, FaceData> faces = new ConcurrentHashMap<>();

    public FaceCache(Objective objective) {
        this.objective = objective;
        this.rowSpaceNormals = objective.data().inputs().nullSpace();
    }

    /** True if the cache was made for this very objective, and not for the same data with another decay. */
    boolean isOf(Objective other) {
        return objective == other;
    }

    /** The data of the face with this covector, which the caller knows to be a sign vector over the rows. */
    public FaceData get(SignVector covector) {
        return faces.computeIfAbsent(covector, c -> new FaceData(objective, c, rowSpaceNormals));
    }
}
