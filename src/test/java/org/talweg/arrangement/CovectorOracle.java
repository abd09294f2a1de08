package org.talweg.arrangement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * All faces of a small arrangement from its definition as an oriented matroid: the sign vectors of the rays (solved over
 * Q from every set of rank - 1 rows), closed under composition. Exact, simple and slow; shares nothing with the
 * enumerators but the exact arithmetic and {@link SignVector#compose}.
 */
final class CovectorOracle {

    private final RationalMatrix rows;
    private final int rank;
    private final Set<SignVector> covectors = new HashSet<>();

    CovectorOracle(RationalMatrix rows) {
        this.rows = rows;
        this.rank = rows.rank();
        SignVector origin = SignVector.of(new int[rows.rows()]);
        Set<SignVector> cocircuits = new HashSet<>();
        if (rank > 0) {
            choose(0, new ArrayList<>(), cocircuits);
        }
        Deque<SignVector> open = new ArrayDeque<>(List.of(origin));
        covectors.add(origin);
        while (!open.isEmpty()) {
            SignVector face = open.pop();
            for (SignVector ray : cocircuits) {
                SignVector next = face.compose(ray);
                if (covectors.add(next)) {
                    open.push(next);
                }
            }
        }
    }

    /** The cells: faces with no zero but at zero rows, sorted. */
    Set<SignVector> cells() {
        TreeSet<SignVector> cells = new TreeSet<>();
        for (SignVector face : covectors) {
            if (rankOfZeros(face) == 0) {
                cells.add(face);
            }
        }
        return cells;
    }

    /** Number of faces of each dimension 0..d. */
    long[] facesByDimension() {
        long[] count = new long[rows.columns() + 1];
        for (SignVector face : covectors) {
            count[rows.columns() - rankOfZeros(face)]++;
        }
        return count;
    }

    private int rankOfZeros(SignVector face) {
        List<RationalVector> zero = new ArrayList<>();
        for (int k = 0; k < rows.rows(); k++) {
            if (face.sign(k) == 0 && !rows.row(k).isZero()) {
                zero.add(rows.row(k));
            }
        }
        return RationalMatrix.ofRows(zero, rows.columns()).rank();
    }

    private void choose(int from, List<RationalVector> chosen, Set<SignVector> cocircuits) {
        if (chosen.size() == rank - 1) {
            RationalMatrix some = RationalMatrix.ofRows(chosen, rows.columns());
            if (some.rank() == rank - 1) {
                addRays(some.nullSpace(), cocircuits);
            }
            return;
        }
        for (int k = from; k < rows.rows(); k++) {
            chosen.add(rows.row(k));
            choose(k + 1, chosen, cocircuits);
            chosen.remove(chosen.size() - 1);
        }
    }

    private void addRays(RationalMatrix directions, Set<SignVector> cocircuits) {
        for (int i = 0; i < directions.rows(); i++) {
            RationalVector values = rows.multiply(directions.row(i));
            if (!values.isZero()) {
                SignVector ray = SignVector.of(
                        values.toList().stream().mapToInt(v -> v.signum()).toArray());
                cocircuits.add(ray);
                cocircuits.add(ray.negate());
            }
        }
    }
}
