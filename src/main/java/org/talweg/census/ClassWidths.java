package org.talweg.census;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.proof.GlobalOptimum;

/**
 * At which widths a class of local minima is what. It is a set of local minima from the width of its fewest rays on; its networks are strict
 * minima only at widths that equal the number of rays of a vertex, and a plateau beside; and a class above the convex optimum is global at
 * its first width or at none (theorem T16).
 *
 * @param from the least width that holds the class
 * @param global the widths at which it is proved to be global
 * @param spuriousFrom the least width from which on it is proved not to be global; empty if there is none
 * @param valleys the widths at which it has strict local minima, ascending; empty for the zero network, which is strict at every width
 */
public record ClassWidths(int from, Optional<Range> global, OptionalInt spuriousFrom, List<Integer> valleys) {

    /**
     * Consecutive widths.
     *
     * @param last empty if there is no last one
     */
    public record Range(int first, OptionalInt last) {

        /** {@code 2..2}, or {@code 3..} without an end. */
        @Override
        public String toString() {
            return first + ".." + (last.isPresent() ? last.getAsInt() : "");
        }
    }

    public ClassWidths {
        valleys = List.copyOf(valleys);
    }

    /**
     * The widths of all classes of a list.
     *
     * <p>Cost: linear in the number of classes times that of rays, but for equal values.
     */
    public static Map<MinimumClass, ClassWidths> of(LocalMinima minima, GlobalOptimum optimum) {
        Optional<MinimumClass> convex = minima.global(optimum);
        Rational[] bounds = upperBounds(minima, optimum);
        Map<Integer, List<MinimumClass>> best = new HashMap<>();
        Map<MinimumClass, ClassWidths> widths = new HashMap<>();
        for (MinimumClass c : minima.classes()) {
            int from = first(c);
            Optional<Range> global = Optional.empty();
            if (c == convex.orElse(null)) {
                global = Optional.of(new Range(from, OptionalInt.empty()));
            } else if (best.computeIfAbsent(from, m -> WidthCensus.best(minima, optimum, m))
                    .contains(c)) {
                global = Optional.of(new Range(from, OptionalInt.of(from)));
            }
            boolean above = optimum.value().isBelow(c.value());
            OptionalInt spurious = above ? spuriousFrom(c, from, bounds) : OptionalInt.empty();
            widths.put(c, new ClassWidths(from, global, spurious, valleys(c)));
        }
        return widths;
    }

    /** Above the convex optimum a class is not global with more neurons than rays; at its first width it may be, unless a bound is lower. */
    private static OptionalInt spuriousFrom(MinimumClass c, int from, Rational[] bounds) {
        return OptionalInt.of(bounds[from].compareTo(c.value().lower()) < 0 ? from : from + 1);
    }

    /** For each width, as far as the list changes anything, an upper bound of its global value: of the lowest class that it holds. */
    private static Rational[] upperBounds(LocalMinima minima, GlobalOptimum optimum) {
        int reached = Math.max(1, minima.reachedFrom(optimum));
        int most = minima.classes().stream().mapToInt(ClassWidths::first).reduce(reached, Math::max);
        Rational[] bounds = new Rational[most + 1];
        // A width holds the zero network at least.
        RationalVector y = minima.cells().objective().data().labels();
        Arrays.fill(bounds, y.squaredNorm().divide(Rational.of(y.size())));
        bounds[reached] = bounds[reached].min(optimum.value().upper());
        minima.classes()
                .forEach(c -> bounds[first(c)] = bounds[first(c)].min(c.value().upper()));
        for (int m = 1; m < bounds.length; m++) {
            bounds[m] = bounds[m].min(bounds[m - 1]);
        }
        return bounds;
    }

    /** True if the class is proved to be global at width {@code m}. */
    public boolean isGlobalAt(int m) {
        return global.filter(g -> g.first() <= m && m <= g.last().orElse(Integer.MAX_VALUE))
                .isPresent();
    }

    /** True if the class is a set of spurious local minima of width {@code m}, none of them strict. */
    public boolean isPlateauAt(int m) {
        return spuriousFrom.orElse(Integer.MAX_VALUE) <= m && !valleys.contains(m);
    }

    private static int first(MinimumClass c) {
        return Math.max(1, c.leastRays());
    }

    private static List<Integer> valleys(MinimumClass c) {
        return c.supports().stream()
                .map(BitSet::cardinality)
                .filter(rays -> rays > 0)
                .distinct()
                .sorted()
                .toList();
    }
}
