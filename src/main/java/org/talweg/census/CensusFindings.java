package org.talweg.census;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.talweg.census.RegionTable.Finding;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Truth;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.Verdict;
import org.talweg.verdict.CellRoles;

/**
 * Verdicts of single regions of one width from a complete census, without a program: the roles of its cells tell which of the
 * listed optima a region has. Thread-safe. The verdicts are those that {@link WidthCensus} counts.
 */
public final class CensusFindings implements Function<int[], Finding> {

    private final SignedCells cells;
    private final List<RaySet> raySets;
    private final List<RaySet> best;
    private final Enclosure least;
    private final Function<Region, Enclosure> enclose;
    private final List<BitSet> notBeyond = new ArrayList<>();
    private final Map<RaySet, Enclosure> values = new ConcurrentHashMap<>();

    private CensusFindings(Census census, List<RaySet> best, Enclosure least, Function<Region, Enclosure> enclose) {
        this.least = least;
        this.cells = census.cells();
        this.raySets = census.raySets();
        this.best = best;
        this.enclose = enclose;
        for (int c = 0; c < census.cells().size(); c++) {
            BitSet sets = new BitSet(raySets.size());
            for (int i = 0; i < raySets.size(); i++) {
                sets.set(i, raySets.get(i).role(c) != CellRoles.BEYOND);
            }
            notBeyond.add(sets);
        }
    }

    /**
     * The findings at one width; empty if the census is not complete, or a best class has tied solutions.
     *
     * @param best the classes that are global at the width, see {@link WidthCensus#best}
     * @param enclose the value of a region, with as many digits as wanted; the boxes of the census depend on the order of threads
     */
    public static Optional<CensusFindings> of(
            Census census, List<MinimumClass> best, Function<Region, Enclosure> enclose) {
        if (!census.isComplete()) {
            return Optional.empty();
        }
        List<RaySet> sets = census.raySets().stream()
                .filter(s ->
                        best.stream().anyMatch(b -> b.isUnique() && s.faces().equals(b.faces())))
                .toList();
        return sets.size() == best.size()
                ? Optional.of(new CensusFindings(census, sets, best.get(0).value(), enclose))
                : Optional.empty();
    }

    @Override
    public Finding apply(int[] set) {
        RaySet optimum = optimum(set);
        Enclosure value = values.get(optimum);
        if (value == null) {
            value = value(optimum);
            values.put(optimum, value);
        }
        Verdict verdict = verdict(optimum, set, value);
        return new Finding(verdict, trap(verdict, optimum, set), value, optimum.faces());
    }

    private Enclosure value(RaySet optimum) {
        int[] hosts = optimum.firstHosts();
        return hosts.length == 0
                ? optimum.optimum().value()
                : enclose.apply(
                        new Region(Arrays.stream(hosts).mapToObj(cells::get).toList()));
    }

    private RaySet optimum(int[] set) {
        BitSet candidates = (BitSet) notBeyond.get(set[0]).clone();
        for (int c : set) {
            candidates.and(notBeyond.get(c));
        }
        return candidates.stream()
                .mapToObj(raySets::get)
                .filter(s -> s.isOptimumOf(set))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a complete census lacks the optimum of a region"));
    }

    private Verdict verdict(RaySet optimum, int[] set, Enclosure value) {
        boolean onRays = true;
        for (int c : set) {
            onRays &= optimum.role(c) >= 0;
        }
        if (best.contains(optimum) && (optimum.isGlobal() || onRays)) {
            return Verdict.GLOBAL;
        }
        return switch (optimum.optimum().isClarkeStationary()) {
            case NO -> Verdict.NONE;
            case OPEN -> Verdict.UNDECIDED;
            case YES -> onRays ? onRays(optimum.isLocalMinimum(), value) : Verdict.SADDLE;
        };
    }

    private static Truth trap(Verdict verdict, RaySet optimum, int[] set) {
        return switch (verdict) {
            case SADDLE -> optimum.isTrap(set);
            case UNDECIDED -> Truth.OPEN;
            default -> Truth.NO;
        };
    }

    private Verdict onRays(Truth minimal, Enclosure value) {
        return switch (minimal) {
            case YES -> least.isBelow(value) ? Verdict.SPURIOUS : Verdict.UNDECIDED;
            case NO -> Verdict.SADDLE;
            case OPEN -> Verdict.UNDECIDED;
        };
    }
}
