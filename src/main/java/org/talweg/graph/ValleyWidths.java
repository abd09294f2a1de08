package org.talweg.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.talweg.census.ClassWidths;
import org.talweg.census.LocalMinima;
import org.talweg.census.MinimumClass;
import org.talweg.proof.GlobalOptimum;

/**
 * What a complete list of local minima says about the valleys of every width, without their graphs (theorems T7b, T7c). A basin that
 * is not global is a vertex of a class with one neuron on each of its rays, so it appears at one width only: the number of these rays.
 *
 * @param spurious the widths with a basin that is not global, ascending
 * @param connectedFrom the least width from which on the set of global minima is connected
 */
public record ValleyWidths(List<Integer> spurious, int connectedFrom) {

    public ValleyWidths {
        spurious = List.copyOf(spurious);
    }

    /** For any data of n rows: a width from which on every basin is global. */
    public static int valleyFreeFromAtMost(int n) {
        return n + 1;
    }

    /** For any data of n rows: a width from which on every sublevel set is connected. */
    public static int connectedFromAtMost(int n) {
        return 2 * n;
    }

    /** The least width from which on every basin is global. */
    public int valleyFreeFrom() {
        return spurious.isEmpty() ? 1 : spurious.get(spurious.size() - 1) + 1;
    }

    /**
     * Reads the widths off a list of local minima; empty if it is not proved complete, or if it is open whether a class with fewer rays
     * than the convex optimum is global at its width.
     */
    public static Optional<ValleyWidths> of(LocalMinima minima, GlobalOptimum optimum) {
        Optional<MinimumClass> global = minima.global(optimum);
        if (!minima.isComplete() || global.isEmpty()) {
            return Optional.empty();
        }
        Map<MinimumClass, ClassWidths> widths = ClassWidths.of(minima, optimum);
        TreeSet<Integer> spurious = new TreeSet<>();
        for (MinimumClass c : minima.classes()) {
            for (int m : widths.get(c).valleys()) {
                // The residual of the convex optimum is unique, so all other classes are higher.
                boolean higher = m >= global.get().leastRays();
                if (c != global.get() && (higher || widths.get(c).spuriousFrom().orElse(Integer.MAX_VALUE) <= m)) {
                    spurious.add(m);
                } else if (c != global.get() && !widths.get(c).isGlobalAt(m)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new ValleyWidths(
                List.copyOf(spurious), connectedFrom(global.get().supports())));
    }

    /**
     * A vertex with as many rays as neurons is isolated. With a neuron to spare, two vertices are connected directly if there
     * are neurons for all rays of both; the least width at which such steps connect all is that of a least spanning tree.
     */
    static int connectedFrom(List<BitSet> supports) {
        List<BitSet> rest = new ArrayList<>(supports);
        int most = rest.stream().mapToInt(BitSet::cardinality).max().orElseThrow();
        if (rest.size() == 1 && most < 2) {
            return 1;
        }
        int from = most + 1;
        List<BitSet> reached = new ArrayList<>(List.of(rest.remove(0)));
        while (!rest.isEmpty()) {
            BitSet nearest = null;
            int least = Integer.MAX_VALUE;
            for (BitSet a : reached) {
                for (BitSet b : rest) {
                    BitSet union = (BitSet) a.clone();
                    union.or(b);
                    if (union.cardinality() < least) {
                        least = union.cardinality();
                        nearest = b;
                    }
                }
            }
            from = Math.max(from, least);
            reached.add(nearest);
            rest.remove(nearest);
        }
        return from;
    }
}
