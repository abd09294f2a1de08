package org.talweg.graph;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.talweg.census.Census;
import org.talweg.census.RaySet;
import org.talweg.proof.Truth;

/**
 * What a complete census says about the valleys of every width, without their graphs (theorem T7b). A basin that is not global
 * is a local minimum with one neuron on each of its rays, so it appears at one width only: the number of its rays.
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
     * Reads the widths off a census; empty if it is not proved complete, if a local minimum is open, or if two minima of equally
     * many rays, fewer than the global ones, are not proved to differ.
     */
    public static Optional<ValleyWidths> of(Census census) {
        if (!census.isComplete() || census.global().isEmpty() || !census.open().isEmpty()) {
            return Optional.empty();
        }
        int rays = census.global().get().faces().size();
        TreeSet<Integer> widths = new TreeSet<>();
        for (RaySet s : census.spurious()) {
            int m = s.faces().size();
            Truth spurious = m >= rays ? Truth.YES : isHigher(s, census);
            if (spurious == Truth.OPEN) {
                return Optional.empty();
            }
            if (spurious == Truth.YES) {
                widths.add(m);
            }
        }
        return Optional.of(new ValleyWidths(List.copyOf(widths), rays < 2 ? 1 : rays + 1));
    }

    /** Below the width of the convex optimum: whether a minimum is higher than another with as many rays. */
    private static Truth isHigher(RaySet s, Census census) {
        Truth higher = Truth.NO;
        for (RaySet other : census.spurious()) {
            if (other != s && other.faces().size() == s.faces().size()) {
                if (other.optimum().value().isBelow(s.optimum().value())) {
                    return Truth.YES;
                }
                if (!s.optimum().value().isBelow(other.optimum().value())) {
                    higher = Truth.OPEN;
                }
            }
        }
        return higher;
    }
}
