package org.talweg.minima;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedFace;
import org.talweg.minima.Branching.Node;
import org.talweg.minima.Branching.Step;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProvedOptimum;

/**
 * Finds all local minima by a search tree over sets of signed faces (theorem T10). A node is a set T. It is cut, with all its supersets,
 * by a proof that no residual satisfies the linear conditions of all its faces; otherwise it is decided whether T itself is the set of
 * rays of a local minimum with independent outputs. There are at most n such rays, so the tree ends.
 *
 * <p>Every decision is a proof or is listed as open, so the list is complete when the tree has been walked and nothing is open.
 *
 * <p>The pairs of faces that are not cut are the units of work. They run on all cores, in any order, and can be kept in a {@link
 * SearchJournal}; the result is the same.
 */
public final class MinimaSearch {

    private static final String MARK = "minima";

    private record Workspace(MinimumDecision decision, Branching<Cut.Contradiction> branching) {}

    private final MinimumCandidates candidates;
    private final GlobalOptimum global;
    private final ThreadLocal<Workspace> workspace;
    private final long limit;
    private final AtomicLong total = new AtomicLong();
    private BooleanSupplier stopped = () -> false;

    /**
     * @param global the optimum over all signed cells: where it is the zero network there is no other local minimum to find
     * @param limit the search gives up, unfinished, after about this many sets of faces, cut or decided
     */
    public MinimaSearch(
            MinimumCandidates candidates, RegionSolver solver, ProgramProver prover, GlobalOptimum global, long limit) {
        this.global = global;
        this.candidates = candidates;
        this.workspace = ThreadLocal.withInitial(() -> {
            MinimumDecision decision = new MinimumDecision(candidates, solver, prover, global);
            return new Workspace(decision, new Branching<>(decision, this::isOver));
        });
        this.limit = limit;
    }

    /**
     * What a search found.
     *
     * @param finished false if the search was given up: then nothing else is told, since what it had found depends on the threads
     * @param vertices local minima with independent outputs, distinct
     * @param open sets of faces of which it is not decided whether they are the rays of one, with the reason
     * @param nodes sets of faces that were not cut; the limit if the search was given up
     * @param cuts sets of faces that were cut, with all that contain them; 0 if the search was given up
     */
    public record Result(
            boolean finished, List<ProvedOptimum> vertices, Map<List<SignedFace>, String> open, long nodes, long cuts) {

        public Result {
            vertices = List.copyOf(vertices);
            open = Map.copyOf(open);
        }
    }

    /**
     * Walks the tree.
     *
     * @param journal receives finished units, and has those of an earlier run
     * @param progress receives the share of the units done
     * @param stopped asked often; once it says yes the search is given up
     */
    public Result run(SearchJournal journal, DoubleConsumer progress, BooleanSupplier stopped) {
        this.stopped = stopped;
        UnitResult top = new UnitResult();
        BitSet all = new BitSet();
        all.set(0, candidates.size());
        List<Node> units = new ArrayList<>();
        for (Expanded single : expandAll(expand(workspace.get().branching.root(all)).children)) {
            top.add(single.unit);
            units.addAll(single.children);
        }
        Map<String, UnitResult> earlier = new HashMap<>();
        for (String line : journal.lines(MARK)) {
            UnitResult.Named unit = UnitResult.parse(line);
            earlier.put(unit.name(), unit.unit());
        }
        AtomicLong done = new AtomicLong();
        List<UnitResult> results = IntStream.range(0, units.size())
                .parallel()
                .mapToObj(i -> {
                    String name = UnitResult.name(units.get(i));
                    UnitResult unit = earlier.get(name);
                    if (unit == null) {
                        unit = new UnitResult();
                        walk(units.get(i), unit);
                        if (!isOver()) {
                            journal.append(MARK, unit.toLine(name));
                        }
                    }
                    progress.accept((double) done.incrementAndGet() / units.size());
                    return unit;
                })
                .toList();
        results.forEach(top::add);
        return result(top);
    }

    private List<Expanded> expandAll(List<Node> nodes) {
        return nodes.parallelStream().map(this::expand).toList();
    }

    private void walk(Node node, UnitResult unit) {
        Expanded expanded = expand(node);
        unit.add(expanded.unit);
        expanded.children.forEach(child -> walk(child, unit));
    }

    /** What came of one node itself, and its children. */
    private record Expanded(UnitResult unit, List<Node> children) {}

    private Expanded expand(Node node) {
        UnitResult unit = new UnitResult();
        List<Node> children = new ArrayList<>();
        if (!isOver()) {
            List<Step<Cut.Contradiction>> steps = workspace.get().branching.expand(node);
            if (node.set().length > 0 && (steps.isEmpty() || !(steps.get(0) instanceof Branching.Closed))) {
                decide(node.set(), unit);
            }
            for (Step<Cut.Contradiction> step : steps) {
                if (step instanceof Branching.Child<Cut.Contradiction> child) {
                    children.add(child.node());
                } else {
                    unit.countCut();
                    total.incrementAndGet();
                }
            }
        }
        return new Expanded(unit, children);
    }

    private void decide(int[] set, UnitResult unit) {
        total.incrementAndGet();
        unit.countNode();
        MinimumDecision.Answer answer = workspace.get().decision.decide(set);
        if (answer instanceof MinimumDecision.Minimum) {
            unit.addMinimum(set);
        } else if (answer instanceof MinimumDecision.Open open) {
            unit.addOpen(set, open.reason());
        }
    }

    private Result result(UnitResult all) {
        if (isOver()) {
            return new Result(false, List.of(), Map.of(), limit, 0);
        }
        List<ProvedOptimum> vertices = new ArrayList<>();
        Map<List<SignedFace>, String> open = new HashMap<>();
        for (int[] set : all.minima()) {
            MinimumDecision.Answer answer = workspace.get().decision.decide(set);
            if (answer instanceof MinimumDecision.Minimum minimum) {
                vertices.add(minimum.optimum());
            } else {
                throw new IllegalStateException("the journal belongs to another search");
            }
        }
        global.outcome().proved().filter(p -> p.faces().isEmpty()).ifPresent(vertices::add);
        all.open().forEach((set, reason) -> open.put(faces(set), reason));
        if (vertices.isEmpty() && open.isEmpty()) {
            // Something attains the optimum over all signed cells (theorem T4).
            open.put(List.of(), "the zero network is not shown to be the optimum over all signed cells");
        }
        return new Result(true, vertices, open, all.nodes(), all.cuts());
    }

    private boolean isOver() {
        return total.get() >= limit || stopped.getAsBoolean();
    }

    private List<SignedFace> faces(List<Integer> set) {
        return set.stream().map(candidates::face).sorted().toList();
    }
}
