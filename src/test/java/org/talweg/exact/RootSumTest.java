package org.talweg.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;

class RootSumTest {

    private static RootSum root(long p, long q) {
        return RootSum.sqrt(Rational.of(p, q));
    }

    private static RootSum of(long p, long q) {
        return RootSum.of(Rational.of(p, q));
    }

    @Test
    void rootsOfOneClassJoin() {
        assertThat(root(8, 1).subtract(root(2, 1).multiply(Rational.TWO)).isZero())
                .isTrue();
        assertThat(root(1, 2).subtract(root(2, 1).multiply(Rational.of(1, 2))).isZero())
                .isTrue();
        assertThat(root(12, 25).subtract(root(27, 4)).toString()).isEqualTo("-11/100 sqrt(300)");
        assertThat(root(9, 16).rational()).contains(Rational.of(3, 4));
        assertThat(root(0, 1).rational()).contains(Rational.ZERO);
        assertThat(root(2, 1).rational()).isEmpty();
        assertThat(root(2, 1).add(of(1, 2)).rational()).isEmpty();
        assertThat(root(2, 1).add(of(1, 2)).subtract(root(2, 1)).rational()).contains(Rational.of(1, 2));
        assertThat(RootSum.ZERO.toString()).isEqualTo("0");
        assertThatThrownBy(() -> root(-1, 2)).isInstanceOf(ArithmeticException.class);
    }

    /** (sqrt 2 + sqrt 3)^2 = 5 + 2 sqrt 6. */
    @Test
    void productsOfRootsAreRootsOfProducts() {
        RootSum sum = root(2, 1).add(root(3, 1));
        RootSum square = of(5, 1).add(root(24, 1));
        assertThat(sum.multiply(sum).subtract(square).isZero()).isTrue();
        assertThat(sum.multiply(root(3, 1).subtract(root(2, 1))).rational()).contains(Rational.ONE);
        assertThat(RootSum.squaredNorm(List.of(root(2, 1), root(3, 4))).rational())
                .contains(Rational.of(11, 4));
        assertThat(sum.multiply(Rational.ZERO).isZero()).isTrue();
    }

    /** The convergents of sqrt 2 are nearer and nearer, on both sides. */
    @Test
    void signsOfSmallNumbers() {
        Rational p = Rational.ONE;
        for (int i = 0; i < 300; i++) {
            RootSum difference = root(2, 1).subtract(RootSum.of(p));
            assertThat(difference.signum()).as("%s", p).isEqualTo(i % 2 == 0 ? 1 : -1);
            assertThat(difference.enclose(16).contains(Rational.ZERO)).isEqualTo(i > 7);
            p = Rational.ONE.add(Rational.ONE.divide(Rational.ONE.add(p)));
        }
        assertThat(RootSum.ZERO.signum()).isZero();
    }

    /** Against floating point, and the ring laws exactly. */
    @Test
    void randomSums() {
        Random random = Seeded.random(31);
        for (int trial = 0; trial < 300; trial++) {
            List<RootSum> sums = new ArrayList<>();
            double[] values = new double[3];
            for (int i = 0; i < 3; i++) {
                RootSum sum = RootSum.ZERO;
                for (int t = random.nextInt(4); t > 0; t--) {
                    Rational square = Rational.of(random.nextInt(20), 1 + random.nextInt(6));
                    Rational factor = Rational.of(random.nextInt(9) - 4, 1 + random.nextInt(3));
                    sum = sum.add(RootSum.sqrt(square).multiply(factor));
                    values[i] += factor.doubleValue() * Math.sqrt(square.doubleValue());
                }
                sums.add(sum);
            }
            RootSum left = sums.get(0).multiply(sums.get(1).add(sums.get(2)));
            RootSum right = sums.get(1).multiply(sums.get(0)).add(sums.get(2).multiply(sums.get(0)));
            assertThat(left.subtract(right).isZero()).isTrue();
            double expected = values[0] * (values[1] + values[2]);
            Enclosure enclosure = left.enclose(60);
            assertThat(enclosure.middle().doubleValue()).isCloseTo(expected, within(1e-9));
            assertThat(enclosure.width().doubleValue()).isLessThan(1e-12);
            assertThat(left.signum()).isEqualTo(Math.abs(expected) < 1e-9 ? 0 : (int) Math.signum(expected));
            RationalVector a = RationalVector.of(0, 3, -2);
            RootSum dot = RootSum.dot(a, sums);
            assertThat(dot.enclose(60).middle().doubleValue()).isCloseTo(3 * values[1] - 2 * values[2], within(1e-9));
        }
    }
}
