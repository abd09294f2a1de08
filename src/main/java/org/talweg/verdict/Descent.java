package org.talweg.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.talweg.arrangement.CellSet;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.proof.ProvedOptimum;
import org.talweg.support.SupportBound;
import org.talweg.support.SupportScan;

/**
 * Ways to lower the loss from the proved minimiser of a region that is no local minimum. Everything returned is proved; what
 * is not shown is left out.
 */
final class Descent {

    private final Objective objective;
    private final CellSet cells;
    private final Region region;
    private final ProvedOptimum optimum;
    private final List<Integer> zero;

    /**
     * @param zero the neurons that carry no mass at the minimiser
     */
    Descent(Objective objective, CellSet cells, Region region, ProvedOptimum optimum, List<Integer> zero) {
        this.objective = objective;
        this.cells = cells;
        this.region = region;
        this.optimum = optimum;
        this.zero = zero;
    }

    /**
     * Adjacent regions of strictly lower value: one neuron across one facet of its cell, or its output sign through zero. The
     * minimiser lies in their closure, and the first-order condition fails there.
     */
    List<Region> lowerNeighbours() {
        List<Region> lower = new ArrayList<>();
        for (int j = 0; j < region.width(); j++) {
            SignedCell c = region.neurons().get(j);
            int index = cells.indexOf(c.cell());
            for (int h : cells.facets(index)) {
                SignedCell next = new SignedCell(c.sign(), cells.signs(cells.neighbour(index, h)));
                if (holdsMinimiser(j, next) && violates(next)) {
                    lower.add(region.with(j, next));
                }
            }
            SignedCell flipped = new SignedCell(-c.sign(), c.cell());
            if (zero.contains(j) && violates(flipped)) {
                lower.add(region.with(j, flipped));
            }
        }
        return lower;
    }

    /** True if the minimiser stays in the closed region when neuron j moves to this cell. */
    private boolean holdsMinimiser(int j, SignedCell next) {
        if (zero.contains(j)) {
            return true;
        }
        SignedCell c = region.neurons().get(j);
        int ray = optimum.rayInClosure(c.sign(), objective.sides(c.cell()));
        return optimum.faces().get(ray).isInClosureOf(next);
    }

    private boolean violates(SignedCell c) {
        int[] sides = objective.sides(c.cell());
        int ray = optimum.rayInClosure(c.sign(), sides);
        return ray >= 0
                ? optimum.isHost(ray, sides) == Truth.NO
                : switchOnDirection(c).isPresent();
    }

    /** A neuron that turns off its hyperplanes, with a negative one-sided derivative. */
    Optional<Escape> turn() {
        for (int j = 0; j < region.width(); j++) {
            SignedCell c = region.neurons().get(j);
            int ray = optimum.rayInClosure(c.sign(), objective.sides(c.cell()));
            Optional<RationalVector> direction = ray < 0 ? Optional.empty() : optimum.descent(ray);
            if (direction.isPresent()) {
                SignedCell into = new SignedCell(
                        c.sign(),
                        optimum.faces()
                                .get(ray)
                                .covector()
                                .compose(objective.arrangement().faceOf(direction.get()))
                                .compose(c.cell()));
                return Optional.of(new Escape(j, Escape.Kind.TURN, into, direction.get()));
            }
        }
        return Optional.empty();
    }

    /** A neuron at zero that can be switched on, in the cell with the largest support value that is proved to exceed mu. */
    Optional<Escape> switchOn(SignedCells all) {
        if (zero.isEmpty()) {
            return Optional.empty();
        }
        double mu = objective.approximateMu();
        List<SupportScan.Entry> entries = SupportScan.notBelow(all, optimum.residual(), mu, (sign, sides) -> {
            int ray = optimum.rayInClosure(sign, sides);
            return ray >= 0 && optimum.isHost(ray, sides) != Truth.NO;
        });
        return entries.stream()
                .sorted(Comparator.comparingDouble(SupportScan.Entry::upper).reversed())
                .limit(64)
                .map(e -> all.get(e.index()))
                .flatMap(c ->
                        switchOnDirection(c).map(v -> new Escape(zero.get(0), Escape.Kind.SWITCH_ON, c, v)).stream())
                .findFirst();
    }

    /** An exact v in the closed cell with {@code g_c(r).v > mu |v|} at the exact residual; empty if none is shown. */
    private Optional<RationalVector> switchOnDirection(SignedCell c) {
        SupportBound bound = new SupportBound(objective);
        bound.setResidual(optimum.centralResidual());
        Optional<RationalVector> v = bound.exactMaximiser(c, objective.sides(c.cell()));
        return v.filter(direction -> {
            Rational length = direction.squaredNorm().sqrt(128).upper();
            Rational gain = bound.gradient(c, optimum.centralResidual()).dot(direction);
            Rational spread = optimum.residualSpread().multiply(length);
            return gain.subtract(spread).compareTo(objective.mu().multiply(length)) > 0;
        });
    }
}
