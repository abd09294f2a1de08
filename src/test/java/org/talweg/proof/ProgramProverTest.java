package org.talweg.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.SignVector;
import org.talweg.data.Dataset;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Outcome;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.DataSymmetries;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.oracle.OracleCell;
import org.talweg.oracle.ReferenceConvexProgram;
import org.talweg.solver.SequentialQuadraticSolver;
import org.talweg.verdict.LandscapeProver;

class ProgramProverTest {

    private static final int BITS = 512;

    private static Optional<ProvedOptimum> prove(RegionProgram program, ApproximateOptimum guess) {
        ProgramProver prover = new ProgramProver(program.objective(), BITS);
        return prover.prove(SignedCells.of(program), guess) instanceof Outcome.Proved<ProvedOptimum> p
                ? Optional.of(p.result())
                : Optional.empty();
    }

    private static void checkAgainstOracle(
            Instance instance, ProvedOptimum optimum, ReferenceConvexProgram.Solution reference) {
        double scale = instance.data().labels().squaredNorm().doubleValue()
                        / instance.data().size()
                + 1e-300;
        Enclosure value = optimum.value();
        assertThat(value.middle().doubleValue())
                .as("%s %s", instance, optimum)
                .isCloseTo(reference.value(), offset(1e-9 * scale));
        // |r - exact|^2 <= n (upper - lower), and the gap itself is only good to rounding.
        double error = Math.sqrt(instance.data().size() * (Math.max(reference.gap(), 0) + 1e-13 * scale));
        for (int k = 0; k < instance.data().size(); k++) {
            assertThat(optimum.residual().get(k).lower())
                    .isLessThanOrEqualTo(reference.residual()[k] + error);
            assertThat(optimum.residual().get(k).upper())
                    .isGreaterThanOrEqualTo(reference.residual()[k] - error);
        }
        if (optimum.isUnique()) {
            double mass = 0;
            for (double[] u : reference.u()) {
                mass += Math.sqrt(Arrays.stream(u).map(e -> e * e).sum());
            }
            Rational proved = Rational.ZERO;
            for (int i = 0; i < optimum.faces().size(); i++) {
                proved = proved.add(optimum.mass(i).middle());
                assertThat(optimum.mass(i).sign()).isEqualTo(1);
            }
            // The masses follow from the value and the residual: n value = |r|^2 + 2 mu (sum of masses).
            double mu = instance.lambda().doubleValue() * instance.data().size();
            assertThat(proved.doubleValue()).isCloseTo(mass, offset(1e-6 * (1 + mass) + 1e-9 * scale / mu));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void provedBoxesContainTheReferenceSolution(long seed) {
        Random random = Seeded.random(seed);
        int proved = 0;
        int trials = 0;
        for (int trial = 0; trial < 40; trial++) {
            boolean generic = trial % 2 == 0;
            int n = 2 + random.nextInt(4);
            int d = 1 + random.nextInt(3);
            Instance instance =
                    generic ? Instance.gaussian(random, n, d, "0.02") : Instance.degenerate(random, n, d, "0.02");
            List<OracleCell> cells = Instance.sample(random, instance.oracleCells(), 1 + random.nextInt(4));
            RegionProgram program = Instance.program(instance.objective(), cells);
            ApproximateOptimum guess = SequentialQuadraticSolver.ojAlgo().approximate(program);
            Optional<ProvedOptimum> optimum = prove(program, guess);
            trials += generic ? 1 : 0;
            if (optimum.isPresent()) {
                proved += generic ? 1 : 0;
                checkAgainstOracle(instance, optimum.get(), instance.oracle().solve(cells));
                for (int i = 0; i < optimum.get().faces().size(); i++) {
                    SignedFace face = optimum.get().faces().get(i);
                    assertThat(program.cells()).anyMatch(face::isInClosureOf);
                    assertThat(program.objective()
                                    .arrangement()
                                    .faceOf(optimum.get().center(i)))
                            .isEqualTo(face.covector());
                }
            }
        }
        assertThat(proved).isEqualTo(trials);
    }

    /** Any proved result is an optimum, whatever the guess: noise, dropped rays, wrong signs, wrong cells. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void wrongGuessesProveNothingWrong(long seed) {
        Random random = Seeded.random(seed);
        int proved = 0;
        for (int trial = 0; trial < 60; trial++) {
            Instance instance = trial % 2 == 0
                    ? Instance.gaussian(random, 4, 2, "0.02")
                    : Instance.degenerate(random, 4, 3, "0.02");
            List<OracleCell> cells = Instance.sample(random, instance.oracleCells(), 3);
            RegionProgram program = Instance.program(instance.objective(), cells);
            ApproximateOptimum guess = SequentialQuadraticSolver.dual().approximate(program);
            Optional<ProvedOptimum> optimum = prove(program, spoiled(program, guess, random));
            if (optimum.isPresent()) {
                proved++;
                checkAgainstOracle(instance, optimum.get(), instance.oracle().solve(cells));
            }
        }
        assertThat(proved).isPositive();
    }

    private static ApproximateOptimum spoiled(RegionProgram program, ApproximateOptimum guess, Random random) {
        List<ApproximateRay> rays = new ArrayList<>(guess.rays());
        int kind = random.nextInt(4);
        if (kind == 0 && !rays.isEmpty()) {
            rays.remove(random.nextInt(rays.size()));
        }
        if (kind == 1) {
            SignedCell host = program.cells().get(random.nextInt(program.cells().size()));
            double[] u = random.doubles(program.objective().dimension(), -1, 1).toArray();
            rays.add(new ApproximateRay(host, u));
        }
        double noise = kind == 2 ? 0.3 : kind == 3 ? 1e-6 : 0;
        for (int i = 0; i < rays.size(); i++) {
            double[] u = rays.get(i).u().clone();
            for (int j = 0; j < u.length; j++) {
                u[j] += noise * random.nextGaussian();
            }
            rays.set(i, new ApproximateRay(rays.get(i).host(), u));
        }
        return new ApproximateOptimum(rays, RegionProgram.approximateResidual(program.objective(), rays), 0);
    }

    /** One ray on each face of a small arrangement: where the system is solved, the solution is proved only inside its face. */
    @Test
    void solutionsOutsideTheirFacesAreNotProved() {
        Random random = Seeded.random(7);
        Objective objective = Instance.gaussian(random, 4, 2, "0.02").objective();
        ProgramProver prover = new ProgramProver(objective, BITS);
        FaceCache cache = new FaceCache(objective);
        int proved = 0;
        int outside = 0;
        for (int pattern = 0; pattern < 2 * 81; pattern++) {
            int sign = pattern % 2 == 0 ? 1 : -1;
            int[] signs = new int[4];
            for (int k = 0, rest = pattern / 2; k < 4; k++, rest /= 3) {
                signs[k] = rest % 3 - 1;
            }
            SignedFace face = new SignedFace(sign, SignVector.of(signs));
            FaceData data = cache.get(face.covector());
            KktSystem system = new KktSystem(objective, List.of(data), new int[] {sign});
            for (double start : new double[] {1, -1}) {
                double[] z = new double[data.dimension()];
                Arrays.fill(z, start);
                double[] polished = system.approximateNewton(z);
                boolean solved = z.length > 0 && system.prove(polished).isPresent();
                if (prover.stationary(List.of(face), polished) instanceof Outcome.Proved<ProvedOptimum> p) {
                    proved++;
                    assertThat(objective.arrangement().faceOf(p.result().center(0)))
                            .isEqualTo(face.covector());
                } else if (solved) {
                    outside++;
                }
            }
        }
        assertThat(proved).isPositive();
        assertThat(outside).isPositive();
    }

    /** The face {@code 0..0} is the origin, where a neuron has no ray. */
    @Test
    void theOriginIsNoRay() {
        Objective objective = Instance.of("5", "1,0,1", "0,1,1").objective();
        ProgramProver prover = new ProgramProver(objective, BITS);
        SignedFace origin = new SignedFace(1, SignVector.parse("00"));
        assertThat(prover.stationary(List.of(origin), new double[0])).isInstanceOf(Outcome.Undecided.class);
        SignedFace other = new SignedFace(1, SignVector.parse("++"));
        assertThat(prover.stationary(List.of(other, origin), new double[] {1, 1}))
                .isInstanceOf(Outcome.Undecided.class);
    }

    /** The solution on the open face ++ lies exactly on the second hyperplane: any box around it leaves the face. */
    @Test
    void aSolutionOnTheBorderOfItsFaceIsNotProved() {
        Objective objective = Instance.of("1/10", "1,0,3", "0,1,0").objective();
        ProgramProver prover = new ProgramProver(objective, BITS);
        for (double beside : new double[] {0, 1e-18, 1e-12, -1e-12}) {
            double[] z = {2.8, beside};
            assertThat(prover.stationary(List.of(new SignedFace(1, SignVector.parse("++"))), z))
                    .isInstanceOf(Outcome.Undecided.class);
        }
        assertThat(prover.stationary(List.of(new SignedFace(1, SignVector.parse("+0"))), new double[] {2.8}))
                .isInstanceOf(Outcome.Proved.class);
    }

    /** The optimum over one cell is that over two cells exactly if the second adds nothing. */
    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void optimalityOverMoreCellsIsRefutedOrRight(long seed) {
        Instance instance = Instance.gaussian(Seeded.random(seed), 4, 2, "0.02");
        Objective objective = instance.objective();
        List<OracleCell> cells = instance.oracleCells();
        ReferenceConvexProgram oracle = instance.oracle();
        int refuted = 0;
        for (OracleCell first : cells) {
            RegionProgram alone = Instance.program(objective, List.of(first));
            ProvedOptimum optimum = prove(
                            alone, SequentialQuadraticSolver.dual().approximate(alone))
                    .orElseThrow();
            double value = oracle.solve(List.of(first)).value();
            Supplier<DataSymmetries> symmetries = () -> DataSymmetries.of(objective);
            for (OracleCell second : cells) {
                SignedCells both = SignedCells.of(Instance.program(objective, List.of(first, second)));
                OptimalityCheck check = OptimalityCheck.of(both, optimum, symmetries);
                boolean lower = oracle.solve(List.of(first, second)).value() < value * (1 - 1e-10);
                assertThat(check.truth() == Truth.YES)
                        .as("%s and %s: %s", first, second, check)
                        .isEqualTo(!lower);
                refuted += check.truth() == Truth.NO ? 1 : 0;
                if (!optimum.faces().isEmpty() && !first.equals(second)) {
                    boolean held = optimum.faces().get(0).isInClosureOf(Instance.cell(second));
                    OptimalityCheck without = OptimalityCheck.of(
                            SignedCells.of(Instance.program(objective, List.of(second))), optimum, symmetries);
                    assertThat(without.truth() == Truth.YES && !held).isFalse();
                }
            }
        }
        assertThat(refuted).isPositive();
    }

    @Test
    void oneFaceTwiceIsRefused() {
        Objective objective = Instance.of("1/10", "1,1").objective();
        SignedFace face = new SignedFace(1, SignVector.parse("+"));
        assertThat(new ProgramProver(objective, BITS).stationary(List.of(face, face), new double[] {0.4, 0.5}))
                .isInstanceOf(Outcome.Undecided.class);
    }

    @Test
    void refinementReachesTheBitsAskedFor() {
        Random random = Seeded.random(8);
        for (String scale : new String[] {"1", "1e-12", "1e-40", "1e9"}) {
            Instance instance = scaledLabels(Instance.gaussian(random, 5, 3, "0.02"), Rational.parse(scale));
            LandscapeProver landscape = instance.prover(12);
            ProvedOptimum optimum =
                    ((Outcome.Proved<ProvedOptimum>) landscape.global().outcome()).result();
            ProgramProver prover = new ProgramProver(instance.objective(), BITS);
            for (int bits : new int[] {64, 200, 600}) {
                ProvedOptimum finer = prover.refined(optimum, bits).orElseThrow();
                Rational radius = finer.box().radius().toList().stream().reduce(Rational.ZERO, Rational::max);
                Rational bound = Rational.scaleByPowerOfTwo(BigInteger.ONE, 2 - bits);
                assertThat(radius).isLessThanOrEqualTo(bound);
                int neurons = finer.system().offset(finer.faces().size());
                assertThat(finer.box().radius().toList().subList(0, neurons).stream()
                                .reduce(Rational.ZERO, Rational::max))
                        .isLessThanOrEqualTo(
                                bound.multiply(Rational.parse(scale).multiply(1000)));
                assertThat(finer.value().meets(optimum.value())).isTrue();
                assertThat(finer.value().meets(landscape.global().value())).isTrue();
                RationalVector gap = finer.box().center().subtract(optimum.box().center());
                for (int i = 0; i < gap.size(); i++) {
                    assertThat(gap.get(i).abs())
                            .isLessThanOrEqualTo(optimum.box().radius().get(i).add(radius));
                }
            }
        }
    }

    /** Labels and lambda times t: outputs, and so the solution, times t. */
    private static Instance scaledLabels(Instance instance, Rational t) {
        return new Instance(
                new Dataset(instance.data().inputs(), instance.data().labels().multiply(t)),
                instance.lambda().multiply(t));
    }
}
