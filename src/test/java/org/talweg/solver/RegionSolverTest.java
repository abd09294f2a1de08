package org.talweg.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCells;
import org.talweg.oracle.OracleCell;
import org.talweg.oracle.ReferenceConvexProgram;

class RegionSolverTest {

    private static final RegionSolver OJALGO = SequentialQuadraticSolver.ojAlgo();
    private static final RegionSolver DUAL = SequentialQuadraticSolver.dual();

    private static void check(RegionSolver solver, RegionProgram program, ReferenceConvexProgram.Solution reference) {
        Objective objective = program.objective();
        double scale = objective.data().labels().squaredNorm().doubleValue() / objective.size();
        ApproximateOptimum optimum = solver.approximate(program);
        assertThat(program.approximateValue(optimum))
                .as("%s of %s", program.cells(), objective.data())
                .isCloseTo(reference.value(), within(1e-9 * scale + 1e-300));
        assertThat(optimum.excess()).isLessThan(1e-6);
        for (ApproximateRay ray : optimum.rays()) {
            assertThat(program.cells()).contains(ray.host());
            int[] sides = objective.sides(ray.host().cell());
            for (int h = 0; h < sides.length; h++) {
                double product = 0;
                for (int j = 0; j < ray.u().length; j++) {
                    product += objective.approximateNormals()[h][j] * ray.u()[j];
                }
                assertThat(sides[h] * product).isGreaterThan(-1e-9 * ray.mass());
            }
        }
        assertThat(optimum.residual()).isEqualTo(RegionProgram.approximateResidual(objective, optimum.rays()));
    }

    @ParameterizedTest
    @CsvSource({"1,0.1", "2,0.01", "3,0.0001", "4,1"})
    void bothSolversAgreeWithTheOracle(long seed, String lambda) {
        Random random = Seeded.random(seed);
        for (int trial = 0; trial < 40; trial++) {
            int n = 1 + random.nextInt(6);
            int d = 1 + random.nextInt(3);
            Instance instance = trial % 2 == 0
                    ? Instance.gaussian(random, n, d, lambda)
                    : Instance.degenerate(random, n, d, lambda);
            List<OracleCell> cells = Instance.sample(random, instance.oracleCells(), 1 + random.nextInt(5));
            ReferenceConvexProgram.Solution reference = instance.oracle().solve(cells);
            RegionProgram program = Instance.program(instance.objective(), cells);
            check(OJALGO, program, reference);
            check(DUAL, program, reference);
        }
    }

    @Test
    void aWarmStartChangesNothing() {
        Random random = Seeded.random(5);
        for (int trial = 0; trial < 20; trial++) {
            Instance instance = Instance.gaussian(random, 5, 2, "0.01");
            RegionProgram program =
                    Instance.program(instance.objective(), Instance.sample(random, instance.oracleCells(), 4));
            ApproximateOptimum cold = DUAL.approximate(program);
            List<ApproximateRay> start = program.cells().stream()
                    .map(c -> new ApproximateRay(c, inside(instance, c.cell())))
                    .toList();
            double value = program.approximateValue(cold);
            for (List<ApproximateRay> from : List.of(start, cold.rays())) {
                assertThat(program.approximateValue(DUAL.approximate(program, from)))
                        .isCloseTo(value, within(1e-10 * (1 + value)));
            }
        }
    }

    private static double[] inside(Instance instance, SignVector cell) {
        CellSet cells = CellSet.of(instance.objective().arrangement());
        return cells.witness(cells.indexOf(cell)).toDoubles();
    }

    @Test
    void theEmptyProgramIsTheZeroNetwork() {
        Objective objective = Instance.of("0.1", "1,2", "3,4").objective();
        ApproximateOptimum zero = OJALGO.approximate(new RegionProgram(objective, List.of()));
        assertThat(zero.rays()).isEmpty();
        assertThat(zero.residual()).containsExactly(-2, -4);
    }

    @ParameterizedTest
    @CsvSource({"6,0.1", "7,0.001"})
    void columnGenerationSolvesTheProgramOverAllCells(long seed, String lambda) {
        Random random = Seeded.random(seed);
        for (int trial = 0; trial < 15; trial++) {
            Instance instance = trial % 2 == 0
                    ? Instance.gaussian(random, 4, 2, lambda)
                    : Instance.degenerate(random, 5, 2, lambda);
            Objective objective = instance.objective();
            SignedCells all = SignedCells.all(objective, CellSet.of(objective.arrangement()));
            ApproximateOptimum optimum = new ColumnGeneration(all, DUAL).approximate(round -> {});
            double value = new RegionProgram(objective, List.of()).approximateValue(optimum);
            double scale = objective.data().labels().squaredNorm().doubleValue() + 1e-300;
            assertThat(value)
                    .isCloseTo(instance.oracle().solve(instance.oracleCells()).value(), within(1e-9 * scale));
        }
    }

    /** Labels whose squares overflow: a poor answer is allowed, none is not. */
    @Test
    void overflowStillGivesAnAnswer() {
        for (String y : new String[] {"1e200", "1e400"}) {
            Objective objective = Instance.of("1", "1," + y).objective();
            SignedCells all = SignedCells.all(objective, CellSet.of(objective.arrangement()));
            assertThat(new ColumnGeneration(all, DUAL).approximate(round -> {})).isNotNull();
        }
    }
}
