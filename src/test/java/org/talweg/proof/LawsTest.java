package org.talweg.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.SignVector;
import org.talweg.data.Dataset;
import org.talweg.data.generator.OrthogonalData;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedFace;
import org.talweg.verdict.LandscapeProver;
import org.talweg.verdict.RegionVerdict;

/** Changes of the problem whose effect on every answer is known. */
class LawsTest {

    private static List<Instance> instances(long seed) {
        Random random = Seeded.random(seed);
        return List.of(
                Instance.gaussian(random, 4, 2, "0.02"),
                Instance.gaussian(random, 4, 3, "1/7"),
                Instance.degenerate(random, 5, 2, "0.02"),
                Instance.degenerate(random, 4, 3, "1/10"));
    }

    private static Instance with(RationalMatrix inputs, RationalVector labels, Rational lambda) {
        return new Instance(new Dataset(inputs, labels), lambda);
    }

    private static SignVector permuted(SignVector v, List<Integer> order) {
        return SignVector.of(order.stream().mapToInt(v::sign).toArray());
    }

    private static List<String> rays(GlobalOptimum global) {
        return global.rays().stream().map(SignedFace::toString).sorted().toList();
    }

    /** The global optimum of {@code changed} has the value of {@code old} times {@code factor} and the same rays and status. */
    private static void checkSame(Instance old, Instance changed, Rational factor) {
        GlobalOptimum a = old.prover(12).global();
        GlobalOptimum b = changed.prover(12).global();
        assertThat(b.value().meets(a.value().multiply(factor)))
                .as("%s, %s", old, changed)
                .isTrue();
        assertThat(rays(b)).isEqualTo(rays(a));
        assertThat(b.isUnique()).isEqualTo(a.isUnique());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfRowsDoesNotMatter(long seed) {
        Random random = Seeded.random(seed);
        for (Instance old : instances(seed)) {
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, old.data().size()).boxed().toList());
            Collections.shuffle(order, random);
            RationalMatrix x = RationalMatrix.ofRows(
                    order.stream().map(old.data().inputs()::row).toList(),
                    old.data().dimension());
            RationalVector y = RationalVector.of(
                    order.stream().map(old.data().labels()::get).toList());
            LandscapeProver before = old.prover(12);
            LandscapeProver after = with(x, y, old.lambda()).prover(12);
            assertThat(after.global().value().meets(before.global().value())).isTrue();
            assertThat(rays(after.global()))
                    .isEqualTo(before.global().rays().stream()
                            .map(f -> new SignedFace(f.sign(), permuted(f.covector(), order)).toString())
                            .sorted()
                            .toList());
            for (int i = 0; i < 5; i++) {
                List<SignedCell> cells = Instance.sample(random, old.oracleCells(), 3).stream()
                        .map(Instance::cell)
                        .toList();
                RegionVerdict a = before.judge(new Region(cells));
                RegionVerdict b = after.judge(new Region(cells.stream()
                        .map(c -> new SignedCell(c.sign(), permuted(c.cell(), order)))
                        .toList()));
                assertThat(b.verdict()).isEqualTo(a.verdict());
                assertThat(b.value().meets(a.value())).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void negatedLabelsNegateTheSigns(long seed) {
        for (Instance old : instances(seed)) {
            GlobalOptimum a = old.prover(12).global();
            GlobalOptimum b = with(old.data().inputs(), old.data().labels().negate(), old.lambda())
                    .prover(12)
                    .global();
            assertThat(b.value().meets(a.value())).isTrue();
            assertThat(rays(b))
                    .isEqualTo(a.rays().stream()
                            .map(f -> new SignedFace(-f.sign(), f.covector()).toString())
                            .sorted()
                            .toList());
        }
    }

    /** Labels and lambda times t: u times t, value times t^2. Inputs and lambda times t: u over t, the same value. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void scalingsThatKeepTheProblem(long seed) {
        for (Instance old : instances(seed)) {
            for (Rational t : List.of(Rational.of(7, 3), Rational.parse("1e-9"), Rational.parse("1e12"))) {
                RationalMatrix x = RationalMatrix.ofRows(
                        IntStream.range(0, old.data().size())
                                .mapToObj(k -> old.data().inputs().row(k).multiply(t))
                                .toList(),
                        old.data().dimension());
                Rational lambda = old.lambda().multiply(t);
                RationalVector y = old.data().labels();
                checkSame(old, with(old.data().inputs(), y.multiply(t), lambda), t.square());
                checkSame(old, with(x, y, lambda), Rational.ONE);
            }
        }
    }

    /** n' P'(lambda n / n') = n P(lambda) + y^2, since mu = n lambda and the row has no output. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aZeroRowAddsItsLabel(long seed) {
        for (Instance old : instances(seed)) {
            int n = old.data().size();
            Rational label = Rational.of(5, 4);
            List<RationalVector> rows = new ArrayList<>();
            List<Rational> labels = new ArrayList<>(old.data().labels().toList());
            for (int k = 0; k < n; k++) {
                rows.add(old.data().inputs().row(k));
            }
            rows.add(1, RationalVector.zero(old.data().dimension()));
            labels.add(1, label);
            GlobalOptimum a = old.prover(12).global();
            GlobalOptimum b = with(
                            RationalMatrix.ofRows(rows, old.data().dimension()),
                            RationalVector.of(labels),
                            old.lambda().multiply(Rational.of(n, n + 1)))
                    .prover(12)
                    .global();
            Enclosure expected = a.value().multiply(Rational.of(n)).add(Enclosure.of(label.square()));
            assertThat(b.value().multiply(Rational.of(n + 1)).meets(expected)).isTrue();
            assertThat(rays(b))
                    .isEqualTo(a.rays().stream()
                            .map(f -> f.toString().substring(0, 3)
                                    + "0"
                                    + f.toString().substring(3))
                            .sorted()
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rotationsKeepEverything(long seed) {
        for (Instance old : instances(seed)) {
            int d = old.data().dimension();
            RationalMatrix q = RationalMatrix.ofRows(
                    IntStream.range(0, d)
                            .mapToObj(new OrthogonalData(d, d, Optional.empty(), 1, seed)
                                    .generate()
                                    .values()::row)
                            .map(r -> RationalVector.of(r.toList().subList(0, d)))
                            .toList(),
                    d);
            assertThat(q.multiply(q.transpose())).isEqualTo(RationalMatrix.identity(d));
            checkSame(old, with(old.data().inputs().multiply(q), old.data().labels(), old.lambda()), Rational.ONE);
        }
    }

    /** The mean over every row twice is the mean. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRowTwiceIsTheSameMean(long seed) {
        for (Instance old : instances(seed)) {
            List<RationalVector> rows = new ArrayList<>();
            List<Rational> labels = new ArrayList<>();
            for (int k = 0; k < 2 * old.data().size(); k++) {
                rows.add(old.data().inputs().row(k / 2));
                labels.add(old.data().labels().get(k / 2));
            }
            GlobalOptimum a = old.prover(12).global();
            GlobalOptimum b = with(
                            RationalMatrix.ofRows(rows, old.data().dimension()),
                            RationalVector.of(labels),
                            old.lambda())
                    .prover(12)
                    .global();
            assertThat(b.value().meets(a.value())).isTrue();
            assertThat(b.rays()).hasSameSizeAs(a.rays());
        }
    }
}
