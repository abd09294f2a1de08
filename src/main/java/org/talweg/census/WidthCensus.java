package org.talweg.census;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Enclosure;
import org.talweg.proof.Truth;

/**
 * What a complete census says about one width: how many of the N^m regions have which verdict, exactly.
 *
 * <p>Width m reaches the convex optimum if it has at least as many neurons as its ray set. Below, every neuron of a local
 * minimum is nonzero (theorem T4), so the global minimum of the width is the best of the local minima with at most m rays,
 * and a region holds it if it has that ray set and no neuron elsewhere.
 *
 * @param width m
 * @param value encloses the global value of the width
 * @param global regions that hold a global minimum
 * @param spurious regions that hold a local minimum that is not global
 * @param saddle regions whose minimiser is Clarke-stationary but no local minimum
 * @param none regions whose minimiser is not Clarke-stationary
 * @param undecided regions whose kind is open
 */
public record WidthCensus(
        int width,
        Enclosure value,
        BigInteger global,
        BigInteger spurious,
        BigInteger saddle,
        BigInteger none,
        BigInteger undecided) {

    /**
     * The counts at width {@code m}; empty if the census is not complete, or if it is open which local minimum is best at a
     * width below the convex optimum's.
     */
    public static Optional<WidthCensus> of(Census census, int m) {
        if (census.global().isEmpty() || !census.isComplete()) {
            return Optional.empty();
        }
        RaySet convex = census.global().get();
        if (m >= convex.faces().size()) {
            return Optional.of(count(census, m, convex, convex.regions().at(m)));
        }
        return best(census, m).map(b -> count(census, m, b, b.regionsOnRays().at(m)));
    }

    private static WidthCensus count(Census census, int m, RaySet best, BigInteger global) {
        BigInteger spurious = BigInteger.ZERO;
        BigInteger saddle = BigInteger.ZERO;
        BigInteger none = BigInteger.ZERO;
        BigInteger undecided = BigInteger.ZERO;
        for (RaySet s : census.raySets()) {
            BigInteger regions = s.regions().at(m);
            if (regions.signum() == 0 || s.isGlobal()) {
                continue;
            }
            Truth minimal = s.isLocalMinimum();
            Truth clarke = s.optimum().isClarkeStationary();
            BigInteger onRays =
                    s.faces().isEmpty() ? BigInteger.ZERO : s.regionsOnRays().at(m);
            if (clarke == Truth.NO) {
                none = none.add(regions);
            } else if (clarke == Truth.OPEN) {
                undecided = undecided.add(regions);
            } else {
                saddle = saddle.add(regions.subtract(onRays));
                if (minimal == Truth.OPEN) {
                    undecided = undecided.add(onRays);
                } else if (minimal == Truth.NO) {
                    saddle = saddle.add(onRays);
                } else if (s != best) {
                    spurious = spurious.add(onRays);
                }
            }
        }
        return new WidthCensus(m, best.optimum().value(), global, spurious, saddle, none, undecided);
    }

    /** The local minimum of least value with at most m rays, if it is proved to be below all others. */
    static Optional<RaySet> best(Census census, int m) {
        if (census.open().stream().anyMatch(s -> s.faces().size() <= m)) {
            return Optional.empty();
        }
        List<RaySet> candidates =
                census.spurious().stream().filter(s -> s.faces().size() <= m).toList();
        return candidates.stream()
                .filter(s -> candidates.stream()
                        .allMatch(o -> o == s
                                || s.optimum().value().isBelow(o.optimum().value())))
                .findFirst();
    }

    /** N^m. */
    public BigInteger regions() {
        return global.add(spurious).add(saddle).add(none).add(undecided);
    }
}
