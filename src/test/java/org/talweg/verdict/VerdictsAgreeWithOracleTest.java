package org.talweg.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.exact.Rational;
import org.talweg.exact.Truth;
import org.talweg.landscape.Region;
import org.talweg.landscape.Verdict;
import org.talweg.oracle.BruteForceCells;
import org.talweg.oracle.BruteForceMinimality;
import org.talweg.oracle.CensusFiles;
import org.talweg.oracle.OracleCell;
import org.talweg.oracle.ReferenceVerdicts;
import org.talweg.oracle.ReferenceVerdicts.Answer;

class VerdictsAgreeWithOracleTest {

    /** All regions of a width up to the order of the neurons, as ascending maps to cells. */
    private static List<int[]> multisets(int cells, int m) {
        return BruteForceCells.regions(cells, m).stream()
                .filter(f -> Arrays.equals(f, Arrays.stream(f).sorted().toArray()))
                .toList();
    }

    private static Region region(List<OracleCell> cells, int[] f) {
        return new Region(
                Arrays.stream(f).mapToObj(j -> Instance.cell(cells.get(j))).toList());
    }

    /** Number of distinct orders of the neurons. */
    private static long orbit(int[] f) {
        Map<Integer, Integer> repeats = new HashMap<>();
        long orbit = 1;
        for (int j = 0; j < f.length; j++) {
            orbit = orbit * (j + 1) / repeats.merge(f[j], 1, Integer::sum);
        }
        return orbit;
    }

    private static void checkValue(Instance instance, RegionVerdict verdict, double expected) {
        double scale = instance.data().labels().squaredNorm().doubleValue()
                / instance.data().size();
        Rational value = Rational.of(expected);
        Rational slack = Rational.of(1e-9 * scale);
        assertThat(verdict.value().lower()).isLessThanOrEqualTo(value.add(slack));
        assertThat(verdict.value().upper()).isGreaterThanOrEqualTo(value.subtract(slack));
        assertThat(verdict.value().relativeWidth()).isLessThan(1e-9);
    }

    /** Checks every region and returns how many have each verdict. */
    private static Map<Verdict, Long> check(Instance instance, int m, boolean exactZeros) {
        LandscapeProver prover = instance.prover(12);
        List<OracleCell> cells = instance.oracleCells();
        ReferenceVerdicts oracle = new ReferenceVerdicts(instance.oracle(), cells, exactZeros);
        BruteForceMinimality brute = new BruteForceMinimality(
                BruteForceCells.toDouble(instance.rows()),
                instance.data().labels().toDoubles(),
                instance.lambda().doubleValue());
        Map<Verdict, Long> count = new HashMap<>();
        for (int[] f : multisets(cells.size(), m)) {
            RegionVerdict verdict = prover.judge(region(cells, f));
            ReferenceVerdicts.Verdict expected = oracle.verdict(f);
            String description = verdict + "\n" + expected;
            assertThat(expected.answer()).as(description).isNotEqualTo(Answer.UNCLEAR);
            assertThat(verdict.verdict().toString())
                    .as(description)
                    .isEqualTo(expected.answer().toString());
            checkValue(instance, verdict, expected.value());
            boolean minimum = verdict.verdict() == Verdict.GLOBAL || verdict.verdict() == Verdict.SPURIOUS;
            assertThat(brute.descend(oracle.minimiser(f), 1).isEmpty())
                    .as(description)
                    .isEqualTo(minimum);
            checkWaysDown(verdict, oracle, cells, f);
            count.merge(verdict.verdict(), orbit(f), Long::sum);
        }
        return count;
    }

    /** Neighbours said to be lower are adjacent and lower; a verdict that is no minimum names a way down. */
    private static void checkWaysDown(
            RegionVerdict verdict, ReferenceVerdicts oracle, List<OracleCell> cells, int[] f) {
        double here = oracle.solve(f).value();
        for (Region lower : verdict.neighbours()) {
            int[] g = lower.neurons().stream()
                    .mapToInt(c -> cells.stream().map(Instance::cell).toList().indexOf(c))
                    .toArray();
            long moved = IntStream.range(0, f.length).filter(j -> f[j] != g[j]).count();
            assertThat(moved).isEqualTo(1);
            assertThat(oracle.solve(g).value()).as("%s from %s", lower, verdict).isLessThan(here);
        }
        boolean minimum = verdict.verdict() == Verdict.GLOBAL || verdict.verdict() == Verdict.SPURIOUS;
        assertThat(verdict.escape().isPresent()).as("%s", verdict).isEqualTo(!minimum);
        if (verdict.verdict() == Verdict.NONE) {
            assertThat(verdict.neighbours()).as("%s", verdict).isNotEmpty();
            assertThat(verdict.stationary()).isEqualTo(Truth.NO);
        } else {
            assertThat(verdict.stationary()).isEqualTo(Truth.YES);
        }
        verdict.escape().ifPresent(e -> {
            int[] g = Arrays.copyOf(f, f.length + 1);
            g[f.length] = cells.stream().map(Instance::cell).toList().indexOf(e.into());
            assertThat(oracle.solve(g).value()).as("%s", verdict).isLessThan(here);
        });
    }

    /** Below the number of global rays the global value of the width is found among all sets of that many cells. */
    @Test
    void widthBelowTheNumberOfGlobalRays() {
        CensusFiles census = CensusFiles.load("gaussian-4x2");
        Instance instance = Instance.of(census);
        LandscapeProver prover = instance.prover(12);
        assertThat(prover.global().rays()).hasSizeGreaterThan(2);
        List<OracleCell> cells = instance.oracleCells();
        ReferenceVerdicts oracle = new ReferenceVerdicts(instance.oracle(), cells, false);
        for (int[] f : multisets(cells.size(), 2)) {
            RegionVerdict verdict = prover.judge(region(cells, f));
            Answer expected = oracle.verdict(f).answer();
            assertThat(verdict.verdict().toString()).as("%s", verdict).isEqualTo(expected.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void allRegionsOfWidthThreeOnThreeRowsInThePlane(long seed) {
        Instance instance = Instance.gaussian(Seeded.random(seed), 3, 2, "0.02");
        assertThat(instance.oracleCells()).hasSize(12);
        Map<Verdict, Long> count = check(instance, 3, false);
        assertThat(count).doesNotContainKey(Verdict.UNDECIDED);
        assertThat(count.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1728);
    }

    @ParameterizedTest
    @CsvSource({"gaussian-3x3,3", "gaussian-5x2,2", "gaussian-5x2,3"})
    void countsOfTheReferenceCensus(String name, int m) {
        CensusFiles census = CensusFiles.load(name);
        Instance instance = Instance.of(census);
        LandscapeProver prover = instance.prover(12);
        List<OracleCell> cells = instance.oracleCells();
        Map<Verdict, Long> count = new HashMap<>();
        List<RegionVerdict> undecided = new ArrayList<>();
        for (int[] f : multisets(cells.size(), m)) {
            RegionVerdict verdict = prover.judge(region(cells, f));
            count.merge(verdict.verdict(), orbit(f), Long::sum);
            if (verdict.verdict() == Verdict.UNDECIDED) {
                undecided.add(verdict);
            }
        }
        var expected = census.answer().get("widths").get(String.valueOf(m));
        assertThat(undecided).isEmpty();
        if (m >= prover.global().rays().size()) {
            assertThat(count.get(Verdict.GLOBAL))
                    .isEqualTo(expected.get("global").asLong());
            assertThat(count.get(Verdict.SPURIOUS))
                    .isEqualTo(expected.get("spurious").asLong());
        } else {
            Map<Answer, Long> reference = new ReferenceVerdicts(instance.oracle(), cells, false).count(m);
            reference.forEach((answer, regions) ->
                    assertThat(count.get(Verdict.valueOf(answer.toString()))).isEqualTo(regions));
        }
    }

    /** Random problems with zero, repeated, opposite and dependent rows: a verdict may be missing, but none is wrong. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void degenerateDataAreNeverMisjudged(long seed) {
        checkDegenerate(Seeded.random(seed), 12, 25);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void moreDegenerateDataAreNeverMisjudged(long seed) {
        checkDegenerate(Seeded.random(seed), 60, 60);
    }

    private static void checkDegenerate(Random random, int instances, int regions) {
        String[] lambdas = {"1/50", "1/7", "1/2", "3/1000"};
        Map<String, Integer> seen = new HashMap<>();
        for (int trial = 0; trial < instances; trial++) {
            Instance instance = Instance.degenerate(
                    random, 2 + random.nextInt(4), 1 + random.nextInt(3), lambdas[random.nextInt(lambdas.length)]);
            List<OracleCell> cells = instance.oracleCells();
            LandscapeProver prover = instance.prover(12);
            ReferenceVerdicts oracle = new ReferenceVerdicts(instance.oracle(), cells, true);
            for (int i = 0; i < regions; i++) {
                int[] f = random.ints(1 + random.nextInt(3), 0, cells.size()).toArray();
                RegionVerdict verdict = prover.judge(region(cells, f));
                if (verdict.verdict() == Verdict.UNDECIDED) {
                    seen.merge("undecided " + verdict.reason().replaceAll("[+-]:[-+0]+|[0-9]+", "."), 1, Integer::sum);
                    continue;
                }
                // The oracle solves all subsets for widths below n: too slow for many cells.
                if (f.length < instance.data().size() && Math.pow(cells.size(), f.length) > 3000) {
                    continue;
                }
                ReferenceVerdicts.Verdict expected = oracle.verdict(f);
                seen.merge(expected.answer().toString(), 1, Integer::sum);
                if (expected.answer() != Answer.UNCLEAR) {
                    assertThat(verdict.verdict().toString())
                            .as("%s\n%s\n%s", instance, verdict, expected)
                            .isEqualTo(expected.answer().toString());
                }
            }
        }
        System.out.println(seen.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining("; ")));
    }
}
