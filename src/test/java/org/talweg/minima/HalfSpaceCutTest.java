package org.talweg.minima;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Seeded;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;

class HalfSpaceCutTest {

    private static final RationalVector LABELS = RationalVector.of(3, -1, 2);

    private static Rational power(int exponent) {
        return Rational.scaleByPowerOfTwo(java.math.BigInteger.ONE, exponent);
    }

    private static LinearBound bound(RationalVector a, Rational b) {
        return LinearBound.of(a, b).orElseThrow();
    }

    private static boolean isCut(RationalVector labels, Rational beta, Rational unit, List<LinearBound> bounds) {
        ResidualBall view = new ResidualBall(new double[labels.size()], unit.doubleValue());
        return new HalfSpaceCut(labels, beta, view).refute(rows(bounds, view)) instanceof Cut.Contradiction;
    }

    private static List<ResidualCut.Row> rows(List<LinearBound> bounds, ResidualBall view) {
        return bounds.stream().map(b -> ResidualCut.Row.of(b, view)).toList();
    }

    /** {@code a.r >= t} against {@code -a.r >= -f t}: the scale t does not matter, with or without help of the labels. */
    @ParameterizedTest
    @ValueSource(ints = {-10, -30, -50, -70, -120})
    void contradictionsAreSeenAtEveryScale(int exponent) {
        Rational unit = power(exponent);
        RationalVector a = RationalVector.of(1, 4, -2);
        for (Rational f : List.of(Rational.of(999, 1000), Rational.of(1001, 1000))) {
            boolean cut = f.compareTo(Rational.ONE) < 0;
            List<LinearBound> apart =
                    List.of(bound(a, unit), bound(a.negate(), unit.multiply(f).negate()));
            assertThat(isCut(LABELS, Rational.ZERO, unit, apart)).isEqualTo(cut);
            // y.r >= -f beta against -y.r >= beta.
            List<LinearBound> rising = List.of(bound(LABELS, unit.multiply(f).negate()));
            assertThat(isCut(LABELS, unit, unit, rising)).isEqualTo(cut);
        }
    }

    /** Only conditions through 0 and a least fall: {@code y.r >= 0} for all their solutions, but at 0 itself. */
    @Test
    void residualsAreNotZero() {
        List<LinearBound> cone = List.of(
                bound(RationalVector.of(2, -1, 1), Rational.ZERO), bound(RationalVector.of(1, 0, 1), Rational.ZERO));
        assertThat(isCut(LABELS, power(-60), power(-60), cone)).isTrue();
        assertThat(isCut(LABELS, Rational.ZERO, power(-60), cone)).isFalse();
    }

    /** A residual next to the border of the ball that satisfies every inequality with equality is never excluded, by no multipliers. */
    @Test
    void whatHoldsIsNoContradiction() {
        Random random = Seeded.random(11);
        int seen = 0;
        for (int trial = 0; trial < 3000; trial++) {
            int n = 1 + random.nextInt(4);
            Rational unit = power(-random.nextInt(90));
            RationalVector y = vector(random, n);
            RationalVector r = vector(random, n).multiply(unit);
            Rational beta =
                    r.dot(y).add(r.squaredNorm().multiply(Rational.of(1, 2))).negate();
            if (beta.signum() < 0 || y.isZero()) {
                continue;
            }
            seen++;
            List<LinearBound> bounds = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(7); i++) {
                RationalVector a = vector(random, n);
                if (!a.isZero()) {
                    Rational slack = random.nextInt(3) == 0 ? unit : Rational.ZERO;
                    bounds.add(bound(a, a.dot(r).subtract(slack)));
                }
            }
            assertThat(isCut(y, beta, unit, bounds)).isFalse();
            ResidualBall view = new ResidualBall(new double[n], unit.doubleValue());
            double[] nu =
                    random.doubles(bounds.size()).map(e -> e < 0.3 ? 0 : e).toArray();
            HalfSpaceCut cut = new HalfSpaceCut(y, beta, view);
            int[] support = IntStream.range(0, nu.length).toArray();
            assertThat(cut.isProof(rows(bounds, view), support, nu)).isFalse();
            assertThat(cut.isExactProof(rows(bounds, view), support)).isFalse();
            Arrays.fill(nu, 1e-300);
            assertThat(cut.isProof(rows(bounds, view), support, nu)).isFalse();
        }
        assertThat(seen).isGreaterThan(1000);
    }

    private static RationalVector vector(Random random, int n) {
        return RationalVector.of(IntStream.range(0, n)
                .mapToObj(i -> Rational.of(random.nextInt(7) - 3, 1 + random.nextInt(3)))
                .toArray(Rational[]::new));
    }
}
