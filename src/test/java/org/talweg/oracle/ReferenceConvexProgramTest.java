package org.talweg.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.exact.Rational;

class ReferenceConvexProgramTest {

    private static final double[][] IDENTITY = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};

    private static List<OracleCell> all(double[][] x) {
        Rational[][] rows = new Rational[x.length][x[0].length];
        for (int k = 0; k < x.length; k++) {
            for (int i = 0; i < x[0].length; i++) {
                rows[k][i] = Rational.of(x[k][i]);
            }
        }
        return BruteForceCells.signedCells(rows);
    }

    /** Theorem T8 (a). */
    static double orthonormalValue(double[] y, double mu) {
        double total = 0;
        double plus = 0;
        double minus = 0;
        for (double v : y) {
            total += v * v;
            plus += v > 0 ? v * v : 0;
            minus += v < 0 ? v * v : 0;
        }
        double gain = Math.pow(Math.max(0, Math.sqrt(plus) - mu), 2) + Math.pow(Math.max(0, Math.sqrt(minus) - mu), 2);
        return (total - gain) / y.length;
    }

    @Test
    void oneRowInOneDimension() {
        // min (2u - 3)^2 + 2 lambda u has u = (6 - lambda)/4.
        ReferenceConvexProgram program = new ReferenceConvexProgram(new double[][] {{2}}, new double[] {3}, 0.5);
        ReferenceConvexProgram.Solution solution = program.solve(List.of(OracleCell.parse("+:+")));
        assertThat(solution.u()[0][0]).isCloseTo(5.5 / 4, within(1e-9));
        assertThat(solution.value()).isCloseTo(0.25 * 0.25 + 5.5 / 4, within(1e-12));
        // The other sign, the dead cell and lambda beyond |x y| give the zero network.
        assertThat(program.solve(List.of(OracleCell.parse("-:+"), OracleCell.parse("+:-")))
                        .value())
                .isCloseTo(9, within(1e-11));
        assertThat(new ReferenceConvexProgram(new double[][] {{2}}, new double[] {3}, 7)
                        .solve(List.of(OracleCell.parse("+:+")))
                        .value())
                .isCloseTo(9, within(1e-11));
        assertThat(program.solve(List.of()).value()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 2})
    void orthonormalRows(double lambda) {
        for (double[] y : new double[][] {{3, -2, 1, 4}, {1, 2, 3, 4}, {-1, -1, 2, 0}}) {
            ReferenceConvexProgram program = new ReferenceConvexProgram(IDENTITY, y, lambda);
            ReferenceConvexProgram.Solution solution = program.solve(all(IDENTITY));
            assertThat(solution.value()).isCloseTo(orthonormalValue(y, 4 * lambda), within(1e-12));
            assertThat(solution.gap()).isBetween(-1e-12, 1e-9);
        }
    }

    @Test
    void rayOnAFaceSplitBetweenTwoCells() {
        // Labels (2, -1), + cells ++ and +-: both hold the ray e1; the value is that of one of them.
        double[][] x = {{1, 0}, {0, 1}};
        ReferenceConvexProgram program = new ReferenceConvexProgram(x, new double[] {2, -1}, 0.1);
        double both = program.solve(List.of(OracleCell.parse("+:++"), OracleCell.parse("+:+-")))
                .value();
        assertThat(both).isCloseTo((5 - 1.8 * 1.8) / 2, within(1e-10));
        assertThat(program.solve(List.of(OracleCell.parse("+:++"))).value()).isCloseTo(both, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian-3x3", "gaussian-4x2", "gaussian-5x2"})
    void globalValuesOfTheReferenceCensus(String name) {
        CensusFiles census = CensusFiles.load(name);
        ReferenceConvexProgram.Solution solution = census.program().solve(BruteForceCells.signedCells(census.x()));
        assertThat(solution.gap()).isLessThan(1e-9 * (1 + solution.value()));
        assertThat(solution.value())
                .isCloseTo(census.answer().get("globalValue").asDouble(), within(1e-8));
    }

    @Test
    void gapIsSmallOnRandomSets() {
        Random random = new Random(20260101);
        double worst = 0;
        for (int trial = 0; trial < 20; trial++) {
            double[][] x = new double[4][3];
            double[] y = new double[4];
            for (int k = 0; k < 4; k++) {
                for (int i = 0; i < 3; i++) {
                    x[k][i] = Math.round(100 * random.nextGaussian()) / 64.0;
                }
                y[k] = random.nextGaussian();
            }
            List<OracleCell> cells = all(x);
            ReferenceConvexProgram program = new ReferenceConvexProgram(x, y, 0.01);
            double scale = Plain.dot(y, y) / 4;
            for (int[] set : ReferenceVerdicts.subsets(cells.size(), 2)) {
                double gap = program.solve(List.of(cells.get(set[0]), cells.get(set[1])))
                        .gap();
                worst = Math.max(worst, gap / scale);
            }
        }
        assertThat(worst).isLessThan(1e-11);
    }
}
