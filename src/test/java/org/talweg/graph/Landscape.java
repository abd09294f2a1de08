package org.talweg.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.Instance;
import org.talweg.arrangement.CellSet;
import org.talweg.census.Census;
import org.talweg.census.LocalMinima;
import org.talweg.census.MinimaSearch;
import org.talweg.census.PivotSearch;
import org.talweg.census.SearchJournal;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCells;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.MinimumCandidates;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProofSettings;
import org.talweg.proof.ProvedValue;
import org.talweg.proof.ValueProver;
import org.talweg.solver.SequentialQuadraticSolver;

/** The graph of an instance at one width, as the command builds it. */
record Landscape(RegionGraph walk, WholeGraph graph, Levels levels, MergeTree tree) {

    static Landscape of(Instance instance, int width) {
        RegionGraph walk = walk(instance);
        WholeGraph graph = WholeGraph.of(walk, width, done -> {});
        List<ProvedValue> values = new ArrayList<>();
        graph.nodes().forEach(n -> values.add(n.value()));
        graph.edges().forEach(e -> values.add(e.value()));
        Levels levels = Levels.of(values, walk.prover(), DataSymmetries.of(walk.objective()));
        return new Landscape(walk, graph, levels, MergeSweep.of(graph, levels));
    }

    static RegionGraph walk(Instance instance) {
        Objective objective = instance.objective();
        CellSet cells = CellSet.of(objective.arrangement());
        ProofSettings settings = ProofSettings.DEFAULT;
        ProgramProver programs = new ProgramProver(objective, settings.maximalBits());
        return new RegionGraph(
                new ValueProver(objective, cells, SequentialQuadraticSolver.dual(), programs, settings), cells);
    }

    static Census census(Instance instance) {
        Objective objective = instance.objective();
        CellSet cells = CellSet.of(objective.arrangement());
        ProgramProver programs = new ProgramProver(objective, ProofSettings.DEFAULT.maximalBits());
        return new PivotSearch(SignedCells.all(objective, cells), SequentialQuadraticSolver.dual(), programs, 100_000)
                .run(done -> {});
    }

    static Optional<ValleyWidths> widths(Instance instance) {
        Objective objective = instance.objective();
        CellSet cells = CellSet.of(objective.arrangement());
        GlobalOptimum global = instance.prover(12).global();
        LocalMinima minima = new MinimaSearch(
                        SignedCells.all(objective, cells),
                        MinimumCandidates.of(objective, cells, global.value().lower()),
                        SequentialQuadraticSolver.dual(),
                        new ProgramProver(objective, ProofSettings.DEFAULT.maximalBits()),
                        global,
                        Long.MAX_VALUE)
                .run(SearchJournal.NONE, share -> {})
                .minima();
        return ValleyWidths.of(minima, global);
    }

    double value(RegionNode node) {
        return levels.of(node.value()).enclosure().middle().doubleValue();
    }

    double value(RegionEdge edge) {
        return levels.of(edge.value()).enclosure().middle().doubleValue();
    }

    static double middle(org.talweg.exact.Enclosure e) {
        return e.middle().doubleValue();
    }
}
