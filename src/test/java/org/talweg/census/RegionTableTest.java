package org.talweg.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.census.RegionTable.Finding;
import org.talweg.census.RegionTable.Row;
import org.talweg.exact.Truth;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.Verdict;
import org.talweg.oracle.CensusFiles;
import org.talweg.verdict.LandscapeProver;
import org.talweg.verdict.RegionVerdict;

class RegionTableTest {

    private static List<Row<Finding>> rows(Census census, int m, Function<int[], Finding> judge) {
        List<Row<Finding>> rows = new ArrayList<>();
        RegionTable.write(census.cells(), m, judge, rows::add, sent -> {});
        return rows;
    }

    private static Map<Verdict, BigInteger> count(List<Row<Finding>> rows) {
        Map<Verdict, BigInteger> counts = new TreeMap<>();
        rows.forEach(r -> counts.merge(r.finding().verdict(), r.orbit(), BigInteger::add));
        return counts;
    }

    /** Orbits add up to N^m, and verdict by verdict to the counts of the census, below and above the number of global rays. */
    @ParameterizedTest
    @CsvSource({"gaussian-3x3", "gaussian-4x2"})
    void orbitsAddUpToTheCensus(String name) {
        Instance instance = Instance.of(CensusFiles.load(name));
        Searched searched = Searched.of(instance);
        Census census = searched.census();
        for (int m = 1; m <= 3; m++) {
            WidthCensus counts = searched.verdicts(census, m).orElseThrow();
            CensusFindings findings = CensusFindings.of(census, counts.best(), searched.prover()::value)
                    .orElseThrow();
            List<Row<Finding>> rows = rows(census, m, findings);
            assertThat(RegionTable.rows(census.cells().size(), m)).isEqualTo(rows.size());
            Map<Verdict, BigInteger> found = count(rows);
            assertThat(found.values().stream().reduce(BigInteger.ZERO, BigInteger::add))
                    .isEqualTo(BigInteger.valueOf(census.cells().size()).pow(m));
            assertThat(found.getOrDefault(Verdict.GLOBAL, BigInteger.ZERO)).isEqualTo(counts.global());
            assertThat(found.getOrDefault(Verdict.SPURIOUS, BigInteger.ZERO)).isEqualTo(counts.spurious());
            assertThat(found.getOrDefault(Verdict.SADDLE, BigInteger.ZERO))
                    .isEqualTo(counts.others().orElseThrow().saddle());
            assertThat(rows.stream()
                            .filter(r -> r.finding().trap() == Truth.YES)
                            .map(Row::orbit)
                            .reduce(BigInteger.ZERO, BigInteger::add))
                    .isEqualTo(counts.others().orElseThrow().trap());
            assertThat(found.getOrDefault(Verdict.NONE, BigInteger.ZERO))
                    .isEqualTo(counts.others().orElseThrow().none());
            assertThat(found.getOrDefault(Verdict.UNDECIDED, BigInteger.ZERO)).isEqualTo(counts.undecided());
        }
    }

    /** Read from the census and judged one by one: the same verdicts, rays and values. */
    @ParameterizedTest
    @CsvSource({"3, 2, false", "3, 2, true", "2, 2, true", "3, 1, true"})
    void findingsAgreeWithJudging(int n, int d, boolean degenerate) {
        Random random = Seeded.random(10 * n + d);
        int compared = 0;
        for (int trial = 0; trial < 4; trial++) {
            Instance instance =
                    degenerate ? Instance.degenerate(random, n, d, "1/7") : Instance.gaussian(random, n, d, "1/50");
            Searched searched = Searched.of(instance);
            Census census = searched.census();
            LandscapeProver prover = searched.prover();
            for (int m = 1; m <= 2; m++) {
                int width = m;
                Optional<CensusFindings> findings =
                        searched.verdicts(census, m).flatMap(c -> CensusFindings.of(census, c.best(), prover::value));
                if (findings.isEmpty()) {
                    continue;
                }
                for (Row<Finding> row : rows(census, m, findings.get())) {
                    RegionVerdict judged = prover.judge(row.region(), width);
                    if (judged.verdict() != Verdict.UNDECIDED && row.finding().verdict() != Verdict.UNDECIDED) {
                        assertThat(row.finding().verdict())
                                .as("%s %s", instance, row)
                                .isEqualTo(judged.verdict());
                        assertThat(row.finding().trap())
                                .as("%s %s", instance, row)
                                .isEqualTo(judged.trap());
                    }
                    assertThat(row.finding().value().meets(judged.value())).isTrue();
                    judged.optimum()
                            .ifPresent(o -> assertThat(row.finding().rays()).isEqualTo(o.faces()));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(30);
    }

    @Test
    void everyMultisetOnce() {
        Census census = Searched.of(Instance.of("1/50", "1,2", "-3,1")).census();
        int size = census.cells().size();
        assertThat(size).isEqualTo(4);
        Set<List<SignedCell>> seen = new HashSet<>();
        List<Row<Finding>> rows = rows(census, 3, set -> new Finding(Verdict.NONE, Truth.NO, null, List.of()));
        for (Row<Finding> row : rows) {
            List<SignedCell> sorted = row.region().neurons().stream().sorted().toList();
            assertThat(seen.add(sorted)).isTrue();
            int distinct = new HashSet<>(sorted).size();
            assertThat(row.orbit().intValue()).isEqualTo(distinct == 3 ? 6 : distinct == 2 ? 3 : 1);
        }
        assertThat(rows).hasSize(20);
        assertThat(RegionTable.rows(28, 8)).isEqualTo(23_535_820);
    }

    /** A census that is not complete proves no verdict. */
    @Test
    void nothingFromAnIncompleteCensus() {
        Searched searched = Searched.of(Instance.of(CensusFiles.load("gaussian-4x2")));
        Census census = searched.census();
        List<MinimumClass> best = searched.counts(3).orElseThrow().best();
        assertThat(CensusFindings.of(census, best, region -> null)).isPresent();
        Census cut = new Census(census.cells(), census.raySets().subList(1, 5), 0, 0, true);
        assertThat(CensusFindings.of(cut, best, region -> null)).isEmpty();
    }
}
