package org.talweg.minima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.SignVector;
import org.talweg.census.Census;
import org.talweg.census.MinimumClass;
import org.talweg.census.Searched;
import org.talweg.census.WidthCensus;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.data.generator.GaussianData;
import org.talweg.data.generator.OrthogonalData;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Outcome;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.SignedFace;
import org.talweg.oracle.CensusFiles;
import org.talweg.oracle.OracleCell;
import org.talweg.oracle.ReferenceConvexProgram;
import org.talweg.oracle.ReferenceVerdicts;
import org.talweg.oracle.ReferenceVerdicts.Answer;
import org.talweg.proof.GlobalOptimum;
import tools.jackson.databind.JsonNode;

class MinimaSearchTest {

    /** The stored classes are local minima with strict kinks, found by solving all programs of up to n cells. */
    @ParameterizedTest
    @ValueSource(strings = {"gaussian-3x3", "gaussian-4x2", "gaussian-5x2"})
    void referenceClassesAndCounts(String name) {
        JsonNode answer = CensusFiles.load(name).answer();
        Searched found = Searched.of(Instance.of(CensusFiles.load(name)));
        assertThat(found.minima().isComplete()).isTrue();
        List<MinimumClass> classes = found.minima().classes();
        assertThat(classes).hasSameSizeAs(answer.get("classes"));
        for (int i = 0; i < classes.size(); i++) {
            JsonNode expected = answer.get("classes").get(i);
            assertThat(classes.get(i).optimum().value().middle().doubleValue())
                    .isCloseTo(expected.get("value").asDouble(), within(1e-8));
            assertThat(rays(classes.get(i))).containsExactlyInAnyOrderElementsOf(CensusFiles.rays(expected));
        }
        for (Map.Entry<String, JsonNode> width : answer.get("widths").properties()) {
            WidthCensus counts = found.counts(Integer.parseInt(width.getKey())).orElseThrow();
            JsonNode expected = width.getValue();
            if (!expected.get("global").isNull()) {
                assertThat(counts.global().toString())
                        .isEqualTo(expected.get("global").asString());
                assertThat(counts.spurious().toString())
                        .isEqualTo(expected.get("spurious").asString());
            }
            assertThat(counts.undecided()).isZero();
        }
    }

    private static List<String> rays(MinimumClass c) {
        return IntStream.range(0, c.faces().size())
                .mapToObj(i -> c.faces().get(i) + " " + c.stars()[i])
                .toList();
    }

    /** Every region judged by an independent floating-point computation; ties and degenerate rows included. */
    @ParameterizedTest
    @CsvSource({
        "3, 2, false, 3",
        "4, 2, false, 3",
        "4, 3, false, 2",
        "3, 2, true, 3",
        "4, 2, true, 3",
        "3, 3, true, 2",
        "4, 1, true, 3",
        "2, 3, true, 3"
    })
    void countsAgreeWithBruteForce(int n, int d, boolean degenerate, int widest) {
        Random random = Seeded.random(1000 * n + 10 * d + (degenerate ? 1 : 0));
        int compared = 0;
        for (int trial = 0; trial < 4; trial++) {
            Instance instance =
                    degenerate ? Instance.degenerate(random, n, d, "1/7") : Instance.gaussian(random, n, d, "1/50");
            Searched found = Searched.of(instance);
            ReferenceVerdicts reference = new ReferenceVerdicts(instance.oracle(), instance.oracleCells(), true);
            for (int m = 1; m <= widest; m++) {
                Map<Answer, Long> expected = reference.count(m);
                Optional<WidthCensus> counts = found.counts(m);
                String what = instance + " m=" + m;
                assertThat(found.minima().open()).as(what).isEmpty();
                if (counts.isEmpty() || expected.getOrDefault(Answer.UNCLEAR, 0L) > 0) {
                    System.out.println("not compared: " + what + " " + counts.isEmpty() + expected);
                    continue;
                }
                compared++;
                assertThat(counts.get().global().longValue())
                        .as(what)
                        .isEqualTo(expected.getOrDefault(Answer.GLOBAL, 0L));
                assertThat(counts.get().spurious().longValue())
                        .as(what)
                        .isEqualTo(expected.getOrDefault(Answer.SPURIOUS, 0L));
            }
        }
        assertThat(compared).as("widths compared").isGreaterThan(3);
    }

    /** The two searches share neither their tree nor their proof of completeness. */
    @ParameterizedTest
    @CsvSource({"3, 3, false", "4, 2, false", "4, 3, false", "3, 2, true", "4, 2, true", "3, 3, true"})
    void agreesWithTheFullCensus(int n, int d, boolean degenerate) {
        Random random = Seeded.random(77 * n + d);
        int compared = 0;
        for (int trial = 0; trial < 4; trial++) {
            Instance instance =
                    degenerate ? Instance.degenerate(random, n, d, "1/9") : Instance.gaussian(random, n, d, "1/100");
            Searched found = Searched.of(instance);
            Census census = found.census();
            if (census.isComplete() && census.open().isEmpty()) {
                compared++;
                assertThat(found.minima().isComplete()).as("%s", instance).isTrue();
                found.minima().requireAgreement(census);
            }
        }
        assertThat(compared).isGreaterThan(1);
    }

    /** Theorem T8: besides the global minimum only the + ray and only the - ray. */
    @Test
    void orthonormalDataHaveThreeClasses() {
        OrthogonalData data = new OrthogonalData(5, 5, Optional.of(RationalVector.of(3, -2, 1, 1, -1)), 3, 1);
        Searched found = Searched.of(Instance.of(data.generate(), "1/20"));
        assertThat(found.minima().isComplete()).isTrue();
        assertThat(found.vertices())
                .containsExactlyInAnyOrder(
                        List.of(face(1, "+0++0"), face(-1, "0+00+")),
                        List.of(face(1, "+0++0")),
                        List.of(face(-1, "0+00+")));
        assertThat(found.convex().orElseThrow().stars()).containsExactly(4, 8);
    }

    private static SignedFace face(int sign, String covector) {
        return new SignedFace(sign, SignVector.parse(covector));
    }

    /** At large weight decay the zero network is the only minimum. */
    @Test
    void zeroNetwork() {
        Searched found = Searched.of(Instance.of("10", "1,2,1", "0,1,-1"));
        assertThat(found.minima().classes()).hasSize(1);
        assertThat(found.convex().orElseThrow().faces()).isEmpty();
        assertThat(found.counts(2).orElseThrow().global())
                .isEqualTo(java.math.BigInteger.valueOf(found.cells().size()).pow(2));
    }

    @Test
    void allLabelsZero() {
        Searched found = Searched.of(Instance.of("1/10", "1,2,0", "0,1,0"));
        assertThat(found.vertices()).containsExactly(List.of());
    }

    @Test
    void aSearchCutShortSaysSo() {
        Instance instance = Instance.of(CensusFiles.load("gaussian-5x2"));
        Searched found = Searched.of(instance, SearchJournal.NONE, 10);
        assertThat(found.minima().finished()).isFalse();
        assertThat(found.minima().classes()).hasSize(1);
        assertThat(found.counts(3)).isEmpty();
    }

    /** What is found before a search is given up is true, grows with the limit, and does not depend on the threads. */
    @Test
    void partsOfTheList() throws Exception {
        Instance instance = Instance.of(CensusFiles.load("gaussian-5x2"));
        Searched whole = Searched.of(instance);
        long all = whole.result().nodes() + whole.result().cuts();
        assertThat(whole.result().choices().done())
                .isEqualTo(whole.result().choices().all());
        int before = 0;
        int parts = 0;
        for (long limit = 10; limit < 2 * all; limit += Math.max(1, all / 12)) {
            long most = limit;
            Searched part = Searched.of(instance, SearchJournal.NONE, most);
            Searched again = new ForkJoinPool(1)
                    .submit(() -> Searched.of(instance, SearchJournal.NONE, most))
                    .get();
            assertThat(again.vertices()).isEqualTo(part.vertices());
            assertThat(again.result().choices()).isEqualTo(part.result().choices());
            assertThat(whole.vertices()).containsAll(part.vertices());
            assertThat(part.result().nodes() + part.result().cuts()).isLessThanOrEqualTo(most + 100);
            int done = part.result().choices().done();
            boolean finished = part.minima().finished();
            assertThat(finished).isEqualTo(done == part.result().choices().all() && done > 0);
            parts += !finished && part.vertices().size() > 1 ? 1 : 0;
            assertThat(part.vertices().size()).isGreaterThanOrEqualTo(Math.min(before, 1));
            before = part.vertices().size();
        }
        assertThat(parts).isGreaterThan(3);
        assertThat(before).isEqualTo(whole.vertices().size());
    }

    /** Interrupted after any unit, the search ends with the same result. */
    @Test
    void resumesFromItsJournal(@TempDir Path directory) throws IOException {
        Instance instance = Instance.of(CensusFiles.load("gaussian-5x2"));
        Path file = directory.resolve("journal");
        Searched whole = Searched.of(instance, SearchJournal.in(file, "p"), Long.MAX_VALUE);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSizeGreaterThan(15);
        for (int kept : new int[] {1, 2, lines.size() / 2, lines.size()}) {
            String text = String.join("\n", lines.subList(0, kept)) + "\n";
            String cutShort = kept < lines.size()
                    ? lines.get(kept).substring(0, lines.get(kept).length() / 2)
                    : "";
            Files.writeString(file, text + cutShort);
            Searched resumed = Searched.of(instance, SearchJournal.in(file, "p"), Long.MAX_VALUE);
            assertThat(resumed.vertices()).isEqualTo(whole.vertices());
            assertThat(resumed.result().nodes()).isEqualTo(whole.result().nodes());
            assertThat(resumed.result().cuts()).isEqualTo(whole.result().cuts());
            assertThat(Files.readAllLines(file)).hasSameSizeAs(lines);
        }
        assertThatThrownBy(() -> SearchJournal.in(file, "q"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("another problem");
    }

    /** A value known less well cuts fewer pairs, so the units are others; those of both runs are kept apart. */
    @Test
    void resumesWithAnotherPrecision(@TempDir Path directory) {
        Instance instance = Instance.gaussian(Seeded.random(1), 5, 2, "1/8");
        Path file = directory.resolve("journal");
        Searched whole = Searched.of(instance, SearchJournal.in(file, "p"), Long.MAX_VALUE);
        GlobalOptimum global = whole.prover().global();
        GlobalOptimum vague = new GlobalOptimum(
                new Enclosure(Rational.ZERO, global.value().upper()), global.neurons(), global.outcome());
        Searched resumed = Searched.of(instance, SearchJournal.in(file, "p"), Long.MAX_VALUE, vague);
        assertThat(resumed.vertices()).isEqualTo(whole.vertices());
        Path other = directory.resolve("other");
        assertThat(Searched.of(instance, SearchJournal.in(other, "p"), Long.MAX_VALUE, vague)
                        .result()
                        .nodes())
                .isGreaterThan(whole.result().nodes());
        assertThat(Searched.of(instance, SearchJournal.in(other, "p"), Long.MAX_VALUE)
                        .vertices())
                .isEqualTo(whole.vertices());
    }

    /** Some network is the best one: a list without any is not complete. */
    @Test
    void anEmptyListIsNotComplete() {
        Instance instance = Instance.of("10", "1,2,1", "0,1,-1");
        GlobalOptimum open = new GlobalOptimum(
                instance.prover(12).global().value(), List.of(), new Outcome.Undecided<>("not tried"));
        Searched found = Searched.of(instance, SearchJournal.NONE, Long.MAX_VALUE, open);
        assertThat(found.minima().classes()).isEmpty();
        assertThat(found.minima().isComplete()).isFalse();
        assertThat(found.minima().undecidedRegions(2))
                .isEqualTo(java.math.BigInteger.valueOf(found.cells().size()).pow(2));
    }

    /** The set of classes follows the symmetries of the problem, and so do the values. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void laws(long seed) {
        Random random = Seeded.random(seed);
        Instance instance = seed == 3
                ? Instance.degenerate(random, 4, 2, "1/8")
                : Instance.gaussian(random, 4, 3 - (int) seed % 2, "1/40");
        Searched base = Searched.of(instance);
        Dataset data = instance.data();
        int n = data.size();
        // Rows reversed.
        Searched reversed = Searched.of(changed(instance, k -> n - 1 - k, Rational.ONE, Rational.ONE));
        assertThat(mapped(reversed, 1, k -> n - 1 - k)).containsExactlyInAnyOrderElementsOf(mapped(base, 1, k -> k));
        // y -> -y turns every sign.
        Searched flipped = Searched.of(changed(instance, k -> k, Rational.ONE, Rational.of(-1)));
        assertThat(mapped(flipped, -1, k -> k)).containsExactlyInAnyOrderElementsOf(mapped(base, 1, k -> k));
        // (tX, t lambda) and (cy, c lambda) are the same problem in other units.
        Searched scaled = Searched.of(changed(instance, k -> k, Rational.of(3, 2), Rational.of(5)));
        assertThat(mapped(scaled, 1, k -> k)).isEqualTo(mapped(base, 1, k -> k));
        for (int i = 0; i < base.minima().classes().size(); i++) {
            MinimumClass before = base.minima().classes().get(i);
            MinimumClass after = scaled.minima().classes().get(i);
            assertThat(after.optimum().approximateValue())
                    .isCloseTo(25 * before.optimum().approximateValue(), within(1e-9));
            assertThat(after.regionsOnRays()).isEqualTo(before.regionsOnRays());
        }
    }

    private static List<String> mapped(Searched found, int sign, java.util.function.IntUnaryOperator row) {
        return found.vertices().stream()
                .map(v -> v.stream()
                        .map(f -> new SignedFace(
                                sign * f.sign(),
                                SignVector.of(IntStream.range(0, f.covector().size())
                                        .map(k -> f.covector().sign(row.applyAsInt(k)))
                                        .toArray())))
                        .sorted()
                        .toList()
                        .toString())
                .toList();
    }

    private static Instance changed(
            Instance instance, java.util.function.IntUnaryOperator row, Rational inputs, Rational labels) {
        List<RationalVector> x = new ArrayList<>();
        List<Rational> y = new ArrayList<>();
        for (int k = 0; k < instance.data().size(); k++) {
            int from = row.applyAsInt(k);
            x.add(instance.data().inputs().row(from).multiply(inputs));
            y.add(instance.data().labels().get(from).multiply(labels));
        }
        Rational lambda = instance.lambda().multiply(inputs).multiply(labels.abs());
        return new Instance(
                new Dataset(RationalMatrix.ofRows(x, instance.data().dimension()), RationalVector.of(y)), lambda);
    }

    /** An exact rotation by the angle of 3-4-5 in the first two coordinates changes no count and no value. */
    @Test
    void rotation() {
        Instance instance = Instance.gaussian(Seeded.random(9), 4, 2, "1/30");
        List<RationalVector> rows = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            Rational a = instance.data().inputs().get(k, 0);
            Rational b = instance.data().inputs().get(k, 1);
            rows.add(RationalVector.of(
                    a.multiply(3).subtract(b.multiply(4)).divide(Rational.of(5)),
                    a.multiply(4).add(b.multiply(3)).divide(Rational.of(5))));
        }
        Dataset turned =
                new Dataset(RationalMatrix.ofRows(rows, 2), instance.data().labels());
        Searched base = Searched.of(instance);
        Searched rotated = Searched.of(new Instance(turned, instance.lambda()));
        assertThat(rotated.vertices()).isEqualTo(base.vertices());
        assertThat(rotated.counts(5).orElseThrow().global())
                .isEqualTo(base.counts(5).orElseThrow().global());
    }

    /**
     * With many rows in few dimensions the optimum makes X'r = 0, and then the opposite of every ray ties with it. Every set of hosts is
     * solved by an independent program: it reaches the global value if and only if it has the rays of some vertex.
     */
    @Test
    void tiedSolutions() {
        Instance instance = Instance.of(new GaussianData(10, 2, 3, 1).generate(), "1/100");
        Searched found = Searched.of(instance);
        assertThat(found.minima().isComplete()).isTrue();
        MinimumClass global = found.convex().orElseThrow();
        assertThat(global.vertices()).hasSizeGreaterThan(1);
        assertThat(global.mostRays()).isLessThan(global.faces().size());
        ReferenceConvexProgram program = instance.oracle();
        double value = found.prover().global().value().middle().doubleValue();
        List<OracleCell> cells = instance.oracleCells();
        List<OracleCell> hosts = global.faces().stream()
                .map(f -> cells.stream()
                        .filter(c -> f.isInClosureOf(Instance.cell(c)))
                        .findFirst()
                        .orElseThrow())
                .toList();
        int through = 0;
        for (int set = 1; set < 1 << hosts.size(); set++) {
            int bits = set;
            List<OracleCell> used = IntStream.range(0, hosts.size())
                    .filter(i -> (bits >> i & 1) != 0)
                    .mapToObj(hosts::get)
                    .toList();
            double excess = program.solve(used).value() - value;
            through += global.containsSupport(set) ? 1 : 0;
            if (global.containsSupport(set)) {
                assertThat(excess).isLessThan(1e-8);
            } else {
                assertThat(excess).isGreaterThan(1e-7);
            }
        }
        assertThat(through).isGreaterThan(1);
    }

    /**
     * The square's symmetries tie its two diagonals; the formula is that of T6 without uniqueness. At width 1 its four classes have one
     * value and are global together, which no enclosure can tell.
     */
    @Test
    void symmetricTies() {
        Searched found = Searched.of(Instance.of("1/100", "1,0,1", "0,1,1", "-1,0,1", "0,-1,1"));
        assertThat(found.minima().isComplete()).isTrue();
        MinimumClass global = found.convex().orElseThrow();
        assertThat(global.vertices()).hasSize(2);
        assertThat(global.regionsThrough(8)).hasToString("8^m - 4*6^m + 4*5^m - 4^m");
        WidthCensus narrow = found.counts(1).orElseThrow();
        assertThat(narrow.best()).hasSize(4);
        assertThat(narrow.global().intValue()).isEqualTo(4);
        assertThat(narrow.spurious()).isZero();
        ReferenceVerdicts reference = new ReferenceVerdicts(
                found.instance().oracle(), found.instance().oracleCells(), true);
        for (int m = 1; m <= 3; m++) {
            Map<Answer, Long> expected = reference.count(m);
            WidthCensus counts = found.counts(m).orElseThrow();
            assertThat(counts.global().longValue()).isEqualTo(expected.get(Answer.GLOBAL));
            assertThat(counts.spurious().longValue()).isEqualTo(expected.getOrDefault(Answer.SPURIOUS, 0L));
        }
    }

    /** A zero row can never be fitted: with mu unchanged it adds its label's square to n times every value, and no class. */
    @Test
    void zeroRow() {
        Searched base = Searched.of(Instance.of("4/75", "0.6,-1.1,2", "-0.3,0.8,-1", "1.2,0.5,1.5"));
        Searched more = Searched.of(Instance.of("1/25", "0.6,-1.1,2", "-0.3,0.8,-1", "1.2,0.5,1.5", "0,0,7"));
        assertThat(more.minima().classes()).hasSameSizeAs(base.minima().classes());
        for (int i = 0; i < base.minima().classes().size(); i++) {
            double before = base.minima().classes().get(i).optimum().approximateValue();
            double after = more.minima().classes().get(i).optimum().approximateValue();
            assertThat(4 * after).isCloseTo(3 * before + 49, within(1e-9));
            assertThat(more.minima().classes().get(i).regionsOnRays())
                    .isEqualTo(base.minima().classes().get(i).regionsOnRays());
        }
    }
}
