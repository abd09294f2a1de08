package org.talweg.census;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Truth;
import org.talweg.proof.GlobalOptimum;

/**
 * What the list of local minima says about one width: how many of the N^m regions hold a global or a spurious one, exactly.
 *
 * <p>Width m reaches the convex optimum if it has at least as many neurons as some solution of it. Below, every neuron of a local
 * minimum is nonzero (theorem T4), so the global minimum of the width is the best of the classes with a solution of at most m rays, and a
 * region holds it if it has the rays of one and no neuron elsewhere.
 *
 * @param width m
 * @param best the classes that are global at this width; several only below the convex optimum, with equal values
 * @param global regions that hold a global minimum
 * @param spurious regions that are proved to hold a local minimum that is not global
 * @param undecided regions whose kind is open; an upper bound if there is no full census
 * @param others regions that hold no local minimum, told apart by a full census
 */
public record WidthCensus(
        int width,
        List<MinimumClass> best,
        BigInteger global,
        BigInteger spurious,
        BigInteger undecided,
        Optional<Others> others) {

    /**
     * Regions without a local minimum.
     *
     * @param saddle regions whose minimiser is Clarke-stationary
     * @param trap those of them that are proved to be traps (theorem T15)
     * @param trapUndecided those of them of which it is open whether they are traps
     * @param none regions whose minimiser is not Clarke-stationary
     */
    public record Others(BigInteger saddle, BigInteger trap, BigInteger trapUndecided, BigInteger none) {}

    /**
     * The counts at width {@code m}; empty if the search did not finish, or if it is open which class is global at this width.
     *
     * @param optimum the optimum over all signed cells
     * @param full all optimal ray sets, if there is a complete full census
     */
    public static Optional<WidthCensus> of(LocalMinima minima, GlobalOptimum optimum, Optional<Census> full, int m) {
        List<MinimumClass> best = best(minima, optimum, m);
        if (!minima.finished() || best.isEmpty()) {
            return Optional.empty();
        }
        boolean convex = minima.kind(best.get(0), optimum) == ClassKind.GLOBAL;
        return Optional.of(count(minima, best, convex, full, m));
    }

    /**
     * The classes that are proved to be global at width {@code m}: the convex optimum where it is reached; below, the lowest of those with a
     * solution of at most m rays, if no open set of faces could be lower. Empty if this is open.
     */
    static List<MinimumClass> best(LocalMinima minima, GlobalOptimum optimum, int m) {
        Optional<MinimumClass> convex = minima.global(optimum);
        if (convex.filter(c -> c.leastRays() <= m).isPresent()) {
            return List.of(convex.get());
        }
        boolean open = !minima.finished()
                || minima.open().stream().anyMatch(s -> s.faces().size() <= m);
        List<MinimumClass> lowest = open ? List.of() : minima.lowest(m);
        // While it is not known which class is the convex optimum, it may be this one, and regions with neurons
        // elsewhere hold it too.
        boolean above = convex.isPresent()
                || lowest.stream().allMatch(c -> optimum.value().isBelow(c.value()));
        return above ? lowest : List.of();
    }

    private static WidthCensus count(
            LocalMinima minima, List<MinimumClass> best, boolean convex, Optional<Census> full, int m) {
        BigInteger all = BigInteger.valueOf(minima.cells().size()).pow(m);
        BigInteger global =
                convex ? best.get(0).regionsThrough(minima.cells().size()).at(m) : BigInteger.ZERO;
        BigInteger spurious = BigInteger.ZERO;
        BigInteger unseparated = BigInteger.ZERO;
        for (MinimumClass c : minima.classes()) {
            BigInteger onRays = c.regionsOnRays().at(m);
            if (!best.contains(c)) {
                if (best.get(0).value().isBelow(c.value())) {
                    spurious = spurious.add(onRays);
                } else {
                    unseparated = unseparated.add(onRays);
                }
            } else if (!convex) {
                global = global.add(onRays);
            }
        }
        if (full.isEmpty()) {
            BigInteger rest = all.subtract(global).subtract(spurious);
            BigInteger open = minima.undecidedRegions(m).add(unseparated).min(rest);
            return new WidthCensus(m, best, global, spurious, open, Optional.empty());
        }
        Others others = others(full.get(), m);
        BigInteger undecided = all.subtract(global)
                .subtract(spurious)
                .subtract(others.saddle())
                .subtract(others.none());
        return new WidthCensus(m, best, global, spurious, undecided, Optional.of(others));
    }

    private static Others others(Census census, int m) {
        BigInteger saddle = BigInteger.ZERO;
        BigInteger trap = BigInteger.ZERO;
        BigInteger open = BigInteger.ZERO;
        BigInteger none = BigInteger.ZERO;
        for (RaySet s : census.raySets()) {
            if (s.isGlobal()) {
                continue;
            }
            BigInteger regions = s.regions().at(m);
            Truth clarke = s.optimum().isClarkeStationary();
            if (clarke == Truth.NO) {
                none = none.add(regions);
            } else if (clarke == Truth.YES) {
                BigInteger onRays = s.faces().isEmpty() || s.isLocalMinimum() == Truth.NO
                        ? BigInteger.ZERO
                        : s.regionsOnRays().at(m);
                BigInteger saddles = regions.subtract(onRays);
                saddle = saddle.add(saddles);
                // Where there are any, the regions on rays are among both.
                BigInteger proved = s.regionsHeld(false).at(m).subtract(onRays).max(BigInteger.ZERO);
                BigInteger possible = s.regionsHeld(true).at(m).subtract(onRays).max(BigInteger.ZERO);
                trap = trap.add(proved);
                open = open.add(possible).subtract(proved);
            }
        }
        return new Others(saddle, trap, open, none);
    }

    /** An enclosure of the global value of the width. */
    public Enclosure value() {
        return best.get(0).value();
    }

    /** N^m, without what is open. */
    public BigInteger decided() {
        BigInteger sum = global.add(spurious);
        return others.map(o -> sum.add(o.saddle()).add(o.none())).orElse(sum);
    }
}
