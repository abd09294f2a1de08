package org.talweg.census;

import org.talweg.landscape.SignedCells;
import org.talweg.minima.MinimaSearch;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProgramProver;

/**
 * The local minima that a search found, in classes, and what it took.
 *
 * @param minima only the global ones if the search was given up
 * @param nodes sets of faces that were decided; the limit if the search was given up
 * @param cuts sets of faces that were cut, with all that contain them; 0 if the search was given up
 */
public record ListedMinima(LocalMinima minima, long nodes, long cuts) {

    /** Gathers what was found over {@code cells}, all signed cells, into classes. */
    public static ListedMinima of(
            SignedCells cells, ProgramProver prover, GlobalOptimum global, MinimaSearch.Result found) {
        LocalMinima minima = found.finished()
                ? LocalMinima.of(cells, prover, global, found.vertices(), found.open())
                : LocalMinima.onlyGlobal(cells, global);
        return new ListedMinima(minima, found.nodes(), found.cuts());
    }
}
