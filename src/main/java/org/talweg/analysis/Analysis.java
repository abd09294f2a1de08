package org.talweg.analysis;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.FaceCount;
import org.talweg.census.AllWidths;
import org.talweg.census.AtWidth;
import org.talweg.census.Census;
import org.talweg.census.ListedMinima;
import org.talweg.census.LocalMinima;
import org.talweg.census.PivotSearch;
import org.talweg.census.SampledShares;
import org.talweg.census.SpuriousBound;
import org.talweg.census.Stars;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.data.Network;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Problem;
import org.talweg.landscape.Region;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCells;
import org.talweg.minima.MinimaSearch;
import org.talweg.minima.MinimumCandidates;
import org.talweg.minima.SearchJournal;
import org.talweg.network.Classification;
import org.talweg.network.NetworkClassifier;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProgramProver;
import org.talweg.solver.ColumnGeneration;
import org.talweg.solver.SequentialQuadraticSolver;
import org.talweg.support.SupportFunction;
import org.talweg.verdict.LandscapeProver;
import org.talweg.verdict.RegionVerdict;

/**
 * The front door: one problem, its cells, and everything that is proved about it. What costs much is found when first asked for, and
 * kept. Immutable to its users; thread-safe.
 *
 * <pre>{@code
 * Analysis analysis = Analysis.of(Problem.of(data, "0.01"), Effort.DEFAULT);
 * Enclosure least = analysis.global().value();
 * AtWidth five = analysis.at(5);
 * }</pre>
 */
public final class Analysis {

    /** Signed cells are numbered by an int. */
    private static final BigInteger MOST_CELLS = BigInteger.valueOf(Integer.MAX_VALUE / 2);

    /** Cells times rows, and rows, from which on it is asked whether the wait will be long. */
    private static final double LONG_WORK = 1e6;

    private static final int MANY_ROWS = 350;

    private static final int PILOT_CELLS = 4000;

    /** Passes over all cells that find and prove an optimum take as long as so many that project fully, from few to many. */
    private static final int[] PASSES = {1, 20};

    private final Objective objective;
    private final CellSet cells;
    private final SignedCells signedCells;
    private final LandscapeProver prover;
    private final Effort effort;
    private final Watch watch;
    private Findings findings;
    private SortedMap<BigInteger, BigInteger> facesByStar;

    private Analysis(
            Objective objective,
            CellSet cells,
            SignedCells signedCells,
            LandscapeProver prover,
            Effort effort,
            Watch watch) {
        this.objective = objective;
        this.cells = cells;
        this.signedCells = signedCells;
        this.prover = prover;
        this.effort = effort;
        this.watch = watch;
    }

    /**
     * Enumerates the cells and proves the optimum over all of them, with nobody looking on.
     *
     * @throws InputException if there are too many cells
     * @throws IllegalArgumentException if lambda is zero
     */
    public static Analysis of(Problem problem, Effort effort) {
        return of(problem, effort, Watch.NONE, "");
    }

    /**
     * The same. First it is said what will take long; and what cannot be held is refused.
     *
     * <p>Region programs go to ojAlgo. The programs of column generation are larger and more degenerate (neurons on d - 1
     * hyperplanes each), and there dual least squares is both faster and more accurate.
     *
     * @param then for the forecast, what else will take time
     */
    public static Analysis of(Problem problem, Effort effort, Watch watch, String then) {
        Objective objective = new Objective(problem.data(), problem.lambda());
        announce(problem, objective.arrangement(), then, watch);
        CellSet cells = cells(objective.arrangement());
        SignedCells signedCells = SignedCells.all(objective, cells);
        try (Watch.Task pricing = watch.counting("pricing cells")) {
            ApproximateOptimum guess = new ColumnGeneration(signedCells, fastSolver()).approximate(pricing.counter());
            LandscapeProver prover = new LandscapeProver(
                    objective, cells, SequentialQuadraticSolver.ojAlgo(), guess, effort.precision());
            return new Analysis(objective, cells, signedCells, prover, effort, watch);
        }
    }

    private static void announce(Problem problem, Arrangement arrangement, String then, Watch watch) {
        int rows = problem.data().size();
        boolean isLong = Forecast.mostWork(arrangement) > LONG_WORK || rows > MANY_ROWS;
        if (!isLong && !Forecast.mayBeTooMany(arrangement, MOST_CELLS)) {
            return;
        }
        Forecast forecast = Forecast.of(arrangement);
        forecast.requireRoom(MOST_CELLS, instead(forecast));
        if (isLong) {
            String more = rows > MANY_ROWS
                    ? " and a proof that grows with the cube of the rows"
                    : ", more if optima tie or the decay is small";
            forecast.announce(
                    PILOT_CELLS, part -> pass(problem, part), PASSES, " for the global value" + more + then, watch);
        }
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
    private static Forecast.Pass pass(Problem problem, Arrangement part) {
        RationalVector labels =
                RationalVector.of(problem.data().labels().toList().subList(0, part.size()));
        Objective objective = new Objective(new Dataset(part.rows(), labels), problem.lambda());
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
    public static RegionSolver fastSolver() {
        return SequentialQuadraticSolver.dual();
    }

    /** The data, the weight decay, and the arrangement. */
    public Objective objective() {
        return objective;
    }

    /** All cells of the arrangement. */
    public CellSet cells() {
        return cells;
    }

    /** All signed cells; N of them. */
    public SignedCells signedCells() {
        return signedCells;
    }

    /** The limits. */
    public Effort effort() {
        return effort;
    }

    /** The prover of regions. */
    public LandscapeProver prover() {
        return prover;
    }

    /** The prover of region programs. */
    public ProgramProver programs() {
        return prover.programs();
    }

    /** The optimum over all signed cells: the global minimum of every width that can hold its rays. */
    public GlobalOptimum global() {
        return prover.global();
    }

    /** The list of local minima, as far as the effort goes. */
    public LocalMinima minima() {
        return allWidths().minima();
    }

    /** What is known at all widths, after a search for all local minima. */
    public AllWidths allWidths() {
        return findings().widths();
    }

    /** Everything known at width m, after a search for all local minima. */
    public AtWidth at(int m) {
        return allWidths().at(m);
    }

    /** What a search for all local minima found; run when first asked for. */
    public synchronized Findings findings() {
        return findings == null ? find(Depth.MINIMA, SearchJournal.NONE, Optional.empty()) : findings;
    }

    /** The verdict of a region, as one of its own width. */
    public RegionVerdict judge(Region region) {
        return prover.judge(region, region.width());
    }

    /** Whether a network is stationary or a local minimum, and which neurons escape. */
    public Classification classify(Network network) {
        return new NetworkClassifier(objective, Optional.of(signedCells), prover.enoughNeurons()).classify(network);
    }

    /**
     * Writes what is known and why, for the checker.
     *
     * @throws IOException if {@code out} does
     */
    public void certify(List<Integer> widths, Writer out) throws IOException {
        findings().certify(widths, out);
    }

    /** How much is looked for beyond the global optimum. */
    public enum Depth {
        /** Nothing. */
        OPTIMUM,
        /** All local minima. */
        MINIMA,
        /** The optimal ray sets of all regions too. */
        REGIONS
    }

    /**
     * Looks for local minima.
     *
     * @param journal receives finished parts of the searches, and has those of an earlier run
     * @param sampled shares of the verdicts from random regions, if any were drawn
     */
    public Findings find(Depth depth, SearchJournal journal, Optional<SampledShares> sampled) {
        if (depth == Depth.OPTIMUM) {
            return withoutSearch("the search was not asked for", sampled);
        }
        boolean full = depth == Depth.REGIONS;
        if (!full && hasManyFaces()) {
            return withoutSearch("more than " + mostFaces() + " faces; --nodes K tries all the same", sampled);
        }
        ListedMinima minima =
                search(effort.nodesFor(objective.size(), objective.arrangement().rank()), journal);
        Optional<Census> census = full ? Optional.of(census(journal, Long.MAX_VALUE)) : Optional.empty();
        census.filter(Census::isComplete).ifPresent(c -> minima.minima().requireAgreement(c));
        return kept(Findings.of(this, Optional.of(minima), census, "", sampled, watch.isStopped()));
    }

    private Findings withoutSearch(String why, Optional<SampledShares> sampled) {
        return kept(Findings.of(this, Optional.empty(), Optional.empty(), why, sampled, false));
    }

    /** The first findings serve all who ask later what is known at all widths. */
    private synchronized Findings kept(Findings found) {
        if (findings == null) {
            findings = found;
        }
        return found;
    }

    /** The list of local minima for a purpose that can do without: empty if a search would take long. */
    public Optional<LocalMinima> minimaAtHand() {
        return signedCells.size() > effort.graphCells()
                ? Optional.empty()
                : Optional.of(search(effort.graphNodes(), SearchJournal.NONE).minima());
    }

    /** True if even the candidates of a search for local minima would take longer than the effort allows. */
    public boolean hasManyFaces() {
        return faces() > mostFaces();
    }

    private long mostFaces() {
        return effort.facesFor(objective.size(), objective.arrangement().rank());
    }

    /** The number of faces of the arrangement, or the largest long. */
    public long faces() {
        // One more for the face on which all hyperplanes meet.
        return facesByStar().values().stream()
                .reduce(BigInteger.ONE, BigInteger::add)
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    private synchronized SortedMap<BigInteger, BigInteger> facesByStar() {
        if (facesByStar == null) {
            facesByStar = FaceCount.byStar(objective.arrangement());
        }
        return facesByStar;
    }

    private synchronized boolean areFacesCounted() {
        return facesByStar != null;
    }

    /**
     * A bound of the share of regions with a spurious minimum, by the faces that a search left, if there was one, or by all if they have been
     * counted.
     */
    Optional<SpuriousBound> spuriousBound(Optional<ListedMinima> search) {
        Map<BigInteger, BigInteger> faces = new TreeMap<>();
        if (search.isPresent()) {
            for (long size : Stars.sizes(signedCells, search.get().alive())) {
                faces.merge(BigInteger.valueOf(size), BigInteger.ONE, BigInteger::add);
            }
        } else if (!areFacesCounted()) {
            return Optional.empty();
        } else {
            facesByStar().forEach((size, count) -> faces.put(size, count.shiftLeft(1)));
        }
        return SpuriousBound.of(objective.size(), faces, signedCells.size());
    }

    /**
     * All local minima, by a search that gives up after this many sets of faces.
     *
     * @param journal receives finished units, and has those of an earlier run
     */
    public ListedMinima search(long nodes, SearchJournal journal) {
        try (Watch.Task task = watch.sharing("local minima")) {
            DoubleConsumer progress = task::reach;
            MinimumCandidates candidates =
                    MinimumCandidates.of(programs(), cells, global().value().lower());
            MinimaSearch search = new MinimaSearch(candidates, fastSolver(), programs(), global(), nodes);
            return ListedMinima.of(signedCells, programs(), global(), search.run(journal, progress, watch::isStopped));
        }
    }

    /** All optimal ray sets, by a search that gives up after this many programs. */
    public Census census(SearchJournal journal, long limit) {
        try (Watch.Task task = watch.counting("region programs")) {
            return new PivotSearch(signedCells, fastSolver(), programs(), limit).run(journal, task.counter());
        }
    }

    /** Who looks on. */
    Watch watch() {
        return watch;
    }
}
