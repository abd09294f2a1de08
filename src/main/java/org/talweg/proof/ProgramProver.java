package org.talweg.proof;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Outcome;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.existence.SolutionBox;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.DataSymmetries;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;

/**
 * Turns a numeric optimum of a program over signed cells into a proved one: existence and uniqueness of the exact solution
 * ({@link KktSystem}), each ray strictly inside its face, and {@code h_c(r) <= mu} for every signed cell
 * ({@link OptimalityCheck}).
 *
 * <p>What is proved then: the residual and the value; and, without ties, that the set of optimal rays and their masses are
 * unique. (An optimal neuron must sit at a maximiser with {@code h_c = mu}, so on these rays; the first-order system is
 * regular, so their outputs are linearly independent and the masses are determined.)
 *
 * <p>Precision starts at double intervals and doubles up to a limit while a sign is open. Thread-safe.
 */
public final class ProgramProver {

    private static final double[] TOLERANCES = {1e-9, 1e-7, 1e-11, 1e-5};

    private static final int FIRST_BITS = 128;

    /** Sets of faces that are tried for one optimum. */
    private static final int ATTEMPTS = 24;

    private static final String SINGULAR =
            "the first-order system is singular or too ill-conditioned: the optimum may not be unique";

    private static final String NOT_INSIDE = "a neuron is not shown to lie inside its face";

    private final Objective objective;
    /** What structures are guessed for: {@link Objective#approximately}. */
    private final List<Objective> guessing;

    private final FaceCache cache;
    private final int maximalBits;
    private volatile DataSymmetries symmetries;

    /** A prover that computes with at most {@code maximalBits} binary places. */
    public ProgramProver(Objective objective, int maximalBits) {
        this.objective = objective;
        this.guessing = objective.approximately();
        this.cache = new FaceCache(objective);
        this.maximalBits = maximalBits;
    }

    /** Proves the optimum of the program over {@code cells} that {@code guess} approximates. */
    public Outcome<ProvedOptimum> prove(SignedCells cells, ApproximateOptimum guess) {
        Outcome<ProvedOptimum> outcome = proveFaces(cells, guess);
        if (outcome.proved().isPresent()) {
            return outcome;
        }
        List<ApproximateRay> heavy = guess.approximatelyHeavyRays();
        return heavy.size() == guess.rays().size()
                ? outcome
                : proveFaces(cells, new ApproximateOptimum(heavy, guess.residual(), guess.excess()));
    }

    /** The same for one region; where it fails, from a second guess. A neuron that is nearly zero can keep the solver from the optimum. */
    public Outcome<ProvedOptimum> prove(RegionProgram program, ApproximateOptimum guess, RegionSolver solver) {
        SignedCells cells = SignedCells.of(program);
        Outcome<ProvedOptimum> outcome = prove(cells, guess);
        return outcome.proved().isPresent()
                ? outcome
                : prove(cells, solver.approximate(program, guess.approximatelyHeavyRays()));
    }

    private Outcome<ProvedOptimum> proveFaces(SignedCells cells, ApproximateOptimum guess) {
        Search search = new Search(cells);
        for (Objective other : guessing) {
            for (double tolerance : TOLERANCES) {
                if (!search.isOver()) {
                    search.from(FaceGuess.approximate(other, cache, guess, tolerance));
                }
            }
        }
        return search.outcome();
    }

    /** Guesses at the faces of one optimum, each mended as long as what is wrong with it is known. */
    private final class Search {
        private final SignedCells cells;
        private final Map<List<SignedFace>, Attempt> known = new HashMap<>();
        private int attempts;
        private Attempt last = Attempt.failed("no nearby exact optimum was found", null);

        Search(SignedCells cells) {
            this.cells = cells;
        }

        void from(FaceGuess faces) {
            Set<List<SignedFace>> seen = new HashSet<>();
            boolean mended = true;
            while (mended && !isOver() && seen.add(sorted(faces))) {
                Attempt attempt = known.get(sorted(faces));
                if (attempt == null) {
                    attempt = attempt(cells, faces);
                    attempts++;
                    last = attempt;
                }
                if (attempt.flaw() != null || attempt.stationary() != null) {
                    // Where no solution was found the next guess at these faces may come nearer to one.
                    known.put(sorted(faces), attempt);
                }
                mended = attempt.flaw() != null && faces.mend(attempt.flaw(), attempt.stationary());
            }
        }

        boolean isOver() {
            return attempts >= ATTEMPTS || last.outcome().proved().isPresent();
        }

        Outcome<ProvedOptimum> outcome() {
            return last.outcome()
                    .proved()
                    .<Outcome<ProvedOptimum>>map(p -> new Outcome.Proved<>(withSlopes(p)))
                    .orElse(last.outcome());
        }
    }

    private static List<SignedFace> sorted(FaceGuess guess) {
        return guess.faces().stream().sorted().toList();
    }

    /**
     * What came of some faces.
     *
     * @param stationary the solution of their system, if proved, and null else
     * @param flaw what is wrong with them, if known, and null else
     */
    private record Attempt(Outcome<ProvedOptimum> outcome, ProvedOptimum stationary, Flaw flaw) {

        static Attempt failed(String reason, Flaw flaw) {
            return new Attempt(new Outcome.Undecided<>(reason), null, flaw);
        }
    }

    private Attempt attempt(SignedCells cells, FaceGuess faces) {
        Attempt solution = solution(faces.faces(), faces.coordinates());
        ProvedOptimum p = solution.stationary();
        if (p == null) {
            return solution;
        }
        Optional<ProvedOptimum> inside = onFaces(p);
        if (inside.isEmpty()) {
            return new Attempt(new Outcome.Undecided<>(NOT_INSIDE), p, outside(p));
        }
        return optimal(cells, inside.get());
    }

    /** Binary places at which an open sign is given up. */
    public int maximalBits() {
        return maximalBits;
    }

    public Objective objective() {
        return objective;
    }

    /** The data of faces, shared by all that work on one objective. */
    public FaceCache faces() {
        return cache;
    }

    /** The symmetries of the data, found when first asked for. */
    public DataSymmetries symmetries() {
        DataSymmetries known = symmetries;
        if (known == null) {
            known = DataSymmetries.of(objective);
            symmetries = known;
        }
        return known;
    }

    /** True if a ray set proved for another program is proved optimal over these cells as well. */
    public boolean isOptimal(SignedCells cells, ProvedOptimum p) {
        return optimal(cells, p).outcome().proved().isPresent();
    }

    /** True if both are proved optimal for the program over {@code cells}, whose residual and value are unique (theorem T1). */
    boolean areOptimal(List<SignedCell> cells, ProvedOptimum p, ProvedOptimum q) {
        SignedCells set = SignedCells.of(new RegionProgram(objective, cells));
        return isOptimal(set, p) && isOptimal(set, q);
    }

    /** The faces that {@link #prove} would try first, sorted; a guess. */
    public List<SignedFace> approximateFaces(ApproximateOptimum guess) {
        return FaceGuess.approximate(objective, cache, guess, TOLERANCES[0]).faces().stream()
                .sorted()
                .toList();
    }

    /** Proves that the first-order system of these faces has a solution near {@code z}, with each ray inside its face. */
    Outcome<ProvedOptimum> stationary(List<SignedFace> faces, double[] z) {
        Outcome<ProvedOptimum> solution = solution(faces, z).outcome();
        return solution.proved()
                .map(p -> onFaces(p)
                        .<Outcome<ProvedOptimum>>map(Outcome.Proved::new)
                        .orElseGet(() -> new Outcome.Undecided<>(NOT_INSIDE)))
                .orElse(solution);
    }

    /** Proves that the first-order system of these faces has a solution near {@code z}. */
    private Attempt solution(List<SignedFace> faces, double[] z) {
        List<Integer> order = IntStream.range(0, faces.size())
                .boxed()
                .sorted(Comparator.comparing(faces::get))
                .toList();
        if (new TreeSet<>(faces).size() < faces.size()) {
            return Attempt.failed("two neurons ended on one face", null);
        }
        List<SignedFace> sorted = order.stream().map(faces::get).toList();
        List<FaceData> data = sorted.stream().map(f -> cache.get(f.covector())).toList();
        if (data.stream().anyMatch(f -> f.dimension() == 0)) {
            return Attempt.failed("a neuron ended at zero", null);
        }
        int[] signs = sorted.stream().mapToInt(SignedFace::sign).toArray();
        KktSystem system = new KktSystem(objective, data, signs);
        double[] start = reorder(faces, order, z);
        double[] polished = system.approximateNewton(start);
        Optional<SolutionBox> fast = system.prove(polished);
        if (fast.isPresent()) {
            return solved(sorted, data, system, fast.get());
        }
        KktSystem scaled = objective.hasSmallDecay() ? system : KktSystem.onOutputs(objective, data, signs);
        Optional<SolutionBox> box = proveInManyPlaces(scaled, start).or(() -> proveInManyPlaces(scaled, polished));
        if (box.isEmpty()) {
            DualEquations dual = scaled.dual();
            Optional<RationalVector> zero = scaled.neurons(start).flatMap(dual::approximateZero);
            int vanishing = zero.map(dual::vanishing).orElse(-1);
            if (vanishing >= 0) {
                return Attempt.failed(SINGULAR, new Flaw.Vanishes(sorted.get(vanishing)));
            }
            box = zero.map(dual::neurons)
                    .flatMap(scaled::proveInManyPlaces)
                    .or(() -> zero.flatMap(x -> scaled.proveByMasses(dual, x, FIRST_BITS)));
        }
        return box.map(b -> solved(sorted, data, scaled, b)).orElseGet(() -> Attempt.failed(SINGULAR, null));
    }

    private Attempt solved(List<SignedFace> faces, List<FaceData> data, KktSystem system, SolutionBox box) {
        ProvedOptimum solution = new ProvedOptimum(objective, faces, data, system, box);
        return new Attempt(new Outcome.Proved<>(solution), solution, null);
    }

    private static Optional<SolutionBox> proveInManyPlaces(KktSystem system, double[] z) {
        return system.startingPoint(z).flatMap(system::proveInManyPlaces);
    }

    private double[] reorder(List<SignedFace> faces, List<Integer> order, double[] z) {
        int[] start = new int[faces.size() + 1];
        for (int i = 0; i < faces.size(); i++) {
            start[i + 1] = start[i] + cache.get(faces.get(i).covector()).dimension();
        }
        return order.stream()
                .flatMapToDouble(i -> Arrays.stream(z, start[i], start[i + 1]))
                .toArray();
    }

    /** The solution, refined until each ray is shown to lie strictly inside its face; empty if one is not, or precision ends. */
    private Optional<ProvedOptimum> onFaces(ProvedOptimum solution) {
        ProvedOptimum p = solution;
        for (int bits = FIRST_BITS; ; bits *= 2) {
            Flaw.Outside flaw = outside(p);
            if (flaw == null) {
                return Optional.of(p);
            }
            int ray = p.faces().indexOf(flaw.face());
            boolean beyond =
                    p.data(ray).isBeyond(flaw.hyperplane(), p.box(), p.system().offset(ray));
            Optional<ProvedOptimum> finer = beyond || bits > maximalBits ? Optional.empty() : refined(p, bits);
            if (finer.isEmpty()) {
                return Optional.empty();
            }
            p = finer.get();
        }
    }

    private static Flaw.Outside outside(ProvedOptimum p) {
        for (int i = 0; i < p.faces().size(); i++) {
            int h = p.data(i).notInside(p.box(), p.system().offset(i));
            if (h >= 0) {
                return new Flaw.Outside(p.faces().get(i), h);
            }
        }
        return null;
    }

    /** Proves that a stationary set of rays is an optimum of the program over {@code cells}. */
    private Attempt optimal(SignedCells cells, ProvedOptimum stationary) {
        ProvedOptimum p = stationary;
        for (int bits = FIRST_BITS; ; bits *= 2) {
            OptimalityCheck check = OptimalityCheck.of(cells, p, this::symmetries);
            if (check.truth() == Truth.YES) {
                ProvedOptimum optimum = check.ties().isEmpty() ? p : p.tiedWith(check.ties());
                return new Attempt(new Outcome.Proved<>(optimum), p, null);
            }
            Optional<ProvedOptimum> finer =
                    check.truth() == Truth.NO || bits > maximalBits ? Optional.empty() : refined(p, bits);
            if (finer.isEmpty()) {
                return new Attempt(new Outcome.Undecided<>(check.obstacle()), p, check.flaw());
            }
            p = finer.get();
        }
    }

    /** Whether the rays of an optimum form a local minimum of the loss, with as much precision as it takes. */
    public Truth isLocallyMinimal(ProvedOptimum optimum) {
        Truth minimal = optimum.isLocallyMinimal();
        return minimal == Truth.OPEN ? withSlopes(optimum).isLocallyMinimal() : minimal;
    }

    /** The same optimum, refined until every derivative at its rays has a proved sign, as far as precision goes. */
    public ProvedOptimum withSlopes(ProvedOptimum optimum) {
        ProvedOptimum p = optimum;
        for (int bits = FIRST_BITS; p.hasOpenSlopes() && bits <= maximalBits; bits *= 2) {
            p = refined(p, bits).orElse(p);
        }
        return p;
    }

    /**
     * Whether two sets of rays have the same residual. They do if both are optimal for one program, whose residual is unique (theorem
     * T1); they do not if enclosures of their residuals are disjoint.
     *
     * @param all all signed cells, to take hosts from
     */
    public Truth haveSameResidual(SignedCells all, ProvedOptimum p, ProvedOptimum q) {
        if (areApart(p, q)) {
            return Truth.NO;
        }
        List<SignedCell> hosts = Stream.concat(p.faces().stream(), q.faces().stream())
                .map(f ->
                        new SignedCell(f.sign(), f.covector().compose(all.get(0).cell())))
                .toList();
        if (areOptimal(hosts, p, q)) {
            return Truth.YES;
        }
        for (int bits = FIRST_BITS; bits <= maximalBits; bits *= 2) {
            int places = bits;
            if (refined(p, bits)
                    .flatMap(a -> refined(q, places).filter(a::hasOtherResidual))
                    .isPresent()) {
                return Truth.NO;
            }
        }
        return Truth.OPEN;
    }

    private static boolean areApart(ProvedOptimum p, ProvedOptimum q) {
        return IntStream.range(0, p.residual().size())
                .anyMatch(k -> p.residual().get(k).upper() < q.residual().get(k).lower()
                        || q.residual().get(k).upper() < p.residual().get(k).lower());
    }

    /** The same optimum in a box of radius about {@code 2^-bits}; empty if that is not proved. */
    public Optional<ProvedOptimum> refined(ProvedOptimum p, int bits) {
        return p.system().refine(p.box(), bits).map(p::in);
    }

    /** The directions across a face of which one must lower the loss if any does (theorem T4): one along each local ray. */
    public List<RationalVector> localDirections(SignVector face) {
        return cache.get(face).conditions().rays().stream()
                .map(LocalConditions.LocalRay::direction)
                .toList();
    }
}
