package org.talweg.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.Covectors;
import org.talweg.census.Census;
import org.talweg.census.ExponentialSum;
import org.talweg.census.MinimumClass;
import org.talweg.census.RaySet;
import org.talweg.census.RegionCounts;
import org.talweg.census.Stars;
import org.talweg.certificate.CellEvidence;
import org.talweg.certificate.Certificate;
import org.talweg.certificate.Completeness;
import org.talweg.certificate.Face;
import org.talweg.certificate.LocalMinimum;
import org.talweg.certificate.Multipliers;
import org.talweg.certificate.OptimalRaySet;
import org.talweg.certificate.Solution;
import org.talweg.certificate.UniqueOptimum;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProvedOptimum;
import org.talweg.proof.ValueBounds.ExactNeuron;
import org.talweg.verdict.LandscapeProver;

/**
 * Makes a certificate of what was proved about a data set. What it claims is for the checker to accept: where some sign is
 * clear only beyond the digits asked for, a certificate with more digits may be accepted, or one that claims less.
 *
 * <p>Cost: a support value for each signed cell, and for each pair of a ray set and a slack cell; ray sets are made while
 * they are written.
 */
public final class CertificateMaker {

    /** How much to claim. */
    public enum Extent {
        /** All that was proved. */
        ALL,
        /** The global value and, if it is unique, the global optimum. */
        OPTIMUM,
        /** The global value. */
        VALUE
    }

    /** Charts of a face, of which any may show that a cell hosts a ray. */
    private static final int FEW_CHARTS = 4;

    private static final Rational ALMOST_ONE = Rational.ONE.subtract(Rational.of(1, 1 << 30));

    private final Objective objective;
    private final CellSet cells;
    private final LandscapeProver prover;
    private final Optional<Census> census;
    private final List<MinimumClass> classes;
    private final Optional<RegionSolver> search;
    private final int digits;
    private final Extent extent;
    private final IntegerProblem problem;
    private final CellNumbers numbers;
    private final SolutionMaker solutions;
    private final Families families;
    private List<MinimumClass> claimed = List.of();

    /**
     * @param census complete, or empty
     * @param classes proved local minima, claimed one by one where there is no census
     * @param search the solver for a search that shows that the classes are all; empty if that is not to be claimed, or by the census
     * @param digits binary digits to which signs are told from zero
     */
    public CertificateMaker(
            Objective objective,
            CellSet cells,
            LandscapeProver prover,
            Optional<Census> census,
            List<MinimumClass> classes,
            Optional<RegionSolver> search,
            int digits,
            Extent extent) {
        this.objective = objective;
        this.cells = cells;
        this.prover = prover;
        this.classes = extent == Extent.ALL ? classes : List.of();
        this.census = extent == Extent.ALL ? census : Optional.empty();
        this.search = search.filter(s -> extent == Extent.ALL
                && this.census.isEmpty()
                && classes.stream().allMatch(MinimumClass::isUnique));
        this.digits = digits;
        this.extent = extent;
        this.problem = new IntegerProblem(objective);
        this.numbers = new CellNumbers(cells, SignedCells.all(objective, cells));
        this.solutions = new SolutionMaker(problem, prover.programs());
        this.families = new Families(problem, numbers, solutions, prover, digits);
    }

    /** The certificate, with claims for these widths. */
    public Certificate make(List<Integer> widths) {
        GlobalOptimum global = prover.global();
        Optional<ProvedOptimum> optimum = global.outcome().proved().filter(p -> extent != Extent.VALUE);
        Solution solution =
                optimum.map(p -> solutions.of(p, 2 * digits)).orElseGet(() -> unstructured(global.neurons()));
        boolean unique = optimum.isPresent() && global.isUnique();
        LargestBound largest = new LargestBound();
        long[] stars = Stars.sizes(SignedCells.all(objective, cells), global.rays());
        Optional<ExponentialSum> regions =
                unique ? Optional.of(RegionCounts.usingEveryStar(numbers.size(), stars)) : Optional.empty();
        List<Counted> counted = minima(unique ? global.rays() : null);
        List<LocalMinimum> minima = counted.stream().map(Counted::minimum).toList();
        List<ExponentialSum> counts = counted.stream().map(Counted::regions).toList();
        List<Face> faces = faces(solution, minima);
        faces = search.isPresent() ? allFaces(faces) : faces;
        Optional<Completeness> completeness = unique ? completeness(faces, global, counted) : Optional.empty();
        Optional<List<RaySet>> open =
                completeness.map(c -> census.map(Census::open).orElse(List.of()));
        WidthClaims claims = new WidthClaims(solution.rays().size(), global.value(), regions, open, minima, counts);
        return new Certificate(
                objective.data().inputs(),
                objective.data().labels(),
                objective.lambda(),
                objective.data().sha256(),
                faces,
                solution,
                cells.size(),
                cells(solution, largest),
                value(solution, largest),
                regions.map(r -> new UniqueOptimum(
                        new MassMaker(problem).of(solution),
                        LongStream.of(stars).boxed().toList(),
                        Families.terms(r))),
                minima,
                completeness,
                widths.stream().sorted().distinct().map(claims::at).toList());
    }

    /** All faces that rays lie on. Those of a structure that is claimed come with charts, so they go first. */
    private List<Face> faces(Solution global, List<LocalMinimum> minima) {
        Map<String, Face> faces = new LinkedHashMap<>();
        for (LocalMinimum minimum : minima) {
            minimum.solution()
                    .rays()
                    .forEach(ray -> faces.putIfAbsent(ray.face().covector(), ray.face()));
        }
        global.rays().forEach(ray -> faces.putIfAbsent(ray.face().covector(), ray.face()));
        census.ifPresent(c -> c.raySets()
                .forEach(s -> s.faces()
                        .forEach(f -> faces.computeIfAbsent(
                                f.covector().toString(), covector -> solutions.face(f.covector())))));
        return List.copyOf(faces.values());
    }

    /** All faces with an output, with charts: a few where no claim rests on the face. */
    private List<Face> allFaces(List<Face> claimed) {
        Map<String, Face> known = claimed.stream().collect(Collectors.toMap(Face::covector, f -> f));
        return Covectors.of(objective.arrangement()).stream()
                .filter(f -> IntStream.range(0, objective.size()).anyMatch(k -> f.sign(k) > 0))
                .map(f -> known.getOrDefault(f.toString(), withFewCharts(solutions.face(f))))
                .toList();
    }

    private static Face withFewCharts(Face face) {
        return new Face(
                face.covector(),
                face.charts().subList(0, Math.min(FEW_CHARTS, face.charts().size())));
    }

    /** By the census where there is one; where the zero network is the optimum there is nothing else to list. */
    private Optional<Completeness> completeness(List<Face> faces, GlobalOptimum global, List<Counted> minima) {
        if (census.isPresent() || (search.isPresent() && global.rays().isEmpty())) {
            return Optional.of(
                    new Completeness.Checksum(census.map(this::raySets).orElse(Stream.of())));
        }
        List<List<SignedFace>> listed = new ArrayList<>(List.of(global.rays()));
        minima.forEach(m -> listed.add(m.faces()));
        // The claimed lower bound is rounded down.
        Rational lower = problem.scaled(global.value().lower()).multiply(ALMOST_ONE);
        return search.map(solver -> new SearchMaker(
                        problem, cells, numbers, prover.programs(), solver, families, faces, lower, listed)
                .make());
    }

    /** A local minimum with its rays and the number of its regions. */
    private record Counted(LocalMinimum minimum, List<SignedFace> faces, ExponentialSum regions) {}

    /** The classes that the certificate made last claims one by one, in its order. */
    public List<MinimumClass> claimed() {
        return claimed;
    }

    /** The minima to claim, by the lower bound that is claimed. */
    private List<Counted> minima(List<SignedFace> global) {
        List<Counted> minima = new ArrayList<>();
        if (census.isPresent()) {
            for (RaySet set : census.get().spurious()) {
                minima.add(new Counted(families.minimum(set), set.faces(), set.regionsOnRays()));
            }
        } else {
            for (MinimumClass c : classes) {
                if (c.isUnique() && !c.faces().isEmpty() && !c.faces().equals(global)) {
                    minima.add(new Counted(
                            families.minimum(c.optimum(), c.stars(), c.regionsOnRays()), c.faces(), c.regionsOnRays()));
                }
            }
        }
        minima.sort(Comparator.comparing(c -> c.minimum().value().lower()));
        claimed = minima.stream()
                .flatMap(m -> classes.stream().filter(c -> c.faces().equals(m.faces())))
                .toList();
        return minima;
    }

    private Stream<OptimalRaySet> raySets(Census complete) {
        return complete.raySets().stream()
                .filter(s -> !s.isGlobal() && s.isLocalMinimum() != Truth.YES)
                .map(families::raySet);
    }

    private Solution unstructured(List<ExactNeuron> neurons) {
        List<SignedFace> faces = new ArrayList<>();
        List<RationalVector> points = new ArrayList<>();
        for (ExactNeuron neuron : neurons) {
            SignedFace face =
                    new SignedFace(neuron.host().sign(), objective.arrangement().faceOf(neuron.u()));
            if (IntStream.range(0, objective.size())
                    .anyMatch(k -> face.covector().sign(k) > 0)) {
                faces.add(face);
                points.add(neuron.u());
            }
        }
        return solutions.of(faces, points, 2 * digits, false);
    }

    /** The largest bound of a support value so far, squared. */
    private static final class LargestBound {

        private Multiplying.Bound bound;

        synchronized void add(Multiplying.Bound other) {
            if (bound == null || !other.isBelow(bound.value())) {
                bound = other;
            }
        }

        synchronized Rational square() {
            return bound == null ? Rational.ZERO : bound.value();
        }
    }

    private Stream<CellEvidence> cells(Solution solution, LargestBound largest) {
        ThreadLocal<Multiplying> workspace =
                ThreadLocal.withInitial(() -> new Multiplying(problem, solution, 2 * digits));
        Rational threshold = Families.threshold(problem, digits);
        return IntStream.range(0, numbers.listed()).mapToObj(i -> {
            List<Multipliers> all = new ArrayList<>();
            for (int c : numbers.numbers(i)) {
                SignedCell cell = numbers.get(c);
                Multiplying.Bound bound = workspace.get().of(cell.sign(), objective.sides(cell.cell()), threshold);
                largest.add(bound);
                all.add(bound.multipliers());
            }
            return new CellEvidence(List.of(cells.witness(numbers.cell(i)).primitive()), all);
        });
    }

    /** The bounds as the checker computes them, rounded outward. */
    private Supplier<Enclosure> value(Solution solution, LargestBound largest) {
        return () -> {
            Rational n = Rational.of(problem.size());
            Rational scale = Rational.of(BigInteger.ONE.shiftLeft(solution.shift()));
            RationalVector rho = RationalVector.of(solution.residual().toArray(BigInteger[]::new))
                    .multiply(Rational.ONE.divide(scale));
            int bits = 4 * digits;
            Rational excess = largest.square()
                    .sqrt(bits)
                    .upper()
                    .add(problem.mu().divide(Rational.of(BigInteger.ONE.shiftLeft(2 * digits))))
                    .subtract(problem.mu())
                    .max(Rational.ZERO)
                    .multiply(problem.massBound());
            Rational lower = rho.dot(problem.labels())
                    .multiply(-2)
                    .subtract(rho.squaredNorm())
                    .subtract(excess)
                    .divide(n);
            Rational upper = solutions.upper(solution);
            Enclosure value = new Enclosure(problem.original(lower).max(Rational.ZERO), problem.original(upper));
            int places = 2 * digits + 8 - Math.min(0, IntegerProblem.log2(value.upper()));
            return value.roundOutward(places);
        };
    }
}
