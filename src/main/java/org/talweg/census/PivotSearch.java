package org.talweg.census;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.talweg.exact.Truth;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.minima.SearchJournal;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProvedOptimum;
import org.talweg.verdict.CellRoles;
import org.talweg.verdict.DirectionSinks;

/**
 * Finds the optimal ray sets of all regions by pivoting. A state is a set T of signed cells, one host for each ray of the
 * optimum of P(T). From T, for every cell v beyond the optimum, the optimum of P(T + v) gives the next states; its value is
 * strictly lower. To reach the optimum of any S, start from the empty set and keep adding a cell of S that is beyond: the
 * value falls, so it ends, and it can only end at the optimum of S.
 *
 * <p>The argument is not needed for the result: {@link Census} proves its list complete by counting. A program whose optimum
 * is not proved is counted and left out.
 *
 * <p>Cost: one small program for each state and cell beyond it. Most lead to a ray set that is known already, which is
 * recognised by its faces and confirmed by roles, without a proof of existence.
 */
public final class PivotSearch {

    private static final String MARK = "full";

    private final SignedCells all;
    private final Objective objective;
    private final RegionSolver solver;
    private final ProgramProver prover;
    private final DirectionSinks sinks;
    private final long limit;
    private final Map<List<SignedFace>, RaySet> found = new ConcurrentHashMap<>();
    private final Set<State> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong programs = new AtomicLong();
    private final AtomicLong undecided = new AtomicLong();

    /**
     * @param limit the search gives up, incomplete, after this many programs
     */
    public PivotSearch(SignedCells all, RegionSolver solver, ProgramProver prover, long limit) {
        this.all = all;
        this.objective = all.objective();
        this.solver = solver;
        this.prover = prover;
        this.sinks = new DirectionSinks(all, prover);
        this.limit = limit;
    }

    /** Indices of signed cells, ascending: one host for each ray of the optimum. */
    private record State(List<Integer> cells) {}

    /** A state with the neurons to start from. */
    private record Node(State state, RaySet optimum, List<ApproximateRay> rays) {}

    /** Runs the search without a journal. */
    public Census run(LongConsumer progress) {
        return run(SearchJournal.NONE, progress);
    }

    /**
     * Runs the search on all cores. The result does not depend on their number, nor on what the journal had.
     *
     * @param journal receives each state with the states that follow from it, and has those of an earlier run
     * @param progress receives the number of programs solved
     */
    public Census run(SearchJournal journal, LongConsumer progress) {
        List<Node> level = new ArrayList<>(resume(journal));
        pivot(new int[0], List.of()).ifPresent(level::add);
        while (!level.isEmpty() && programs.get() < limit) {
            List<Node> next = Collections.synchronizedList(new ArrayList<>());
            level.parallelStream().forEach(node -> {
                List<Node> found = expand(node);
                next.addAll(found);
                if (programs.get() < limit) {
                    journal.append(MARK, line(node, found));
                }
            });
            progress.accept(programs.get());
            level = new ArrayList<>(next);
        }
        List<RaySet> sets = new ArrayList<>(
                found.values().parallelStream().map(this::canonical).toList());
        sets.sort(Comparator.comparing(s -> s.faces().toString()));
        return new Census(all, sets, undecided.get(), programs.get(), level.isEmpty());
    }

    /**
     * A local minimum in a box that does not depend on the path by which a thread came to it first: its program is solved again
     * from nothing. Only these are shown, digit by digit.
     */
    private RaySet canonical(RaySet set) {
        if (set.isLocalMinimum() != Truth.YES) {
            return set;
        }
        List<SignedCell> hosts = new ArrayList<>();
        for (int c : set.firstHosts()) {
            hosts.add(all.get(c));
        }
        RegionProgram program = new RegionProgram(objective, hosts);
        return prover.prove(SignedCells.of(program), solver.approximate(program))
                .proved()
                .filter(p -> p.faces().equals(set.faces()))
                .map(set::with)
                .orElse(set);
    }

    /** {@code state;next;..}, each a list of cells with commas; the first state is the empty list. */
    private static String line(Node node, List<Node> next) {
        return Stream.concat(Stream.of(node), next.stream())
                .map(n -> n.state.cells().stream().map(String::valueOf).collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
    }

    /** Proves the states of the journal again, one program each, and returns those that were not expanded. */
    private List<Node> resume(SearchJournal journal) {
        Set<String> expanded = new HashSet<>();
        Set<String> states = new TreeSet<>();
        for (String line : journal.lines(MARK)) {
            String[] parts = line.split(";", -1);
            expanded.add(parts[0]);
            states.addAll(List.of(parts));
        }
        return states.parallelStream()
                .map(state -> pivot(cells(state), List.of()).filter(node -> !expanded.contains(state)))
                .flatMap(Optional::stream)
                .toList();
    }

    private int[] cells(String state) {
        try {
            int[] cells = state.isEmpty()
                    ? new int[0]
                    : Arrays.stream(state.split(",", -1))
                            .mapToInt(Integer::parseInt)
                            .toArray();
            if (Arrays.stream(cells).anyMatch(c -> c < 0 || c >= all.size())) {
                throw new IllegalArgumentException("no such cell");
            }
            return cells;
        } catch (IllegalArgumentException e) {
            throw SearchJournal.unreadable(state, e);
        }
    }

    private List<Node> expand(Node node) {
        List<Node> next = new ArrayList<>();
        int[] cells = node.state.cells().stream().mapToInt(Integer::intValue).toArray();
        for (int v = 0; v < all.size() && programs.get() < limit; v++) {
            if (node.optimum.role(v) == CellRoles.BEYOND) {
                int[] extended = Arrays.copyOf(cells, cells.length + 1);
                extended[cells.length] = v;
                pivot(extended, node.rays).ifPresent(next::add);
            }
        }
        return next;
    }

    /** The optimum of the program over these cells, if it is a new state. */
    private Optional<Node> pivot(int[] cells, List<ApproximateRay> start) {
        programs.incrementAndGet();
        List<SignedCell> set = new ArrayList<>();
        for (int c : cells) {
            set.add(all.get(c));
        }
        RegionProgram program = new RegionProgram(objective, set);
        ApproximateOptimum guess = solver.approximate(program, start);
        Optional<RaySet> optimum = known(cells, guess).or(() -> prove(cells, program, guess));
        if (optimum.isEmpty()) {
            undecided.incrementAndGet();
            return Optional.empty();
        }
        State state = carriers(cells, optimum.get());
        return seen.add(state)
                ? Optional.of(new Node(state, optimum.get(), neurons(state, optimum.get())))
                : Optional.empty();
    }

    private Optional<RaySet> known(int[] cells, ApproximateOptimum guess) {
        return Optional.ofNullable(found.get(prover.approximateFaces(guess))).filter(s -> s.isOptimumOf(cells));
    }

    private Optional<RaySet> prove(int[] cells, RegionProgram program, ApproximateOptimum guess) {
        Optional<ProvedOptimum> proved =
                prover.prove(SignedCells.of(program), guess).proved().filter(ProvedOptimum::isUnique);
        return proved.map(p -> found.computeIfAbsent(p.faces(), f -> raySet(p))).filter(s -> s.isOptimumOf(cells));
    }

    /** A host whose derivatives have no proved sign would count as beyond and leave the list incomplete. */
    private RaySet raySet(ProvedOptimum p) {
        ProvedOptimum decided = prover.withSlopes(p);
        return new RaySet(decided, CellRoles.of(all, decided, prover), sinks);
    }

    /** One host among {@code cells} for each ray, the first. */
    private static State carriers(int[] cells, RaySet optimum) {
        Integer[] host = new Integer[optimum.faces().size()];
        for (int c : cells) {
            int role = optimum.role(c);
            if (role >= 0 && (host[role] == null || c < host[role])) {
                host[role] = c;
            }
        }
        return new State(Arrays.stream(host).sorted().toList());
    }

    private List<ApproximateRay> neurons(State state, RaySet optimum) {
        List<ApproximateRay> rays = new ArrayList<>();
        for (int c : state.cells()) {
            rays.add(new ApproximateRay(
                    all.get(c), optimum.optimum().center(optimum.role(c)).toDoubles()));
        }
        return rays;
    }
}
