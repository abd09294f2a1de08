package org.talweg.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Seeded;

class RationalTest {

    private static final Rational THIRD = Rational.of(1, 3);

    /** Numbers of many sizes, with zeros, ties and sign changes. */
    private static List<Rational> sample(long seed) {
        Random random = Seeded.random(seed);
        List<Rational> sample =
                new ArrayList<>(List.of(Rational.ZERO, Rational.ONE, Rational.of(-1), THIRD, THIRD.negate()));
        for (int bits : new int[] {2, 5, 31, 32, 63, 64, 65, 200}) {
            for (int i = 0; i < 6; i++) {
                BigInteger p = new BigInteger(bits, random);
                BigInteger q = new BigInteger(bits, random).add(BigInteger.ONE);
                sample.add(Rational.of(random.nextBoolean() ? p : p.negate(), q));
            }
        }
        return sample;
    }

    @Test
    void isReducedWithPositiveDenominator() {
        Rational r = Rational.of(6, -4);
        assertThat(r.numerator()).isEqualTo(BigInteger.valueOf(-3));
        assertThat(r.denominator()).isEqualTo(BigInteger.TWO);
        assertThat(Rational.of(0, -7)).isSameAs(Rational.ZERO);
        assertThat(Rational.of(BigInteger.ZERO)).isSameAs(Rational.ZERO);
        assertThat(Rational.of(Long.MIN_VALUE, -1)).hasToString("9223372036854775808");
        assertThat(Rational.of(7, 7)).isEqualTo(Rational.ONE);
    }

    @Test
    void everyResultIsInLowestTerms() {
        for (Rational a : sample(11)) {
            for (Rational b : sample(12)) {
                List<Rational> results =
                        new ArrayList<>(List.of(a.add(b), a.subtract(b), a.multiply(b), a.square(), a.multiply(6)));
                if (!b.isZero()) {
                    results.add(a.divide(b));
                }
                for (Rational r : results) {
                    assertThat(r.denominator().signum()).isEqualTo(1);
                    assertThat(r.numerator().gcd(r.denominator())).isEqualTo(BigInteger.ONE);
                }
            }
        }
    }

    @Test
    void fieldLaws() {
        List<Rational> as = sample(21);
        List<Rational> bs = sample(22);
        List<Rational> cs = sample(23);
        for (int i = 0; i < as.size(); i++) {
            for (int j = 0; j < bs.size(); j++) {
                Rational a = as.get(i);
                Rational b = bs.get(j);
                Rational c = cs.get((i + j) % cs.size());
                assertThat(a.add(b)).isEqualTo(b.add(a));
                assertThat(a.multiply(b)).isEqualTo(b.multiply(a));
                assertThat(a.add(b).add(c)).isEqualTo(a.add(b.add(c)));
                assertThat(a.multiply(b).multiply(c)).isEqualTo(a.multiply(b.multiply(c)));
                assertThat(a.multiply(b.add(c))).isEqualTo(a.multiply(b).add(a.multiply(c)));
                assertThat(a.subtract(b).add(b)).isEqualTo(a);
                assertThat(a.add(a.negate())).isSameAs(Rational.ZERO);
                assertThat(a.square()).isEqualTo(a.multiply(a));
                assertThat(a.multiply(-7)).isEqualTo(a.multiply(Rational.of(-7)));
                assertThat(a.abs().signum()).isEqualTo(Math.abs(a.signum()));
                assertThat(a.abs()).isIn(a, a.negate());
                if (!b.isZero()) {
                    assertThat(a.divide(b).multiply(b)).isEqualTo(a);
                }
            }
        }
    }

    @Test
    void arithmeticAgreesWithBigDecimal() {
        Random random = Seeded.random(31);
        for (int i = 0; i < 500; i++) {
            BigDecimal a = new BigDecimal(new BigInteger(90, random), random.nextInt(61) - 30).negate();
            BigDecimal b = new BigDecimal(new BigInteger(60, random), random.nextInt(61) - 30);
            assertThat(Rational.of(a).add(Rational.of(b))).isEqualTo(Rational.of(a.add(b)));
            assertThat(Rational.of(a).multiply(Rational.of(b))).isEqualTo(Rational.of(a.multiply(b)));
            assertThat(Rational.of(a).subtract(Rational.of(b))).isEqualTo(Rational.of(a.subtract(b)));
            assertThat(Rational.of(a).compareTo(Rational.of(b))).isEqualTo(a.compareTo(b));
            assertThat(Rational.of(b.negate()).compareTo(Rational.of(a)))
                    .isEqualTo(b.negate().compareTo(a));
        }
    }

    @Test
    void orderEqualityAndHashAgree() {
        List<Rational> sample = sample(41);
        for (Rational a : sample) {
            for (Rational b : sample) {
                int order = a.compareTo(b);
                assertThat(order).isEqualTo(a.subtract(b).signum());
                assertThat(order).isEqualTo(-b.compareTo(a));
                assertThat(a.equals(b)).isEqualTo(order == 0);
                assertThat(a.min(b)).isEqualTo(order <= 0 ? a : b);
                assertThat(a.max(b)).isEqualTo(order >= 0 ? a : b);
            }
            Rational same = Rational.of(
                    a.numerator().multiply(BigInteger.TEN), a.denominator().multiply(BigInteger.TEN));
            assertThat(same).isEqualTo(a).hasSameHashCodeAs(a);
            assertThat(same.compareTo(a)).isZero();
        }
        assertThat(THIRD)
                .isNotEqualTo(Rational.of(1, 4))
                .isNotEqualTo(Rational.of(2, 3))
                .isNotEqualTo("1/3");
    }

    @Test
    void predicates() {
        assertThat(Rational.of(4, 2).isInteger()).isTrue();
        assertThat(THIRD.isInteger()).isFalse();
        assertThat(Rational.ZERO.isZero()).isTrue();
        assertThat(THIRD.isZero()).isFalse();
        assertThat(THIRD.negate().signum()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "+5,5",
        "-3,-3",
        "0.25,1/4",
        ".5,1/2",
        "2.,2",
        "1e-5,1/100000",
        "1.5E+3,1500",
        "-2.5e1,-25",
        "22/7,22/7",
        "-6/4,-3/2",
        "6/-4,-3/2",
        "' 1 / 2 ',1/2",
        "123456789012345678901234567890,123456789012345678901234567890"
    })
    void parsesExactly(String text, String expected) {
        assertThat(Rational.parse(text)).hasToString(expected);
    }

    @Test
    void parseReadsWhatToStringWrites() {
        for (Rational a : sample(51)) {
            assertThat(Rational.parse(a.toString())).isEqualTo(a);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "NaN",
                "inf",
                "Infinity",
                "-inf",
                "abc",
                "1,5",
                "0x10",
                "1e",
                "e5",
                ".",
                "+",
                "--1",
                "1/2/3",
                "1.5/2",
                "1/",
                "/2",
                "1_000",
                "1d",
                "1f",
                "1e5000",
                "1e-4097",
                "1e9999999999",
                "1/0",
                "\u0663"
            })
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> Rational.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void parseBounds() {
        assertThat(Rational.parse("1e4096").numerator()).isEqualTo(BigInteger.TEN.pow(4096));
        assertThat(Rational.parse("1e-4096").denominator()).isEqualTo(BigInteger.TEN.pow(4096));
        assertThat(Rational.parse("1".repeat(20_000)).isInteger()).isTrue();
        assertThatThrownBy(() -> Rational.parse("1".repeat(20_001))).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void zeroDenominatorsAreRefused() {
        assertThatThrownBy(() -> Rational.of(1, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Rational.ONE.divide(Rational.ZERO)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void doublesAreTakenExactly() {
        Random random = Seeded.random(61);
        List<Double> values = new ArrayList<>(List.of(
                0.0,
                -0.0,
                0.1,
                -0.1,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.MIN_NORMAL,
                Math.nextDown(Double.MIN_NORMAL),
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                0x1p63,
                0x1p52 + 1));
        for (int i = 0; i < 2000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                values.add(value);
            }
        }
        for (double value : values) {
            Rational exact = Rational.of(value);
            assertThat(exact).isEqualTo(Rational.of(new BigDecimal(value)));
            // Adding zero folds -0 into +0.
            assertThat(exact.doubleValue()).isEqualTo(value + 0.0);
        }
        assertThatThrownBy(() -> Rational.of(Double.NaN)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Rational.of(Double.NEGATIVE_INFINITY)).isInstanceOf(ArithmeticException.class);
    }

    /** The nearest double has the nearest neighbour property, checked without any division in floating point. */
    private static void assertNearest(Rational exact) {
        double value = exact.doubleValue();
        assertThat(value).as("%s", exact).isFinite();
        Rational error = Rational.of(value).subtract(exact).abs();
        for (double neighbour : new double[] {Math.nextDown(value), Math.nextUp(value)}) {
            Rational other = Rational.of(neighbour).subtract(exact).abs();
            assertThat(error)
                    .as("%s against %s for %s", value, neighbour, exact)
                    .isLessThanOrEqualTo(other);
            if (error.equals(other)) {
                assertThat(Double.doubleToLongBits(value) & 1).as("tie to even").isZero();
            }
        }
    }

    @Test
    void doubleValueIsNearest() {
        Random random = Seeded.random(71);
        for (int i = 0; i < 3000; i++) {
            BigInteger p = new BigInteger(1 + random.nextInt(300), random);
            BigInteger q = new BigInteger(1 + random.nextInt(300), random).add(BigInteger.ONE);
            assertNearest(Rational.of(i % 2 == 0 ? p : p.negate(), q));
        }
    }

    @Test
    void doubleValueOfSubnormalsIsNearest() {
        Random random = Seeded.random(72);
        for (int i = 0; i < 2000; i++) {
            BigInteger p = new BigInteger(1 + random.nextInt(60), random);
            BigInteger q = BigInteger.ONE
                    .shiftLeft(1020 + random.nextInt(60))
                    .add(new BigInteger(random.nextInt(1000), random));
            assertNearest(Rational.of(p, q));
        }
        for (double edge : new double[] {Double.MIN_VALUE, Double.MIN_NORMAL, Math.nextDown(Double.MIN_NORMAL)}) {
            assertNearest(Rational.of(edge).multiply(Rational.of(3, 4)));
            assertNearest(Rational.of(edge).multiply(Rational.of(1001, 1000)));
        }
    }

    @Test
    void doubleValueAtAndBesideTies() {
        for (double low : new double[] {1.0, 1 + Math.ulp(1.0), 0x1p-1074, 3 * 0x1p-1074, 0x1p-1030, 1e300, 123.25}) {
            Rational tie = Rational.of(low).add(Rational.of(Math.nextUp(low))).divide(Rational.TWO);
            assertNearest(tie);
            // Far below anything a rounded intermediate result would keep.
            Rational hair = Rational.scaleByPowerOfTwo(BigInteger.ONE, -6000);
            assertThat(tie.add(hair).doubleValue()).isEqualTo(Math.nextUp(low));
            assertThat(tie.subtract(hair).doubleValue()).isEqualTo(low);
            assertThat(tie.add(hair).negate().doubleValue()).isEqualTo(-Math.nextUp(low));
        }
    }

    @Test
    void doubleValueBeyondTheRange() {
        Rational huge = Rational.parse("1e400").add(THIRD);
        assertThat(huge.doubleValue()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(huge.negate().doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Rational.parse("1e400").doubleValue()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Rational.parse("1e-4000").doubleValue()).isZero();
        assertThat(Rational.of(Double.MIN_VALUE).divide(Rational.TWO).doubleValue())
                .isZero();
    }

    @Test
    void roundingIsDirectedAndTight() {
        for (Rational a : sample(81)) {
            for (int bits : new int[] {-70, -3, 0, 1, 10, 80}) {
                Rational unit = Rational.scaleByPowerOfTwo(BigInteger.ONE, -bits);
                Rational down = a.roundDown(bits);
                Rational up = a.roundUp(bits);
                assertThat(down.divide(unit).isInteger()).isTrue();
                assertThat(up.divide(unit).isInteger()).isTrue();
                assertThat(down).isLessThanOrEqualTo(a).isGreaterThan(a.subtract(unit));
                assertThat(up).isGreaterThanOrEqualTo(a).isLessThan(a.add(unit));
            }
        }
    }

    @Test
    void squareRootsAreDirectedAndTight() {
        for (Rational sampled : sample(91)) {
            Rational a = sampled.abs();
            for (int bits : new int[] {-20, -1, 0, 1, 10, 100}) {
                Rational unit = Rational.scaleByPowerOfTwo(BigInteger.ONE, -bits);
                Rational down = a.sqrtDown(bits);
                Rational up = a.sqrtUp(bits);
                assertThat(down.divide(unit).isInteger()).isTrue();
                assertThat(down.signum()).isNotNegative();
                assertThat(down.square()).isLessThanOrEqualTo(a);
                assertThat(down.add(unit).square()).isGreaterThan(a);
                assertThat(up).isEqualTo(down.square().equals(a) ? down : down.add(unit));
            }
        }
        assertThat(Rational.of(9, 4).sqrtUp(1)).isEqualTo(Rational.of(3, 2));
        assertThat(Rational.TWO.sqrtUp(0)).isEqualTo(Rational.TWO);
        assertThat(Rational.of(1, 1000).sqrtUp(-4)).isEqualTo(Rational.of(16));
        // The second is so small that its scaled value rounds to zero.
        for (Rational negative : List.of(Rational.of(-2), Rational.of(-1, 1000))) {
            assertThatThrownBy(() -> negative.sqrtDown(1)).isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> negative.sqrtUp(1)).isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void powersOfTwo() {
        assertThat(Rational.scaleByPowerOfTwo(BigInteger.valueOf(6), -2)).isEqualTo(Rational.of(3, 2));
        assertThat(Rational.scaleByPowerOfTwo(BigInteger.valueOf(-3), 4)).isEqualTo(Rational.of(-48));
    }
}
