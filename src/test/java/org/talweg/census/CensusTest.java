package org.talweg.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.data.InputException;
import org.talweg.data.generator.OrthogonalData;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.minima.SearchJournal;
import org.talweg.oracle.CensusFiles;
import org.talweg.oracle.ReferenceVerdicts;
import org.talweg.oracle.ReferenceVerdicts.Answer;
import org.talweg.proof.ProgramProver;
import org.talweg.solver.SequentialQuadraticSolver;
import tools.jackson.databind.JsonNode;

class CensusTest {

    /** The stored classes are local minima with strict kinks, found by solving all programs of up to n cells. */
    @ParameterizedTest
    @ValueSource(strings = {"gaussian-3x3", "gaussian-4x2", "gaussian-5x2"})
    void referenceClassesAndCounts(String name) {
        JsonNode answer = CensusFiles.load(name).answer();
        Searched searched = Searched.of(Instance.of(CensusFiles.load(name)));
        Census census = searched.census();
        assertThat(census.isComplete()).isTrue();
        List<RaySet> minima = new ArrayList<>(census.spurious());
        minima.add(census.global().orElseThrow());
        minima.sort(Comparator.comparing(s -> s.optimum().approximateValue()));
        assertThat(minima).hasSameSizeAs(answer.get("classes"));
        for (int i = 0; i < minima.size(); i++) {
            JsonNode expected = answer.get("classes").get(i);
            assertThat(minima.get(i).optimum().approximateValue())
                    .isCloseTo(expected.get("value").asDouble(), Offset.offset(1e-8));
            assertThat(rays(minima.get(i))).containsExactlyInAnyOrderElementsOf(CensusFiles.rays(expected));
        }
        for (Map.Entry<String, JsonNode> width : answer.get("widths").properties()) {
            if (!width.getValue().get("global").isNull()) {
                WidthCensus counts = searched.verdicts(census, Integer.parseInt(width.getKey()))
                        .orElseThrow();
                assertThat(counts.global().toString())
                        .isEqualTo(width.getValue().get("global").asString());
                assertThat(counts.spurious().toString())
                        .isEqualTo(width.getValue().get("spurious").asString());
            }
        }
    }

    private static List<String> rays(RaySet set) {
        List<String> rays = new ArrayList<>();
        for (int i = 0; i < set.faces().size(); i++) {
            rays.add(set.faces().get(i) + " " + set.hosts()[i]);
        }
        return rays;
    }

    /** All four verdicts, counted over every region by an independent floating-point computation. */
    @ParameterizedTest
    @CsvSource({"3, 2, false", "3, 2, true", "2, 3, true", "4, 2, true", "3, 1, true"})
    void countsAgreeWithBruteForce(int n, int d, boolean degenerate) {
        Random random = Seeded.random(100 * n + 10 * d + (degenerate ? 1 : 0));
        int compared = 0;
        for (int trial = 0; trial < 6; trial++) {
            Instance instance =
                    degenerate ? Instance.degenerate(random, n, d, "1/7") : Instance.gaussian(random, n, d, "1/50");
            Searched searched = Searched.of(instance);
            Census census = searched.census();
            ReferenceVerdicts reference = new ReferenceVerdicts(instance.oracle(), instance.oracleCells(), true);
            for (int m = 1; m <= 2; m++) {
                Map<Answer, Long> expected = reference.count(m);
                Optional<WidthCensus> counts =
                        searched.verdicts(census, m).filter(c -> c.others().isPresent());
                if (counts.isEmpty() || expected.getOrDefault(Answer.UNCLEAR, 0L) > 0) {
                    continue;
                }
                compared++;
                assertThat(counts.get().decided().add(counts.get().undecided()))
                        .isEqualTo(BigInteger.valueOf(census.cells().size()).pow(m));
                if (counts.get().undecided().signum() == 0) {
                    String what = instance + " m=" + m;
                    assertThat(counts.get().global().longValue())
                            .as(what)
                            .isEqualTo(expected.getOrDefault(Answer.GLOBAL, 0L));
                    assertThat(counts.get().spurious().longValue())
                            .as(what)
                            .isEqualTo(expected.getOrDefault(Answer.SPURIOUS, 0L));
                    assertThat(counts.get().others().orElseThrow().saddle().longValue())
                            .as(what)
                            .isEqualTo(expected.getOrDefault(Answer.SADDLE, 0L));
                    assertThat(counts.get().others().orElseThrow().none().longValue())
                            .as(what)
                            .isEqualTo(expected.getOrDefault(Answer.NONE, 0L));
                }
            }
        }
        assertThat(compared).as("widths compared").isGreaterThan(3);
    }

    /** Theorem T8: besides the global minimum only the + ray and only the - ray. */
    @Test
    void orthonormalDataHaveThreeClasses() {
        Instance instance = Instance.of(orthonormal().generate(), "1/20");
        Census census = Searched.census(instance);
        assertThat(census.isComplete()).isTrue();
        assertThat(census.global().orElseThrow().faces()).hasSize(2);
        assertThat(census.spurious()).hasSize(2).allMatch(s -> s.faces().size() == 1);
        assertThat(census.open()).isEmpty();
        WidthCensus counts = Searched.of(instance).verdicts(census, 3).orElseThrow();
        assertThat(counts.others().orElseThrow().none()).isZero();
    }

    private static OrthogonalData orthonormal() {
        return new OrthogonalData(3, 3, Optional.of(RationalVector.of(3, -2, 1)), 3, 1);
    }

    /** The count is a proof: without any one of the ray sets it fails, and so it does with one listed twice. */
    @Test
    void aMissingRaySetIsNoticed() {
        Census census = Searched.census(Instance.of(CensusFiles.load("gaussian-3x3")));
        for (int i = 0; i < census.raySets().size(); i++) {
            List<RaySet> fewer = new ArrayList<>(census.raySets());
            RaySet dropped = fewer.remove(i);
            assertThat(with(census, fewer).isComplete()).isFalse();
            fewer.add(dropped);
            fewer.add(dropped);
            assertThat(with(census, fewer).isComplete()).isFalse();
        }
    }

    private static Census with(Census census, List<RaySet> sets) {
        return new Census(census.cells(), sets, census.undecided(), census.programs(), true);
    }

    @Test
    void aSearchCutShortIsNotComplete() {
        Objective objective = Instance.of(CensusFiles.load("gaussian-4x2")).objective();
        SignedCells all = SignedCells.all(objective, CellSet.of(objective.arrangement()));
        Census census = new PivotSearch(all, SequentialQuadraticSolver.dual(), new ProgramProver(objective, 512), 20)
                .run(programs -> {});
        assertThat(census.isComplete()).isFalse();
    }

    /** Interrupted anywhere, the search finds the same ray sets. */
    @Test
    void resumesFromItsJournal(@TempDir Path directory) throws IOException {
        Searched searched = Searched.of(Instance.of(CensusFiles.load("gaussian-3x3")));
        Path file = directory.resolve("journal");
        Supplier<Census> run = () -> new PivotSearch(
                        searched.cells(),
                        SequentialQuadraticSolver.dual(),
                        searched.prover().programs(),
                        Long.MAX_VALUE)
                .run(SearchJournal.in(file, "p"), programs -> {});
        Census whole = run.get();
        assertThat(whole.isComplete()).isTrue();
        List<String> lines = Files.readAllLines(file);
        for (int kept : new int[] {1, 2, lines.size() / 2, lines.size()}) {
            String cutShort = kept < lines.size()
                    ? lines.get(kept).substring(0, lines.get(kept).length() / 2)
                    : "";
            Files.writeString(file, String.join("\n", lines.subList(0, kept)) + "\n" + cutShort);
            Census resumed = run.get();
            assertThat(resumed.raySets().stream().map(RaySet::faces))
                    .isEqualTo(whole.raySets().stream().map(RaySet::faces).toList());
            assertThat(resumed.isComplete()).isTrue();
            if (kept == lines.size()) {
                assertThat(resumed.programs()).isLessThan(whole.programs() / 2);
            }
            assertThat(Files.readAllLines(file)).hasSameSizeAs(lines);
        }
        Files.writeString(file, "p\nfull 0,x;1\n");
        assertThatThrownBy(run::get).isInstanceOf(InputException.class).hasMessageContaining("not a line");
    }

    /** The classes carry over when labels and output signs change sign together. */
    @Test
    void flippingTheLabelsFlipsTheSigns() {
        Instance instance = Instance.of("1/50", "0.6,-1.1,2", "-0.3,0.8,-1", "1.2,0.5,1.5");
        Instance flipped = Instance.of("1/50", "0.6,-1.1,-2", "-0.3,0.8,1", "1.2,0.5,-1.5");
        List<List<SignedFace>> expected = Searched.census(instance).raySets().stream()
                .map(s -> s.faces().stream()
                        .map(f -> new SignedFace(-f.sign(), f.covector()))
                        .sorted()
                        .toList())
                .toList();
        assertThat(Searched.census(flipped).raySets().stream().map(RaySet::faces))
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}
