package org.talweg.census;

import java.util.List;
import java.util.Optional;
import org.talweg.Instance;
import org.talweg.arrangement.CellSet;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.LandscapeProver;
import org.talweg.proof.MinimumCandidates;
import org.talweg.solver.SequentialQuadraticSolver;

/** An instance with the results of both searches. */
record Searched(Instance instance, LandscapeProver prover, SignedCells cells, MinimaSearch.Result result) {

    static Searched of(Instance instance) {
        return of(instance, SearchJournal.NONE, Long.MAX_VALUE);
    }

    static Searched of(Instance instance, SearchJournal journal, long limit) {
        LandscapeProver prover = instance.prover(12);
        Objective objective = instance.objective();
        CellSet cells = CellSet.of(objective.arrangement());
        SignedCells all = SignedCells.all(objective, cells);
        MinimumCandidates candidates =
                MinimumCandidates.of(objective, cells, prover.global().value().lower());
        MinimaSearch search = new MinimaSearch(
                all, candidates, SequentialQuadraticSolver.dual(), prover.programs(), prover.global(), limit);
        return new Searched(instance, prover, all, search.run(journal, share -> {}));
    }

    LocalMinima minima() {
        return result.minima();
    }

    Optional<MinimumClass> convex() {
        return minima().global(prover.global());
    }

    /** The full census, by pivoting. */
    Census census() {
        return new PivotSearch(cells, SequentialQuadraticSolver.dual(), prover.programs(), 1_000_000)
                .run(programs -> {});
    }

    Optional<WidthCensus> counts(int m) {
        return WidthCensus.of(minima(), convex(), Optional.empty(), m);
    }

    Optional<WidthCensus> verdicts(Census full, int m) {
        return WidthCensus.of(minima(), convex(), Optional.of(full).filter(Census::isComplete), m);
    }

    /** The rays of all vertices of all classes. */
    List<List<SignedFace>> vertices() {
        return minima().classes().stream()
                .flatMap(c -> c.vertices().stream())
                .map(v -> v.faces())
                .toList();
    }
}
