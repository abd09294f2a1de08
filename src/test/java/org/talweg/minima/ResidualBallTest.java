package org.talweg.minima;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProvedOptimum;
import org.talweg.solver.SequentialQuadraticSolver;
import org.talweg.support.SupportBound;

class ResidualBallTest {

    /** The exact residual, known by the existence test, lies in the ball of any guess; that of a good guess is small. */
    @ParameterizedTest
    @CsvSource({"4, 3, false", "5, 2, false", "4, 2, true", "3, 3, true"})
    void containsTheOptimalResidual(int n, int d, boolean degenerate) {
        Random random = Seeded.random(n + 10 * d);
        int compared = 0;
        int small = 0;
        for (int trial = 0; trial < 60; trial++) {
            Instance instance =
                    degenerate ? Instance.degenerate(random, n, d, "1/9") : Instance.gaussian(random, n, d, "1/20");
            Objective objective = instance.objective();
            CellSet cells = CellSet.of(objective.arrangement());
            List<SignedCell> set = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                set.add(new SignedCell(random.nextBoolean() ? 1 : -1, cells.signs(random.nextInt(cells.size()))));
            }
            RegionProgram program = new RegionProgram(objective, set);
            ApproximateOptimum guess = SequentialQuadraticSolver.dual().approximate(program);
            Optional<ProvedOptimum> proved = new ProgramProver(objective, 512)
                    .prove(SignedCells.of(program), guess)
                    .proved();
            if (proved.isEmpty()) {
                continue;
            }
            RationalVector exact = proved.get().centralResidual();
            Rational spread = proved.get().residualSpread().add(Rational.of(1e-12));
            for (double noise : new double[] {0, 1e-9, 1e-3, 0.3}) {
                Optional<ResidualBall> ball = ball(objective, cells, program, guess, noise, random);
                if (ball.isPresent()) {
                    compared++;
                    Rational distance = RationalVector.of(ball.get().center())
                            .subtract(exact)
                            .squaredNorm()
                            .sqrt(64)
                            .lower();
                    assertThat(distance.subtract(spread)
                                    .compareTo(Rational.of(ball.get().radius())))
                            .isLessThanOrEqualTo(0);
                    small += noise == 0 && ball.get().radius() < 1e-5 ? 1 : 0;
                }
            }
        }
        assertThat(compared).isGreaterThan(100);
        assertThat(small).isGreaterThan(25);
    }

    /** The second entry of the normal is rounded from 11/8 to 1 times 2^-1074, which decides the side of this point. */
    @Test
    void roundingBelowTheNormalNumbersIsMagnified() {
        Instance instance = Instance.of("1", BigInteger.TWO.pow(1076) + ",-11,1");
        Objective objective = instance.objective();
        int[] sides = objective.sides(SignVector.parse("+"));
        ResidualBall.Host host = new ResidualBall.Host(1, sides, new boolean[] {true}, new double[] {0x1p-70, 0});
        double[] u = {0x2.66p-74, 0x1p1000};
        assertThat(exactProduct(instance, u)).isNegative();
        double[] inside = ResidualBall.inside(objective, host, u);
        assertThat(inside).isNotNull();
        assertThat(exactProduct(instance, inside)).isPositive();
    }

    private static int exactProduct(Instance instance, double[] u) {
        return instance.data().inputs().row(0).dot(RationalVector.of(u)).signum();
    }

    private static Optional<ResidualBall> ball(
            Objective objective,
            CellSet cells,
            RegionProgram program,
            ApproximateOptimum guess,
            double noise,
            Random random) {
        List<ResidualBall.Host> hosts = new ArrayList<>();
        for (SignedCell c : program.cells()) {
            boolean[] active = new boolean[objective.size()];
            for (int k = 0; k < active.length; k++) {
                active[k] = c.isActive(k);
            }
            double[] interior = cells.witness(cells.indexOf(c.cell())).toDoubles();
            hosts.add(new ResidualBall.Host(c.sign(), objective.sides(c.cell()), active, interior));
        }
        List<ResidualBall.Neuron> neurons = new ArrayList<>();
        for (ApproximateRay ray : guess.rays()) {
            double[] u = ray.u().clone();
            for (int j = 0; j < u.length; j++) {
                u[j] *= 1 + noise * random.nextGaussian();
            }
            neurons.add(new ResidualBall.Neuron(program.cells().indexOf(ray.host()), u));
        }
        return ResidualBall.of(objective, hosts, neurons, new SupportBound(objective));
    }
}
