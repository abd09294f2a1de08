package org.talweg.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.Verdict;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProvedOptimum;

/**
 * The verdict of a region from its proved optimum and the global one (theorems.md, "The verdict of a region"), for regions that do not use a star
 * of every global ray. The value is asked for only where the verdict depends on it.
 */
final class RegionRules {

    private final Objective objective;
    private final SignedCells signedCells;
    private final ProgramProver prover;
    private final GlobalOptimum global;
    private final NarrowWidth narrow;
    private final DirectionSinks sinks;

    /** A verdict, the argument for it, whether the minimiser is Clarke-stationary, and whether it is a saddle that traps. */
    record Ruling(Verdict verdict, String reason, Truth stationary, Truth trap) {

        /** Of a region that is no saddle, or of which it is open whether it is one. */
        Ruling(Verdict verdict, String reason, Truth stationary) {
            this(verdict, reason, stationary, verdict == Verdict.UNDECIDED ? Truth.OPEN : Truth.NO);
        }
    }

    RegionRules(SignedCells signedCells, ProgramProver prover, RegionSolver solver, GlobalOptimum global) {
        this.objective = signedCells.objective();
        this.signedCells = signedCells;
        this.prover = prover;
        this.global = global;
        this.sinks = new DirectionSinks(signedCells, prover);
        this.narrow = new NarrowWidth(objective, signedCells, prover, solver);
    }

    /** See {@link LandscapeProver#enoughNeurons}. */
    int enoughNeurons() {
        return global.outcome().proved().isPresent() ? global.rays().size() : objective.size();
    }

    /** The verdict of a region that does not use the stars of all global rays. */
    Ruling rule(Region region, int width, ProvedOptimum optimum, Supplier<Enclosure> value) {
        if (!global.isUnique() && prover.isOptimal(signedCells, optimum)) {
            return new Ruling(Verdict.GLOBAL, "its optimum is optimal over all signed cells", Truth.YES);
        }
        if (width < enoughNeurons()) {
            return ruleNarrow(region, width, optimum, value.get());
        }
        if (global.isUnique()) {
            return ruleApart(region, optimum, value);
        }
        if (global.value().isBelow(value.get())) {
            return ruleHigher(region, optimum, "the value exceeds the global value");
        }
        Optional<String> notMinimal = whyNoLocalMinimum(region, optimum, value.get());
        if (notMinimal.isPresent()) {
            return ruleHigher(region, optimum, notMinimal.get());
        }
        String open = "the value is not separated from the global one, whose rays are not proved unique";
        return new Ruling(Verdict.UNDECIDED, open, optimum.isClarkeStationary());
    }

    /**
     * A region that does not hold the unique global optimum has a higher value (theorem T6). SPURIOUS is said only where the enclosures show it
     * too, so that whoever reads them sees why.
     */
    private Ruling ruleApart(Region region, ProvedOptimum optimum, Supplier<Enclosure> value) {
        Ruling ruling =
                ruleHigher(region, optimum, "no neuron lies in the star of some ray of the unique global optimum");
        if (ruling.verdict() != Verdict.SPURIOUS || global.value().isBelow(value.get())) {
            return ruling;
        }
        String open = "the value is not separated from the global one; a higher precision may do it";
        return new Ruling(Verdict.UNDECIDED, open, ruling.stationary());
    }

    /** Below {@link #enoughNeurons}, where the global value of the width may be higher than the convex one. */
    private Ruling ruleNarrow(Region region, int width, ProvedOptimum optimum, Enclosure value) {
        Optional<String> notMinimal = whyNoLocalMinimum(region, optimum, value);
        if (notMinimal.isPresent()) {
            return ruleHigher(region, optimum, notMinimal.get());
        }
        String lower = "another region of width " + width + " has a lower value";
        if (value.lower().compareTo(narrow.upperBound(width, global.rays())) > 0) {
            return ruleHigher(region, optimum, lower);
        }
        Truth isGlobal = narrow.isSmall(width) ? narrow.isGlobal(optimum, width) : Truth.OPEN;
        return switch (isGlobal) {
            case YES ->
                new Ruling(
                        Verdict.GLOBAL,
                        "no region of width " + width + " has a lower value"
                                + (global.value().isBelow(value) ? ", though wider networks do" : ""),
                        Truth.YES);
            case NO -> ruleHigher(region, optimum, lower);
            case OPEN ->
                new Ruling(
                        Verdict.UNDECIDED,
                        "width " + width
                                + " is not shown to reach the convex optimum, and the global value of that width is"
                                + " open",
                        optimum.isClarkeStationary());
        };
    }

    /**
     * Why the region's unique minimiser is no local minimum, if that is proved. Then its value exceeds the global one of its
     * width, whatever that is, since a global minimum is a local one.
     */
    private Optional<String> whyNoLocalMinimum(Region region, ProvedOptimum optimum, Enclosure value) {
        if (!optimum.isUnique()) {
            return Optional.empty();
        }
        if (optimum.isClarkeStationary() == Truth.NO || optimum.isLocallyMinimal() == Truth.NO) {
            return Optional.of("the minimiser is no local minimum");
        }
        boolean higher = global.isUnique() || global.value().isBelow(value);
        return higher && !neuronsAtZero(region, optimum).isEmpty()
                ? Optional.of("the value exceeds the convex optimum with a neuron at zero")
                : Optional.empty();
    }

    /** The verdict of a region whose value exceeds the global one, for the reason {@code why}. */
    private Ruling ruleHigher(Region region, ProvedOptimum optimum, String why) {
        Truth clarke = optimum.isClarkeStationary();
        if (!optimum.isUnique()) {
            return new Ruling(Verdict.UNDECIDED, why + "; the region's minimiser is not unique", clarke);
        }
        if (clarke == Truth.NO) {
            return new Ruling(Verdict.NONE, why + "; across a border of the region the loss falls", clarke);
        }
        boolean allNonzero = neuronsAtZero(region, optimum).isEmpty();
        Truth minimal = optimum.isLocallyMinimal();
        if (allNonzero && minimal == Truth.YES) {
            String reason = why + "; every neuron is nonzero and no direction lowers the loss to first order";
            return new Ruling(Verdict.SPURIOUS, reason, clarke);
        }
        if (clarke == Truth.YES && (!allNonzero || minimal == Truth.NO)) {
            String reason = why
                    + (allNonzero
                            ? "; a neuron escapes at a concave kink"
                            : "; a neuron sits at zero and can be switched on in another cell");
            return new Ruling(Verdict.SADDLE, reason, clarke, isTrap(region, optimum));
        }
        return new Ruling(Verdict.UNDECIDED, why + "; a kink multiplier has no proved sign", clarke);
    }

    /**
     * Whether a saddle is a trap (theorem T15): no ray lets its neuron go, and every neuron at zero lies in a signed cell of the region with
     * {@code h_c(r) < mu}, and there are directions in which it shrinks for good.
     */
    private Truth isTrap(Region region, ProvedOptimum optimum) {
        Truth trap = optimum.holdsItsRays();
        if (neuronsAtZero(region, optimum).isEmpty()) {
            return trap;
        }
        for (int role : CellRoles.of(SignedCells.of(region.program(objective)), optimum, prover)) {
            trap = trap.and(role >= 0 || role == CellRoles.SLACK ? Truth.YES : Truth.OPEN);
        }
        return trap.and(sinks.exist(optimum));
    }

    /** The neurons of the region that carry no mass at the optimum. */
    List<Integer> neuronsAtZero(Region region, ProvedOptimum optimum) {
        List<Integer> zero = new ArrayList<>();
        for (int j = 0; j < region.width(); j++) {
            SignedCell c = region.neurons().get(j);
            if (optimum.rayInClosure(c.sign(), objective.sides(c.cell())) < 0) {
                zero.add(j);
            }
        }
        return zero;
    }
}
