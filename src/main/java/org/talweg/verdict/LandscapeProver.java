package org.talweg.verdict;

import java.util.List;
import java.util.Optional;
import org.talweg.arrangement.CellSet;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Outcome;
import org.talweg.exact.Truth;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.Verdict;
import org.talweg.proof.FeasibleNeurons;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProofSettings;
import org.talweg.proof.ProvedOptimum;
import org.talweg.proof.ValueBounds;
import org.talweg.proof.ValueBounds.ExactNeuron;
import org.talweg.verdict.RegionRules.Ruling;

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
    private final RegionRules rules;

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
        List<ExactNeuron> neurons = neurons(approximateGlobal, outcome);
        this.global = new GlobalOptimum(enclose(signedCells, approximateGlobal, neurons), neurons, outcome);
        this.rules = new RegionRules(signedCells, prover, solver, global);
    }

    private LandscapeProver(LandscapeProver other, RegionSolver solver) {
        this.objective = other.objective;
        this.cells = other.cells;
        this.signedCells = other.signedCells;
        this.solver = solver;
        this.settings = other.settings;
        this.prover = other.prover;
        this.global = other.global;
        this.rules = new RegionRules(signedCells, prover, solver, global);
    }

    /** The same prover with another source of numeric optima for regions. What is proved does not depend on it. */
    public LandscapeProver solvingWith(RegionSolver other) {
        return new LandscapeProver(this, other);
    }

    /** The optimum over all signed cells: the global minimum of every width that can hold its rays. */
    public GlobalOptimum global() {
        return global;
    }

    /** A width that is known to reach the convex optimum: the number of its proved rays, else n, which always does. */
    public int enoughNeurons() {
        return rules.enoughNeurons();
    }

    /** The prover of the programs that verdicts rest on. */
    public ProgramProver programs() {
        return prover;
    }

    /** An enclosure of the value of a proved optimum with as many digits as the settings ask for. */
    public Enclosure enclose(ProvedOptimum optimum) {
        return settings.rounded(refined(optimum).value());
    }

    /**
     * An enclosure of the minimum of the loss in a closed region (theorem T1), with as many digits as the settings ask for where
     * the optimum can be proved. The same one each time.
     */
    public Enclosure value(Region region) {
        RegionProgram program = region.program(objective);
        ApproximateOptimum guess = solver.approximate(program);
        SignedCells set = SignedCells.of(program);
        return enclose(set, guess, neurons(guess, prover.prove(set, guess)));
    }

    /** The optimum of a closed region, if it can be proved. The same one each time. */
    public Outcome<ProvedOptimum> optimum(Region region) {
        RegionProgram program = region.program(objective);
        return prover.prove(SignedCells.of(program), solver.approximate(program));
    }

    private Enclosure enclose(SignedCells set, ApproximateOptimum guess, List<ExactNeuron> neurons) {
        return settings.rounded(ValueBounds.enclose(set, neurons, guess, settings.bits(objective)));
    }

    private List<ExactNeuron> neurons(ApproximateOptimum guess, Outcome<ProvedOptimum> outcome) {
        return outcome.proved()
                .flatMap(p -> FeasibleNeurons.of(objective, refined(p)).or(() -> FeasibleNeurons.of(objective, p)))
                .orElseGet(() -> new FeasibleNeurons(objective, c -> cells.witness(cells.indexOf(c))).near(guess));
    }

    /** The same optimum, as accurate as the settings ask for where that can be proved. */
    public ProvedOptimum refined(ProvedOptimum optimum) {
        return prover.refined(optimum, settings.bits(objective)).orElse(optimum);
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
        return judge(region, width, true);
    }

    /**
     * As {@link #judge(Region, int)}, without the ways down: no neighbours and no escape.
     *
     * @throws IllegalArgumentException as there
     */
    public RegionVerdict judgeBriefly(Region region, int width) {
        return judge(region, width, false);
    }

    private RegionVerdict judge(Region region, int width, boolean waysDown) {
        require(region, width);
        RegionProgram program = region.program(objective);
        ApproximateOptimum guess = solver.approximate(program);
        SignedCells set = SignedCells.of(program);
        Outcome<ProvedOptimum> outcome = prover.prove(set, guess);
        Enclosure value = enclose(set, guess, neurons(guess, outcome));
        Optional<ProvedOptimum> found = outcome.proved();
        if (usesGlobalStars(region)) {
            return verdict(region, value, found, new Ruling(Verdict.GLOBAL, GLOBAL_REASON, Truth.YES));
        }
        if (found.isEmpty()) {
            String open = outcome.open().orElseThrow();
            return verdict(region, value, found, new Ruling(Verdict.UNDECIDED, open, Truth.OPEN));
        }
        RegionVerdict verdict = verdict(region, value, found, rules.rule(region, width, found.get(), () -> value));
        return waysDown ? withWaysDown(verdict, found.get()) : verdict;
    }

    /**
     * Only the verdict that {@link #judge(Region, int)} gives, at a small part of the cost: without a program where the stars
     * decide, without an enclosure of the value where the verdict does not need one, and without ways down.
     *
     * @throws IllegalArgumentException as {@link #judge(Region, int)}
     */
    public Verdict verdict(Region region, int width) {
        return brief(region, width).verdict();
    }

    /**
     * A verdict, and whether the region is a SADDLE that traps; open if the verdict is.
     */
    public record Brief(Verdict verdict, Truth trap) {}

    /**
     * {@link #verdict(Region, int)}, and whether it is a SADDLE that traps.
     *
     * @throws IllegalArgumentException as there
     */
    public Brief brief(Region region, int width) {
        require(region, width);
        if (usesGlobalStars(region)) {
            return new Brief(Verdict.GLOBAL, Truth.NO);
        }
        RegionProgram program = region.program(objective);
        ApproximateOptimum guess = solver.approximate(program);
        SignedCells set = SignedCells.of(program);
        Outcome<ProvedOptimum> outcome = prover.prove(set, guess);
        return outcome.proved()
                .map(p -> rules.rule(region, width, p, () -> enclose(set, guess, neurons(guess, outcome))))
                .map(ruling -> new Brief(ruling.verdict(), ruling.trap()))
                .orElse(new Brief(Verdict.UNDECIDED, Truth.OPEN));
    }

    private void require(Region region, int width) {
        if (width < region.width()) {
            throw new IllegalArgumentException("width " + width + " below that of the region");
        }
        for (SignedCell c : region.neurons()) {
            if (cells.indexOf(c.cell()) < 0) {
                throw new IllegalArgumentException("no cell has the signs " + c.cell());
            }
        }
    }

    private static final String GLOBAL_REASON = "a neuron lies in the star of every ray of the global optimum";

    private boolean usesGlobalStars(Region region) {
        return global.outcome().proved().isPresent()
                && global.rays().stream()
                        .allMatch(face -> region.neurons().stream().anyMatch(face::isInClosureOf));
    }

    private RegionVerdict withWaysDown(RegionVerdict verdict, ProvedOptimum optimum) {
        Region region = verdict.region();
        List<Integer> zero = rules.neuronsAtZero(region, optimum);
        Descent descent = new Descent(objective, cells, region, optimum, zero);
        return switch (verdict.verdict()) {
            case NONE -> verdict.with(descent.lowerNeighbours(), descent.turn());
            case SADDLE ->
                verdict.with(
                        descent.lowerNeighbours(), zero.isEmpty() ? descent.turn() : descent.switchOn(signedCells));
            default -> verdict;
        };
    }

    private static RegionVerdict verdict(
            Region region, Enclosure value, Optional<ProvedOptimum> optimum, Ruling ruling) {
        return new RegionVerdict(
                region,
                value,
                ruling.verdict(),
                ruling.reason(),
                optimum,
                ruling.stationary(),
                ruling.trap(),
                List.of(),
                Optional.empty());
    }
}
