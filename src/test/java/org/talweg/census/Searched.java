package org.talweg.census;

import java.util.List;
import java.util.Optional;
import org.talweg.Instance;
import org.talweg.arrangement.CellSet;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.minima.MinimaSearch;
import org.talweg.minima.MinimumCandidates;
import org.talweg.minima.SearchJournal;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProofSettings;
import org.talweg.solver.SequentialQuadraticSolver;
import org.talweg.verdict.LandscapeProver;

/** An instance with the results of both searches. */
public record Searched(Instance instance, LandscapeProver prover, SignedCells cells, ListedMinima result) {

    public static Searched of(Instance instance) {
        return of(instance, SearchJournal.NONE, Long.MAX_VALUE);
    }

    public static Searched of(Instance instance, SearchJournal journal, long limit) {
        return of(instance, journal, limit, instance.prover(12).global());
    }

    /** A search that knows only this of the optimum over all signed cells. */
    public static Searched of(Instance instance, SearchJournal journal, long limit, GlobalOptimum global) {
        LandscapeProver prover = instance.prover(12);
        Objective objective = instance.objective();
        CellSet cells = CellSet.of(objective.arrangement());
        SignedCells all = SignedCells.all(objective, cells);
        MinimumCandidates candidates =
                MinimumCandidates.of(prover.programs(), cells, global.value().lower());
        MinimaSearch search =
                new MinimaSearch(candidates, SequentialQuadraticSolver.dual(), prover.programs(), global, limit);
        return new Searched(
                instance,
                prover,
                all,
                ListedMinima.of(all, prover.programs(), global, search.run(journal, share -> {}, () -> false)));
    }

    public LocalMinima minima() {
        return result.minima();
    }

    public Optional<MinimumClass> convex() {
        return minima().global(prover.global());
    }

    /** The full census, by pivoting. */
    public Census census() {
        return census(instance);
    }

    /** The full census of an instance alone. */
    public static Census census(Instance instance) {
        Objective objective = instance.objective();
        SignedCells all = SignedCells.all(objective, CellSet.of(objective.arrangement()));
        ProgramProver prover = new ProgramProver(objective, ProofSettings.DEFAULT.maximalBits());
        return new PivotSearch(all, SequentialQuadraticSolver.dual(), prover, 1_000_000).run(programs -> {});
    }

    public Optional<WidthCensus> counts(int m) {
        return WidthCensus.of(minima(), prover.global(), Optional.empty(), m);
    }

    Optional<WidthCensus> verdicts(Census full, int m) {
        return WidthCensus.of(minima(), prover.global(), Optional.of(full).filter(Census::isComplete), m);
    }

    /** The rays of all vertices of all classes. */
    public List<List<SignedFace>> vertices() {
        return minima().classes().stream()
                .flatMap(c -> c.vertices().stream())
                .map(v -> v.faces())
                .toList();
    }
}
