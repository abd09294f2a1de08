package org.talweg.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;
import org.talweg.census.Thresholds.WidthRange;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;

class StarUseTest {

    /** Stars of sizes over N. */
    private static List<Enclosure> stars(int signedCells, int... sizes) {
        return IntStream.of(sizes)
                .mapToObj(s -> Enclosure.of(Rational.of(s, signedCells)))
                .toList();
    }

    private static long[] longs(int... sizes) {
        return IntStream.of(sizes).asLongStream().toArray();
    }

    private static Rational share(ExponentialSum regions, int signedCells, int m) {
        return Rational.of(regions.at(m), BigInteger.valueOf(signedCells).pow(m));
    }

    private static void assertEncloses(Enclosure probability, Rational share) {
        assertThat(probability.contains(share))
                .as("%s in %s", share, probability)
                .isTrue();
        assertThat(probability.relativeWidth()).isLessThan(0x1p-60);
    }

    /** With p = size / N the probabilities are the shares of the regions, which are counted in integers. */
    @Test
    void equalsTheShareOfRegions() {
        Random random = Seeded.random(1);
        for (int trial = 0; trial < 200; trial++) {
            int[] sizes = random.ints(random.nextInt(6), 1, 5).toArray();
            int signedCells = IntStream.of(sizes).sum() + 1 + random.nextInt(20);
            int m = 1 + random.nextInt(40);
            List<Enclosure> stars = stars(signedCells, sizes);
            assertEncloses(
                    StarUse.everyStar(stars, m),
                    share(RegionCounts.usingEveryStar(signedCells, longs(sizes)), signedCells, m));
            assertEncloses(StarUse.onlyStars(stars, m), share(RegionCounts.usingEveryHost(0, sizes), signedCells, m));
        }
    }

    /** Tiny stars at the least width: k! p_1 .. p_k, after nearly everything cancels. */
    @Test
    void cancellation() {
        Rational tiny = Rational.parse("1e-40");
        List<Enclosure> stars = Collections.nCopies(8, Enclosure.of(tiny));
        Rational expected = Rational.of(40_320);
        for (int i = 0; i < 8; i++) {
            expected = expected.multiply(tiny);
        }
        assertEncloses(StarUse.everyStar(stars, 8), expected);
        assertEncloses(StarUse.onlyStars(stars, 8), expected);
        assertThat(StarUse.everyStar(stars, 7)).isEqualTo(Enclosure.of(Rational.ZERO));
    }

    @Test
    void wideNetworks() {
        List<Enclosure> star = List.of(Enclosure.of(Rational.of(1, 1_000_000)));
        double expected = -Math.expm1(3e6 * Math.log1p(-1e-6));
        Enclosure used = StarUse.everyStar(star, 3_000_000);
        assertThat(used.middle().doubleValue()).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(used.relativeWidth()).isLessThan(0x1p-60);
        Enclosure only = StarUse.onlyStars(star, 3_000_000);
        assertThat(only.lower()).isEqualTo(Rational.ZERO);
        assertThat(only.upper().doubleValue()).isZero();
        assertThat(only.upper().signum()).isPositive();
    }

    /** Bounds of the stars carry over, and only they widen the result. */
    @Test
    void growsWithEveryStar() {
        Rational p = Rational.of(1, 10);
        Rational q = Rational.of(3, 20);
        Enclosure wide = new Enclosure(p, q);
        for (int m = 2; m < 30; m++) {
            Enclosure every = StarUse.everyStar(List.of(wide, Enclosure.of(p)), m);
            Enclosure only = StarUse.onlyStars(List.of(wide, Enclosure.of(p)), m);
            for (Rational inside : List.of(p, Rational.of(1, 8), q)) {
                List<Enclosure> exact = List.of(Enclosure.of(inside), Enclosure.of(p));
                assertThat(every.meets(StarUse.everyStar(exact, m))).isTrue();
                assertThat(only.meets(StarUse.onlyStars(exact, m))).isTrue();
            }
            assertThat(every.relativeWidth()).isGreaterThan(1e-9);
        }
    }

    /** Beyond the limit of the subset sum, and where statistical upper ends have a sum above 1, the bounds are wider but hold. */
    @Test
    void manyStars() {
        int k = StarUse.MOST_STARS + 2;
        int[] sizes = Collections.nCopies(k, 1).stream().mapToInt(i -> i).toArray();
        ExponentialSum every = RegionCounts.usingEveryStar(40, longs(sizes));
        ExponentialSum only = RegionCounts.usingEveryHost(0, sizes);
        for (int m : new int[] {k, 50, 200, 400}) {
            Enclosure used = StarUse.everyStar(stars(40, sizes), m);
            assertThat(used.contains(share(every, 40, m))).isTrue();
            assertThat(StarUse.onlyStars(stars(40, sizes), m).contains(share(only, 40, m)))
                    .isTrue();
        }
        assertThat(StarUse.everyStar(stars(40, sizes), 400).width().doubleValue())
                .isLessThan(1e-3);
        Enclosure loose = new Enclosure(Rational.of(1, 4), Rational.of(3, 4));
        Enclosure used = StarUse.everyStar(List.of(loose, loose), 3);
        assertThat(used.lower()).isLessThanOrEqualTo(share(RegionCounts.usingEveryStar(4, 1, 1), 4, 3));
        assertThat(used.upper()).isBetween(Rational.of(3, 4), Rational.ONE);
    }

    /** Least widths by probability are those by count when all cells have equal probability. */
    @Test
    void leastWidthEqualsTheCount() {
        Random random = Seeded.random(3);
        for (int trial = 0; trial < 30; trial++) {
            int[] sizes = random.ints(1 + random.nextInt(4), 1, 4).toArray();
            int signedCells = IntStream.of(sizes).sum() + random.nextInt(60);
            Rational epsilon = Rational.of(1, 2 + random.nextInt(1000));
            long expected =
                    Thresholds.leastWidth(RegionCounts.usingEveryStar(signedCells, longs(sizes)), signedCells, epsilon);
            assertThat(Thresholds.leastWidth(stars(signedCells, sizes), epsilon))
                    .contains(new WidthRange(expected, expected));
        }
        assertThat(Thresholds.leastWidth(List.of(), Rational.of(1, 2))).contains(new WidthRange(1, 1));
    }

    @Test
    void uncertainStarsGiveARange() {
        Enclosure star = new Enclosure(Rational.of(1, 20), Rational.of(1, 10));
        WidthRange range =
                Thresholds.leastWidth(List.of(star), Rational.of(1, 20)).orElseThrow();
        assertThat(range).isEqualTo(new WidthRange(29, 59));
        Optional<WidthRange> unknown =
                Thresholds.leastWidth(List.of(new Enclosure(Rational.ZERO, Rational.of(1, 9))), Rational.of(1, 20));
        assertThat(unknown).isEmpty();
        assertThat(Thresholds.leastWidth(List.of(Enclosure.of(Rational.parse("1e-30"))), Rational.of(1, 2)))
                .isEmpty();
    }
}
