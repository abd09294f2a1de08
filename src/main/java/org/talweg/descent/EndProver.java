package org.talweg.descent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.talweg.analysis.Analysis;
import org.talweg.arrangement.SignVector;
import org.talweg.census.AllWidths;
import org.talweg.census.ClassWidths;
import org.talweg.census.MinimumClass;
import org.talweg.exact.Enclosure;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.numeric.DoubleVectors;
import org.talweg.proof.ProvedOptimum;
import org.talweg.verdict.CellRoles;
import org.talweg.verdict.LandscapeProver;

/**
 * What the point is to which a run tends: the signed cells of its live neurons are a region, the region's program is solved and its optimum proved
 * (theorem T1), and the optimum is judged by the slopes at its rays (T4) and by the support function in the cells of the neurons that die (T15). The run
 * is at this point if its live neurons lie in the stars of the proved rays, and their masses and the loss are close: that it is near is seen in floating point; what
 * is there is proved. Thread-safe; each set of cells is proved once.
 */
final class EndProver {

    // How near is near enough to ask about a point, or to say that a run tends to it. What the point is does not depend
    // on them.

    /** Below this share of the unit of mass a neuron counts as dead. */
    private static final double DEAD = 1e-8;
    /** Below this share of its length a neuron's product with a row counts as zero, when a region is guessed. */
    private static final double ON_ROW = 1e-6;
    /** How close masses and loss must be. */
    private static final double CLOSE = 1e-3;

    private final Analysis analysis;
    private final Objective objective;
    private final LandscapeProver prover;
    private final double[][] x;
    private final Rows rows;
    private final double unit;
    private final double lossOfZero;
    private final Map<Key, Optional<StationaryPoint>> points = new ConcurrentHashMap<>();
    private final Map<DeadKey, Integer> roles = new ConcurrentHashMap<>();

    private record Key(int width, List<SignedCell> cells) {}

    private record DeadKey(StationaryPoint point, SignedCell cell) {}

    EndProver(Analysis analysis) {
        this.analysis = analysis;
        this.objective = analysis.objective();
        this.prover = analysis.prover().solvingWith(Analysis.fastSolver());
        this.x = objective.approximateInputs();
        this.rows = new Rows(objective);
        double longest = 0;
        for (double[] row : x) {
            longest = Math.max(longest, DoubleVectors.norm(row));
        }
        double[] y = objective.approximateLabels();
        this.unit = longest == 0 ? 1 : DoubleVectors.norm(y) / longest;
        this.lossOfZero = DoubleVectors.dot(y, y) / Math.max(1, y.length);
    }

    /** An end, or why there is none yet. */
    sealed interface Answer {}

    /** The run tends to {@code point}; {@code trapped} if neurons at zero stand beside it and it is not global. */
    record Ended(StationaryPoint point, boolean trapped) implements Answer {}

    /** The run tends to one of several minimisers of its region, and no time will tell which is meant. */
    record Tied(String reason) implements Answer {}

    /** Not yet, or never: {@code reason}. */
    record GoOn(String reason) implements Answer {}

    /** The live neurons are at a proved saddle from which these neurons can leave along these directions. */
    record Push(StationaryPoint point, Map<Integer, RationalVector> directions) implements Answer {}

    /** True if the neuron has no mass to speak of. */
    boolean isApproximatelyDead(Neuron neuron) {
        return neuron.mass() <= DEAD * unit;
    }

    /** Where these neurons are, in a network of this width. */
    Answer judge(List<Neuron> neurons, int width, double[] residual, double loss) {
        List<Neuron> live = new ArrayList<>();
        List<Neuron> dead = new ArrayList<>();
        neurons.forEach(neuron -> (isApproximatelyDead(neuron) ? dead : live).add(neuron));
        List<SignedCell> cells = live.isEmpty() ? idle(dead, width) : cells(live, residual);
        StationaryPoint point = point(width, cells).orElse(null);
        if (point == null) {
            return new GoOn("the optimum of the region of its live neurons is not proved");
        }
        if (!point.optimum().isUnique() && point.kind() != EndKind.GLOBAL && isApproximatelyAt(point, loss)) {
            return new Tied("the minimisers of its region are not unique");
        }
        String apart = whyApproximatelyApart(point, live, loss);
        if (!apart.isEmpty()) {
            return new GoOn(apart);
        }
        if (point.kind() == EndKind.UNFINISHED) {
            return point.optimum().isLocallyMinimal() == Truth.NO
                    ? new Push(point, ways(point.optimum(), neurons))
                    : new GoOn(point.reason());
        }
        if (point.kind() == EndKind.GLOBAL) {
            return new Ended(point, false);
        }
        List<Neuron> fading = new ArrayList<>(dead);
        live.stream()
                .filter(neuron -> approximateRay(point.optimum(), neuron) < 0)
                .forEach(fading::add);
        boolean trapped = false;
        for (Neuron neuron : fading) {
            OptionalInt role = hosts(neuron).stream()
                    .mapToInt(cell -> roles.computeIfAbsent(new DeadKey(point, cell), this::role))
                    .filter(r -> r >= 0 || CellRoles.isIdle(r))
                    .findFirst();
            if (role.isEmpty()) {
                return new GoOn(
                        "a neuron near zero lies in " + hosts(neuron).get(0) + ", where h_c(r) < mu is not shown");
            }
            // in a cell that hosts a ray a neuron does not die, but joins it
            trapped |= role.getAsInt() == CellRoles.SLACK;
        }
        return new Ended(point, trapped);
    }

    /** A signed cell of these neurons whose program has the zero network as its optimum, so that the zero network is stationary; the first if there is none. */
    private List<SignedCell> idle(List<Neuron> dead, int width) {
        List<SignedCell> all = dead.stream()
                .flatMap(neuron -> hosts(neuron).stream())
                .sorted()
                .distinct()
                .toList();
        return List.of(all.stream()
                .filter(cell ->
                        point(width, List.of(cell)).map(p -> p.rays().isEmpty()).orElse(false))
                .findFirst()
                .orElse(all.get(0)));
    }

    private int role(DeadKey key) {
        SignedCells one = SignedCells.of(new RegionProgram(objective, List.of(key.cell())));
        return CellRoles.of(one, key.point().optimum(), prover.programs())[0];
    }

    /** The sorted, distinct signed cells of some neurons. */
    private List<SignedCell> cells(List<Neuron> neurons, double[] residual) {
        return neurons.stream()
                .map(neuron -> new SignedCell(neuron.sign(), cell(neuron, residual)))
                .distinct()
                .sorted()
                .toList();
    }

    /** Signed cells whose closure holds the neuron, or nearly; where there are many, some. */
    private List<SignedCell> hosts(Neuron neuron) {
        SignVector own = signs(k -> rows.sign(neuron.side, k));
        SignVector face = signs(k -> isApproximatelyOn(neuron, k) ? 0 : rows.sign(neuron.side, k));
        List<SignVector> found = around(own, face);
        if (found.isEmpty()) {
            // rounding claims signs that no point has; those of the weights themselves exist
            RationalVector products = objective.data().inputs().multiply(RationalVector.of(neuron.w));
            found = around(signs(k -> products.get(k).signum()));
        }
        return found.stream().map(cell -> new SignedCell(neuron.sign(), cell)).toList();
    }

    private SignVector signs(IntUnaryOperator ofRow) {
        return SignVector.of(IntStream.range(0, x.length).map(ofRow).toArray());
    }

    /** Two cells around each of these sign vectors, as far as they exist: composed with a cell, a face is a cell. */
    private List<SignVector> around(SignVector... faces) {
        SignVector first = analysis.signedCells().get(0).cell();
        return Stream.of(faces)
                .flatMap(f -> Stream.of(f.compose(first), f.compose(first.negate())))
                .filter(cell -> analysis.cells().indexOf(cell) >= 0)
                .distinct()
                .toList();
    }

    /** True if the neuron is on the hyperplane of the row, or so close that it may tend to it; on a row of zeros every neuron is. */
    private boolean isApproximatelyOn(Neuron neuron, int k) {
        double size = DoubleVectors.norm(x[k]) * DoubleVectors.norm(neuron.w);
        return Math.abs(DoubleVectors.dot(neuron.w, x[k])) <= ON_ROW * size;
    }

    /**
     * A cell whose closure holds the neuron, or would if it were where it tends to. On rows that it is near to and across which the loss is convex
     * any side will do, and the same is taken each time; elsewhere the side that it is on.
     */
    private SignVector cell(Neuron neuron, double[] residual) {
        SignVector first = analysis.signedCells().get(0).cell();
        SignVector guess = signs(
                        k -> isApproximatelyOn(neuron, k) && neuron.a * residual[k] > 0 ? 0 : rows.sign(neuron.side, k))
                .compose(first);
        return analysis.cells().indexOf(guess) >= 0
                ? guess
                : hosts(neuron).get(0).cell();
    }

    /** The proved optimum of a region and what it is; proved once. */
    private Optional<StationaryPoint> point(int width, List<SignedCell> cells) {
        return points.computeIfAbsent(
                new Key(width, cells),
                key -> prover.optimum(new Region(key.cells()))
                        .proved()
                        .map(found -> judged(prover.programs().withSlopes(found), key.width())));
    }

    /** What a proved optimum of a region is at a width that holds it. */
    private StationaryPoint judged(ProvedOptimum p, int width) {
        AllWidths all = analysis.allWidths();
        Optional<MinimumClass> listed =
                all.all().stream().filter(c -> c.isOn(p.faces())).findFirst();
        if (prover.programs().isOptimal(analysis.signedCells(), p)) {
            return new StationaryPoint(
                    EndKind.GLOBAL, p, analysis.global().value(), listed.isPresent(), "optimal over all signed cells");
        }
        Enclosure value = listed.map(all::value).orElseGet(() -> prover.enclose(p));
        Truth minimal = p.isLocallyMinimal();
        if (minimal == Truth.OPEN || !p.isUnique()) {
            String open =
                    p.isUnique() ? "a kink multiplier has no proved sign" : "the region's minimiser is not unique";
            return new StationaryPoint(EndKind.UNFINISHED, p, value, listed.isPresent(), open);
        }
        if (minimal == Truth.NO) {
            boolean trap = p.isClarkeStationary() == Truth.YES && p.holdsItsRays() == Truth.YES;
            return new StationaryPoint(
                    trap ? EndKind.SADDLE : EndKind.UNFINISHED,
                    p,
                    value,
                    false,
                    trap ? "a saddle that holds its rays" : "a saddle that lets a ray go");
        }
        if (p.faces().isEmpty()) {
            return new StationaryPoint(EndKind.ZERO, p, value, listed.isPresent(), "the zero network");
        }
        if (listed.isPresent()) {
            ClassWidths widths = all.widths(listed.get());
            EndKind kind = widths.isGlobalAt(width)
                    ? EndKind.GLOBAL
                    : widths.spuriousFrom().orElse(Integer.MAX_VALUE) <= width ? EndKind.SPURIOUS : EndKind.UNFINISHED;
            return new StationaryPoint(kind, p, value, true, "in the list of local minima");
        }
        if (all.isComplete()) {
            return new StationaryPoint(
                    EndKind.UNMATCHED, p, value, false, "a local minimum that the list does not have");
        }
        boolean spurious =
                width >= prover.enoughNeurons() && analysis.global().value().isBelow(value);
        return new StationaryPoint(
                spurious ? EndKind.SPURIOUS : EndKind.UNFINISHED,
                p,
                value,
                false,
                spurious
                        ? "a local minimum that a run found"
                        : "a local minimum; whether it is the global one of its width is open");
    }

    /** Why the run is not near the point; empty if it is. */
    private String whyApproximatelyApart(StationaryPoint point, List<Neuron> live, double loss) {
        ProvedOptimum p = point.optimum();
        double[] mass = new double[p.faces().size()];
        double total = 0;
        for (Neuron neuron : live) {
            int ray = approximateRay(p, neuron);
            total += neuron.mass();
            if (ray >= 0) {
                mass[ray] += neuron.mass();
            }
        }
        double most = CLOSE * total;
        if (live.stream().anyMatch(neuron -> approximateRay(p, neuron) < 0 && neuron.mass() > most)) {
            return "a live neuron is near no ray of the optimum of its region";
        }
        for (int i = 0; i < mass.length; i++) {
            if (Math.abs(mass[i] - p.mass(i).middle().doubleValue()) > most) {
                return "its masses are not those of the optimum of its region";
            }
        }
        return isApproximatelyAt(point, loss) ? "" : "its loss is not that of the optimum of its region";
    }

    private boolean isApproximatelyAt(StationaryPoint point, double loss) {
        double value = point.value().middle().doubleValue();
        return Math.abs(loss - value) <= CLOSE * Math.max(value, CLOSE * lossOfZero);
    }

    /** The ray of the neuron's sign to which it is close; -1 if there is none. */
    private static int approximateRay(ProvedOptimum p, Neuron neuron) {
        double length = DoubleVectors.norm(neuron.w);
        for (int i = 0; i < p.faces().size(); i++) {
            double[] ray = p.center(i).toDoubles();
            double cosine = DoubleVectors.dot(ray, neuron.w) / (DoubleVectors.norm(ray) * length);
            if (p.faces().get(i).sign() == neuron.sign() && cosine >= 1 - CLOSE) {
                return i;
            }
        }
        return -1;
    }

    private static Map<Integer, RationalVector> ways(ProvedOptimum p, List<Neuron> neurons) {
        Map<Integer, RationalVector> ways = new TreeMap<>();
        for (int j = 0; j < neurons.size(); j++) {
            int ray = approximateRay(p, neurons.get(j));
            if (ray >= 0) {
                int neuron = j;
                p.descent(ray).ifPresent(direction -> ways.put(neuron, direction));
            }
        }
        return ways;
    }
}
