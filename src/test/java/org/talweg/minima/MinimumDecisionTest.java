package org.talweg.minima;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.numbers.combinatorics.Combinations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.exact.Truth;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProgramProver;
import org.talweg.solver.SequentialQuadraticSolver;

class MinimumDecisionTest {

    private record Case(
            Objective objective,
            CellSet cells,
            ProgramProver prover,
            MinimumCandidates candidates,
            GlobalOptimum global) {

        static Case of(Instance instance) {
            Objective objective = instance.objective();
            CellSet cells = CellSet.of(objective.arrangement());
            ProgramProver prover = new ProgramProver(objective, 512);
            GlobalOptimum global = instance.prover(12).global();
            MinimumCandidates candidates =
                    MinimumCandidates.of(prover, cells, global.value().lower());
            return new Case(objective, cells, prover, candidates, global);
        }

        MinimumDecision test(RegionSolver solver) {
            return new MinimumDecision(candidates, solver, prover, global);
        }

        /** The rays of all local minima that are optima of up to {@code size} signed cells. */
        Set<List<SignedFace>> minima(int size) {
            SignedCells all = SignedCells.all(objective, cells);
            Set<List<SignedFace>> minima = new java.util.HashSet<>();
            for (int k = 1; k <= size; k++) {
                for (int[] set : Combinations.of(all.size(), k)) {
                    List<SignedCell> some =
                            Arrays.stream(set).mapToObj(all::get).toList();
                    RegionProgram program = new RegionProgram(objective, some);
                    prover.prove(
                                    SignedCells.of(program),
                                    SequentialQuadraticSolver.dual().approximate(program))
                            .proved()
                            .filter(p -> !p.faces().isEmpty() && prover.isLocallyMinimal(p) == Truth.YES)
                            .ifPresent(p -> minima.add(p.faces()));
                }
            }
            return minima;
        }
    }

    /** Every set of compatible candidates, also those that the search would cut, against the optima of all sets of cells. */
    @ParameterizedTest
    @CsvSource({"3, 2, false", "3, 2, true", "3, 3, false", "4, 2, false"})
    void decidesEverySet(int n, int d, boolean degenerate) {
        Random random = Seeded.random(7 * n + d);
        int found = 0;
        int cut = 0;
        int covered = 0;
        for (int trial = 0; trial < 2; trial++) {
            Case c = Case.of(
                    degenerate ? Instance.degenerate(random, n, d, "1/7") : Instance.gaussian(random, n, d, "1/30"));
            MinimumDecision test = c.test(SequentialQuadraticSolver.dual());
            // Its duality gap refutes little, so that the structure must be proved to decide.
            MinimumDecision rough = c.test(MinimumDecisionTest::rough);
            Set<List<SignedFace>> minima = c.minima(2);
            int size = c.candidates.size();
            for (int k = 1; k <= 2; k++) {
                for (int[] set : size < k ? List.<int[]>of() : Combinations.of(size, k)) {
                    if (k == 2 && !test.areCompatible(set[0], set[1])) {
                        continue;
                    }
                    List<SignedFace> faces = IntStream.of(set)
                            .mapToObj(c.candidates::face)
                            .sorted()
                            .toList();
                    boolean isMinimum = minima.contains(faces);
                    assertThat(test.decide(set) instanceof MinimumDecision.Minimum)
                            .as(faces.toString())
                            .isEqualTo(isMinimum);
                    assertThat(rough.decide(set) instanceof MinimumDecision.Minimum)
                            .as("%s, roughly", faces)
                            .isEqualTo(isMinimum);
                    if (isCovered(test, set, IntStream.range(0, size), random)) {
                        cut++;
                        assertThat(isMinimum).as("%s is cut", faces).isFalse();
                        assertThat(minima).noneMatch(m -> m.containsAll(faces));
                    }
                    List<Integer> some = IntStream.range(0, size)
                            .filter(i -> random.nextInt(3) == 0)
                            .boxed()
                            .toList();
                    if (isCovered(test, set, some.stream().mapToInt(i -> i), random)) {
                        covered++;
                        List<SignedFace> those =
                                some.stream().map(c.candidates::face).toList();
                        assertThat(minima)
                                .noneMatch(m -> m.containsAll(faces)
                                        && m.stream().allMatch(f -> faces.contains(f) || those.contains(f)));
                    }
                    found += isMinimum ? 1 : 0;
                }
            }
        }
        assertThat(found).isPositive();
        assertThat(cut).isPositive();
        assertThat(covered).isGreaterThanOrEqualTo(cut);
        assertThat(d == 3 || covered > cut).isTrue();
    }

    /** Whether it is proved that no minimum has rays on all of the set, and else only on the later ones. */
    private static boolean isCovered(MinimumDecision test, int[] set, IntStream later, Random random) {
        BitSet generators = new BitSet();
        IntStream.concat(IntStream.of(set), later).forEach(c -> generators.or(test.generators(c)));
        Cover cover = Cover.of(generators);
        if (random.nextBoolean()) {
            // Separators of a larger cover must serve a smaller one.
            test.refute(new int[0], cover);
            cover = cover.restricted(generators);
        }
        return test.refute(set, cover).proof().isPresent();
    }

    private static ApproximateOptimum rough(RegionProgram program, List<ApproximateRay> start) {
        ApproximateOptimum good = SequentialQuadraticSolver.dual().approximate(program, start);
        List<ApproximateRay> rays = good.rays().stream()
                .map(r -> new ApproximateRay(
                        r.host(), Arrays.stream(r.u()).map(e -> 1.02 * e).toArray()))
                .toList();
        return new ApproximateOptimum(rays, good.residual(), good.excess());
    }

    /** A solver that fails must not look like a refutation. */
    @Test
    void withoutASolutionNoMinimumIsRefuted() {
        Case c = Case.of(Instance.of("1/30", "0.6,-1.1,2", "-0.3,0.8,-1", "1.2,0.5,1.5"));
        MinimumDecision good = c.test(SequentialQuadraticSolver.dual());
        MinimumDecision bad = c.test((program, start) -> new ApproximateOptimum(
                List.of(), RegionProgram.approximateResidual(program.objective(), List.of()), 0));
        List<Integer> minima = new ArrayList<>();
        for (int i = 0; i < c.candidates.size(); i++) {
            if (good.decide(new int[] {i}) instanceof MinimumDecision.Minimum) {
                minima.add(i);
            }
        }
        assertThat(minima).isNotEmpty();
        assertThat(minima.stream()
                        .map(i -> bad.decide(new int[] {i}).getClass().getSimpleName())
                        .collect(Collectors.toSet()))
                .isSubsetOf("Open", "Minimum");
    }
}
