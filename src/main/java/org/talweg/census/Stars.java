package org.talweg.census;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.talweg.arrangement.SignVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;

/** Sizes of stars: how many signed cells have a face in their closure. */
public final class Stars {

    private Stars() {}

    /** The star size of each face, by one scan of {@code cells}, which must hold every signed cell of the arrangement. */
    public static long[] sizes(SignedCells cells, List<SignedFace> faces) {
        Objective objective = cells.objective();
        List<int[]> sides =
                faces.stream().map(f -> objective.sides(f.covector())).toList();
        AtomicLongArray sizes = new AtomicLongArray(faces.size());
        cells.scan(() -> sizes, (counts, index, sign, cell) -> {
            for (int i = 0; i < faces.size(); i++) {
                if (faces.get(i).sign() == sign && isFaceOf(sides.get(i), cell)) {
                    counts.incrementAndGet(i);
                }
            }
        });
        long[] result = new long[faces.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = sizes.get(i);
        }
        return result;
    }

    /** As {@link SignVector#isFaceOf}, on hyperplane sides. */
    private static boolean isFaceOf(int[] face, int[] cell) {
        for (int h = 0; h < face.length; h++) {
            if (face[h] != 0 && face[h] != cell[h]) {
                return false;
            }
        }
        return true;
    }
}
