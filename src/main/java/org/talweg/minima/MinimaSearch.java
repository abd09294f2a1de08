package org.talweg.minima;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedFace;
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

    private final MinimumCandidates candidates;
    private final GlobalOptimum global;
    private final ThreadLocal<MinimumDecision> test;
    private final int mostRays;
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
        this.test = ThreadLocal.withInitial(() -> new MinimumDecision(candidates, solver, prover, global));
        this.mostRays = candidates.objective().size();
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

    /** A set of candidates, those after it in order that are not cut beside it, and a residual that suits it. */
    private record Node(int[] set, List<Integer> later, double[] residual) {}

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
        List<Integer> all = IntStream.range(0, candidates.size()).boxed().toList();
        List<Node> units = new ArrayList<>();
        for (Pairs pairs : singles(all, top).parallelStream().map(this::pairs).toList()) {
            top.add(pairs.unit);
            units.addAll(pairs.nodes);
        }
        Map<List<Integer>, UnitResult> earlier = new HashMap<>();
        for (String line : journal.lines(MARK)) {
            UnitResult.Named unit = UnitResult.parse(line);
            earlier.put(unit.pair(), unit.unit());
        }
        AtomicLong done = new AtomicLong();
        List<UnitResult> results = IntStream.range(0, units.size())
                .parallel()
                .mapToObj(i -> {
                    List<Integer> pair = Arrays.stream(units.get(i).set).boxed().toList();
                    UnitResult unit = earlier.get(pair);
                    if (unit == null) {
                        unit = new UnitResult();
                        expand(units.get(i), unit);
                        if (!isOver()) {
                            journal.append(MARK, unit.toLine(pair));
                        }
                    }
                    progress.accept((double) done.incrementAndGet() / units.size());
                    return unit;
                })
                .toList();
        results.forEach(top::add);
        return result(top);
    }

    /** The candidates that are not cut alone. */
    private List<Node> singles(List<Integer> all, UnitResult top) {
        // Null where the candidate is cut, or none was looked at since the search is over.
        double[][] residuals = all.parallelStream()
                .map(i -> isOver() ? null : residual(new int[] {i}))
                .toArray(double[][]::new);
        List<Integer> kept = new ArrayList<>();
        for (int i : all) {
            if (residuals[i] != null) {
                kept.add(i);
            } else {
                countCut(top);
            }
        }
        return IntStream.range(0, kept.size())
                .mapToObj(i ->
                        new Node(new int[] {kept.get(i)}, kept.subList(i + 1, kept.size()), residuals[kept.get(i)]))
                .toList();
    }

    /** What came of one candidate, and the pairs with it that are not cut. */
    private record Pairs(UnitResult unit, List<Node> nodes) {}

    private Pairs pairs(Node single) {
        UnitResult unit = new UnitResult();
        if (!isOver()) {
            decide(single, unit);
        }
        return new Pairs(unit, mostRays > 1 && !isOver() ? children(single, unit) : List.of());
    }

    /** A residual that suits the set, or null if the set is cut. */
    private double[] residual(int[] set) {
        return test.get().refute(set) instanceof Cut.Point point ? point.approximate() : null;
    }

    private void countCut(UnitResult unit) {
        unit.countCut();
        total.incrementAndGet();
    }

    private Result result(UnitResult all) {
        if (isOver()) {
            return new Result(false, List.of(), Map.of(), limit, 0);
        }
        List<ProvedOptimum> vertices = new ArrayList<>();
        Map<List<SignedFace>, String> open = new HashMap<>();
        for (int[] set : all.minima()) {
            MinimumDecision.Answer answer = test.get().decide(set);
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

    private void expand(Node node, UnitResult unit) {
        if (isOver()) {
            return;
        }
        decide(node, unit);
        if (node.set.length < mostRays) {
            children(node, unit).forEach(child -> expand(child, unit));
        }
    }

    private void decide(Node node, UnitResult unit) {
        total.incrementAndGet();
        unit.countNode();
        MinimumDecision.Answer answer = test.get().decide(node.set);
        if (answer instanceof MinimumDecision.Minimum) {
            unit.addMinimum(node.set);
        } else if (answer instanceof MinimumDecision.Open open) {
            unit.addOpen(node.set, open.reason());
        }
    }

    private List<Node> children(Node node, UnitResult unit) {
        MinimumDecision workspace = test.get();
        List<Integer> kept = new ArrayList<>();
        List<double[]> residuals = new ArrayList<>();
        int[] set = Arrays.copyOf(node.set, node.set.length + 1);
        int last = node.set.length;
        for (int candidate : node.later) {
            if (isOver()) {
                break;
            }
            if (last > 0 && !workspace.areCompatible(set[last - 1], candidate)) {
                continue;
            }
            set[last] = candidate;
            double[] residual = node.residual;
            if (residual == null || !workspace.approximatelyHolds(candidate, residual)) {
                residual = residual(set);
            }
            if (residual == null) {
                countCut(unit);
            } else {
                kept.add(candidate);
                residuals.add(residual);
            }
        }
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            int[] child = set.clone();
            child[last] = kept.get(i);
            children.add(new Node(child, kept.subList(i + 1, kept.size()), residuals.get(i)));
        }
        return children;
    }
}
