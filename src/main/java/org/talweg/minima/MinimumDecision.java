package org.talweg.minima;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.exact.Outcome;
import org.talweg.exact.Truth;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.minima.MinimumCandidates.Candidate;
import org.talweg.minima.ResidualCut.Row;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProvedOptimum;
import org.talweg.support.SupportBound;

/**
 * Decides sets T of candidates: whether some local minimum has rays on all of T and perhaps more ({@link #refute}), and
 * whether one has rays on exactly T ({@link #decide}). A workspace: not thread-safe.
 */
final class MinimumDecision implements Branching.Conditions<Cut.Contradiction> {

    /** What is known of a set of faces as the support of a local minimum. */
    sealed interface Answer {}

    /** It is one: this. */
    record Minimum(ProvedOptimum optimum) implements Answer {}

    /** It is proved to be none. */
    record None() implements Answer {}

    /** Neither is proved. */
    record Open(String reason) implements Answer {}

    private final MinimumCandidates candidates;
    private final Objective objective;
    private final RegionSolver solver;
    private final ProgramProver prover;
    private final GlobalOptimum global;
    private final Cut cut;
    private final SupportBound bound;
    private final OutputCone outputs;

    /**
     * A workspace for sets of these candidates.
     *
     * @param global the optimum over all signed cells, so that of every program whose cells hold its rays
     */
    MinimumDecision(MinimumCandidates candidates, RegionSolver solver, ProgramProver prover, GlobalOptimum global) {
        this.candidates = candidates;
        this.objective = candidates.objective();
        this.solver = solver;
        this.prover = prover;
        this.global = global;
        this.cut = candidates.cut();
        this.bound = new SupportBound(objective);
        this.outputs = candidates.outputs();
    }

    @Override
    public int size() {
        return candidates.size();
    }

    @Override
    public int mostRays() {
        return objective.size();
    }

    @Override
    public int rows() {
        return objective.size();
    }

    @Override
    public boolean acts(int candidate, int k, int s) {
        SignedFace face = candidates.face(candidate);
        return face.sign() == s && face.covector().sign(k) > 0;
    }

    @Override
    public BitSet generators(int candidate) {
        return candidates.get(candidate).generators();
    }

    /**
     * Whether it is proved that no local minimum has rays on all faces of {@code set} and is covered, because their linear conditions and those of
     * the cover contradict each other within the ball of residuals (theorem T10).
     */
    @Override
    public Branching.Answer<Cut.Contradiction> refute(int[] set, Cover cover) {
        List<Row> rows = new ArrayList<>();
        BitSet shared = new BitSet();
        for (int i : set) {
            rows.addAll(candidates.get(i).rows());
            shared.or(candidates.get(i).shared());
        }
        shared.stream().forEach(i -> rows.add(candidates.sharedRow(i)));
        if (objective.hasSmallDecay()) {
            return answer(rows);
        }
        cover.separators().forEach(q -> rows.add(candidates.separation(q)));
        return cover.refute(outputs, () -> answer(rows), q -> rows.add(candidates.separation(q)));
    }

    private Branching.Answer<Cut.Contradiction> answer(List<Row> rows) {
        Cut.Answer answer = cut.refute(rows);
        return answer instanceof Cut.Contradiction contradiction
                ? Branching.Answer.of(contradiction)
                : Branching.Answer.of(((Cut.Point) answer).approximate());
    }

    /** At a small decay nothing is said to be uncovered: the loss of a separation is a multiple of 1/mu. */
    @Override
    public boolean isApproximatelyCovered(double[] r, Cover cover) {
        return objective.hasSmallDecay()
                || outputs.approximateSeparator(r, cover.generators()).isEmpty();
    }

    @Override
    public boolean approximatelyHolds(int candidate, double[] r) {
        Candidate c = candidates.get(candidate);
        return c.rows().stream().allMatch(row -> approximatelyHolds(row, r))
                && c.shared().stream().allMatch(i -> approximatelyHolds(candidates.sharedRow(i), r));
    }

    private static boolean approximatelyHolds(Row row, double[] r) {
        return row.inequality().approximate(r) >= row.inequality().bound();
    }

    /** Two rays of one sign in the closure of one cell would merge. */
    @Override
    public boolean areCompatible(int a, int b) {
        return candidates.get(a).conditions().face().sign()
                        != candidates.get(b).conditions().face().sign()
                || !MinimumCandidates.areConformal(
                        candidates.get(a).conditions().data(),
                        candidates.get(b).conditions().data());
    }

    /**
     * Whether a local minimum has one ray inside each face of {@code set}, none elsewhere, and linearly independent outputs. If one
     * has, it is the optimum of the program over one host a face, which has one optimal residual. That residual is enclosed and
     * held against the conditions; only where they do not fail is the optimum proved with its structure.
     */
    Answer decide(int[] set) {
        List<Candidate> faces = IntStream.of(set).mapToObj(candidates::get).toList();
        RegionProgram program =
                new RegionProgram(objective, faces.stream().map(Candidate::cell).toList());
        ApproximateOptimum guess = solver.approximate(program);
        if (fails(faces, guess)) {
            return new None();
        }
        Outcome<ProvedOptimum> outcome = prover.prove(program, guess, solver);
        Optional<ProvedOptimum> proved = outcome.proved()
                .or(() -> global.outcome().proved().filter(p -> prover.isOptimal(SignedCells.of(program), p)));
        if (proved.isEmpty()) {
            return new Open(outcome.open().orElseThrow());
        }
        /* The maximiser of a cell's support function is unique, so a solution with a ray on another face excludes this set; and one
         * with fewer rays does, because independent outputs have one set of masses. */
        ProvedOptimum optimum = proved.get();
        List<SignedFace> wanted =
                faces.stream().map(f -> f.conditions().face()).sorted().toList();
        if (!optimum.faces().equals(wanted)) {
            return new None();
        }
        Truth minimal = prover.isLocallyMinimal(optimum);
        if (minimal == Truth.OPEN) {
            return new Open("a kink multiplier has no proved sign");
        }
        return minimal == Truth.YES ? new Minimum(optimum) : new None();
    }

    private boolean fails(List<Candidate> faces, ApproximateOptimum guess) {
        List<ResidualBall.Host> hosts = faces.stream().map(Candidate::host).toList();
        List<ResidualBall.Neuron> neurons = new ArrayList<>();
        for (ApproximateRay ray : guess.rays()) {
            int cell = 0;
            while (!faces.get(cell).cell().equals(ray.host())) {
                cell++;
            }
            neurons.add(new ResidualBall.Neuron(cell, ray.u()));
        }
        return ResidualBall.of(objective, hosts, neurons, bound)
                .filter(ball -> faces.stream().anyMatch(f -> f.conditions().fail(ball)))
                .isPresent();
    }
}
