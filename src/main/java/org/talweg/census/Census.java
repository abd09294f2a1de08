package org.talweg.census;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Truth;
import org.talweg.landscape.SignedCells;

/**
 * The optimal ray sets of all regions of an objective, for all widths at once.
 *
 * <p>Completeness is proved by counting. The regions that are proved to have one of the listed ray sets as their unique
 * optimum form disjoint families, whose sizes are exponential sums in the width; the list is complete if and only if these
 * sizes add up to N^m, coefficient by coefficient.
 *
 * @param cells all signed cells
 * @param raySets the ray sets found, distinct
 * @param undecided programs whose optimum was not proved
 * @param programs programs solved
 * @param finished whether the search ran to its end
 */
public record Census(SignedCells cells, List<RaySet> raySets, long undecided, long programs, boolean finished) {

    public Census {
        raySets = List.copyOf(raySets);
    }

    /** Regions accounted for. */
    public ExponentialSum accounted() {
        ExponentialSum.Accumulator sum = new ExponentialSum.Accumulator();
        raySets.forEach(s -> sum.add(s.regions()));
        return sum.total();
    }

    /** True if every region of every width is proved to have one of the listed ray sets as its optimum. */
    public boolean isComplete() {
        return accounted().equals(ExponentialSum.power(BigInteger.valueOf(cells.size())));
    }

    /** The global optimum of the convex program, if it is listed. */
    public Optional<RaySet> global() {
        return raySets.stream().filter(RaySet::isGlobal).findFirst();
    }

    /** The ray sets other than the global one that are proved local minima of the loss at widths of at least their size. */
    public List<RaySet> spurious() {
        return raySets.stream()
                .filter(s -> !s.isGlobal() && s.isLocalMinimum() == Truth.YES)
                .toList();
    }

    /** The ray sets of which it is open whether they are local minima. */
    public List<RaySet> open() {
        return raySets.stream()
                .filter(s -> !s.isGlobal() && s.isLocalMinimum() == Truth.OPEN)
                .toList();
    }
}
