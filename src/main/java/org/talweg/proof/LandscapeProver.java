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
        Outcome<ProvedOptimum> outcome = prover.prove(signedCells, approximateGlobal);
        this.global = new GlobalOptimum(enclose(signedCells, approximateGlobal, outcome), outcome);
    }

    /** The optimum over all signed cells: the global minimum of every width that can hold its rays. */
    public GlobalOptimum global() {
        return global;
    }

    private Enclosure enclose(SignedCells set, ApproximateOptimum guess, Outcome<ProvedOptimum> outcome) {
        int bits = settings.bits();
        List<ExactNeuron> neurons;
        if (outcome instanceof Outcome.Proved<ProvedOptimum> proved) {
            ProvedOptimum p = proved.result();
            neurons = FeasibleNeurons.of(refined(p));
        } else {
            neurons = new FeasibleNeurons(objective, c -> cells.witness(cells.indexOf(c))).near(guess);
        }
        Enclosure enclosure = ValueBounds.enclose(set, neurons, bits + 16);
        int size = enclosure.upper().numerator().bitLength()
                - enclosure.upper().denominator().bitLength();
        return enclosure.roundOutward(bits + 8 - Math.min(size, 0));
    }

    /** The same optimum, as accurate as the settings ask for where that can be proved. */
    ProvedOptimum refined(ProvedOptimum optimum) {
        return prover.refined(optimum, settings.bits()).orElse(optimum);
    }

    /**
     * The verdict of a region whose cells exist.
     *
     * @throws IllegalArgumentException if a cell does not exist
     */
    public RegionVerdict judge(Region region) {
        for (SignedCell c : region.neurons()) {
            if (cells.indexOf(c.cell()) < 0) {
                throw new IllegalArgumentException("no cell has the signs " + c.cell());
            }
        }
        RegionProgram program = region.program(objective);
        ApproximateOptimum guess = solver.approximate(program);
        SignedCells set = SignedCells.of(program);
        Outcome<ProvedOptimum> outcome = prover.prove(set, guess);
        Enclosure value = enclose(set, guess, outcome);
        if (outcome instanceof Outcome.Proved<ProvedOptimum> proved) {
            return judge(region, proved.result(), value);
        }
        String reason = ((Outcome.Undecided<ProvedOptimum>) outcome).reason();
        return usesGlobalStars(region)
                ? verdict(region, value, Verdict.GLOBAL, GLOBAL_REASON, Optional.empty(), Truth.OPEN)
                : verdict(region, value, Verdict.UNDECIDED, reason, Optional.empty(), Truth.OPEN);
    }

    private static final String GLOBAL_REASON = "a neuron lies in the star of every ray of the global optimum";

    private boolean usesGlobalStars(Region region) {
        return global.outcome() instanceof Outcome.Proved
                && global.rays().stream()
                        .allMatch(face -> region.neurons().stream().anyMatch(face::isInClosureOf));
    }

    private RegionVerdict judge(Region region, ProvedOptimum optimum, Enclosure value) {
        if (usesGlobalStars(region)) {
            return verdict(region, value, Verdict.GLOBAL, GLOBAL_REASON, Optional.of(optimum), Truth.YES);
        }
        Truth clarke = optimum.isClarkeStationary();
        Optional<String> notGlobal = whyNotGlobal(region, value);
        if (notGlobal.isEmpty()) {
            String reason = !global.isUnique()
                    ? "the value is not separated from the global one, whose rays are not proved unique"
                    : "width " + region.width()
                            + " is too small for the rays of the convex optimum; the global value of this width is open";
            return verdict(region, value, Verdict.UNDECIDED, reason, Optional.of(optimum), clarke);
        }
        return judgeHigher(region, optimum, value, clarke, notGlobal.get());
    }

    /** Why the region's value exceeds the global value of its width, if that is proved. */
    private Optional<String> whyNotGlobal(Region region, Enclosure value) {
        boolean proved = global.outcome() instanceof Outcome.Proved;
        // Any n neurons reach the convex value; the proved rays may be fewer.
        int enough = proved ? global.rays().size() : objective.size();
        if (region.width() < enough) {
            return Optional.empty();
        }
        if (global.isUnique()) {
            return Optional.of("no neuron lies in the star of some ray of the unique global optimum");
        }
        return global.value().isBelow(value) ? Optional.of("the value exceeds the global value") : Optional.empty();
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
