package org.talweg.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.SignVector;
import org.talweg.landscape.Objective;
import org.talweg.oracle.OracleCell;
import org.talweg.oracle.ReferenceConvexProgram;
import org.talweg.support.SupportFunction;

class ConeProjectionTest {

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /**
     * v in the cone, nu >= 0, v = g + sum nu_i s_i a_i and v.(v - g) = 0: together they are the projection. For s_i = 0, a_i.v = 0
     * and nu_i has any sign and multiplies a_i.
     */
    private static void check(double[] g, double[][] rows, int[] signs) {
        ConeProjection projection = new ConeProjection(g.length);
        double norm = projection.approximate(g, rows, signs, rows.length);
        double[] v = projection.approximatePoint();
        double size = Math.sqrt(dot(g, g)) + 1e-300;
        double[] rebuilt = g.clone();
        for (int i = 0; i < rows.length; i++) {
            if (signs[i] == 0) {
                assertThat(dot(rows[i], v)).isCloseTo(0, within(1e-10 * size));
            } else {
                assertThat(signs[i] * dot(rows[i], v)).isGreaterThan(-1e-10 * size);
                assertThat(projection.approximateMultipliers()[i]).isNotNegative();
            }
            for (int j = 0; j < g.length; j++) {
                rebuilt[j] += projection.approximateMultipliers()[i] * (signs[i] == 0 ? 1 : signs[i]) * rows[i][j];
            }
        }
        for (int j = 0; j < g.length; j++) {
            assertThat(rebuilt[j]).isCloseTo(v[j], within(1e-9 * size));
        }
        assertThat(dot(v, v) - dot(v, g)).isCloseTo(0, within(1e-10 * size * size));
        assertThat(norm).isCloseTo(Math.sqrt(dot(v, v)), within(1e-14 * size));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void satisfiesTheConditionsOfAProjection(long seed) {
        Random random = Seeded.random(seed);
        for (int trial = 0; trial < 2000; trial++) {
            int d = 1 + random.nextInt(6);
            int count = random.nextInt(12);
            double[][] rows = new double[count][d];
            int[] signs = new int[count];
            for (int i = 0; i < count; i++) {
                signs[i] = random.nextBoolean() ? 1 : -1;
                for (int j = 0; j < d; j++) {
                    // Small integers make repeated, opposite, zero and dependent rows.
                    rows[i][j] = trial % 2 == 0 ? random.nextGaussian() : random.nextInt(3) - 1;
                }
            }
            double[] g = random.doubles(d, -1, 1).toArray();
            if (trial % 3 == 0) {
                // An interior point makes the cone a cell.
                for (int i = 0; i < count; i++) {
                    double side = dot(rows[i], g);
                    signs[i] = side >= 0 ? 1 : -1;
                }
                if (trial % 2 == 0 && count > 0) {
                    signs[random.nextInt(count)] = 0;
                }
                g = random.doubles(d, -1, 1).toArray();
            }
            check(g, rows, signs);
        }
    }

    @Test
    void pointsOfTheConeStayAndPolarPointsGoToZero() {
        double[][] rows = {{1, 0}, {0, 1}};
        int[] signs = {1, 1};
        ConeProjection projection = new ConeProjection(2);
        assertThat(projection.approximate(new double[] {3, 4}, rows, signs, 2)).isEqualTo(5);
        assertThat(projection.support()).isEmpty();
        assertThat(projection.approximate(new double[] {-3, -4}, rows, signs, 2))
                .isZero();
        assertThat(projection.approximate(new double[] {-3, 4}, rows, signs, 2)).isEqualTo(4);
        assertThat(projection.support()).containsExactly(0);
        assertThat(projection.approximateMultipliers()).startsWith(3, 0);
        assertThat(projection.approximate(new double[] {0, 0}, rows, signs, 2)).isZero();
        assertThat(projection.approximate(new double[] {3, -4}, rows, signs, 0)).isEqualTo(5);
    }

    /** A stop below the cutoff still gives an upper bound of the norm, with its witness. */
    @Test
    void earlyStopsBoundFromAbove() {
        Random random = Seeded.random(4);
        for (int trial = 0; trial < 500; trial++) {
            double[][] rows = new double[8][4];
            int[] signs = new int[8];
            for (int i = 0; i < 8; i++) {
                rows[i] = random.doubles(4, -1, 1).toArray();
                signs[i] = random.nextBoolean() ? 1 : -1;
            }
            double[] g = random.doubles(4, -1, 1).toArray();
            ConeProjection projection = new ConeProjection(4);
            double exact = projection.approximate(g, rows, signs, 8);
            double cutoff = random.nextDouble() * Math.sqrt(dot(g, g));
            double rough = projection.approximate(g, rows, signs, 8, cutoff);
            assertThat(rough).isGreaterThan(exact - 1e-12);
            if (rough > cutoff) {
                assertThat(rough).isCloseTo(exact, within(1e-12));
            }
            double[] rebuilt = g.clone();
            for (int i = 0; i < 8; i++) {
                assertThat(projection.approximateMultipliers()[i]).isNotNegative();
                for (int j = 0; j < 4; j++) {
                    rebuilt[j] += projection.approximateMultipliers()[i] * signs[i] * rows[i][j];
                }
            }
            assertThat(Math.sqrt(dot(rebuilt, rebuilt))).isCloseTo(rough, within(1e-10));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void supportValuesAgreeWithTheOracle(long seed) {
        Random random = Seeded.random(seed);
        for (int trial = 0; trial < 10; trial++) {
            Instance instance =
                    trial % 2 == 0 ? Instance.gaussian(random, 5, 3, "0.1") : Instance.degenerate(random, 6, 3, "0.1");
            Objective objective = instance.objective();
            ReferenceConvexProgram oracle = instance.oracle();
            double[] r = random.doubles(objective.size(), -1, 1).toArray();
            SupportFunction support = new SupportFunction(objective);
            support.setResidual(r);
            for (OracleCell cell : instance.oracleCells()) {
                int[] sides = objective.sides(SignVector.of(cell.pattern()));
                assertThat(support.approximate(cell.sign(), sides))
                        .isCloseTo(oracle.supportValue(cell, r), within(1e-10));
                double[] g = oracle.gradient(cell, r);
                assertThat(support.approximateGradientNorm(cell.sign(), sides))
                        .isCloseTo(Math.sqrt(dot(g, g)), within(1e-10));
            }
        }
    }
}
