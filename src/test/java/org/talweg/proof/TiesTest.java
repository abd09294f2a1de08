package org.talweg.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.SignVector;
import org.talweg.data.generator.BoursierData;
import org.talweg.data.generator.GaussianData;
import org.talweg.data.generator.OrthogonalData;
import org.talweg.exact.Outcome;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.Verdict;
import org.talweg.oracle.OracleCell;
import org.talweg.verdict.LandscapeProver;
import org.talweg.verdict.RegionVerdict;

/** Data where strict inequalities fail exactly: each answer is right or UNDECIDED, never wrong. */
class TiesTest {

    private static RegionVerdict judge(Instance instance, String region) {
        return instance.prover(12).judge(Region.parse(region));
    }

    /** Three normals in a plane through the ray e3, minimal on its host, with a negative slope towards (1, 1, 0). */
    @Test
    void concaveKinkWithDependentNormals() {
        Instance instance = Instance.of("1/16", "1,0,0,-1", "0,1,0,-1", "1,1,0,1", "1,1,1,5/4");
        RegionVerdict verdict = judge(instance, "+:---+");
        assertThat(verdict.verdict()).isIn(Verdict.SADDLE, Verdict.UNDECIDED);
        ProvedOptimum optimum = verdict.optimum().orElseThrow();
        assertThat(optimum.faces().toString()).isEqualTo("[+:000+]");
        assertThat(optimum.isLocallyMinimal()).isEqualTo(Truth.NO);
        assertThat(optimum.mass(0).contains(Rational.ONE)).isTrue();
        assertThat(optimum.descent(0)).isPresent();
    }

    /** K_BB^-1 K_BA is not zero, but equal labels make two outputs equal on the face. */
    @Test
    void zeroThatHoldsOnTheFaceOnly() {
        Instance instance = Instance.of("1/100", "1,1,1", "1,-1,1", "0,1,0");
        LandscapeProver prover = instance.prover(12);
        assertThat(prover.global().rays().toString()).isEqualTo("[+:++0]");
        assertThat(prover.global().isUnique()).isTrue();
        ProvedOptimum optimum = ((Outcome.Proved<ProvedOptimum>) prover.global().outcome()).result();
        assertThat(optimum.isLocallyMinimal()).isEqualTo(Truth.YES);
        assertThat(prover.judge(Region.parse("+:+++")).verdict()).isEqualTo(Verdict.GLOBAL);
        assertThat(prover.judge(Region.parse("+:++-")).verdict()).isEqualTo(Verdict.GLOBAL);
        assertThat(prover.judge(Region.parse("+:+-+,-:+++")).verdict()).isIn(Verdict.SADDLE, Verdict.NONE);
    }

    /** Four rays of which two opposite ones suffice: only regions that use an opposite pair of stars are global. */
    @Test
    void polytopeOfOptima() {
        Instance instance = Instance.of("1/100", "1,0,1", "0,1,1", "-1,0,1", "0,-1,1");
        LandscapeProver prover = instance.prover(12);
        List<OracleCell> cells = instance.oracleCells();
        assertThat(prover.global().isUnique()).isFalse();
        for (OracleCell a : cells) {
            for (OracleCell b : cells) {
                boolean opposite = a.sign() > 0 && b.sign() > 0 && a.at(0) != b.at(0) && a.at(1) != b.at(1);
                Verdict verdict = prover.judge(new Region(List.of(Instance.cell(a), Instance.cell(b))))
                        .verdict();
                if (opposite) {
                    assertThat(verdict).as("%s %s", a, b).isIn(Verdict.GLOBAL, Verdict.UNDECIDED);
                } else {
                    assertThat(verdict).as("%s %s", a, b).isNotEqualTo(Verdict.GLOBAL);
                }
            }
        }
    }

    /** Each row with its negative and one label: the reflected network is as good, on other rays. */
    @Test
    void reflectionsOfTheOptimumAreGlobalToo() {
        Instance instance =
                Instance.of("1/10", "-1,2,0", "1,-2,0", "2,1,-3", "-2,-1,-3", "-2,-2,3", "2,2,3", "-1,0,3", "1,0,3");
        LandscapeProver prover = instance.prover(12);
        GlobalOptimum global = prover.global();
        assertThat(global.outcome()).isInstanceOf(Outcome.Proved.class);
        assertThat(global.isUnique()).isFalse();
        SignVector any = Instance.cell(instance.oracleCells().get(0)).cell();
        List<SignedCell> hosts = global.rays().stream()
                .map(f -> new SignedCell(f.sign(), f.covector().compose(any)))
                .toList();
        assertThat(prover.judge(new Region(hosts)).verdict()).isEqualTo(Verdict.GLOBAL);
        Region reflected = new Region(hosts.stream()
                .map(c -> new SignedCell(c.sign(), c.cell().negate()))
                .toList());
        assertThat(reflected.neurons()).isNotEqualTo(hosts);
        RegionVerdict verdict = prover.judge(reflected);
        assertThat(verdict.verdict()).isIn(Verdict.GLOBAL, Verdict.UNDECIDED);
        assertThat(verdict.value().meets(global.value())).isTrue();
    }

    /** Width 1 on rows 1, -1 with labels 1, 1: both signs of w are global, with different residuals. */
    @Test
    void equalValuesBelowTheNumberOfGlobalRays() {
        Instance instance = Instance.of("1/10", "1,1", "-1,1");
        LandscapeProver prover = instance.prover(12);
        for (String region : new String[] {"+:+-", "+:-+"}) {
            assertThat(prover.judge(Region.parse(region)).verdict()).isIn(Verdict.GLOBAL, Verdict.UNDECIDED);
        }
        for (String region : new String[] {"-:+-", "-:-+"}) {
            assertThat(prover.judge(Region.parse(region)).verdict()).isIn(Verdict.SADDLE, Verdict.UNDECIDED);
        }
        assertThat(prover.judge(Region.parse("+:+-,+:-+")).verdict()).isEqualTo(Verdict.GLOBAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 2", "3 0 -1", "0 -2 0", "1 0 0"})
    void zeroLabelsOnOrthogonalData(String y) {
        RationalVector labels = RationalVector.of(
                List.of(y.split(" ", -1)).stream().map(Rational::parse).toList());
        Instance instance = Instance.of(new OrthogonalData(3, 3, Optional.of(labels), 0, 5).generate(), "1/10");
        GlobalOptimum global = instance.prover(12).global();
        assertThat(global.isUnique()).isTrue();
        String plus = y.contains("2") && !y.contains("-2") ? "00+" : y.startsWith("0") ? "" : "+00";
        assertThat(global.rays().stream()
                        .filter(f -> f.sign() > 0)
                        .map(f -> f.covector().toString())
                        .toList())
                .isEqualTo(plus.isEmpty() ? List.of() : List.of(plus));
    }

    /** |y+| = mu: the + ray has mass 0 and h = mu. The value is |y|^2 / n, whatever is known of the structure. */
    @ParameterizedTest
    @CsvSource({"3 4,5/2,0", "3 -1,3/2,0", "5 12 0,13/3,0", "3 4,249/100,1", "3 4,251/100,0"})
    void lambdaWhereANeuronAppears(String y, String lambda, int rays) {
        RationalVector labels = RationalVector.of(
                List.of(y.split(" ", -1)).stream().map(Rational::parse).toList());
        Instance instance = Instance.of(
                new OrthogonalData(labels.size(), labels.size(), Optional.of(labels), 0, 5).generate(), lambda);
        LandscapeProver prover = instance.prover(12);
        if (rays == 0) {
            assertThat(prover.global().value().contains(labels.squaredNorm().divide(Rational.of(labels.size()))))
                    .isTrue();
        }
        if (prover.global().outcome() instanceof Outcome.Proved) {
            assertThat(prover.global().rays()).hasSize(rays);
        }
        Random random = Seeded.random(1);
        List<OracleCell> cells = instance.oracleCells();
        for (int i = 0; i < 20; i++) {
            Region region = new Region(Instance.sample(random, cells, 1 + random.nextInt(3)).stream()
                    .map(Instance::cell)
                    .toList());
            Verdict verdict = prover.judge(region).verdict();
            if (rays == 0) {
                assertThat(verdict).as("%s", region).isIn(Verdict.GLOBAL, Verdict.UNDECIDED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1/1000,2.60e-7,2.61e-7", "1e-5,1.7e-7,1.9e-7", "1e-7,1e-9,1e-6"})
    void allActiveNeuronOfBoursierIsSpurious(String lambda, double leastGap, double largestGap) {
        LandscapeProver prover =
                Instance.of(new BoursierData(3).generate(), lambda).prover(12);
        RegionVerdict verdict = prover.judge(Region.parse("+:+++,+:+++"));
        assertThat(verdict.verdict()).as("%s", verdict).isEqualTo(Verdict.SPURIOUS);
        // A single neuron can do no better, so at width 1 the same network is a global minimum.
        RegionVerdict single = prover.judge(Region.parse("+:+++"));
        assertThat(single.verdict()).isIn(Verdict.GLOBAL, Verdict.UNDECIDED);
        assertThat(single.value()).isEqualTo(verdict.value());
        assertThat(prover.global().value().isBelow(verdict.value())).isTrue();
        assertThat(verdict.value().subtract(prover.global().value()).middle().doubleValue())
                .isBetween(leastGap, largestGap);
        assertThat(prover.judge(Region.parse("+:+++,+:+++,+:+++")).verdict()).isEqualTo(Verdict.SPURIOUS);
    }

    /** More digits may decide more, but never otherwise. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void precisionFlipsNoVerdict(long seed) {
        Random random = Seeded.random(seed);
        for (int trial = 0; trial < 8; trial++) {
            Instance instance = trial % 2 == 0
                    ? Instance.gaussian(random, 4, 2, "0.02")
                    : Instance.degenerate(random, 4, 3, "0.02");
            List<LandscapeProver> provers = List.of(instance.prover(1), instance.prover(12), instance.prover(80));
            for (int i = 0; i < 8; i++) {
                Region region =
                        new Region(Instance.sample(random, instance.oracleCells(), 1 + random.nextInt(4)).stream()
                                .map(Instance::cell)
                                .toList());
                List<RegionVerdict> verdicts =
                        provers.stream().map(p -> p.judge(region)).toList();
                assertThat(verdicts.stream()
                                .map(RegionVerdict::verdict)
                                .filter(v -> v != Verdict.UNDECIDED)
                                .distinct()
                                .toList())
                        .hasSizeLessThanOrEqualTo(1);
                assertThat(verdicts.get(0).value().meets(verdicts.get(2).value()))
                        .isTrue();
                assertThat(verdicts.get(1).value().meets(verdicts.get(2).value()))
                        .isTrue();
                assertThat(verdicts.get(2).value().relativeWidth()).isLessThan(1e-11);
            }
        }
    }

    /**
     * Eight gaussian points in the plane whose optimum ties with reflected rays: other ray sets attain it as well, and regions
     * that hold one of those are global too.
     */
    @Test
    void reflectedRaysAreGlobalToo() {
        Instance instance = Instance.of(new GaussianData(8, 2, 3, 5).generate(), "0.01");
        LandscapeProver prover = instance.prover(12);
        assertThat(prover.global().rays().toString())
                .isEqualTo("[+:+0--+--+, +:-0++-++-, +:--0+--+-, -:++++++-0, -:-+++0++-, -:------+0]");
        assertThat(prover.global().isUnique()).isFalse();
        ProvedOptimum optimum = prover.global().outcome().proved().orElseThrow();
        assertThat(optimum.ties().toString()).isEqualTo("[+:++0-++-+, -:+---0--+]");
        assertThat(prover.judge(hosts("+:+0--+--+ +:-0++-++- +:--0+--+- -:++++++-0 -:-+++0++- -:------+0"))
                        .verdict())
                .isEqualTo(Verdict.GLOBAL);
        assertThat(prover.judge(hosts("+:+0--+--+ +:-0++-++- +:--0+--+- -:++++++-0 -:+---0--+ -:------+0"))
                        .verdict())
                .isEqualTo(Verdict.GLOBAL);
        assertThat(prover.judge(hosts("+:+0--+--+ +:-0++-++- -:++++++-0 -:+---0--+ -:------+0 -:------+0"))
                        .verdict())
                .isNotEqualTo(Verdict.GLOBAL);
    }

    /** At the lambda where the first neuron would appear the support function reaches mu exactly, and the zero network is optimal. */
    @Test
    void zeroNetworkAtItsSwitchingValue() {
        for (Instance instance : List.of(
                Instance.of("1", "1,1"), Instance.of("5/2", "3,4,1", "0,0,2"), Instance.of("3/2", "1,0,3", "0,1,-3"))) {
            LandscapeProver prover = instance.prover(12);
            assertThat(prover.global().rays()).isEmpty();
            assertThat(prover.global().isUnique()).as("%s", instance).isTrue();
            assertThat(prover.global().value().width()).isEqualTo(Rational.ZERO);
        }
        Instance above = Instance.of("0.999999999999999999", "1,1");
        assertThat(above.prover(12).global().rays()).hasSizeLessThanOrEqualTo(1);
        assertThat(above.prover(12).global().isUnique()
                        && above.prover(12).global().rays().isEmpty())
                .isFalse();
    }

    /** One cell around each face. */
    private static Region hosts(String faces) {
        return Region.parse(faces.replaceAll("0", "+").replace(' ', ','));
    }
}
