package org.talweg.cli;

import java.math.BigInteger;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.FaceCount;
import org.talweg.census.ListedMinima;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCells;
import org.talweg.minima.MinimaSearch;
import org.talweg.minima.MinimumCandidates;
import org.talweg.minima.SearchJournal;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProofSettings;
import org.talweg.solver.ColumnGeneration;
import org.talweg.solver.SequentialQuadraticSolver;
import org.talweg.support.SupportFunction;
import org.talweg.verdict.LandscapeProver;

/** The objects that every command about a landscape starts from: objective, cells, and the prover with the global optimum. */
record Setting(Objective objective, CellSet cells, SignedCells signedCells, LandscapeProver prover) {

    /** Above this many faces even the candidates of the search for local minima take long. */
    static final long MANY_FACES = 40_000;

    /** Signed cells are numbered by an int. */
    private static final BigInteger MOST_CELLS = BigInteger.valueOf(Integer.MAX_VALUE / 2);

    /** Cells times rows, and rows, from which on it is asked whether the wait will be long. */
    private static final double LONG_WORK = 1e6;

    private static final int MANY_ROWS = 350;

    private static final int PILOT_CELLS = 4000;

    /** Passes over all cells that find and prove an optimum take as long as so many that project fully, from few to many. */
    private static final int[] PASSES = {1, 20};

    /**
     * Enumerates the cells and proves the global optimum.
     *
     * <p>Region programs go to ojAlgo. The programs of column generation are larger and more degenerate (neurons on d - 1
     * hyperplanes each), and there dual least squares is both faster and more accurate.
     *
     * <p>First it is said, on standard error, what will take long; and what cannot be held is refused.
     *
     * @throws InputException if there are too many cells
     */
    static Setting of(Dataset data, Rational lambda, ProofSettings settings, OutputOptions output) {
        return of(data, lambda, settings, output, "");
    }

    /**
     * The same.
     *
     * @param then for the forecast, what else will take time
     */
    static Setting of(Dataset data, Rational lambda, ProofSettings settings, OutputOptions output, String then) {
        Objective objective = new Objective(data, lambda);
        Arrangement arrangement = objective.arrangement();
        boolean mayBeTooMany = Forecast.mayBeTooMany(arrangement, MOST_CELLS);
        boolean isLong = Forecast.mostWork(arrangement) > LONG_WORK || data.size() > MANY_ROWS;
        if (mayBeTooMany || isLong) {
            Forecast forecast = Forecast.of(arrangement);
            forecast.requireRoom(MOST_CELLS, instead(forecast));
            if (isLong) {
                String more = data.size() > MANY_ROWS
                        ? " and a proof that grows with the cube of the rows"
                        : ", more if optima tie or the decay is small";
                forecast.announce(
                        PILOT_CELLS,
                        part -> pass(data, lambda, part),
                        PASSES,
                        " for the global value" + more + then,
                        output);
            }
        }
        try (Progress progress = Progress.counting("pricing cells", output)) {
            return of(objective, settings, progress.counter());
        }
    }

    private static Setting of(Objective objective, ProofSettings settings, LongConsumer pricing) {
        CellSet cells = cells(objective.arrangement());
        SignedCells signedCells = SignedCells.all(objective, cells);
        ApproximateOptimum guess = new ColumnGeneration(signedCells, fastSolver()).approximate(pricing);
        LandscapeProver prover =
                new LandscapeProver(objective, cells, SequentialQuadraticSolver.ojAlgo(), guess, settings);
        return new Setting(objective, cells, signedCells, prover);
    }

    private static CellSet cells(Arrangement arrangement) {
        try {
            return CellSet.of(arrangement);
        } catch (ArithmeticException | OutOfMemoryError tooMany) {
            Forecast forecast = Forecast.of(arrangement);
            throw forecast.tooMany(MOST_CELLS, instead(forecast), tooMany);
        }
    }

    /** The support function at the zero network, of all signed cells of some inputs. */
    private static Forecast.Pass pass(Dataset data, Rational lambda, Arrangement part) {
        RationalVector labels = RationalVector.of(data.labels().toList().subList(0, part.size()));
        Objective objective = new Objective(new Dataset(part.rows(), labels), lambda);
        SignedCells cells = SignedCells.all(objective, CellSet.of(part));
        double[] residual = objective.data().labels().negate().toDoubles();
        long start = System.nanoTime();
        cells.scan(
                () -> {
                    SupportFunction support = new SupportFunction(objective);
                    support.setResidual(residual);
                    return support;
                },
                (support, index, sign, sides) -> support.approximate(sign, sides));
        return new Forecast.Pass(cells.size() / 2, (System.nanoTime() - start) / 1e9);
    }

    private static String instead(Forecast forecast) {
        String count = forecast.countOnly();
        return "classify --no-nearby for a given network"
                + (count.isEmpty() ? "" : ", or cells " + count + " for the count");
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

    /**
     * All local minima, by a search that gives up after this many nodes.
     *
     * @param journal receives finished units, and has those of an earlier run
     * @param progress receives the share of the units done
     */
    ListedMinima minima(long nodes, SearchJournal journal, DoubleConsumer progress) {
        MinimumCandidates candidates =
                MinimumCandidates.of(programs(), cells, prover.global().value().lower());
        MinimaSearch search = new MinimaSearch(candidates, fastSolver(), programs(), prover.global(), nodes);
        return ListedMinima.of(signedCells, programs(), prover.global(), search.run(journal, progress));
    }
}
