package org.talweg.evidence;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.talweg.arrangement.CellSet;
import org.talweg.certificate.Completeness;
import org.talweg.certificate.Face;
import org.talweg.certificate.OptimalRaySet;
import org.talweg.certificate.SearchNode;
import org.talweg.certificate.SearchNode.Decision;
import org.talweg.exact.Outcome;
import org.talweg.exact.Rational;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedFace;
import org.talweg.minima.Branching;
import org.talweg.minima.Branching.Node;
import org.talweg.minima.Branching.Step;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProvedOptimum;

/**
 * Evidence that a list of local minima is complete (theorem T10): the search tree again, with cuts and decisions in the short numbers that the
 * checker computes with. Pairs of faces that are not cut are worked on by all cores; nodes come in the same order whatever their number.
 *
 * <p>Cost: about that of the search, with twice the work for a cut.
 */
final class SearchMaker {

    private final Objective objective;
    private final ProgramProver prover;
    private final RegionSolver solver;
    private final SearchRows rows;
    private final Families families;
    private final CellNumbers numbers;
    private final Rational ball;
    private final NearMaker near;
    private final ThreadLocal<Branching<CutMaker.Contradiction>> branchings;
    private final Map<Set<Integer>, Integer> listed = new HashMap<>();

    /** Optima that have their mass elsewhere, by their rays, with the cells that were asked about. */
    private final Map<List<SignedFace>, Needed> optima = new LinkedHashMap<>();

    private record Needed(int index, ProvedOptimum optimum, Set<Integer> cells) {}

    /** A node; if it is decided by an optimum, that and the hosts, and the node itself has no decision yet. */
    private record Draft(SearchNode node, ProvedOptimum elsewhere, List<Integer> hosts) {}

    /**
     * @param faces all faces with an output, as the certificate lists them
     * @param lower the lower bound of the global value that the certificate claims, in the integer problem
     * @param minima the rays of the unique optimum, then those of the local minima
     */
    SearchMaker(
            IntegerProblem problem,
            CellSet cells,
            CellNumbers numbers,
            ProgramProver prover,
            RegionSolver solver,
            Families families,
            List<Face> faces,
            Rational lower,
            List<List<SignedFace>> minima) {
        this.objective = problem.objective();
        this.numbers = numbers;
        this.prover = prover;
        this.solver = solver;
        this.families = families;
        this.rows = new SearchRows(problem, prover, faces);
        this.ball = CutMaker.ball(problem, lower);
        this.near = new NearMaker(problem, rows, cells);
        CutMaker maker = CutMaker.of(problem, rows, ball, lower);
        this.branchings = ThreadLocal.withInitial(() -> new Branching<>(maker.copy(), Branching.Budget.NONE));
        Map<SignedFace, Integer> candidates = new HashMap<>();
        for (int c = 0; c < rows.candidates(); c++) {
            candidates.put(new SignedFace(SearchRows.sign(c), rows.covector(c)), c);
        }
        for (int i = 0; i < minima.size(); i++) {
            Set<Integer> set = new HashSet<>();
            minima.get(i).forEach(f -> set.add(candidates.get(f)));
            listed.put(set, i);
        }
    }

    /** The evidence; its tree throws {@link EvidenceException} if a set can be neither cut nor decided. */
    Completeness.Search make() {
        return new Completeness.Search(ball, rows.conditions().stream(), this::walk, this::optima);
    }

    private void walk(Consumer<SearchNode> out) {
        BitSet possible = new BitSet();
        IntStream.range(0, rows.candidates()).filter(rows::isPossible).forEach(possible::set);
        List<Node> singles = new ArrayList<>();
        out.accept(node(branchings.get().root(possible), singles).node());
        for (Node single : singles) {
            List<Node> pairs = new ArrayList<>();
            out.accept(finished(node(single, pairs)));
            pairs.parallelStream()
                    .map(this::subtree)
                    .forEachOrdered(drafts -> drafts.forEach(d -> out.accept(finished(d))));
        }
    }

    private List<Draft> subtree(Node root) {
        List<Draft> nodes = new ArrayList<>();
        List<Node> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            List<Node> children = new ArrayList<>();
            nodes.add(node(open.remove(open.size() - 1), children));
            for (int i = children.size() - 1; i >= 0; i--) {
                open.add(children.get(i));
            }
        }
        return nodes;
    }

    /** Optima are numbered as nodes come, so that the numbers do not depend on threads. */
    private SearchNode finished(Draft draft) {
        if (draft.elsewhere == null) {
            return draft.node;
        }
        Needed needed = optima.computeIfAbsent(
                draft.elsewhere.faces(), f -> new Needed(optima.size(), draft.elsewhere, new TreeSet<>()));
        needed.cells().addAll(draft.hosts);
        return new SearchNode(Optional.of(new SearchNode.Elsewhere(needed.index(), draft.hosts)), draft.node.steps());
    }

    /** The node, and its children in order. */
    private Draft node(Node node, List<Node> children) {
        List<SearchNode.Step> steps = new ArrayList<>();
        boolean isNone = node.set().length == 0;
        for (Step<CutMaker.Contradiction> step : branchings.get().expand(node)) {
            if (step instanceof Branching.Child<CutMaker.Contradiction> child) {
                children.add(child.node());
                steps.add(new SearchNode.Step(child.candidate(), new int[0], new int[0]));
            } else if (step instanceof Branching.Cut<CutMaker.Contradiction> cut) {
                steps.add(step(cut.candidate(), cut.proof()));
            } else if (step instanceof Branching.Closed<CutMaker.Contradiction> closed) {
                isNone |= steps.isEmpty();
                steps.add(step(rows.candidates(), closed.proof()));
            }
        }
        return isNone
                ? new Draft(new SearchNode(Optional.empty(), steps), null, List.of())
                : decided(node.set(), steps);
    }

    private static SearchNode.Step step(int candidate, CutMaker.Contradiction proof) {
        return new SearchNode.Step(candidate, proof.rows(), proof.multipliers());
    }

    private Draft decided(int[] set, List<SearchNode.Step> steps) {
        Integer known = listed.get(Set.copyOf(IntStream.of(set).boxed().toList()));
        if (known != null) {
            return new Draft(new SearchNode(Optional.of(new SearchNode.Listed(known)), steps), null, List.of());
        }
        List<SignedCell> hosts = IntStream.of(set).mapToObj(near::host).toList();
        RegionProgram program = new RegionProgram(objective, hosts);
        ApproximateOptimum guess = solver.approximate(program);
        Optional<Decision> decision = near.against(set, hosts, guess).map(d -> d);
        return decision.isPresent()
                ? new Draft(new SearchNode(decision, steps), null, List.of())
                : new Draft(
                        new SearchNode(Optional.empty(), steps),
                        elsewhere(set, program, guess),
                        hosts.stream().map(numbers::of).toList());
    }

    private ProvedOptimum elsewhere(int[] set, RegionProgram program, ApproximateOptimum guess) {
        Outcome<ProvedOptimum> outcome = prover.prove(program, guess, solver);
        ProvedOptimum optimum = outcome.proved()
                .orElseThrow(() -> new EvidenceException(outcome.open().orElseThrow()));
        boolean falls = IntStream.range(0, optimum.faces().size())
                .anyMatch(i -> optimum.descent(i).isPresent());
        boolean elsewhere = IntStream.of(set)
                .anyMatch(c -> !optimum.faces().contains(new SignedFace(SearchRows.sign(c), rows.covector(c))));
        if (!falls && !elsewhere) {
            throw new EvidenceException("a set of faces is neither listed nor excluded");
        }
        return optimum;
    }

    private List<OptimalRaySet> optima() {
        return optima.values().stream()
                .map(n -> families.raySet(n.optimum(), n.cells()))
                .toList();
    }
}
