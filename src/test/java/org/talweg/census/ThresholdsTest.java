package org.talweg.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.exact.Rational;

class ThresholdsTest {

    /** Against a linear search in exact arithmetic. */
    @ParameterizedTest
    @CsvSource({"16, 1, 1", "16, 2, 3", "28, 1, 1", "12, 4, 2"})
    void leastWidthIsLeast(int signedCells, int first, int second) {
        ExponentialSum good = RegionCounts.usingEveryStar(signedCells, first, second);
        for (Rational epsilon : new Rational[] {Rational.of(1, 2), Rational.of(1, 20), Rational.of(1, 1000)}) {
            int expected = 1;
            while (share(good, signedCells, expected).compareTo(Rational.ONE.subtract(epsilon)) < 0) {
                expected++;
            }
            assertThat(Thresholds.leastWidth(good, signedCells, epsilon)).isEqualTo(expected);
        }
    }

    private static Rational share(ExponentialSum good, int signedCells, int m) {
        return Rational.of(good.at(m), BigInteger.valueOf(signedCells).pow(m));
    }

    /** Orthonormal data with positive labels: 1 - (1 - 2^-(n+1))^m, so the width must be of order 2^n. */
    @Test
    void orthonormalDataNeedExponentialWidth() {
        for (int n = 1; n <= 10; n++) {
            int signedCells = 2 << n;
            ExponentialSum good = RegionCounts.usingEveryStar(signedCells, 1);
            int least = Thresholds.leastWidth(good, signedCells, Rational.of(1, 20));
            double predicted = Math.log(0.05) / Math.log1p(-1.0 / signedCells);
            assertThat(least).isBetween((int) Math.floor(predicted), (int) Math.ceil(predicted) + 1);
        }
    }

    @Test
    void oneStarOfEveryCellIsReachedAtOnce() {
        assertThat(Thresholds.leastWidth(ExponentialSum.power(BigInteger.TWO), 2, Rational.of(1, 100)))
                .isEqualTo(1);
    }
}
