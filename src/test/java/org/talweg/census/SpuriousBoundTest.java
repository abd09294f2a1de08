package org.talweg.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.FaceCount;
import org.talweg.exact.Rational;
import org.talweg.proof.ProvedOptimum;

class SpuriousBoundTest {

    /** Standard normal, rounded to three digits. */
    private static final List<String> GAUSSIAN = List.of(
            "0.078,0.436,-0.814",
            "0.445,0.967,-0.44",
            "0.342,-0.782,0.859",
            "-0.796,-0.522,1.032",
            "-0.86,-0.231,-0.812",
            "-1.975,-0.751,0.401",
            "-0.436,0.42,1.097",
            "-0.778,0.778,-0.05",
            "-0.802,1.038,-0.647",
            "-0.632,-1.04,-0.49");

    /** The sum over all sets one by one, in rationals. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void equalsTheSumOverAllSets(long seed) {
        Random random = Seeded.random(seed);
        int n = 1 + random.nextInt(4);
        List<Integer> stars = new ArrayList<>();
        Map<BigInteger, BigInteger> faces = new TreeMap<>();
        for (int i = 0; i < 3 + random.nextInt(9); i++) {
            int star = 1 << random.nextInt(4);
            stars.add(star + random.nextInt(2));
            faces.merge(BigInteger.valueOf(stars.get(i)), BigInteger.ONE, BigInteger::add);
        }
        long cells = 6L + random.nextInt(60);
        SpuriousBound bound = SpuriousBound.of(n, faces, cells).orElseThrow();
        for (int m : new int[] {1, 2, 7, 31}) {
            Rational sum = Rational.ZERO;
            for (int set = 1; set < 1 << stars.size(); set++) {
                if (Integer.bitCount(set) <= n) {
                    long total = 0;
                    for (int i = 0; i < stars.size(); i++) {
                        total += (set >> i & 1) * (long) stars.get(i);
                    }
                    sum = sum.add(Rational.of(
                            BigInteger.valueOf(Math.min(total, cells)).pow(m),
                            BigInteger.valueOf(cells).pow(m)));
                }
            }
            double exact = Math.min(1, sum.doubleValue());
            assertThat(bound.at(m)).isBetween(exact, exact * (1 + 1e-6));
        }
        bound.leastWidth(1e-3).ifPresent(m -> {
            assertThat(bound.at(m)).isLessThan(1e-3);
            assertThat(m == 1 || bound.at(m - 1) >= 1e-3).isTrue();
        });
    }

    /** Known thresholds of rows in general position: the first widths with a bound below 1e-3. */
    @ParameterizedTest
    @CsvSource({"5, 3, 27", "6, 3, 27", "8, 3, 29", "10, 3, 31", "6, 5, 97", "8, 5, 40"})
    void thresholdsOfGaussianData(int n, int d, int width) {
        Instance instance = Instance.gaussian(Seeded.random(1), n, d, "1/100");
        assertThat(bound(instance).leastWidth(1e-3)).hasValue(width);
    }

    private static SpuriousBound bound(Instance instance) {
        Map<BigInteger, BigInteger> faces = new TreeMap<>();
        FaceCount.byStar(instance.objective().arrangement())
                .forEach((star, count) -> faces.put(star, count.shiftLeft(1)));
        long cells = 2L
                * org.talweg.arrangement.CellSet.of(instance.objective().arrangement())
                        .size();
        return SpuriousBound.of(instance.objective().size(), faces, cells).orElseThrow();
    }

    /** Never below the exact share where the list is complete, by all faces and by those that the search leaves. */
    @Test
    void isAboveTheShare() {
        Random random = Seeded.random(5);
        int close = 0;
        int compared = 0;
        for (int trial = 0; trial < 60; trial++) {
            int n = 1 + random.nextInt(4);
            int d = 1 + random.nextInt(3);
            String lambda = List.of("1/100", "1/20", "1/5").get(random.nextInt(3));
            Instance instance = trial % 2 == 0
                    ? Instance.gaussian(random, n, d, lambda)
                    : Instance.degenerate(random, n, d, lambda);
            Searched found = Searched.of(instance);
            if (!found.minima().isComplete()) {
                continue;
            }
            SpuriousBound all = bound(instance);
            Map<BigInteger, BigInteger> alive = new TreeMap<>();
            for (long size : Stars.sizes(found.cells(), found.result().alive())) {
                alive.merge(BigInteger.valueOf(size), BigInteger.ONE, BigInteger::add);
            }
            SpuriousBound left =
                    SpuriousBound.of(n, alive, found.cells().size()).orElseThrow();
            for (int m = 1; m <= 40; m++) {
                WidthCensus counts = found.counts(m).orElse(null);
                if (counts == null) {
                    continue;
                }
                double share = Rational.of(
                                counts.spurious(),
                                BigInteger.valueOf(found.cells().size()).pow(m))
                        .doubleValue();
                assertThat(left.at(m)).isGreaterThanOrEqualTo(share);
                assertThat(all.at(m)).isGreaterThanOrEqualTo(left.at(m) * (1 - 1e-6));
                compared++;
                close += left.at(m) < 1 && left.at(m) < 1e4 * share ? 1 : 0;
            }
        }
        System.out.println(compared + " compared, " + close + " within 10^4");
        assertThat(compared).isGreaterThan(500);
        assertThat(close).isPositive();
    }

    /** A few faces with large stars are too small a part of all for a double, and still the largest term of wide networks. */
    @Test
    void smallCountsAreNotLost() {
        int n = 60;
        Map<BigInteger, BigInteger> faces = Map.of(
                BigInteger.ONE,
                BigInteger.TEN.pow(9),
                BigInteger.valueOf(68),
                BigInteger.valueOf(30),
                BigInteger.valueOf(67),
                BigInteger.valueOf(30));
        SpuriousBound bound = SpuriousBound.of(n, faces, 4080).orElseThrow();
        // All large stars together have 4050 cells: one set, of 10^-458 of all sets of 60 faces.
        assertThat(bound.at(20_000)).isGreaterThanOrEqualTo(Math.exp(20_000 * Math.log(4050.0 / 4080)));
    }

    /** The hypothesis is more than that labels are in general position: ties of four pairs of opposite rays stay when the labels move. */
    @Test
    void tiesOfOppositeRaysAreStable() {
        Random random = Seeded.random(2);
        for (int trial = 0; trial < 3; trial++) {
            List<String> rows = new ArrayList<>();
            for (String row : GAUSSIAN) {
                int label = row.lastIndexOf(',') + 1;
                Rational moved =
                        Rational.parse(row.substring(label)).add(Rational.of(random.nextInt(2001) - 1000, 1_000_000));
                rows.add(row.substring(0, label) + moved);
            }
            Instance instance = Instance.of("1/100", rows.toArray(String[]::new));
            ProvedOptimum optimum =
                    instance.prover(12).global().outcome().proved().orElseThrow();
            assertThat(optimum.faces()).hasSize(6);
            assertThat(optimum.ties()).hasSize(2);
        }
    }

    /** No faces hold a ray: no region holds a spurious minimum. Too many rows: no bound. */
    @Test
    void extremes() {
        assertThat(SpuriousBound.of(3, Collections.emptyMap(), 8).orElseThrow().at(1))
                .isZero();
        Map<BigInteger, BigInteger> faces = Map.of(BigInteger.TEN, BigInteger.valueOf(1000));
        assertThat(SpuriousBound.of(1_000_000, faces, 1_000_000)).isEmpty();
        SpuriousBound few = SpuriousBound.of(2, Map.of(BigInteger.TEN, BigInteger.valueOf(1000)), 10)
                .orElseThrow();
        assertThat(few.at(1_000_000)).isEqualTo(1);
        assertThat(few.leastWidth(0.5)).isEmpty();
    }
}
