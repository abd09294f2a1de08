package org.talweg.checker;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evidence that a list of local minima is complete: a tree of sets of signed faces, of which each is excluded with all sets that contain
 * it, or alone, or is the set of rays of a listed minimum (section 6 of the format, theorem T10).
 */
final class SearchTree {

    private static final int MOST_INPUTS = 1000;

    private final Problem problem;
    private final Candidates candidates;
    private final NearOptimum nearOptimum;
    private final List<Family> listed;
    private final Cells cells;

    private final int[] set;
    private long decided;
    private long cuts;

    /** Sets that are excluded by the optimum of a program: with index, set, and hosts. */
    private record Elsewhere(int family, int[] set, int[] hosts) {}

    private final List<Elsewhere> elsewhere = new ArrayList<>();

    /**
     * Reads {@code "ball":"t","conditions":[..],"tree":[..],"optima":[..]}.
     *
     * @param lower a lower bound of the global value, in the integer problem
     * @param listed the unique optimum and the local minima
     */
    SearchTree(JsonReader json, Problem problem, List<Face> faces, Cells cells, Fraction lower, List<Family> listed)
            throws IOException, Refusal {
        Refusal.unless(
                problem.n <= Checker.MOST_SEARCH_ROWS, "more than %s rows with a search", Checker.MOST_SEARCH_ROWS);
        Refusal.unless(problem.d <= MOST_INPUTS, "more than %s inputs with a search", MOST_INPUTS);
        this.problem = problem;
        this.cells = cells;
        this.listed = listed;
        ScaledProblem scaled = new ScaledProblem(problem);
        json.name("ball");
        ResidualRows rows = new ResidualRows(problem, scaled.labelBits, json.fraction(), lower);
        json.name("conditions");
        this.candidates = new Candidates(json, faces, cells, rows, problem);
        this.nearOptimum = new NearOptimum(candidates, scaled);
        this.set = new int[problem.n + 1];
        json.name("tree");
        walk(json);
        json.name("optima");
        optima(json, faces);
    }

    @Override
    public String toString() {
        return Verifier.counted(cuts, "cut") + " and " + Verifier.counted(decided, "decided set") + " of faces";
    }

    /** A set of candidates, and those on which a minimum of the node may have its other rays. */
    private record Node(int[] set, BitSet later) {}

    /** Reads the nodes, each before its children. */
    private void walk(JsonReader json) throws IOException, Refusal {
        BitSet all = new BitSet();
        for (int c = 0; c < candidates.size(); c++) {
            all.set(c, candidates.isPossible(c));
        }
        Deque<Node> open = new ArrayDeque<>(List.of(new Node(new int[0], all)));
        json.pass('[');
        int nodes = 0;
        while (!open.isEmpty()) {
            Refusal.unless(json.more(nodes), "a node of the tree is missing");
            nodes = 1;
            json.begin();
            List<Node> children = node(json, open.pop());
            for (int i = children.size() - 1; i >= 0; i--) {
                open.push(children.get(i));
            }
        }
        Refusal.unless(!json.more(nodes), "the tree has more nodes than sets");
    }

    /** Reads {@code [DECISION, STEP, ..]}; gives the children. */
    private List<Node> node(JsonReader json, Node node) throws IOException, Refusal {
        int size = node.set.length;
        System.arraycopy(node.set, 0, set, 0, size);
        json.pass('[');
        Refusal.unless(json.more(0), "a set of faces is not decided");
        json.pass('[');
        boolean isDecided = json.more(0);
        if (isDecided) {
            Refusal.unless(size > 0, "there is nothing to decide about no face");
            decide(json, size);
            decided++;
        }
        BitSet later = size == problem.n ? new BitSet() : (BitSet) node.later.clone();
        List<Node> children = new ArrayList<>();
        boolean isClosed = false;
        boolean isFirst = true;
        while (json.more(1)) {
            Refusal.unless(!isClosed, "a step after the last");
            json.pass('[');
            int chosen = json.index(candidates.size());
            isClosed = chosen == candidates.size();
            Refusal.unless(isClosed || later.get(chosen), "a candidate is dropped that is not there");
            isDecided |= isClosed && isFirst;
            isFirst = false;
            if (isClosed) {
                candidates.choose(set, size, later);
                candidates.rows.requireContradiction(json, candidates);
                cuts++;
            } else {
                drop(json, size, chosen, later, children);
            }
        }
        Refusal.unless(size == 0 || isDecided, "a set of faces is not decided");
        Refusal.unless(isClosed || later.isEmpty(), "a candidate is not used up");
        return children;
    }

    /** The candidate has a child, or its rows a contradiction. */
    private void drop(JsonReader json, int size, int chosen, BitSet later, List<Node> children)
            throws IOException, Refusal {
        BitSet left = (BitSet) later.clone();
        left.and(candidates.compatible(chosen));
        if (size + 1 == problem.n) {
            left.clear();
        }
        set[size] = chosen;
        if (json.isEnd()) {
            children.add(new Node(Arrays.copyOf(set, size + 1), left));
        } else {
            candidates.choose(set, size + 1, left);
            candidates.rows.requireContradiction(json, candidates);
            cuts++;
        }
        later.clear(chosen);
    }

    private void decide(JsonReader json, int size) throws IOException, Refusal {
        int kind = json.index(2);
        if (kind == 2) {
            nearOptimum.requireExclusion(json, set, size);
            return;
        }
        Refusal.unless(json.more(1), "a set of faces is not decided");
        int i = json.index(1_000_000);
        if (kind == 0) {
            Refusal.unless(
                    i < listed.size() && hasRays(listed.get(i), set, size),
                    "a set of faces is not that of a listed minimum");
            Refusal.unless(!json.more(1), "a set of faces is decided twice");
            return;
        }
        int[] hosts = new int[size];
        for (int j = 0; j < size; j++) {
            Refusal.unless(json.more(1), "a host is missing");
            hosts[j] = json.index(cells.signed() - 1);
        }
        Refusal.unless(!json.more(1), "there are too many hosts");
        elsewhere.add(new Elsewhere(i, Arrays.copyOf(set, size), hosts));
    }

    private boolean hasRays(Family family, int[] faces, int size) {
        boolean all = family.solution.rays.size() == size;
        for (int i = 0; i < size; i++) {
            all &= ray(family, faces[i]) >= 0;
        }
        return all;
    }

    /** The ray on a candidate; -1 if there is none. */
    private int ray(Family family, int candidate) {
        List<Ray> rays = family.solution.rays;
        for (int i = 0; i < rays.size(); i++) {
            boolean same = Arrays.equals(rays.get(i).face().signs, candidates.face(candidate).signs);
            if (same && rays.get(i).sign() == Candidates.sign(candidate)) {
                return i;
            }
        }
        return -1;
    }

    /** The optima of programs over hosts of some sets, which have their mass elsewhere, or a direction in which the loss falls. */
    private void optima(JsonReader json, List<Face> faces) throws IOException, Refusal {
        Map<Integer, List<Elsewhere>> users = new HashMap<>();
        for (Elsewhere e : elsewhere) {
            users.computeIfAbsent(e.family(), i -> new ArrayList<>()).add(e);
        }
        json.pass('[');
        int i = 0;
        while (json.more(i)) {
            Family family = Family.read(json, problem, faces, cells);
            int descent = family.readDescent(json);
            for (Elsewhere e : users.getOrDefault(i, List.of())) {
                Refusal.unless(family.isOptimumOver(e.hosts()), "an optimum is not that of the hosts of a set");
                Refusal.unless(isExcluded(e, family, descent), "a set of faces is not excluded by an optimum");
            }
            users.remove(i++);
        }
        Refusal.unless(users.isEmpty(), "an optimum is missing");
    }

    /** All mass of a local minimum on the set is on the family's rays: one of the faces has none, or its ray a descent. */
    private boolean isExcluded(Elsewhere e, Family family, int descent) throws Refusal {
        boolean excluded = false;
        for (int j = 0; j < e.hosts().length; j++) {
            Refusal.unless(isHost(e.set()[j], e.hosts()[j]), "a signed cell is not in the star of its face");
            int ray = ray(family, e.set()[j]);
            excluded |= ray < 0 || ray == descent;
        }
        return excluded;
    }

    private boolean isHost(int candidate, int cell) {
        int[] signs = new int[problem.n];
        cells.signs(cell, signs);
        return Cells.sign(cell) == Candidates.sign(candidate)
                && candidates.covector(candidate).isFaceOf(Covector.of(signs));
    }
}
