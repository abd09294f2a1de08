package org.talweg.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.census.VerdictSample.Measure;
import org.talweg.census.VerdictSample.Share;
import org.talweg.census.VerdictSample.Shares;
import org.talweg.exact.Rational;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.landscape.Verdict;
import org.talweg.oracle.CensusFiles;
import org.talweg.solver.SequentialQuadraticSolver;
import org.talweg.verdict.LandscapeProver;

class VerdictSampleTest {

    private static VerdictSample sample(Instance instance, Measure measure, int samples, long seed) {
        Objective objective = instance.objective();
        CellSet cells = CellSet.of(objective.arrangement());
        LandscapeProver prover = instance.prover(12, SequentialQuadraticSolver.dual());
        return new VerdictSample(prover, SignedCells.all(objective, cells), cells, measure, samples, seed);
    }

    private static void assertShare(Share share, double exact, int samples) {
        assertThat(share.estimate()).isCloseTo(exact, within(5 * Math.sqrt(exact * (1 - exact) / samples) + 1e-3));
        assertThat(share.low()).isLessThanOrEqualTo(share.estimate());
        assertThat(share.high()).isGreaterThanOrEqualTo(share.estimate());
    }

    /** Against the counts of the census, at widths below and above the number of global rays. */
    @ParameterizedTest
    @CsvSource({"gaussian-3x3, 1", "gaussian-3x3, 2", "gaussian-3x3, 6", "gaussian-4x2, 1", "gaussian-4x2, 3"})
    void uniformSharesAgreeWithTheCensus(String name, int m) {
        Instance instance = Instance.of(CensusFiles.load(name));
        Searched searched = Searched.of(instance);
        Census census = searched.census();
        WidthCensus counts = searched.verdicts(census, m).orElseThrow();
        BigInteger all = BigInteger.valueOf(searched.cells().size()).pow(m);
        int samples = 2000;
        Shares drawn = sample(instance, Measure.UNIFORM, samples, 5).shares(m, judged -> {});
        Map<Verdict, Share> shares = drawn.verdicts();
        assertShare(
                drawn.trap(),
                Rational.of(counts.others().orElseThrow().trap(), all).doubleValue(),
                samples);
        Map<Verdict, BigInteger> exact = new EnumMap<>(Map.of(
                Verdict.GLOBAL, counts.global(),
                Verdict.SPURIOUS, counts.spurious(),
                Verdict.SADDLE, counts.others().orElseThrow().saddle(),
                Verdict.NONE, counts.others().orElseThrow().none(),
                Verdict.UNDECIDED, counts.undecided()));
        exact.forEach((verdict, regions) ->
                assertShare(shares.get(verdict), Rational.of(regions, all).doubleValue(), samples));
        assertThat(shares.values().stream().mapToDouble(Share::estimate).sum()).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"gaussian-3x3, 1", "gaussian-3x3, 6", "gaussian-4x2, 4"})
    void gaussianSharesAgreeWithTheVolumes(String name, int m) {
        Instance instance = Instance.of(CensusFiles.load(name));
        Searched searched = Searched.of(instance);
        List<SignedFace> faces = new ArrayList<>();
        searched.minima().classes().forEach(c -> faces.addAll(c.faces()));
        WidthVolume volume = WidthVolume.of(
                        searched.minima(),
                        searched.convex(),
                        searched.counts(m).orElseThrow(),
                        StarVolumes.of(instance.objective(), faces))
                .orElseThrow();
        int samples = 4000;
        Map<Verdict, Share> shares = sample(instance, Measure.GAUSSIAN, samples, 5)
                .shares(m, judged -> {})
                .verdicts();
        assertShare(shares.get(Verdict.GLOBAL), volume.global().middle().doubleValue(), samples);
        assertShare(shares.get(Verdict.SPURIOUS), volume.spurious().middle().doubleValue(), samples);
    }

    @Test
    void theSameForAnyNumberOfThreadsAndOrderOfWidths() throws Exception {
        Instance instance = Instance.of(CensusFiles.load("gaussian-5x2"));
        VerdictSample first = sample(instance, Measure.GAUSSIAN, 200, 9);
        VerdictSample second = sample(instance, Measure.GAUSSIAN, 200, 9);
        ForkJoinPool one = new ForkJoinPool(1);
        List<Shares> alone = one.submit(() -> List.of(first.shares(2, j -> {}), first.shares(7, j -> {})))
                .get();
        one.shutdown();
        Shares seven = second.shares(7, j -> {});
        assertThat(List.of(second.shares(2, j -> {}), seven)).isEqualTo(alone);
        assertThat(sample(instance, Measure.GAUSSIAN, 200, 10).shares(7, j -> {}))
                .isNotEqualTo(seven);
        assertThat(sample(instance, Measure.UNIFORM, 200, 9).shares(7, j -> {})).isNotEqualTo(seven);
    }

    /** Without rays every region is global; without hyperplanes there is one cell. */
    @Test
    void zeroData() {
        Map<Verdict, Share> shares = sample(Instance.of("1", "0,0,3", "0,0,-1"), Measure.GAUSSIAN, 10, 1)
                .shares(2, j -> {})
                .verdicts();
        assertThat(shares.get(Verdict.GLOBAL).estimate()).isEqualTo(1);
    }

    /** R's binom.test: 5 of 10 gives 0.1870860, 0.8129140; 3 of 20 gives 0.03207094, 0.37892683. */
    @Test
    void clopperPearson() {
        assertThat(Share.of(5, 10).low()).isCloseTo(0.1870860, within(1e-7));
        assertThat(Share.of(5, 10).high()).isCloseTo(0.8129140, within(1e-7));
        assertThat(Share.of(3, 20).low()).isCloseTo(0.03207094, within(1e-8));
        assertThat(Share.of(3, 20).high()).isCloseTo(0.37892683, within(1e-8));
        Share none = Share.of(0, 30);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(1 - Math.pow(0.025, 1.0 / 30), within(1e-12));
        Share all = Share.of(30, 30);
        assertThat(all.high()).isEqualTo(1);
        assertThat(all.low()).isCloseTo(Math.pow(0.025, 1.0 / 30), within(1e-12));
        assertThat(Share.of(1, 1).estimate()).isEqualTo(1);
    }

    /** The short way to a verdict gives the verdict of the long one, with another solver, on all kinds of data. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void shortVerdictsAreVerdicts(boolean degenerate) {
        Random random = Seeded.random(degenerate ? 12 : 11);
        for (int trial = 0; trial < 12; trial++) {
            int n = 2 + random.nextInt(3);
            int d = 1 + random.nextInt(3);
            Instance instance =
                    degenerate ? Instance.degenerate(random, n, d, "1/9") : Instance.gaussian(random, n, d, "1/50");
            LandscapeProver prover = instance.prover(12);
            LandscapeProver other = prover.solvingWith(SequentialQuadraticSolver.dual());
            SignedCells all = SignedCells.all(
                    instance.objective(), CellSet.of(instance.objective().arrangement()));
            for (int i = 0; i < 15; i++) {
                int m = 1 + random.nextInt(4);
                Region region = new Region(
                        random.ints(m, 0, all.size()).mapToObj(all::get).toList());
                Verdict verdict = prover.judge(region).verdict();
                assertThat(prover.verdict(region, m))
                        .as("%s %s", instance, region)
                        .isEqualTo(verdict);
                assertThat(prover.judgeBriefly(region, m).verdict()).isEqualTo(verdict);
                assertThat(prover.judgeBriefly(region, m).neighbours()).isEmpty();
                Verdict again = other.verdict(region, m);
                if (again != Verdict.UNDECIDED && verdict != Verdict.UNDECIDED) {
                    assertThat(again).as("%s %s", instance, region).isEqualTo(verdict);
                }
            }
        }
    }
}
