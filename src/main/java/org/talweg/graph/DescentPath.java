package org.talweg.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.exact.Truth;
import org.talweg.landscape.Region;
import org.talweg.proof.ProvedOptimum;
import org.talweg.proof.ProvedValue;

/**
 * The way down from a region, found by walking the graph. A step leads to a region of strictly lower value, proved, whose closure
 * holds the minimiser of the region before. It is adjacent, or lies behind adjacent regions whose closures hold that minimiser too, and whose
 * value is the same.
 *
 * <p>Each step goes to the lowest of the nearest lower regions. Cost: the values around the minimisers met; no graph is built.
 *
 * @param steps the start first, values falling strictly
 * @param end what is proved about the last region
 * @param reason one sentence on the end
 */
public record DescentPath(List<Step> steps, End end, String reason) {

    /** Regions looked at for one step at most. */
    private static final int LIMIT = 20_000;

    /** How a path ends. */
    public enum End {
        /** No direction lowers the loss at the minimiser of the last region, and all of its neurons are nonzero. */
        LOCAL_MINIMUM,
        /** The value of the last region is that of the convex program over all signed cells. */
        GLOBAL_MINIMUM,
        /** Neither is proved, and no way further. */
        UNDECIDED
    }

    /**
     * A region on the path.
     *
     * @param value its value
     * @param through regions of equal value between the one before and this, nearest first; often none
     */
    public record Step(Region region, ProvedValue value, List<Region> through) {
        public Step {
            through = List.copyOf(through);
        }
    }

    public DescentPath {
        steps = List.copyOf(steps);
    }

    /** The path from {@code start}, whose cells exist. */
    public static DescentPath from(Region start, RegionGraph graph) {
        List<Step> steps = new ArrayList<>();
        Region at = RegionGraph.sorted(start);
        Optional<Step> next = Optional.of(new Step(at, graph.value(at), List.of()));
        Walk walk = new Walk(graph);
        while (next.isPresent()) {
            Step step = next.get();
            steps.add(step);
            Optional<ProvedOptimum> p = step.value.outcome().proved();
            if (p.isEmpty()) {
                return new DescentPath(
                        steps, End.UNDECIDED, step.value.outcome().open().orElseThrow());
            }
            if (graph.prover().isConvexOptimum(step.value)) {
                return new DescentPath(steps, End.GLOBAL_MINIMUM, "no signed cell lowers the value");
            }
            next = walk.below(step);
        }
        return walk.end(steps);
    }

    /** The search for one step. */
    private static final class Walk {
        private final RegionGraph graph;
        private boolean exhausted;

        Walk(RegionGraph graph) {
            this.graph = graph;
        }

        Optional<Step> below(Step from) {
            exhausted = true;
            Map<Region, Region> cameFrom = new HashMap<>();
            Deque<Region> ring = new ArrayDeque<>(List.of(from.region()));
            cameFrom.put(from.region(), from.region());
            while (!ring.isEmpty() && cameFrom.size() < LIMIT) {
                Step best = null;
                Deque<Region> outer = new ArrayDeque<>();
                for (Region at : ring) {
                    for (Move move : graph.moves(at)) {
                        if (from.value().isAttainedIn(move.program()) && cameFrom.putIfAbsent(move.to(), at) == null) {
                            ProvedValue value = graph.value(move.to());
                            if (graph.prover().isBelow(value, from.value())
                                    && (best == null
                                            || value.enclosure()
                                                    .isBelow(best.value().enclosure()))) {
                                best = new Step(move.to(), value, way(from.region(), at, cameFrom));
                            }
                            outer.add(move.to());
                        }
                    }
                }
                if (best != null) {
                    return Optional.of(best);
                }
                ring = outer;
            }
            exhausted = ring.isEmpty();
            return Optional.empty();
        }

        /** The regions from the start, itself left out, to {@code last}. */
        private static List<Region> way(Region start, Region last, Map<Region, Region> cameFrom) {
            List<Region> way = new ArrayList<>();
            for (Region at = last; !at.equals(start); at = cameFrom.get(at)) {
                way.add(0, at);
            }
            return way;
        }

        DescentPath end(List<Step> steps) {
            Step last = steps.get(steps.size() - 1);
            ProvedOptimum p = last.value().outcome().proved().orElseThrow();
            boolean everyNeuron = last.region().neurons().stream()
                    .allMatch(c -> p.faces().stream().anyMatch(f -> f.isInClosureOf(c)));
            if (everyNeuron && p.isLocallyMinimal() == Truth.YES) {
                return new DescentPath(
                        steps,
                        End.LOCAL_MINIMUM,
                        "every neuron is nonzero and no direction lowers the loss to first order");
            }
            return new DescentPath(
                    steps,
                    End.UNDECIDED,
                    exhausted
                            ? "no region that holds the minimiser is proved lower"
                            : "no lower region among the first " + LIMIT + " that hold the minimiser");
        }
    }
}
