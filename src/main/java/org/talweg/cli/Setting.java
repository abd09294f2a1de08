package org.talweg.cli;

import java.util.function.LongConsumer;
import org.talweg.arrangement.CellSet;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.exact.Rational;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCells;
import org.talweg.proof.LandscapeProver;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProofSettings;
import org.talweg.solver.ColumnGeneration;
import org.talweg.solver.SequentialQuadraticSolver;

/** The objects that every command about a landscape starts from: objective, cells, and the prover with the global optimum. */
record Setting(Objective objective, CellSet cells, SignedCells signedCells, LandscapeProver prover) {

    /**
     * Enumerates the cells and proves the global optimum.
     *
     * <p>Region programs go to ojAlgo. The programs of column generation are larger and more degenerate (neurons on d - 1
     * hyperplanes each), and there dual least squares is both faster and more accurate.
     *
     * @param pricing receives the number of pricing rounds done
     */
    static Setting of(Dataset data, Rational lambda, ProofSettings settings, LongConsumer pricing) {
        Objective objective = new Objective(data, lambda);
        CellSet cells = cells(objective);
        SignedCells signedCells = SignedCells.all(objective, cells);
        ApproximateOptimum guess = new ColumnGeneration(signedCells, fastSolver()).approximate(pricing);
        LandscapeProver prover =
                new LandscapeProver(objective, cells, SequentialQuadraticSolver.ojAlgo(), guess, settings);
        return new Setting(objective, cells, signedCells, prover);
    }

    /** The solver for programs that come by the million. */
    static RegionSolver fastSolver() {
        return SequentialQuadraticSolver.dual();
    }

    /** The prover of region programs. */
    ProgramProver programs() {
        return prover.programs();
    }

    private static CellSet cells(Objective objective) {
        try {
            return CellSet.of(objective.arrangement());
        } catch (ArithmeticException tooMany) {
            throw new InputException(
                    objective.size() + " rows in rank "
                            + objective.arrangement().rank() + " have more cells than fit in memory",
                    tooMany);
        }
    }
}
