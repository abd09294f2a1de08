package org.talweg.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.numbers.combinatorics.BinomialCoefficientDouble;
import org.apache.commons.numbers.combinatorics.Combinations;
import org.talweg.exact.Rational;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProvedOptimum;

/**
 * The global value of a width below the number of rays of the convex optimum: the least value of P(T) over the sets T of that
 * many signed cells, by solving and proving each. P falls when T grows, so smaller sets need not be tried.
 */
final class NarrowWidth {

    /** More sets than this are not tried. */
    private static final long LIMIT = 20_000;

    /** A bound only gets better with more subsets; a few of them decide nearly every region. */
    private static final int SUBSETS_TRIED = 200;

    private final Map<Integer, Rational> upperBounds = new ConcurrentHashMap<>();
    private final Objective objective;
    private final SignedCells cells;
    private final ProgramProver prover;
    private final RegionSolver solver;

    NarrowWidth(Objective objective, SignedCells cells, ProgramProver prover, RegionSolver solver) {
        this.objective = objective;
        this.cells = cells;
        this.prover = prover;
        this.solver = solver;
    }

    /** An upper bound of the global value of the width: the best use of some {@code width} of the global rays. */
    Rational upperBound(int width, List<SignedFace> rays) {
        return upperBounds.computeIfAbsent(width, m -> {
            Rational least = objective.data().labels().squaredNorm().divide(Rational.of(objective.size()));
            int tried = 0;
            for (int[] subset : Combinations.of(rays.size(), Math.min(m, rays.size()))) {
                List<SignedCell> hosts = new ArrayList<>();
                for (int i : subset) {
                    // Any cell around the face: composing with a cell fills the zeros of a covector.
                    hosts.add(new SignedCell(
                            rays.get(i).sign(),
                            rays.get(i).covector().compose(cells.get(0).cell())));
                }
                Optional<ProvedOptimum> optimum = optimum(new RegionProgram(objective, hosts));
                least = optimum.map(p -> p.value().upper()).orElse(least).min(least);
                if (++tried == SUBSETS_TRIED) {
                    break;
                }
            }
            return least;
        });
    }

    private Optional<ProvedOptimum> optimum(RegionProgram program) {
        return prover.prove(SignedCells.of(program), solver.approximate(program))
                .proved();
    }

    /** Whether it is feasible to try all sets of this width. */
    boolean isSmall(int width) {
        return width <= cells.size() && BinomialCoefficientDouble.value(cells.size(), width) <= LIMIT;
    }

    /** Whether no set of {@code width} signed cells has a value below that of {@code optimum}. */
    Truth isGlobal(ProvedOptimum optimum, int width) {
        Truth global = Truth.YES;
        for (int[] subset : Combinations.of(cells.size(), width)) {
            List<SignedCell> set = new ArrayList<>();
            for (int i : subset) {
                set.add(cells.get(i));
            }
            global = global.and(isNotBelow(new RegionProgram(objective, set), optimum));
            if (global == Truth.NO) {
                return Truth.NO;
            }
        }
        return global;
    }

    /** Whether the value of the program is at least that of {@code optimum}. */
    private Truth isNotBelow(RegionProgram program, ProvedOptimum optimum) {
        Optional<ProvedOptimum> proved = optimum(program);
        if (proved.isEmpty()) {
            return Truth.OPEN;
        }
        ProvedOptimum other = proved.get();
        // The objective on given faces is convex with one stationary point: the same rays have the same value.
        if (other.faces().equals(optimum.faces()) || optimum.value().isBelow(other.value())) {
            return Truth.YES;
        }
        if (other.value().isBelow(optimum.value())) {
            return Truth.NO;
        }
        return other.hasSameValue(optimum) || isImage(other, optimum) ? Truth.YES : Truth.OPEN;
    }

    /** Images of each other under a symmetry of the data have equal values (theorem T12 (c)). */
    private boolean isImage(ProvedOptimum a, ProvedOptimum b) {
        return prover.symmetries()
                .canonical(a.faces())
                .equals(prover.symmetries().canonical(b.faces()));
    }
}
