package org.talweg.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;

class EnclosureTest {

    private static Rational number(Random random) {
        return Rational.of(random.nextInt(41) - 20, 1 + random.nextInt(9));
    }

    private static Enclosure enclosure(Random random) {
        Rational a = number(random);
        Rational b = number(random);
        return new Enclosure(a.min(b), a.max(b));
    }

    private static Rational member(Random random, Enclosure e) {
        return e.lower().add(e.width().multiply(Rational.of(random.nextInt(11), 10)));
    }

    private static Enclosure hull(Rational... values) {
        Rational lower = values[0];
        Rational upper = values[0];
        for (Rational value : values) {
            lower = lower.min(value);
            upper = upper.max(value);
        }
        return new Enclosure(lower, upper);
    }

    @Test
    void operationsAreTheTightestThatContainAllResults() {
        Random random = Seeded.random(301);
        for (int i = 0; i < 500; i++) {
            Enclosure a = enclosure(random);
            Enclosure b = enclosure(random);
            Rational x = member(random, a);
            Rational y = member(random, b);
            Rational factor = number(random);
            assertThat(a.contains(x)).isTrue();
            assertThat(a.add(b).contains(x.add(y))).isTrue();
            assertThat(a.subtract(b).contains(x.subtract(y))).isTrue();
            assertThat(a.negate().contains(x.negate())).isTrue();
            assertThat(a.multiply(factor).contains(x.multiply(factor))).isTrue();
            assertThat(a.add(b))
                    .isEqualTo(hull(a.lower().add(b.lower()), a.upper().add(b.upper())));
            assertThat(a.subtract(b))
                    .isEqualTo(hull(a.lower().subtract(b.upper()), a.upper().subtract(b.lower())));
            assertThat(a.multiply(factor))
                    .isEqualTo(hull(a.lower().multiply(factor), a.upper().multiply(factor)));
        }
    }

    @Test
    void order() {
        Enclosure low = new Enclosure(Rational.of(1), Rational.of(2));
        Enclosure touching = new Enclosure(Rational.of(2), Rational.of(3));
        Enclosure high = new Enclosure(Rational.of(5, 2), Rational.of(3));
        assertThat(low.isBelow(high)).isTrue();
        assertThat(high.isBelow(low)).isFalse();
        assertThat(low.isBelow(touching)).isFalse();
        assertThat(low.meets(touching)).isTrue();
        assertThat(touching.meets(low)).isTrue();
        assertThat(low.meets(high)).isFalse();
        assertThat(high.meets(low)).isFalse();
        assertThat(low.sign()).isEqualTo(1);
        assertThat(low.negate().sign()).isEqualTo(-1);
        assertThat(new Enclosure(Rational.ZERO, Rational.ONE).sign()).isZero();
        assertThat(new Enclosure(Rational.of(-1), Rational.ZERO).sign()).isZero();
        assertThat(low.contains(Rational.of(2))).isTrue();
        assertThat(low.contains(Rational.of(201, 100))).isFalse();
        assertThat(low.contains(Rational.of(99, 100))).isFalse();
        assertThatThrownBy(() -> new Enclosure(Rational.ONE, Rational.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void widths() {
        Enclosure e = Enclosure.around(Rational.of(3), Rational.of(1, 2));
        assertThat(e).isEqualTo(new Enclosure(Rational.of(5, 2), Rational.of(7, 2)));
        assertThat(e.width()).isEqualTo(Rational.ONE);
        assertThat(e.middle()).isEqualTo(Rational.of(3));
        assertThat(e.relativeWidth()).isEqualTo(2.0 / 7);
        assertThat(e.negate().relativeWidth()).isEqualTo(2.0 / 7);
        assertThat(Enclosure.of(Rational.ZERO).relativeWidth()).isZero();
        assertThat(new Enclosure(Rational.of(1, 3), Rational.of(1, 3)).roundOutward(1))
                .isEqualTo(new Enclosure(Rational.ZERO, Rational.of(1, 2)));
    }

    /** Against all fractions of smaller denominator. */
    @Test
    void simplestMember() {
        Random random = Seeded.random(302);
        for (int i = 0; i < 500; i++) {
            Enclosure e = enclosure(random).multiply(Rational.of(1, 1 + random.nextInt(40)));
            Rational simplest = e.simplest();
            assertThat(e.contains(simplest)).as("%s in %s", simplest, e).isTrue();
            long q = simplest.denominator().longValueExact();
            for (long smaller = 1; smaller < q; smaller++) {
                Rational p = e.lower().multiply(smaller).roundUp(0);
                assertThat(e.contains(p.divide(Rational.of(smaller)))).isFalse();
            }
            Rational nearer = simplest.abs().subtract(Rational.of(1, q));
            if (nearer.signum() >= 0) {
                assertThat(e.contains(nearer.multiply(simplest.signum()))).isFalse();
            }
        }
        Rational third = Rational.of(-1, 3);
        assertThat(Enclosure.around(third, Rational.of(1, 1_000_000)).simplest())
                .isEqualTo(third);
        assertThat(Enclosure.of(Rational.of(22, 7)).simplest()).isEqualTo(Rational.of(22, 7));
    }
}
