package org.talweg.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.landscape.Verdict;
import org.talweg.oracle.BruteForceCells;
import org.talweg.oracle.CensusFiles;
import org.talweg.oracle.OracleCell;
import org.talweg.proof.GlobalOptimum;
import org.talweg.verdict.LandscapeProver;

class RegionCountsTest {

    private static BigInteger number(long value) {
        return BigInteger.valueOf(value);
    }

    /** Maps from m neurons to n cells that use every star, by trying all. */
    private static long count(int n, int m, int... stars) {
        return BruteForceCells.regions(n, m).stream()
                .filter(f -> {
                    int from = 0;
                    for (int star : stars) {
                        int low = from;
                        int high = from + star;
                        if (IntStream.of(f).noneMatch(c -> c >= low && c < high)) {
                            return false;
                        }
                        from = high;
                    }
                    return true;
                })
                .count();
    }

    @Test
    void theFormulaCountsMaps() {
        for (int m = 1; m <= 5; m++) {
            assertThat(RegionCounts.usingEveryStar(6).at(m)).isEqualTo(number(count(6, m)));
            assertThat(RegionCounts.usingEveryStar(6, 2).at(m)).isEqualTo(number(count(6, m, 2)));
            assertThat(RegionCounts.usingEveryStar(6, 1, 3).at(m)).isEqualTo(number(count(6, m, 1, 3)));
            assertThat(RegionCounts.usingEveryStar(6, 2, 2, 2).at(m)).isEqualTo(number(count(6, m, 2, 2, 2)));
            assertThat(RegionCounts.usingEveryStar(6, 1, 1, 2).at(m)).isEqualTo(number(count(6, m, 1, 1, 2)));
        }
        assertThat(RegionCounts.usingEveryStar(16, 1, 1).toString()).isEqualTo("16^m - 2*15^m + 14^m");
    }

    /** Stars from their definition, and the formula from the verdicts of all regions. */
    @ParameterizedTest
    @CsvSource({"1,3,2,1/50,2", "2,3,2,1/50,2", "3,3,1,1/10,3", "4,2,2,1/20,3", "5,3,2,3,2"})
    void theFormulaCountsGlobalRegions(long seed, int n, int d, String lambda, int m) {
        Instance instance = Instance.gaussian(Seeded.random(seed), n, d, lambda);
        LandscapeProver prover = instance.prover(12);
        GlobalOptimum global = prover.global();
        assertThat(global.isUnique()).isTrue();
        Objective objective = instance.objective();
        List<SignedCell> cells =
                instance.oracleCells().stream().map(Instance::cell).toList();
        long[] stars = Stars.sizes(SignedCells.all(objective, CellSet.of(objective.arrangement())), global.rays());
        for (int i = 0; i < stars.length; i++) {
            SignedFace face = global.rays().get(i);
            assertThat(stars[i])
                    .isEqualTo(cells.stream()
                            .filter(c ->
                                    c.sign() == face.sign() && new OracleCell(1, signs(c)).hasInClosure(signs(face)))
                            .count());
        }
        long counted = BruteForceCells.regions(cells.size(), m).stream()
                .filter(f -> prover.judge(new Region(
                                        IntStream.of(f).mapToObj(cells::get).toList()))
                                .verdict()
                        == Verdict.GLOBAL)
                .count();
        if (m >= stars.length) {
            assertThat(RegionCounts.usingEveryStar(cells.size(), stars).at(m)).isEqualTo(number(counted));
        } else {
            assertThat(counted).isZero();
        }
    }

    private static int[] signs(SignedCell c) {
        return IntStream.range(0, c.cell().size()).map(c.cell()::sign).toArray();
    }

    private static int[] signs(SignedFace f) {
        return IntStream.range(0, f.covector().size()).map(f.covector()::sign).toArray();
    }

    @ParameterizedTest
    @CsvSource({"gaussian-3x3", "gaussian-4x2", "gaussian-5x2"})
    void theFormulaIsThatOfTheReferenceCensus(String name) {
        CensusFiles census = CensusFiles.load(name);
        Instance instance = Instance.of(census);
        Objective objective = instance.objective();
        SignedCells all = SignedCells.all(objective, CellSet.of(objective.arrangement()));
        ExponentialSum formula = RegionCounts.usingEveryStar(
                all.size(), Stars.sizes(all, instance.prover(12).global().rays()));
        int rays = census.answer().get("classes").get(0).get("rays").size();
        census.answer().get("widths").properties().forEach(e -> {
            int m = Integer.parseInt(e.getKey());
            if (m >= rays) {
                assertThat(formula.at(m))
                        .isEqualTo(new BigInteger(e.getValue().get("global").asString()));
            }
        });
    }

    @Test
    void sumsAreFunctions() {
        Random random = Seeded.random(9);
        for (int trial = 0; trial < 200; trial++) {
            ExponentialSum a = random(random);
            ExponentialSum b = random(random);
            for (int m = 1; m < 6; m++) {
                assertThat(a.add(b).at(m)).isEqualTo(a.at(m).add(b.at(m)));
            }
            assertThat(a.add(b)).isEqualTo(b.add(a)).hasSameHashCodeAs(b.add(a));
            assertThat(a.add(ExponentialSum.ZERO)).isEqualTo(a);
            ExponentialSum minus = ExponentialSum.ZERO;
            for (var term : a.terms().entrySet()) {
                minus = minus.add(term.getValue().negate(), term.getKey());
            }
            assertThat(a.add(minus)).isEqualTo(ExponentialSum.ZERO);
        }
    }

    private static ExponentialSum random(Random random) {
        ExponentialSum sum = ExponentialSum.ZERO;
        for (int i = random.nextInt(5); i > 0; i--) {
            sum = sum.add(number(random.nextInt(7) - 3), number(random.nextInt(4)));
        }
        return sum;
    }

    @Test
    void sumsAreWrittenWithTheLargestBaseFirst() {
        ExponentialSum sum = ExponentialSum.power(number(3)).add(number(-2), number(7));
        assertThat(sum.toString()).isEqualTo("-2*7^m + 3^m");
        assertThat(ExponentialSum.ZERO.toString()).isEqualTo("0");
        assertThat(ExponentialSum.power(BigInteger.ZERO)).isEqualTo(ExponentialSum.ZERO);
        assertThat(sum.add(number(2), number(7)).toString()).isEqualTo("3^m");
        assertThat(sum.at(2)).isEqualTo(number(9 - 98));
        assertThatThrownBy(() -> sum.at(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sum.add(BigInteger.ONE, number(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
