package org.talweg.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.exact.Rational;
import org.talweg.oracle.BruteForceMinimality.Network;
import org.talweg.oracle.ReferenceVerdicts.Answer;

class BruteForceMinimalityTest {

    private static final double[][] IDENTITY = {{1, 0}, {0, 1}};

    private static Network network(String signs, double[]... u) {
        return BruteForceMinimality.balanced(
                signs.chars().map(c -> c == '+' ? 1 : -1).toArray(), u);
    }

    @Test
    void minimaOfOrthonormalRows() {
        // Labels (2, -1), mu = 0.2: masses 1.8 and 0.8.
        BruteForceMinimality test = new BruteForceMinimality(IDENTITY, new double[] {2, -1}, 0.1);
        double[] plus = {1.8, 0};
        double[] minus = {0, 0.8};
        assertThat(test.descend(network("+-", plus, minus), 1)).isEmpty();
        assertThat(test.loss(network("+-", plus, minus))).isEqualTo((5 - 1.8 * 1.8 - 0.8 * 0.8) / 2, within(1e-12));
        // Only one ray, its mass split: spurious, still a minimum.
        assertThat(test.descend(network("++", new double[] {1, 0}, new double[] {0.8, 0}), 1))
                .isEmpty();
        assertThat(test.descend(network("--", new double[] {0, 0.3}, new double[] {0, 0.5}), 1))
                .isEmpty();
        // A zero neuron beside it can be switched on.
        assertThat(test.descend(network("++", plus, new double[] {0, 0}), 1))
                .hasValueSatisfying(w -> assertThat(w.kind()).isEqualTo("switch on"));
    }

    @Test
    void concaveKinkEscapes() {
        // Labels (2, 1): the + ray on the first label alone is Clarke-stationary, and escapes towards the second.
        BruteForceMinimality test = new BruteForceMinimality(IDENTITY, new double[] {2, 1}, 0.1);
        assertThat(test.descend(network("+", new double[] {1.8, 0}), 1)).hasValueSatisfying(w -> {
            assertThat(w.kind()).isEqualTo("piece");
            assertThat(w.to().w()[0][1]).isPositive();
            assertThat(w.decrease()).isPositive();
        });
    }

    @Test
    void unbalancedNeuronEscapes() {
        BruteForceMinimality test = new BruteForceMinimality(IDENTITY, new double[] {2, -1}, 0.1);
        Network skew = new Network(new double[] {1.8}, new double[][] {{1, 0}});
        assertThat(test.descend(skew, 1))
                .hasValueSatisfying(w -> assertThat(w.kind()).isEqualTo("balance"));
    }

    @Test
    void agreesWithTheVerdictsOfAllRegionsOfWidthTwo() {
        Rational[][] x = BruteForceCells.table("0.9,0.4", "-0.3,1.1", "1.2,-0.7");
        double[] y = {1.3, -0.8, 0.6};
        List<OracleCell> cells = BruteForceCells.signedCells(x);
        ReferenceConvexProgram program = new ReferenceConvexProgram(BruteForceCells.toDouble(x), y, 0.02);
        ReferenceVerdicts verdicts = new ReferenceVerdicts(program, cells, false);
        BruteForceMinimality test = new BruteForceMinimality(program.rows(), y, 0.02);
        for (int[] region : BruteForceCells.regions(cells.size(), 2)) {
            ReferenceVerdicts.Verdict verdict = verdicts.verdict(region);
            assertThat(verdict.answer()).isNotEqualTo(Answer.UNCLEAR);
            boolean minimum = verdict.answer() == Answer.GLOBAL || verdict.answer() == Answer.SPURIOUS;
            assertThat(test.descend(verdicts.minimiser(region), 7).isEmpty())
                    .as("%s", verdict)
                    .isEqualTo(minimum);
        }
    }

    /** All 12^3 regions of random instances with three rows in the plane. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void agreesWithTheVerdictsOfAllRegionsOfWidthThree(long seed) {
        Random random = new Random(seed);
        Rational[][] x = new Rational[3][2];
        double[] y = new double[3];
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < 2; i++) {
                x[k][i] = Rational.of(Math.round(100 * random.nextGaussian()), 100);
            }
            y[k] = Math.round(100 * random.nextGaussian()) / 100.0;
        }
        List<OracleCell> cells = BruteForceCells.signedCells(x);
        ReferenceConvexProgram program = new ReferenceConvexProgram(BruteForceCells.toDouble(x), y, 0.02);
        ReferenceVerdicts verdicts = new ReferenceVerdicts(program, cells, false);
        BruteForceMinimality test = new BruteForceMinimality(program.rows(), y, 0.02);
        for (int[] region : BruteForceCells.regions(cells.size(), 3)) {
            ReferenceVerdicts.Verdict verdict = verdicts.verdict(region);
            boolean minimum = verdict.answer() == Answer.GLOBAL || verdict.answer() == Answer.SPURIOUS;
            assertThat(verdict.answer()).as("%s", verdict).isNotEqualTo(Answer.UNCLEAR);
            Network net = verdicts.minimiser(region);
            assertThat(test.loss(net)).isCloseTo(verdict.value(), within(1e-10));
            assertThat(test.descend(net, seed).isEmpty()).as("%s", verdict).isEqualTo(minimum);
            // With independent normals and no exact zeros, only zero neurons make a saddle.
            if (verdict.answer() == Answer.SADDLE) {
                assertThat(Arrays.stream(net.a()).anyMatch(v -> v == 0)).isTrue();
            }
        }
    }
}
