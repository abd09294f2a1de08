package org.talweg.census;

import java.util.List;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.minima.MinimaSearch;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProvedOptimum;

/**
 * The local minima that a search found, in classes, and what it took.
 *
 * @param minima those that were found, marked as not finished if the search was given up
 * @param nodes sets of faces that were decided
 * @param cuts sets of faces that were cut, with all that contain them
 * @param alive the faces on which a local minimum may have a ray
 * @param hasTies whether a minimum was found with which further rays tie, so that outputs may be dependent
 * @param choices first faces that the search branched on, and those it has done with
 */
public record ListedMinima(
        LocalMinima minima,
        long nodes,
        long cuts,
        List<SignedFace> alive,
        boolean hasTies,
        MinimaSearch.Choices choices) {

    /** Gathers what was found over {@code cells}, all signed cells, into classes. */
    public static ListedMinima of(
            SignedCells cells, ProgramProver prover, GlobalOptimum global, MinimaSearch.Result found) {
        LocalMinima minima = found.finished()
                ? LocalMinima.of(cells, prover, global, found.vertices(), found.open())
                : LocalMinima.onlyGlobal(cells, global)
                        .withFound(
                                prover,
                                global,
                                found.vertices().stream()
                                        .filter(ProvedOptimum::isUnique)
                                        .toList());
        boolean hasTies = !found.vertices().stream().allMatch(ProvedOptimum::isUnique);
        return new ListedMinima(minima, found.nodes(), found.cuts(), found.alive(), hasTies, found.choices());
    }
}
