package org.talweg.minima;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Seeded;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.numeric.DoubleVectors;

class ResidualCutTest {

    private static LinearBound bound(double b, double... a) {
        return LinearBound.of(RationalVector.of(a), Rational.of(b)).orElseThrow();
    }

    private static boolean isCut(ResidualBall ball, List<LinearBound> bounds) {
        List<ResidualCut.Row> rows =
                bounds.stream().map(b -> ResidualCut.Row.of(b, ball)).toList();
        return new ResidualCut(ball).refute(rows) instanceof Cut.Contradiction;
    }

    /** One inequality: the ball reaches as far as {@code a.c + |a| R}, no less and no more. */
    @ParameterizedTest
    @CsvSource({"1e-7, true", "-1e-7, false", "1e-3, true", "-1e-3, false"})
    void theBallEndsWhereItEnds(double beyond, boolean cut) {
        ResidualBall ball = new ResidualBall(new double[] {3, -1}, 2);
        double reach = 0.6 * 3 - 0.8 + 2;
        assertThat(isCut(ball, List.of(bound(reach + beyond, 0.6, 0.8)))).isEqualTo(cut);
    }

    @Test
    void contradictionsAreSeen() {
        ResidualBall ball = new ResidualBall(new double[] {0, 0, 0}, 100);
        assertThat(isCut(ball, List.of(bound(1, 1, 0, 0), bound(-0.999, -1, 0, 0))))
                .isTrue();
        assertThat(isCut(ball, List.of(bound(1, 1, 0, 0), bound(-1.001, -1, 0, 0))))
                .isFalse();
        // Homogeneous conditions all hold at 0.
        assertThat(isCut(ball, List.of(bound(0, 1, 0, 0), bound(0, -1, 1e-9, 0), bound(0, 0, -1, 0))))
                .isFalse();
    }

    /** The ball touches the half-space in one point, exactly: no rounding of the products may make that a contradiction. */
    @Test
    void roundingIsNoProof() {
        Random random = Seeded.random(5);
        int[][] triples = {{3, 4, 5}, {5, 12, 13}, {20, 21, 29}, {8, 15, 17}};
        for (int trial = 0; trial < 2000; trial++) {
            int[] triple = triples[trial % triples.length];
            double[] center = {1e3 * random.nextGaussian(), 1e3 * random.nextGaussian()};
            ResidualBall ball = new ResidualBall(center, 100 * random.nextDouble());
            if (trial % 2 == 0) {
                // The bound is near zero: only the terms of the products are large.
                center[1] = -(triple[2] * ball.radius() + triple[0] * center[0]) / triple[1];
            }
            RationalVector a =
                    RationalVector.of(Rational.of(triple[0], 2 + trial % 5), Rational.of(triple[1], 2 + trial % 5));
            Rational reach = a.dot(RationalVector.of(center))
                    .add(Rational.of(ball.radius()).multiply(Rational.of(triple[2], 2 + trial % 5)));
            ResidualCut.Row row = ResidualCut.Row.of(LinearBound.of(a, reach).orElseThrow(), ball);
            double[] multiplier = {0.5 + random.nextDouble()};
            assertThat(new ResidualCut(ball).isProof(List.of(row), new int[] {0}, multiplier))
                    .isFalse();
            assertThat(row.inequality().fails(ball)).isFalse();
        }
    }

    /** What multipliers suggest is no cut until it is checked; beyond 2^500 underflow is not accounted for, so nothing is cut. */
    @Test
    void hugeBallsAreNeverCut() {
        List<LinearBound> contradiction = List.of(bound(0x1p380, 1, 0), bound(0x1p380, -1, 0));
        assertThat(isCut(new ResidualBall(new double[] {0, 0}, 0x1p400), contradiction))
                .isTrue();
        assertThat(isCut(
                        new ResidualBall(new double[] {0, 0}, 0x1p501),
                        List.of(bound(0x1p480, 1, 0), bound(0x1p480, -1, 0))))
                .isFalse();
        assertThat(isCut(new ResidualBall(new double[] {0x1p501, 0}, 1), List.of(bound(0x1p480, -1, 0))))
                .isFalse();
    }

    /** A system that some point of the ball satisfies is never cut; the point returned satisfies it nearly. */
    @ParameterizedTest
    @CsvSource({"2, 4", "3, 6", "5, 12", "6, 40"})
    void feasibleSystemsAreKept(int n, int rows) {
        Random random = Seeded.random(31 * n + rows);
        int cut = 0;
        for (int trial = 0; trial < 400; trial++) {
            double[] center = vector(random, n);
            ResidualBall ball = new ResidualBall(center, 0.5 + random.nextDouble());
            double[] inside = vector(random, n);
            double length = DoubleVectors.norm(inside);
            double at = ball.radius() * (trial % 4 == 0 ? 1 - 1e-12 : random.nextDouble()) / length;
            for (int k = 0; k < n; k++) {
                inside[k] = center[k] + at * inside[k];
            }
            List<LinearBound> bounds = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                double[] a = vector(random, n);
                double slack = trial % 3 == 0 ? 1e-13 : random.nextDouble();
                bounds.add(bound(DoubleVectors.dot(a, inside) - slack, a));
            }
            assertThat(isCut(ball, bounds)).isFalse();
            bounds.add(bound(
                    DoubleVectors.dot(bounds.get(0).coefficients(), center) + 2 * ball.radius() + 1e-6,
                    bounds.get(0).coefficients()));
            cut += isCut(ball, bounds) ? 1 : 0;
        }
        assertThat(cut).isEqualTo(400);
    }

    private static double[] vector(Random random, int n) {
        double[] v = new double[n];
        Arrays.setAll(v, i -> random.nextInt(3) == 0 ? random.nextInt(3) - 1 : random.nextGaussian());
        if (Arrays.stream(v).allMatch(e -> e == 0)) {
            v[0] = 1;
        }
        return v;
    }

    /** The double row is the exact one up to a power of two and one rounding, its bound rounded down. */
    @Test
    void rowsAreRoundedSafely() {
        LinearBound row = LinearBound.of(RationalVector.of(Rational.of(1, 3), Rational.of(-200)), Rational.of(1, 3))
                .orElseThrow();
        double scale = row.coefficients()[1] / -200;
        assertThat(Math.abs(row.coefficients()[1])).isBetween(0.5, 1.0);
        assertThat(row.coefficients()[0]).isEqualTo(scale / 3);
        assertThat(Rational.of(row.bound()).compareTo(Rational.of(scale).divide(Rational.of(3))))
                .isLessThanOrEqualTo(0);
        assertThat(LinearBound.of(RationalVector.of(0, 0), Rational.ONE)).isEmpty();
        assertThat(LinearBound.of(RationalVector.of(1, 0), Rational.ZERO)
                        .orElseThrow()
                        .bound())
                .isZero();
    }

    @Test
    void aBoundFailsOnlyIfItFailsOnTheWholeBall() {
        LinearBound row = bound(1, 1, 0);
        assertThat(row.fails(new ResidualBall(new double[] {0.5, 9}, 0.499))).isTrue();
        assertThat(row.fails(new ResidualBall(new double[] {0.5, 9}, 0.501))).isFalse();
        assertThat(row.fails(new ResidualBall(new double[] {2, 9}, 0.5))).isFalse();
        assertThat(row.fails(new ResidualBall(new double[] {0, 0}, Double.NaN))).isFalse();
    }
}
