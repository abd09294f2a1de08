package org.talweg.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;

class IntervalTest {

    private static final int TRIALS = 4_000;

    private static final double[] EXTREMES = {
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        3 * Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Math.nextDown(Double.MIN_NORMAL),
        1e-200,
        -1e-160,
        0.1,
        -1,
        1,
        Math.nextUp(1.0),
        3,
        1e160,
        -1e200,
        Double.MAX_VALUE,
        -Double.MAX_VALUE
    };

    private static double number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> EXTREMES[random.nextInt(EXTREMES.length)];
            case 1 -> random.nextGaussian();
            case 2 -> random.nextInt(7) - 3;
            default -> Math.scalb(random.nextGaussian(), random.nextInt(2100) - 1050);
        };
    }

    private static Interval interval(Random random) {
        double a = number(random);
        double b = random.nextInt(3) == 0 ? a : number(random);
        double c = Double.isFinite(a) ? a : 1;
        double e = Double.isFinite(b) ? b : 1;
        return new Interval(Math.min(c, e), Math.max(c, e));
    }

    /** A member: an end, or a point between that need not be a double. */
    private static Rational member(Interval i, Random random) {
        Rational low = Rational.of(i.lower());
        Rational high = Rational.of(i.upper());
        Rational t = Rational.of(random.nextInt(8), 7);
        return low.add(high.subtract(low).multiply(t.min(Rational.ONE)));
    }

    private static boolean contains(Interval i, Rational exact) {
        boolean above =
                i.lower() == Double.NEGATIVE_INFINITY || Rational.of(i.lower()).compareTo(exact) <= 0;
        boolean below = i.upper() == Double.POSITIVE_INFINITY || exact.compareTo(Rational.of(i.upper())) <= 0;
        return above && below;
    }

    private static void checkLaw(
            long seed, BinaryOperator<Interval> operation, BinaryOperator<Rational> exact, boolean division) {
        Random random = Seeded.random(seed);
        for (int trial = 0; trial < TRIALS; trial++) {
            Interval a = interval(random);
            Interval b = interval(random);
            Interval result = operation.apply(a, b);
            for (int i = 0; i < 3; i++) {
                Rational x = member(a, random);
                Rational y = member(b, random);
                if (!(division && y.isZero())) {
                    assertThat(contains(result, exact.apply(x, y)))
                            .as("%s and %s at %s, %s give %s", a, b, x, y, result)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void sumsContainAllSums() {
        checkLaw(1, Interval::add, Rational::add, false);
    }

    @Test
    void differencesContainAllDifferences() {
        checkLaw(2, Interval::subtract, Rational::subtract, false);
    }

    @Test
    void productsContainAllProducts() {
        checkLaw(3, Interval::multiply, Rational::multiply, false);
    }

    @Test
    void quotientsContainAllQuotients() {
        checkLaw(4, Interval::divide, Rational::divide, true);
    }

    @Test
    void squaresContainAllSquaresAndNoNegativeNumber() {
        checkLaw(5, (a, b) -> a.square(), (x, y) -> x.square(), false);
        assertThat(new Interval(-2, 1).square().lower()).isZero();
        assertThat(new Interval(-2, -1).square().sign()).isEqualTo(1);
        assertThat(Interval.of(1e-200).square().lower()).isZero();
    }

    @Test
    void rootsContainAllRoots() {
        Random random = Seeded.random(6);
        for (int trial = 0; trial < TRIALS; trial++) {
            Interval a = interval(random);
            if (a.lower() >= 0) {
                Interval root = a.sqrt();
                Rational x = member(a, random);
                Interval square = new Interval(root.lower(), root.upper()).square();
                assertThat(contains(square, x)).as("root of %s at %s", a, x).isTrue();
                // Squaring rounds outward once more, so compare the ends themselves too.
                assertThat(Rational.of(root.lower()).square()).isLessThanOrEqualTo(Rational.of(a.lower()));
                assertThat(Rational.of(root.upper()).square()).isGreaterThanOrEqualTo(Rational.of(a.upper()));
            }
        }
        assertThat(new Interval(-1, 4).sqrt().lower()).isZero();
    }

    @Test
    void conversionsContainTheNumber() {
        Random random = Seeded.random(7);
        for (int trial = 0; trial < TRIALS; trial++) {
            Rational p = Rational.of(random.nextLong(), 1 + random.nextInt(1000));
            Rational q = p.multiply(Rational.scaleByPowerOfTwo(BigInteger.ONE, random.nextInt(2600) - 1300));
            assertThat(contains(Interval.of(q), q)).as("%s", q).isTrue();
            assertThat(contains(Interval.of(new Enclosure(q, q.abs())), q)).isTrue();
            assertThat(contains(Interval.of(new Enclosure(q, q.abs())), q.abs()))
                    .isTrue();
        }
        assertThat(Interval.of(Rational.of(1, 4))).isEqualTo(Interval.of(0.25));
        assertThat(Interval.of(Rational.parse("1e400")).upper()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Interval.of(Rational.parse("1e400")).lower()).isEqualTo(Double.MAX_VALUE);
        assertThat(Interval.of(Rational.parse("-1e-400"))).isEqualTo(new Interval(-Double.MIN_VALUE, Double.MIN_VALUE));
    }

    @Test
    void ballsContainTheirEnds() {
        Random random = Seeded.random(8);
        for (int trial = 0; trial < TRIALS; trial++) {
            double c = interval(random).lower();
            double r = interval(random).magnitude();
            Interval ball = Interval.around(c, r);
            assertThat(contains(ball, Rational.of(c).add(Rational.of(r)))).isTrue();
            assertThat(contains(ball, Rational.of(c).subtract(Rational.of(r)))).isTrue();
        }
    }

    @Test
    void nothingIsKnownOfUndefinedResults() {
        assertThat(Interval.of(1).divide(new Interval(-1, 1))).isEqualTo(Interval.WHOLE);
        assertThat(Interval.of(1).divide(new Interval(0, 1))).isEqualTo(Interval.WHOLE);
        assertThat(Interval.ZERO.divide(Interval.ZERO)).isEqualTo(Interval.WHOLE);
        assertThat(Interval.WHOLE.add(Interval.WHOLE)).isEqualTo(Interval.WHOLE);
        assertThat(Interval.WHOLE.subtract(Interval.WHOLE)).isEqualTo(Interval.WHOLE);
        assertThat(new Interval(0, 1).multiply(Interval.WHOLE)).isEqualTo(Interval.WHOLE);
        assertThat(Interval.ZERO.multiply(Interval.WHOLE)).isEqualTo(Interval.ZERO);
        assertThat(new Interval(Double.NaN, 1)).isEqualTo(Interval.WHOLE);
        assertThat(Interval.WHOLE.sign()).isZero();
        assertThatThrownBy(() -> new Interval(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void overflowKeepsTheFiniteEnd() {
        Interval huge = Interval.of(1e300);
        assertThat(huge.multiply(huge)).isEqualTo(new Interval(Double.MAX_VALUE, Double.POSITIVE_INFINITY));
        assertThat(huge.multiply(huge).sign()).isEqualTo(1);
        assertThat(Interval.of(1).divide(huge.multiply(huge)).lower()).isLessThanOrEqualTo(0);
        assertThat(Interval.of(-Double.MAX_VALUE).add(Interval.of(-Double.MAX_VALUE)))
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, -Double.MAX_VALUE));
    }

    @Test
    void signsNeedEveryMember() {
        assertThat(new Interval(0, 1).sign()).isZero();
        assertThat(new Interval(-1, 0).sign()).isZero();
        assertThat(new Interval(Double.MIN_VALUE, 1).sign()).isEqualTo(1);
        assertThat(new Interval(-3, -Double.MIN_VALUE).sign()).isEqualTo(-1);
        assertThat(new Interval(-3, 2).magnitude()).isEqualTo(3);
        assertThat(new Interval(-3, 2).contains(-3)).isTrue();
        assertThat(new Interval(-3, 2).contains(2.5)).isFalse();
        assertThat(new Interval(-3, 2).negate()).isEqualTo(new Interval(-2, 3));
        assertThat(new Interval(1, 2).middle()).isEqualTo(1.5);
    }
}
