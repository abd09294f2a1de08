package org.talweg.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;

class RationalVectorTest {

    @Test
    void dotIsTheSumOfProducts() {
        Random random = Seeded.random(201);
        for (int i = 0; i < 200; i++) {
            Rational[] a = new Rational[5];
            Rational[] b = new Rational[5];
            Rational sum = Rational.ZERO;
            for (int j = 0; j < 5; j++) {
                a[j] = Rational.of(random.nextInt(9) - 4, 1 + random.nextInt(6));
                b[j] = Rational.of(random.nextInt(9) - 4, 1 + random.nextInt(6));
                sum = sum.add(a[j].multiply(b[j]));
            }
            assertThat(RationalVector.of(a).dot(RationalVector.of(b))).isEqualTo(sum);
        }
    }

    @Test
    void linearCombinations() {
        RationalVector v = RationalVector.of(1, -2);
        RationalVector w = RationalVector.of(3, 0);
        assertThat(v.combine(w, Rational.of(1, 2))).isEqualTo(RationalVector.of(Rational.of(5, 2), Rational.of(-2)));
        assertThat(v.subtract(w)).isEqualTo(RationalVector.of(-2, -2));
        assertThat(v.add(w)).isEqualTo(RationalVector.of(4, -2));
        assertThat(v.multiply(Rational.of(-3))).isEqualTo(RationalVector.of(-3, 6));
        assertThat(v.negate().squaredNorm()).isEqualTo(Rational.of(5));
        assertThat(RationalVector.unit(3, 1)).isEqualTo(RationalVector.of(0, 1, 0));
        assertThat(RationalVector.of(0.5, -0.25).toDoubles()).containsExactly(0.5, -0.25);
    }

    @Test
    void sizesMustFit() {
        RationalVector two = RationalVector.of(1, 2);
        RationalVector three = RationalVector.of(1, 2, 3);
        assertThatThrownBy(() -> two.dot(three)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> three.combine(two, Rational.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void primitiveIsTheShortestPositiveMultiple() {
        RationalVector v = RationalVector.of(Rational.of(-4, 3), Rational.ZERO, Rational.of(2, 5));
        assertThat(v.primitive()).containsExactly(BigInteger.valueOf(-10), BigInteger.ZERO, BigInteger.valueOf(3));
        assertThat(RationalVector.zero(2).primitive()).containsExactly(BigInteger.ZERO, BigInteger.ZERO);
        assertThat(RationalVector.of(6, 9).primitive()).containsExactly(BigInteger.TWO, BigInteger.valueOf(3));
    }

    @Test
    void entriesAreCopied() {
        Rational[] entries = {Rational.ONE};
        RationalVector v = RationalVector.of(entries);
        entries[0] = Rational.TWO;
        assertThat(v.get(0)).isEqualTo(Rational.ONE);
        assertThat(v).isEqualTo(RationalVector.of(1)).isNotEqualTo(RationalVector.of(2));
        assertThat(v.isZero()).isFalse();
        assertThat(RationalVector.zero(1).isZero()).isTrue();
    }
}
