package org.talweg.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.arrangement.CellSet;
import org.talweg.exact.Enclosure;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.Verdict;
import org.talweg.proof.ValueBounds.ExactNeuron;

/**
 * Proves the global optimum of an objective and the verdict of single regions. Thread-safe once built.
 *
 * <p>The verdict of a region rests on the unique optimum of its program and that of the program over all signed cells
 * (theorems T1, T2, T4). With the global ray set R* unique, a region holds a global minimum if and only if it uses the star of
 * every ray of R*: so GLOBAL and its opposite are combinatorial facts and need no comparison of values.
 */
public final class LandscapeProver {

    private final Objective objective;
    private final CellSet cells;
    private final SignedCells signedCells;
    private final RegionSolver solver;
    private final ProofSettings settings;
    private final ProgramProver prover;
    private final GlobalOptimum global;
    private final NarrowWidth narrow;

    /**
     * @param approximateGlobal a numeric optimum over all signed cells; its quality decides whether the proof succeeds, not
     *     what it says
     */
    public LandscapeProver(
            Objective objective,
            CellSet cells,
            RegionSolver solver,
            ApproximateOptimum approximateGlobal,
            ProofSettings settings) {
        this.objective = objective;
        this.cells = cells;
        this.signedCells = SignedCells.all(objective, cells);
        this.solver = solver;
        this.settings = settings;
        this.prover = new ProgramProver(objective, settings.maximalBits());
        this.narrow = new NarrowWidth(objective, signedCells, prover, solver);
        Outcome<ProvedOptimum> outcome = prover.prove(signedCells, approximateGlobal);
        List<ExactNeuron> neurons = neurons(approximateGlobal, outcome);
        this.global = new GlobalOptimum(enclose(signedCells, neurons), neurons, outcome);
    }

    /** The optimum over all signed cells: the global minimum of every width that can hold its rays. */
    public GlobalOptimum global() {
        return global;
    }

    /** A width that is known to reach the convex optimum: the number of its proved rays, else n, which always does. */
    public int enoughNeurons() {
        return global.outcome().proved().isPresent() ? global.rays().size() : objective.size();
    }

    /** The prover of the programs that verdicts rest on. */
    public ProgramProver programs() {
        return prover;
    }

    /** An enclosure of the value of a proved optimum with as many digits as the settings ask for. */
    public Enclosure enclose(ProvedOptimum optimum) {
        return rounded(refined(optimum).value());
    }

    private Enclosure enclose(SignedCells set, List<ExactNeuron> neurons) {
        return rounded(ValueBounds.enclose(set, neurons, settings.bits() + 16));
    }

    private List<ExactNeuron> neurons(ApproximateOptimum guess, Outcome<ProvedOptimum> outcome) {
        return outcome.proved()
                .flatMap(p -> FeasibleNeurons.of(objective, refined(p)).or(() -> FeasibleNeurons.of(objective, p)))
                .orElseGet(() -> new FeasibleNeurons(objective, c -> cells.witness(cells.indexOf(c))).near(guess));
    }

    private Enclosure rounded(Enclosure enclosure) {
        if (enclosure.width().isZero()) {
            return enclosure;
        }
        int size = enclosure.upper().numerator().bitLength()
                - enclosure.upper().denominator().bitLength();
        return enclosure.roundOutward(settings.bits() + 8 - Math.min(size, 0));
    }

    /** The same optimum, as accurate as the settings ask for where that can be proved. */
    ProvedOptimum refined(ProvedOptimum optimum) {
        return prover.refined(optimum, settings.bits()).orElse(optimum);
    }

    /**
     * The verdict of a region whose cells exist, at its own width.
     *
     * @throws IllegalArgumentException if a cell does not exist
     */
    public RegionVerdict judge(Region region) {
        return judge(region, region.width());
    }

    /**
     * The verdict of the regions of width {@code width} that use exactly the signed cells of {@code region}. They share one
     * program (theorem T1), so they differ only in what counts as global at their width.
     *
     * @throws IllegalArgumentException if a cell does not exist, or the width is below that of the region
     */
    public RegionVerdict judge(Region region, int width) {
        if (width < region.width()) {
            throw new IllegalArgumentException("width " + width + " below that of the region");
        }
        for (SignedCell c : region.neurons()) {
            if (cells.indexOf(c.cell()) < 0) {
                throw new IllegalArgumentException("no cell has the signs " + c.cell());
            }
        }
        RegionProgram program = region.program(objective);
        ApproximateOptimum guess = solver.approximate(program);
        SignedCells set = SignedCells.of(program);
        Outcome<ProvedOptimum> outcome = prover.prove(set, guess);
        Enclosure value = enclose(set, neurons(guess, outcome));
        Optional<ProvedOptimum> found = outcome.proved();
        if (usesGlobalStars(region)) {
            return verdict(region, value, Verdict.GLOBAL, GLOBAL_REASON, found, Truth.YES);
        }
        return found.isPresent()
                ? judge(region, width, found.get(), value)
                : verdict(region, value, Verdict.UNDECIDED, outcome.open().orElseThrow(), found, Truth.OPEN);
    }

    private static final String GLOBAL_REASON = "a neuron lies in the star of every ray of the global optimum";

    private boolean usesGlobalStars(Region region) {
        return global.outcome().proved().isPresent()
                && global.rays().stream()
                        .allMatch(face -> region.neurons().stream().anyMatch(face::isInClosureOf));
    }

    private RegionVerdict judge(Region region, int width, ProvedOptimum optimum, Enclosure value) {
        Truth clarke = optimum.isClarkeStationary();
        Optional<ProvedOptimum> found = Optional.of(optimum);
        if (!global.isUnique() && prover.isOptimal(signedCells, optimum) == Truth.YES) {
            return verdict(
                    region, value, Verdict.GLOBAL, "its optimum is optimal over all signed cells", found, Truth.YES);
        }
        if (width < enoughNeurons()) {
            return judgeNarrow(region, width, optimum, value, clarke);
        }
        if (global.isUnique()) {
            String why = "no neuron lies in the star of some ray of the unique global optimum";
            return judgeHigher(region, optimum, value, clarke, why);
        }
        if (global.value().isBelow(value)) {
            return judgeHigher(region, optimum, value, clarke, "the value exceeds the global value");
        }
        Optional<String> notMinimal = whyNoLocalMinimum(region, optimum, value, clarke);
        if (notMinimal.isPresent()) {
            return judgeHigher(region, optimum, value, clarke, notMinimal.get());
        }
        String open = "the value is not separated from the global one, whose rays are not proved unique";
        return verdict(region, value, Verdict.UNDECIDED, open, found, clarke);
    }

    /** Below {@link #enoughNeurons}, where the global value of the width may be higher than the convex one. */
    private RegionVerdict judgeNarrow(Region region, int width, ProvedOptimum optimum, Enclosure value, Truth clarke) {
        Optional<ProvedOptimum> found = Optional.of(optimum);
        Optional<String> notMinimal = whyNoLocalMinimum(region, optimum, value, clarke);
        if (notMinimal.isPresent()) {
            return judgeHigher(region, optimum, value, clarke, notMinimal.get());
        }
        if (value.lower().compareTo(narrow.upperBound(width, global.rays())) > 0) {
            return judgeHigher(
                    region, optimum, value, clarke, "another region of width " + width + " has a lower value");
        }
        Truth isGlobal = narrow.isSmall(width) ? narrow.isGlobal(optimum, width) : Truth.OPEN;
        return switch (isGlobal) {
            case YES ->
                verdict(
                        region,
                        value,
                        Verdict.GLOBAL,
                        "no region of width " + width + " has a lower value"
                                + (global.value().isBelow(value) ? ", though wider networks do" : ""),
                        found,
                        Truth.YES);
            case NO ->
                judgeHigher(region, optimum, value, clarke, "another region of width " + width + " has a lower value");
            case OPEN ->
                verdict(
                        region,
                        value,
                        Verdict.UNDECIDED,
                        "width " + width
                                + " is not shown to reach the convex optimum, and the global value of that width is"
                                + " open",
                        found,
                        clarke);
        };
    }

    /**
     * Why the region's unique minimiser is no local minimum, if that is proved. Then its value exceeds the global one of its
     * width, whatever that is, since a global minimum is a local one.
     */
    private Optional<String> whyNoLocalMinimum(Region region, ProvedOptimum optimum, Enclosure value, Truth clarke) {
        if (!optimum.isUnique()) {
            return Optional.empty();
        }
        if (clarke == Truth.NO || optimum.isLocallyMinimal() == Truth.NO) {
            return Optional.of("the minimiser is no local minimum");
        }
        boolean higher = global.isUnique() || global.value().isBelow(value);
        return higher && !neuronsAtZero(region, optimum).isEmpty()
                ? Optional.of("the value exceeds the convex optimum with a neuron at zero")
                : Optional.empty();
    }

    private RegionVerdict judgeHigher(Region region, ProvedOptimum optimum, Enclosure value, Truth clarke, String why) {
        Optional<ProvedOptimum> found = Optional.of(optimum);
        if (!optimum.isUnique()) {
            String reason = why + "; the region's minimiser is not unique";
            return verdict(region, value, Verdict.UNDECIDED, reason, found, clarke);
        }
        List<Integer> zero = neuronsAtZero(region, optimum);
        Truth minimal = optimum.isLocallyMinimal();
        Descent descent = new Descent(objective, cells, region, optimum, zero);
        if (clarke == Truth.NO) {
            return verdict(
                            region,
                            value,
                            Verdict.NONE,
                            why + "; across a border of the region the loss falls",
                            found,
                            clarke)
                    .with(descent.lowerNeighbours(), descent.turn());
        }
        if (zero.isEmpty() && minimal == Truth.YES) {
            String reason = why + "; every neuron is nonzero and no direction lowers the loss to first order";
            return verdict(region, value, Verdict.SPURIOUS, reason, found, clarke);
        }
        boolean notMinimal = !zero.isEmpty() || minimal == Truth.NO;
        if (clarke == Truth.YES && notMinimal) {
            String reason = why
                    + (zero.isEmpty()
                            ? "; a neuron escapes at a concave kink"
                            : "; a neuron sits at zero and can be switched on in another cell");
            return verdict(region, value, Verdict.SADDLE, reason, found, clarke)
                    .with(descent.lowerNeighbours(), zero.isEmpty() ? descent.turn() : descent.switchOn(signedCells));
        }
        return verdict(region, value, Verdict.UNDECIDED, why + "; a kink multiplier has no proved sign", found, clarke);
    }

    private List<Integer> neuronsAtZero(Region region, ProvedOptimum optimum) {
        List<Integer> zero = new ArrayList<>();
        for (int j = 0; j < region.width(); j++) {
            SignedCell c = region.neurons().get(j);
            if (optimum.rayInClosure(c.sign(), objective.sides(c.cell())) < 0) {
                zero.add(j);
            }
        }
        return zero;
    }

    private static RegionVerdict verdict(
            Region region,
            Enclosure value,
            Verdict verdict,
            String reason,
            Optional<ProvedOptimum> optimum,
            Truth clarke) {
        return new RegionVerdict(region, value, verdict, reason, optimum, clarke, List.of(), Optional.empty());
    }
}
