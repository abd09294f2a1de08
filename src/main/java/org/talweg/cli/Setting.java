package org.talweg.cli;

import java.math.BigInteger;
import java.util.Map;
import java.util.function.LongConsumer;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.FaceCount;
import org.talweg.census.MinimaSearch;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.exact.Rational;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCells;
import org.talweg.proof.LandscapeProver;
import org.talweg.proof.MinimumCandidates;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProofSettings;
import org.talweg.solver.ColumnGeneration;
import org.talweg.solver.SequentialQuadraticSolver;

/** The objects that every command about a landscape starts from: objective, cells, and the prover with the global optimum. */
record Setting(Objective objective, CellSet cells, SignedCells signedCells, LandscapeProver prover) {

    /** Above this many faces even the candidates of the search for local minima take long. */
    static final long MANY_FACES = 40_000;

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

    /** The data and the loss, as JSON. */
    Map<String, Object> problem() {
        Dataset data = objective.data();
        return Json.fields(
                "n", data.size(),
                "d", data.dimension(),
                "lambda", objective.lambda(),
                "loss", "mean-squared",
                "sha256", data.sha256());
    }

    /** The number of faces of the arrangement, or the largest long. */
    long faces() {
        return FaceCount.byDimension(objective.arrangement()).stream()
                .reduce(BigInteger.ZERO, BigInteger::add)
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    /** A search for all local minima that gives up after this many nodes. */
    MinimaSearch minimaSearch(long nodes) {
        MinimumCandidates candidates =
                MinimumCandidates.of(programs(), cells, prover.global().value().lower());
        return new MinimaSearch(signedCells, candidates, fastSolver(), programs(), prover.global(), nodes);
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
