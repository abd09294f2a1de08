package org.talweg.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.census.Refutation.Example;
import org.talweg.data.generator.OrthogonalData;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.Verdict;
import org.talweg.verdict.LandscapeProver;

class RefutationTest {

    /** All regions of the width, judged one by one. */
    private static Map<Verdict, BigInteger> exhaust(LandscapeProver prover, SignedCells all, int m) {
        Map<Verdict, BigInteger> counts = new EnumMap<>(Verdict.class);
        RegionTable.write(
                all,
                m,
                set -> prover.verdict(
                        new Region(Arrays.stream(set).mapToObj(all::get).toList()), m),
                row -> counts.merge(row.finding(), row.orbit(), BigInteger::add),
                sent -> {});
        return counts;
    }

    private static void assertAgrees(
            Refutation refutation, Map<Verdict, BigInteger> counts, LandscapeProver prover, int m, String what) {
        assertThat(refutation.regions()).isEqualTo(counts.values().stream().reduce(BigInteger.ZERO, BigInteger::add));
        boolean decided = !counts.containsKey(Verdict.UNDECIDED);
        if (decided && refutation.global().isPresent()) {
            assertThat(refutation.global().get())
                    .as(what)
                    .isEqualTo(counts.getOrDefault(Verdict.GLOBAL, BigInteger.ZERO));
            assertThat(refutation
                            .withoutGlobal()
                            .orElseThrow()
                            .add(refutation.global().get()))
                    .isEqualTo(refutation.regions());
        }
        for (Verdict verdict : List.of(Verdict.SPURIOUS, Verdict.SADDLE, Verdict.NONE)) {
            Example example = refutation.examples().get(verdict);
            if (example.exists() == null) {
                assertThat(decided).as("%s %s", what, example).isFalse();
            } else {
                assertThat(example.exists())
                        .as("%s %s", what, verdict)
                        .isEqualTo(example.region().isPresent());
                assertThat(example.exists()).as("%s %s", what, verdict).isEqualTo(counts.containsKey(verdict));
            }
            example.region().ifPresent(r -> {
                assertThat(r.region().width()).isEqualTo(m);
                assertThat(prover.judge(r.region()).verdict()).isEqualTo(verdict);
            });
        }
    }

    /** Theorem T8 against all regions: both rays, one ray, none, equal norms, a norm that equals mu = 1/5 or 2/5 .., zero labels. */
    @ParameterizedTest
    @CsvSource({
        "1, 2",
        "1, -2",
        "1, 1/20",
        "1, 1/7",
        "2, 3 -2",
        "2, 2 -2",
        "2, 3 1",
        "2, 3 0",
        "2, 3 -1/5",
        "2, 1/5 1/7",
        "2, 0 0",
        "3, 3 -2 1",
        "3, 1 -2 -2",
        "3, 3 4 -5",
        "3, 0 1 0"
    })
    void orthonormalAgainstAllRegions(int n, String labels) {
        RationalVector y = RationalVector.of(
                Arrays.stream(labels.split(" ", -1)).map(Rational::parse).toArray(Rational[]::new));
        Instance instance = Instance.of(new OrthogonalData(n, n + 1, Optional.of(y), 3, 2).generate(), "1/10");
        assertThat(OrthonormalRefutation.applies(instance.data())).isTrue();
        Objective objective = instance.objective();
        LandscapeProver prover = instance.prover(12);
        SignedCells all = SignedCells.all(objective, CellSet.of(objective.arrangement()));
        for (int m = 1; m <= (n < 3 ? 3 : 2); m++) {
            Refutation refutation = new OrthonormalRefutation(prover, objective, m).refute();
            assertThat(refutation.global()).isPresent();
            assertAgrees(refutation, exhaust(prover, all, m), prover, m, labels + " m=" + m);
        }
    }

    @Test
    void orthonormalOnly() {
        assertThat(OrthonormalRefutation.applies(
                        Instance.of("1", "2,0,1", "0,1,1").data()))
                .isFalse();
        assertThat(OrthonormalRefutation.applies(
                        Instance.of("1", "1,0,1", "3/5,4/5,1").data()))
                .isFalse();
        assertThat(OrthonormalRefutation.applies(
                        Instance.of("1", "3/5,4/5,1", "-4/5,3/5,1").data()))
                .isTrue();
    }

    /** Any data against all regions; where nothing is shown, nothing is claimed unless it is so. */
    @ParameterizedTest
    @CsvSource({"3, 2, false", "3, 2, true", "2, 2, true", "3, 1, true", "4, 1, true"})
    void searchAgainstAllRegions(int n, int d, boolean degenerate) {
        Random random = Seeded.random(100 * n + 10 * d + (degenerate ? 1 : 0));
        for (int trial = 0; trial < 6; trial++) {
            Instance instance =
                    degenerate ? Instance.degenerate(random, n, d, "1/7") : Instance.gaussian(random, n, d, "1/50");
            Searched searched = Searched.of(instance);
            CellSet cells = CellSet.of(instance.objective().arrangement());
            for (int m = 1; m <= 2; m++) {
                Refutation refutation = new RefutationSearch(
                                searched.prover(), searched.cells(), cells, searched::minima, m, judged -> {})
                        .refute();
                Map<Verdict, BigInteger> counts = exhaust(searched.prover(), searched.cells(), m);
                assertAgrees(refutation, counts, searched.prover(), m, instance + " m=" + m);
            }
        }
    }

    /** With the list of minima the absence of spurious ones is proved at widths that cannot be exhausted; without it, it is open. */
    @Test
    void absenceNeedsAProof() {
        Instance instance = Instance.of("1/50", "1,0,2", "1,1/2,1", "1,-1/3,3");
        Searched searched = Searched.of(instance);
        CellSet cells = CellSet.of(instance.objective().arrangement());
        assertThat(searched.minima().isComplete()).isTrue();
        assertThat(searched.counts(12).orElseThrow().spurious()).isZero();
        LocalMinima unsearched =
                LocalMinima.onlyGlobal(searched.cells(), searched.prover().global());
        Example proved = new RefutationSearch(
                        searched.prover(), searched.cells(), cells, searched::minima, 12, judged -> {})
                .refute()
                .examples()
                .get(Verdict.SPURIOUS);
        Example open = new RefutationSearch(
                        searched.prover(), searched.cells(), cells, () -> unsearched, 12, judged -> {})
                .refute()
                .examples()
                .get(Verdict.SPURIOUS);
        assertThat(proved.exists()).isFalse();
        assertThat(open.exists()).isNull();
        assertThat(open.region()).isEmpty();
    }
}
