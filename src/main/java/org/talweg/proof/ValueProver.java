package org.talweg.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.arrangement.CellSet;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Outcome;
import org.talweg.exact.RootSum;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.DataSymmetries;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;

/**
 * Proves the values of region programs over cells and faces, sharpens them, and proves two of them equal. Thread-safe; the
 * answer for a program does not depend on what was asked before.
 *
 * <p>Where the structure of an optimum is not proved, the value is enclosed by theorem T3 alone.
 */
public final class ValueProver {

    private static final int FIRST_BITS = 128;

    private final Objective objective;
    private final RegionSolver solver;
    private final ProgramProver prover;
    private final FeasibleNeurons feasible;
    private final SignedCells all;
    private final ProofSettings settings;

    /** A prover of programs over the cells of {@code cells} and their faces. */
    public ValueProver(
            Objective objective, CellSet cells, RegionSolver solver, ProgramProver prover, ProofSettings settings) {
        this.objective = objective;
        this.solver = solver;
        this.prover = prover;
        this.settings = settings;
        this.all = SignedCells.all(objective, cells);
        this.feasible = new FeasibleNeurons(objective, c -> cells.witness(cells.indexOf(c)));
    }

    public Objective objective() {
        return objective;
    }

    /** The symmetries of the data. */
    public DataSymmetries symmetries() {
        return prover.symmetries();
    }

    /** The value of the program. */
    public ProvedValue prove(RegionProgram program) {
        SignedCells set = SignedCells.of(program);
        ApproximateOptimum guess = solver.approximate(program);
        Outcome<ProvedOptimum> outcome = prover.prove(set, guess);
        Enclosure enclosure = outcome.proved()
                .map(p -> p.exactValue()
                        .flatMap(RootSum::rational)
                        .map(Enclosure::of)
                        .orElseGet(p::value))
                .orElseGet(() -> ValueBounds.enclose(set, feasible.near(guess), guess, settings.bits(objective)));
        return new ProvedValue(program, enclosure, outcome);
    }

    /** The binary places at which {@link #isBelow} and {@link #refined} are not worth more effort. */
    public int maximalBits() {
        return settings.maximalBits();
    }

    /** An enclosure of the value as accurate as the settings ask for, where that is proved, with short ends. */
    public Enclosure shown(ProvedValue value) {
        return settings.rounded(refined(value, settings.bits(objective)).enclosure());
    }

    /** True if the first value is proved to be less than the second. Precision is raised while they overlap. */
    public boolean isBelow(ProvedValue a, ProvedValue b) {
        if (areEqual(a, b)) {
            return false;
        }
        ProvedValue finerA = a;
        ProvedValue finerB = b;
        for (int bits = FIRST_BITS; finerA.enclosure().meets(finerB.enclosure()) && bits <= maximalBits(); bits *= 2) {
            finerA = refined(finerA, bits);
            finerB = refined(finerB, bits);
        }
        return finerA.enclosure().isBelow(finerB.enclosure());
    }

    /** True if the optimum is proved to be one of the program over all signed cells. */
    public boolean isConvexOptimum(ProvedValue value) {
        return value.outcome().proved().filter(p -> prover.isOptimal(all, p)).isPresent();
    }

    /** The same value enclosed to about {@code bits} binary places; unchanged if that is not proved. */
    public ProvedValue refined(ProvedValue value, int bits) {
        if (value.enclosure().width().isZero()) {
            return value;
        }
        Optional<ProvedOptimum> finer = value.outcome().proved().flatMap(p -> prover.refined(p, bits));
        return finer.map(p -> new ProvedValue(value.program(), p.value(), new Outcome.Proved<>(p)))
                .orElse(value);
    }

    /**
     * True if the values are proved to be the same number, though neither need be rational: the optima have the same rays (the
     * objective on given faces has one stationary point), both values are known in closed form, or both are optimal for the program
     * over all cells of the two.
     */
    public boolean areEqual(ProvedValue a, ProvedValue b) {
        if (a.enclosure().width().isZero() && b.enclosure().width().isZero()) {
            return a.enclosure().equals(b.enclosure());
        }
        if (a.outcome().proved().isEmpty() || b.outcome().proved().isEmpty()) {
            return false;
        }
        ProvedOptimum p = a.outcome().proved().get();
        ProvedOptimum q = b.outcome().proved().get();
        if (p.faces().equals(q.faces())) {
            return true;
        }
        if (!a.enclosure().meets(b.enclosure())) {
            return false;
        }
        if (p.hasSameValue(q)) {
            return true;
        }
        List<SignedCell> both = new ArrayList<>(a.program().cells());
        both.addAll(b.program().cells());
        return prover.areOptimal(both, p, q);
    }
}
