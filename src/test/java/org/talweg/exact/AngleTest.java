package org.talweg.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Seeded;

class AngleTest {

    private static final RationalVector EAST = RationalVector.of(1, 0);

    @ParameterizedTest
    @CsvSource({
        "1 0 0 0, 3 0 0 0, 0",
        "1 1 1 0, 1 1 1 1, 1/12",
        "1 0 0 0, 2 2 0 0, 1/8",
        "1 1 0 0, 1 0 1 0, 1/6",
        "1 2 0 0, -2 1 5 0, 1/4",
        "1 1 0 0, -1 0 1 0, 1/3",
        "1 0 0 0, -2 2 0 0, 3/8",
        "1 1 1 0, -1 -1 -1 1, 5/12",
        "1 2 3 4, -1 -2 -3 -4, 1/2"
    })
    void rationalAnglesAreExact(String a, String b, String turns) {
        assertThat(Angle.turns(vector(a), vector(b), 10)).isEqualTo(Enclosure.of(Rational.parse(turns)));
    }

    private static RationalVector vector(String text) {
        return RationalVector.of(java.util.Arrays.stream(text.split(" ", -1))
                .map(Rational::parse)
                .toArray(Rational[]::new));
    }

    /** Machin: 4 arctan(1/5) - arctan(1/239) is an eighth of a turn. */
    @ParameterizedTest
    @ValueSource(ints = {8, 64, 200, 2000})
    void machin(int bits) {
        Enclosure fifth = Angle.turns(EAST, RationalVector.of(5, 1), bits);
        Enclosure small = Angle.turns(EAST, RationalVector.of(239, -1), bits);
        Enclosure eighth = fifth.multiply(Rational.of(4)).subtract(small);
        assertThat(eighth.contains(Rational.of(1, 8))).isTrue();
        assertThat(fifth.width()).isLessThanOrEqualTo(Rational.scaleByPowerOfTwo(BigInteger.ONE, -bits));
        assertThat(small.lower().signum()).isPositive();
    }

    @Test
    void agreesWithFloatingPoint() {
        Random random = Seeded.random(1);
        for (int trial = 0; trial < 300; trial++) {
            double x = random.nextGaussian() * Math.scalb(1.0, random.nextInt(20) - 10);
            double y = random.nextGaussian();
            Enclosure turns = Angle.turns(EAST, RationalVector.of(x, y), 100);
            assertThat(turns.middle().doubleValue())
                    .isCloseTo(Math.abs(Math.atan2(y, x)) / (2 * Math.PI), within(1e-15));
        }
    }

    /** In the plane angles add up, and an angle and its supplement are half a turn. Enclosures must allow it, and hardly more. */
    @Test
    void anglesAdd() {
        Random random = Seeded.random(2);
        for (int trial = 0; trial < 50; trial++) {
            RationalVector a = RationalVector.of(1 + random.nextInt(99), random.nextInt(99));
            RationalVector b = RationalVector.of(-random.nextInt(99), 1 + random.nextInt(99));
            RationalVector between = a.add(b.multiply(Rational.of(1 + random.nextInt(9), 7)));
            Enclosure sum = Angle.turns(a, between, 150).add(Angle.turns(between, b, 150));
            assertThat(sum.meets(Angle.turns(a, b, 200))).isTrue();
            Enclosure straight = Angle.turns(a, b, 150).add(Angle.turns(a, b.negate(), 150));
            assertThat(straight.contains(Rational.of(1, 2))).isTrue();
            assertThat(sum.width().doubleValue()).isLessThan(0x1p-148);
        }
    }

    /** arctan(10^-30) = 10^-30 - 10^-90/3 + .. */
    @Test
    void tinyAngle() {
        Rational tiny = Rational.parse("1e-30");
        Enclosure turns = Angle.turns(EAST, RationalVector.of(Rational.ONE, tiny), 400);
        Rational pi =
                Rational.parse("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899");
        Enclosure expected = Enclosure.around(tiny.divide(pi.multiply(2)), Rational.parse("1e-91"));
        assertThat(turns.meets(expected)).isTrue();
        assertThat(turns.width()).isLessThan(Rational.parse("1e-115"));
    }

    /** Few places give wide enclosures, which must still contain narrow ones. */
    @Test
    void roundingIsAccountedFor() {
        Random random = Seeded.random(3);
        for (int trial = 0; trial < 2000; trial++) {
            Rational q = Rational.of(1 + random.nextInt(1000), 1000);
            Enclosure wide = Angle.arctangentOfRoot(q, 12 + random.nextInt(30));
            Enclosure narrow = Angle.arctangentOfRoot(q, 100);
            assertThat(wide.contains(narrow.lower()) && wide.contains(narrow.upper()))
                    .isTrue();
            assertThat(narrow.middle().doubleValue()).isCloseTo(Math.atan(Math.sqrt(q.doubleValue())), within(1e-15));
        }
    }

    @Test
    void zeroHasNoAngle() {
        assertThatThrownBy(() -> Angle.turns(EAST, RationalVector.of(0, 0), 10))
                .isInstanceOf(ArithmeticException.class);
    }
}
