package org.talweg.checker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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

    /**
     * Reads the nodes, each before its children. The candidates of a node are those after it among its parent's that were not cut there
     * and are compatible with it.
     */
    private void walk(JsonReader json) throws IOException, Refusal {
        int[][] kept = new int[problem.n + 1][];
        int[] at = new int[problem.n + 1];
        int[] later = new int[candidates.size()];
        int count = 0;
        for (int c = 0; c < later.length; c++) {
            if (candidates.isPossible(c)) {
                later[count++] = c;
            }
        }
        json.pass('[');
        int size = 0;
        int nodes = 0;
        later = Arrays.copyOf(later, count);
        while (size >= 0) {
            Refusal.unless(json.more(nodes), "a node of the tree is missing");
            nodes = 1;
            json.begin();
            kept[size] = node(json, size, later);
            at[size] = 0;
            while (size >= 0 && (size == problem.n || at[size] == kept[size].length)) {
                size--;
            }
            if (size >= 0) {
                int chosen = kept[size][at[size]++];
                set[size] = chosen;
                later = compatible(kept[size], at[size], chosen);
                size++;
            }
        }
        Refusal.unless(!json.more(nodes), "the tree has more nodes than sets");
    }

    private int[] compatible(int[] kept, int from, int chosen) {
        int[] later = new int[kept.length - from];
        int count = 0;
        for (int i = from; i < kept.length; i++) {
            if (candidates.areCompatible(kept[i], chosen)) {
                later[count++] = kept[i];
            }
        }
        return Arrays.copyOf(later, count);
    }

    /** Reads {@code [DECISION, CUT, ..]}; gives the candidates that are not cut. */
    private int[] node(JsonReader json, int size, int[] later) throws IOException, Refusal {
        json.pass('[');
        Refusal.unless(json.more(0), "a set of faces is not decided");
        json.pass('[');
        if (size > 0) {
            decide(json, size);
            decided++;
        } else {
            Refusal.unless(!json.more(0), "there is nothing to decide about no face");
        }
        int[] kept = new int[later.length];
        int count = 0;
        int next = 0;
        while (json.more(1)) {
            Refusal.unless(size < problem.n, "a set of so many faces has no children");
            json.pass('[');
            int cut = json.index(candidates.size() - 1);
            while (next < later.length && later[next] != cut) {
                kept[count++] = later[next++];
            }
            Refusal.unless(next++ < later.length, "a candidate is cut that is not there");
            set[size] = cut;
            candidates.choose(set, size + 1);
            candidates.rows.requireContradiction(json, candidates);
            cuts++;
        }
        while (next < later.length) {
            kept[count++] = later[next++];
        }
        return Arrays.copyOf(kept, count);
    }

    private void decide(JsonReader json, int size) throws IOException, Refusal {
        Refusal.unless(json.more(0), "a set of faces is not decided");
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
