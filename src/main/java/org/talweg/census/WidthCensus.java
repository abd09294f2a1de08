package org.talweg.census;

import java.math.BigInteger;
import java.util.Optional;
import org.talweg.exact.Enclosure;
import org.talweg.proof.Truth;

/**
 * What the list of local minima says about one width: how many of the N^m regions hold a global or a spurious one, exactly.
 *
 * <p>Width m reaches the convex optimum if it has at least as many neurons as some solution of it. Below, every neuron of a local
 * minimum is nonzero (theorem T4), so the global minimum of the width is the best of the classes with a solution of at most m rays, and a
 * region holds it if it has the rays of one and no neuron elsewhere.
 *
 * @param width m
 * @param best the class that is global at this width
 * @param global regions that hold a global minimum
 * @param spurious regions that are proved to hold a local minimum that is not global
 * @param undecided regions whose kind is open; an upper bound if there is no full census
 * @param others regions that hold no local minimum, told apart by a full census
 */
public record WidthCensus(
        int width,
        MinimumClass best,
        BigInteger global,
        BigInteger spurious,
        BigInteger undecided,
        Optional<Others> others) {

    /**
     * Regions without a local minimum.
     *
     * @param saddle regions whose minimiser is Clarke-stationary
     * @param none regions whose minimiser is not Clarke-stationary
     */
    public record Others(BigInteger saddle, BigInteger none) {}

    /**
     * The counts at width {@code m}; empty if the search did not finish, or if it is open which class is global at this width.
     *
     * @param convex the class that is optimal over all signed cells
     * @param full all optimal ray sets, if there is a complete full census
     */
    public static Optional<WidthCensus> of(
            LocalMinima minima, Optional<MinimumClass> convex, Optional<Census> full, int m) {
        if (!minima.finished()) {
            return Optional.empty();
        }
        return best(minima, convex, m).map(b -> count(minima, b, convex.orElse(null) == b, full, m));
    }

    private static Optional<MinimumClass> best(LocalMinima minima, Optional<MinimumClass> convex, int m) {
        Optional<MinimumClass> reached = convex.filter(c -> c.leastRays() <= m);
        boolean open = minima.open().stream().anyMatch(s -> s.faces().size() <= m);
        return reached.or(() -> open ? Optional.empty() : minima.lowest(m));
    }

    private static WidthCensus count(
            LocalMinima minima, MinimumClass best, boolean convex, Optional<Census> full, int m) {
        BigInteger all = BigInteger.valueOf(minima.cells().size()).pow(m);
        BigInteger global = convex
                ? best.regionsThrough(minima.cells().size()).at(m)
                : best.regionsOnRays().at(m);
        BigInteger spurious = BigInteger.ZERO;
        for (MinimumClass c : minima.classes()) {
            if (c != best) {
                spurious = spurious.add(c.regionsOnRays().at(m));
            }
        }
        if (full.isEmpty()) {
            BigInteger rest = all.subtract(global).subtract(spurious);
            return new WidthCensus(
                    m, best, global, spurious, minima.undecidedRegions(m).min(rest), Optional.empty());
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
                saddle = saddle.add(regions.subtract(onRays));
            }
        }
        return new Others(saddle, none);
    }

    /** An enclosure of the global value of the width. */
    public Enclosure value() {
        return best.optimum().value();
    }

    /** N^m, without what is open. */
    public BigInteger decided() {
        BigInteger sum = global.add(spurious);
        return others.map(o -> sum.add(o.saddle()).add(o.none())).orElse(sum);
    }
}
