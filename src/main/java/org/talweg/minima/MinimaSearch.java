package org.talweg.minima;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
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
 * <p>The nodes of two faces are the units of work. They run on all cores, in any order, and can be kept in a {@link SearchJournal}; the
 * result is the same. A search that gives up does so in units too: each gets the same number of sets, and those that need more get more of
 * what is left in a next round. So what it has found does not depend on the threads either.
 */
public final class MinimaSearch {

    private static final String MARK = "minima";

    /** The first round may use up this part of the limit, and each of the next ones of what is left. */
    private static final int ROUND = 8;

    /** One thread's. */
    private final class Workspace implements Branching.Budget {
        private final MinimumDecision decision;
        private final Branching<Cut.Contradiction> branching;
        /** Sets that may still be looked at. */
        private long left;

        Workspace(MinimumDecision decision) {
            this.decision = decision;
            this.branching = new Branching<>(decision, this);
        }

        @Override
        public boolean isUsedUp() {
            return left <= 0 || stopped.getAsBoolean();
        }

        @Override
        public void count() {
            left--;
        }
    }

    private final MinimumCandidates candidates;
    private final GlobalOptimum global;
    private final Supplier<Workspace> newWorkspace;
    /** One for each thread. They refer to this search, so as thread-locals they would outlive it as long as the threads do. */
    private final Map<Thread, Workspace> workspaces = new ConcurrentHashMap<>();

    private final long limit;
    private BooleanSupplier stopped = () -> false;

    /**
     * @param global the optimum over all signed cells: where it is the zero network there is no other local minimum to find
     * @param limit the search gives up, unfinished, after about this many sets of faces, cut or decided
     */
    public MinimaSearch(
            MinimumCandidates candidates, RegionSolver solver, ProgramProver prover, GlobalOptimum global, long limit) {
        this.global = global;
        this.candidates = candidates;
        this.newWorkspace = () -> new Workspace(new MinimumDecision(candidates, solver, prover, global));
        this.limit = limit;
    }

    /**
     * What a search found.
     *
     * @param finished false if the search was given up
     * @param vertices local minima with independent outputs, distinct; all of them if it finished and nothing is open
     * @param open sets of faces of which it is not decided whether they are the rays of one, with the reason
     * @param nodes sets of faces that were decided
     * @param cuts sets of faces that were cut, with all that contain them
     * @param alive the faces on which a local minimum may have a ray
     * @param choices how many first faces the search branched on, and how many of those it has done with
     */
    public record Result(
            boolean finished,
            List<ProvedOptimum> vertices,
            Map<List<SignedFace>, String> open,
            long nodes,
            long cuts,
            List<SignedFace> alive,
            Choices choices) {

        public Result {
            vertices = List.copyOf(vertices);
            open = Map.copyOf(open);
            alive = List.copyOf(alive);
        }
    }

    /** First faces, and how many of them have been done with: all minima that have a ray on them and none on the earlier ones are found. */
    public record Choices(int all, int done) {}

    /**
     * Walks the tree.
     *
     * @param journal receives finished units, and has those of an earlier run
     * @param progress receives the share of the units done
     * @param stopped asked often; once it says yes the search is given up
     */
    public Result run(SearchJournal journal, DoubleConsumer progress, BooleanSupplier stopped) {
        this.stopped = stopped;
        BitSet all = new BitSet();
        all.set(0, candidates.size());
        Expanded root = expand(workspace().branching.root(all), limit);
        UnitResult top = root.unit;
        long each = Math.max(1, left(top) / Math.max(1, root.children.size()));
        List<Expanded> singles =
                root.children.parallelStream().map(c -> expand(c, each)).toList();
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < singles.size(); i++) {
            top.add(singles.get(i).unit);
            for (Node pair : singles.get(i).children) {
                units.add(new Unit(i, pair));
            }
        }
        walk(units, left(top), earlier(journal), journal, progress);
        boolean[] done = new boolean[singles.size()];
        for (int i = 0; i < done.length; i++) {
            done[i] = singles.get(i).unit.isWhole();
        }
        for (Unit unit : units) {
            done[unit.first] &= unit.result.isWhole();
            top.add(unit.result);
        }
        int closed = 0;
        for (boolean d : done) {
            closed += d ? 1 : 0;
        }
        boolean finished = root.unit.isWhole() && closed == done.length;
        return result(top, finished, alive(root), new Choices(done.length, closed));
    }

    private long left(UnitResult used) {
        return limit - used.nodes() - used.cuts();
    }

    private static Map<String, UnitResult> earlier(SearchJournal journal) {
        Map<String, UnitResult> earlier = new HashMap<>();
        for (String line : journal.lines(MARK)) {
            UnitResult.Named unit = UnitResult.parse(line);
            earlier.put(unit.name(), unit.unit());
        }
        return earlier;
    }

    /** A node of two faces below the i-th first choice, and what came of it. */
    private static final class Unit {
        private final int first;
        private final Node node;
        private UnitResult result = new UnitResult();

        Unit(int first, Node node) {
            this.first = first;
            this.node = node;
            result.giveUp();
        }
    }

    /** Walks all units that fit into this many sets, together. */
    private void walk(
            List<Unit> units,
            long sets,
            Map<String, UnitResult> earlier,
            SearchJournal journal,
            DoubleConsumer progress) {
        List<Unit> open = units;
        long left = sets;
        AtomicLong done = new AtomicLong();
        while (!open.isEmpty() && left > 0 && !stopped.getAsBoolean()) {
            // The last round when another would not give each unit more than this one.
            boolean isLast = left < 2L * ROUND * open.size();
            long budget = isLast ? Math.max(1, left / open.size()) : Math.max(ROUND, left / ROUND / open.size());
            open.parallelStream().forEach(unit -> {
                String name = UnitResult.name(unit.node);
                UnitResult known = earlier.get(name);
                unit.result = known != null ? known : walk(unit.node, budget);
                if (unit.result.isWhole()) {
                    if (known == null) {
                        journal.append(MARK, unit.result.toLine(name));
                    }
                    progress.accept((double) done.incrementAndGet() / units.size());
                }
            });
            for (Unit unit : open) {
                left -= unit.result.nodes() + unit.result.cuts();
            }
            open = open.stream().filter(u -> !u.result.isWhole()).toList();
            left = isLast ? 0 : left;
        }
    }

    private Workspace workspace() {
        return workspaces.computeIfAbsent(Thread.currentThread(), t -> newWorkspace.get());
    }

    private UnitResult walk(Node node, long budget) {
        UnitResult unit = new UnitResult();
        workspace().left = budget;
        walk(node, unit);
        return unit;
    }

    private void walk(Node node, UnitResult unit) {
        Expanded expanded = expand(node);
        unit.add(expanded.unit);
        expanded.children.forEach(child -> walk(child, unit));
    }

    /** What came of one node itself, and its children; not whole if the search was over before its end. */
    private record Expanded(UnitResult unit, List<Node> children, List<Step<Cut.Contradiction>> steps) {}

    private Expanded expand(Node node, long budget) {
        workspace().left = budget;
        return expand(node);
    }

    private Expanded expand(Node node) {
        Workspace here = workspace();
        UnitResult unit = new UnitResult();
        List<Node> children = new ArrayList<>();
        List<Step<Cut.Contradiction>> steps = here.isUsedUp() ? List.of() : here.branching.expand(node);
        // Asked once: a search may be stopped at any moment, and a node that is not decided must not count as whole.
        boolean isOver = here.isUsedUp();
        if (isOver) {
            unit.giveUp();
        }
        boolean isNone = node.set().length == 0 || (!steps.isEmpty() && steps.get(0) instanceof Branching.Closed);
        if (!isNone && !isOver) {
            decide(node.set(), unit);
        }
        for (Step<Cut.Contradiction> step : steps) {
            if (step instanceof Branching.Child<Cut.Contradiction> child) {
                children.add(child.node());
            } else {
                unit.countCut();
            }
        }
        return new Expanded(unit, children, steps);
    }

    private void decide(int[] set, UnitResult unit) {
        unit.countNode();
        workspace().count();
        MinimumDecision.Answer answer = workspace().decision.decide(set);
        if (answer instanceof MinimumDecision.Minimum) {
            unit.addMinimum(set);
        } else if (answer instanceof MinimumDecision.Open open) {
            unit.addOpen(set, open.reason());
        }
    }

    /** The candidates that are not cut before the first one is chosen. */
    private List<SignedFace> alive(Expanded root) {
        BitSet alive = new BitSet();
        alive.set(0, candidates.size());
        for (Step<Cut.Contradiction> step : root.steps) {
            if (step instanceof Branching.Child) {
                break;
            } else if (step instanceof Branching.Cut<Cut.Contradiction> cut) {
                alive.clear(cut.candidate());
            } else {
                alive.clear();
            }
        }
        return alive.stream().mapToObj(candidates::face).toList();
    }

    private Result result(UnitResult all, boolean finished, List<SignedFace> alive, Choices choices) {
        List<ProvedOptimum> vertices = new ArrayList<>();
        Map<List<SignedFace>, String> open = new HashMap<>();
        for (int[] set : all.minima()) {
            MinimumDecision.Answer answer = workspace().decision.decide(set);
            if (answer instanceof MinimumDecision.Minimum minimum) {
                vertices.add(minimum.optimum());
            } else {
                throw new IllegalStateException("the journal belongs to another search");
            }
        }
        global.outcome().proved().filter(p -> p.faces().isEmpty()).ifPresent(vertices::add);
        all.open().forEach((set, reason) -> open.put(faces(set), reason));
        if (finished && vertices.isEmpty() && open.isEmpty()) {
            // Something attains the optimum over all signed cells (theorem T4).
            open.put(List.of(), "the zero network is not shown to be the optimum over all signed cells");
        }
        return new Result(finished, vertices, open, all.nodes(), all.cuts(), alive, choices);
    }

    private List<SignedFace> faces(List<Integer> set) {
        return set.stream().map(candidates::face).sorted().toList();
    }
}
