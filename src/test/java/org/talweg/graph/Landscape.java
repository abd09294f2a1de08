package org.talweg.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.Instance;
import org.talweg.arrangement.CellSet;
import org.talweg.census.Searched;
import org.talweg.landscape.Objective;
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
        Levels levels = Levels.of(values, walk.prover());
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

    static Optional<ValleyWidths> widths(Instance instance) {
        Searched searched = Searched.of(instance);
        return ValleyWidths.of(searched.minima(), searched.prover().global());
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
