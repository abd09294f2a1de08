package org.talweg.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.talweg.exact.Truth;
import org.talweg.landscape.DataSymmetries;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProvedOptimum;

/**
 * The local minima of the loss, for all widths at once: a finite list of classes (theorem T5), of which one is the optimum of the convex
 * program over all signed cells.
 *
 * @param cells all signed cells
 * @param classes proved local minima, by value
 * @param open sets of faces of which it is not decided whether they are the rays of a further vertex of some class
 * @param finished whether a search ran to its end; if not, only the global class and what runs of descent found are listed
 * @param symmetries of the data, asked for only where values may tie
 */
public record LocalMinima(
        SignedCells cells,
        List<MinimumClass> classes,
        List<OpenSet> open,
        boolean finished,
        Supplier<DataSymmetries> symmetries) {

    /** A set of faces that was not decided, with the reason. */
    public record OpenSet(List<SignedFace> faces, long[] stars, String reason) {}

    public LocalMinima {
        classes = List.copyOf(classes);
        open = List.copyOf(open);
    }

    /**
     * Gathers the vertices that a finished search found into classes.
     *
     * @param optimum the optimum over all signed cells
     * @param vertices local minima with independent outputs, distinct
     * @param undecided sets of faces with the reason why they are open
     */
    static LocalMinima of(
            SignedCells cells,
            ProgramProver prover,
            GlobalOptimum optimum,
            List<ProvedOptimum> vertices,
            Map<List<SignedFace>, String> undecided) {
        return of(cells, prover, optimum, vertices, undecided, true);
    }

    /**
     * This list, which no search has finished, with further local minima, wherever they come from. It stays incomplete.
     *
     * @param found proved local minima with unique masses
     */
    public LocalMinima withFound(ProgramProver prover, GlobalOptimum optimum, List<ProvedOptimum> found) {
        Map<List<SignedFace>, ProvedOptimum> vertices = new LinkedHashMap<>();
        classes.forEach(c -> c.vertices().forEach(v -> vertices.put(v.faces(), v)));
        found.forEach(v -> vertices.putIfAbsent(v.faces(), v));
        return of(cells, prover, optimum, List.copyOf(vertices.values()), Map.of(), false);
    }

    private static LocalMinima of(
            SignedCells cells,
            ProgramProver prover,
            GlobalOptimum optimum,
            List<ProvedOptimum> vertices,
            Map<List<SignedFace>, String> undecided,
            boolean finished) {
        Map<List<SignedFace>, String> open = new HashMap<>(undecided);
        List<List<ProvedOptimum>> groups = new ArrayList<>();
        List<ProvedOptimum> sorted = vertices.stream()
                .sorted(Comparator.comparing(v -> v.faces().toString()))
                .toList();
        for (ProvedOptimum vertex : sorted) {
            List<ProvedOptimum> home = null;
            boolean doubtful = false;
            for (List<ProvedOptimum> group : groups) {
                Truth same = prover.haveSameResidual(cells, group.get(0), vertex);
                if (same == Truth.YES) {
                    home = group;
                }
                doubtful |= same == Truth.OPEN;
            }
            if (home != null) {
                home.add(vertex);
            } else if (doubtful) {
                open.put(vertex.faces(), "it may or may not share its residual with another local minimum");
            } else {
                groups.add(new ArrayList<>(List.of(vertex)));
            }
        }
        for (List<ProvedOptimum> tied : groups) {
            if (!MinimumClass.isCountable(tied)) {
                tied.forEach(v -> open.put(v.faces(), "its solutions tie in too many rays to count"));
            }
        }
        groups.removeIf(tied -> !MinimumClass.isCountable(tied));
        Map<SignedFace, Long> stars = starSizes(cells, groups, open);
        List<MinimumClass> classes = new ArrayList<>();
        groups.forEach(g -> classes.add(MinimumClass.of(g, stars::get)));
        List<OpenSet> sets = new ArrayList<>();
        open.keySet().stream()
                .sorted(Comparator.comparing(List::toString))
                .forEach(f ->
                        sets.add(new OpenSet(f, f.stream().mapToLong(stars::get).toArray(), open.get(f))));
        LocalMinima minima = new LocalMinima(cells, classes, sets, finished, prover::symmetries);
        return minima.with(new ClassValues(prover, optimum, minima::haveSameValue).sorted(classes));
    }

    private LocalMinima with(List<MinimumClass> others) {
        return new LocalMinima(cells, others, open, finished, symmetries);
    }

    /** The global class alone, if the optimum is proved unique; the rest was not searched. */
    public static LocalMinima onlyGlobal(SignedCells cells, GlobalOptimum optimum) {
        List<MinimumClass> classes = new ArrayList<>();
        optimum.outcome().proved().filter(ProvedOptimum::isUnique).ifPresent(p -> {
            long[] stars = Stars.sizes(cells, p.faces());
            classes.add(MinimumClass.of(List.of(p), f -> stars[p.faces().indexOf(f)]));
        });
        return new LocalMinima(cells, classes, List.of(), false, () -> DataSymmetries.of(cells.objective()));
    }

    private static Map<SignedFace, Long> starSizes(
            SignedCells cells, List<List<ProvedOptimum>> groups, Map<List<SignedFace>, String> open) {
        TreeSet<SignedFace> faces = new TreeSet<>();
        groups.forEach(g -> g.forEach(v -> faces.addAll(v.faces())));
        open.keySet().forEach(faces::addAll);
        List<SignedFace> list = new ArrayList<>(faces);
        long[] sizes = Stars.sizes(cells, list);
        Map<SignedFace, Long> stars = new HashMap<>();
        for (int i = 0; i < sizes.length; i++) {
            stars.put(list.get(i), sizes[i]);
        }
        return stars;
    }

    /**
     * Compares with a complete full census, which was found in another way.
     *
     * @throws IllegalStateException if the two contradict each other: one of the programs is wrong
     */
    public void requireAgreement(Census census) {
        if (!isComplete() || !census.open().isEmpty()) {
            return;
        }
        Set<List<SignedFace>> here = new HashSet<>();
        classes.forEach(c -> c.vertices().forEach(v -> here.add(v.faces())));
        Set<List<SignedFace>> there = new HashSet<>();
        census.spurious().forEach(s -> there.add(s.faces()));
        census.global().ifPresent(s -> there.add(s.faces()));
        if (!here.equals(there)) {
            throw new IllegalStateException("two searches found different local minima: " + here + " and " + there);
        }
    }

    /** True if the list is proved to have every local minimum. */
    public boolean isComplete() {
        return finished && open.isEmpty();
    }

    /**
     * The class that is optimal over all signed cells: the one that contains the proved optimum; or, in a complete list, the one that
     * is proved to be below all others, since the optimum is a local minimum at large widths (theorem T4). Empty if it may have
     * solutions that are not listed.
     */
    public Optional<MinimumClass> global(GlobalOptimum optimum) {
        if (!optimum.isUnique() && !isComplete()) {
            return Optional.empty();
        }
        Optional<MinimumClass> known = optimum.outcome()
                .proved()
                .flatMap(p -> classes.stream()
                        .filter(c ->
                                c.vertices().stream().anyMatch(v -> v.faces().equals(p.faces())))
                        .findFirst());
        return known.or(() -> isComplete() ? lowest(Integer.MAX_VALUE).stream().findFirst() : Optional.empty());
    }

    /** A width that is known to attain the optimum over all signed cells: at most n rays do (theorem T2). */
    int reachedFrom(GlobalOptimum optimum) {
        return global(optimum)
                .map(MinimumClass::leastRays)
                .or(() -> optimum.outcome().proved().map(p -> p.faces().size()))
                .orElse(cells.objective().size());
    }

    /** What a class of this list is, with respect to the optimum over all signed cells. */
    public ClassKind kind(MinimumClass c, GlobalOptimum optimum) {
        if (global(optimum).filter(g -> g == c).isPresent()) {
            return ClassKind.GLOBAL;
        }
        return optimum.value().isBelow(c.value()) ? ClassKind.SPURIOUS : ClassKind.UNDECIDED;
    }

    /**
     * The classes of least value among those with a solution of at most {@code m} rays: one that is proved to be below the others, or
     * several that have equal values in closed form or are images of each other under symmetries of the data. Empty if this is open.
     */
    List<MinimumClass> lowest(int m) {
        List<MinimumClass> fitting =
                classes.stream().filter(c -> c.leastRays() <= m).toList();
        for (MinimumClass c : fitting) {
            List<MinimumClass> equal =
                    fitting.stream().filter(o -> o == c || haveSameValue(c, o)).toList();
            boolean below = fitting.stream()
                    .allMatch(o -> equal.contains(o) || c.value().isBelow(o.value()));
            if (below) {
                return equal;
            }
        }
        return List.of();
    }

    private boolean haveSameValue(MinimumClass a, MinimumClass b) {
        return a.value().meets(b.value()) && (a.optimum().hasSameValue(b.optimum()) || isImage(a, b));
    }

    private boolean isImage(MinimumClass a, MinimumClass b) {
        String kind = symmetries.get().canonical(a.optimum().faces());
        return b.vertices().stream()
                .anyMatch(v -> symmetries.get().canonical(v.faces()).equals(kind));
    }

    /**
     * An upper bound of the number of regions of width m that may hold a local minimum that is not listed: those that use every star of
     * an open set.
     */
    public BigInteger undecidedRegions(int m) {
        BigInteger sum = BigInteger.ZERO;
        for (OpenSet set : open) {
            if (set.stars().length <= m) {
                sum = sum.add(
                        RegionCounts.usingEveryStar(cells.size(), set.stars()).at(m));
            }
        }
        return sum;
    }
}
