package org.talweg.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Outcome;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.oracle.OracleCell;
import org.talweg.proof.ValueBounds.ExactNeuron;

class ValueBoundsTest {

    private static SignedCells cells(Objective objective) {
        return SignedCells.all(objective, CellSet.of(objective.arrangement()));
    }

    @Test
    void anyResidualBoundsFromBelow() {
        Random random = Seeded.random(1);
        for (int trial = 0; trial < 20; trial++) {
            Instance instance = trial % 2 == 0
                    ? Instance.gaussian(random, 4, 2, "0.05")
                    : Instance.degenerate(random, 5, 2, "0.05");
            Objective objective = instance.objective();
            List<OracleCell> some = Instance.sample(random, instance.oracleCells(), 3);
            double value = instance.oracle().solve(some).upper();
            SignedCells set = SignedCells.of(Instance.program(objective, some));
            for (double noise : new double[] {0, 0.01, 1, 100}) {
                RationalVector r = RationalVector.of(objective.data().labels().toList().stream()
                        .map(y -> Rational.of(noise * random.nextGaussian() - y.doubleValue() / 2))
                        .toList());
                Rational lower = ValueBounds.lower(set, r, 64);
                assertThat(lower.doubleValue()).isLessThanOrEqualTo(value * (1 + 1e-12));
                assertThat(lower.signum()).isNotNegative();
            }
            RationalVector exact =
                    RationalVector.of(instance.oracle().solve(some).residual());
            assertThat(ValueBounds.lower(set, exact, 64).doubleValue()).isGreaterThan(value * (1 - 1e-6) - 1e-12);
        }
    }

    @Test
    void neuronsAreMovedIntoTheirClosedCells() {
        Random random = Seeded.random(2);
        for (int trial = 0; trial < 40; trial++) {
            Instance instance = trial % 2 == 0
                    ? Instance.gaussian(random, 4, 3, "0.05")
                    : Instance.degenerate(random, 5, 3, "0.05");
            Objective objective = instance.objective();
            CellSet cells = CellSet.of(objective.arrangement());
            FeasibleNeurons feasible = new FeasibleNeurons(objective, c -> cells.witness(cells.indexOf(c)));
            List<ApproximateRay> rays = Instance.sample(random, instance.oracleCells(), 3).stream()
                    .map(c -> new ApproximateRay(
                            Instance.cell(c), random.doubles(3, -1, 1).toArray()))
                    .toList();
            for (ExactNeuron neuron : feasible.near(new ApproximateOptimum(rays, new double[0], 0))) {
                assertThat(objective
                                .arrangement()
                                .faceOf(neuron.u())
                                .isFaceOf(neuron.host().cell()))
                        .isTrue();
            }
        }
    }

    @Test
    void upperBoundsAreTheLoss() {
        Objective objective = Instance.of("1/10", "3,4,1", "-3,-4,2").objective();
        ExactNeuron neuron =
                new ExactNeuron(SignedCell.parse("-:+-"), RationalVector.of(Rational.of(3), Rational.of(4)));
        // Outputs -25 and 0, |u| = 5: (26^2 + 2^2) / 2 + 2 * 5 / 10.
        assertThat(ValueBounds.residual(objective, List.of(neuron))).isEqualTo(RationalVector.of(-26, -2));
        assertThat(ValueBounds.upper(objective, List.of(neuron), 64)).isEqualTo(Rational.of(341));
        assertThat(ValueBounds.upper(objective, List.of(), 64)).isEqualTo(Rational.of(5, 2));
    }

    /** One row: the value is y^2 if mu >= |x y|, else (2 mu / |x|) |y| - mu^2 / x^2, at every scale a double has or not. */
    @ParameterizedTest
    @CsvSource({
        "1,1,0.1",
        "1e-170,1,1e-180",
        "1e-400,1e300,1e-101",
        "1.7e-323,1e300,1.6e-23",
        "1e200,1e200,1e10",
        "1e-160,1e-160,1e-330",
        "1e400,1,1",
        "1,1e400,1",
        "1,1e200,1",
        "1e-8,1e-8,1e-17",
        "1,1e-30,1e-31"
    })
    void theProvedValueIsRightAtEveryScale(String x, String y, String lambda) {
        Instance instance = Instance.of(lambda, x + "," + y);
        GlobalOptimum global = instance.prover(12).global();
        Rational slope = Rational.parse(lambda).divide(Rational.parse(x));
        Rational label = Rational.parse(y);
        Rational value = slope.compareTo(label) >= 0
                ? label.square()
                : slope.multiply(label).multiply(2).subtract(slope.square());
        assertThat(global.value().contains(value))
                .as("%s in %s", value, global.value())
                .isTrue();
        if (global.outcome() instanceof Outcome.Proved<ProvedOptimum>) {
            assertThat(global.rays().isEmpty()).isEqualTo(slope.compareTo(label) >= 0);
            assertThat(global.value().relativeWidth()).isLessThan(1e-9);
        }
    }

    @Test
    void precisionIsRelativeToTheValue() {
        for (String scale : new String[] {"1e-30", "1", "1e30"}) {
            Rational t = Rational.parse(scale);
            Rational[] y = {Rational.of(3).multiply(t), Rational.of(-1).multiply(t)};
            Instance instance =
                    Instance.of(Rational.of(1, 10).multiply(t).toString(), "1,0," + y[0], "1/2,1/3," + y[1]);
            for (int digits : new int[] {12, 60}) {
                Enclosure value = instance.prover(digits).global().value();
                assertThat(value.relativeWidth()).as("%s %s", scale, digits).isLessThan(Math.pow(10, 1 - digits));
            }
        }
    }

    @Test
    void manyCellsAreBoundedWithoutExactEvaluation() {
        Random random = Seeded.random(3);
        Instance instance = Instance.gaussian(random, 14, 4, "0.0001");
        Objective objective = instance.objective();
        SignedCells all = cells(objective);
        // Far above the optimum thousands of cells exceed mu; the bound must still hold.
        RationalVector r = objective.data().labels().negate();
        Rational lower = ValueBounds.lower(all, r, 64);
        assertThat(lower)
                .isLessThanOrEqualTo(instance.prover(12).global().value().upper());
        assertThat(lower.signum()).isPositive();
        assertThat(IntStream.range(0, all.size()).count()).isGreaterThan(1000);
    }
}
