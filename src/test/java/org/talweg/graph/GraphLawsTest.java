package org.talweg.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.data.Dataset;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.graph.MergeTree.Basin;

/** Changes of the data whose effect on the merge tree is known. */
class GraphLawsTest {

    private static List<Instance> instances() {
        Random random = Seeded.random(91);
        return List.of(
                Instance.gaussian(random, 4, 2, "1/50"),
                Instance.gaussian(random, 3, 2, "1/100"),
                Instance.degenerate(random, 4, 2, "1/30"),
                Instance.degenerate(random, 4, 2, "1/30"));
    }

    private static Instance with(List<RationalVector> rows, List<Rational> labels, Rational lambda) {
        return new Instance(
                new Dataset(RationalMatrix.ofRows(rows, rows.get(0).size()), RationalVector.of(labels)), lambda);
    }

    private static List<RationalVector> rows(Instance instance) {
        return IntStream.range(0, instance.data().size())
                .mapToObj(instance.data().inputs()::row)
                .toList();
    }

    private static void checkSame(Instance old, Instance changed, Rational factor) {
        MergeTree a = Landscape.of(old, 2).tree();
        MergeTree b = Landscape.of(changed, 2).tree();
        assertThat(b.isDecided()).as("%s", old).isEqualTo(a.isDecided());
        assertThat(b.basins()).hasSameSizeAs(a.basins());
        assertThat(b.joins()).hasSameSizeAs(a.joins());
        assertThat(b.globalComponents()).isEqualTo(a.globalComponents());
        for (int i = 0; i < a.basins().size(); i++) {
            Basin x = a.basins().get(i);
            Basin y = b.basins().get(i);
            assertThat(meets(x.value(), y.value(), factor)).isTrue();
            assertThat(y.copies()).isEqualTo(x.copies());
            assertThat(y.global()).isEqualTo(x.global());
            assertThat(y.barrier().isPresent()).isEqualTo(x.barrier().isPresent());
            if (x.barrier().isPresent()) {
                assertThat(meets(x.barrier().get(), y.barrier().orElseThrow(), factor))
                        .isTrue();
            }
        }
        for (int i = 0; i < a.joins().size(); i++) {
            assertThat(meets(a.joins().get(i).height(), b.joins().get(i).height(), factor))
                    .isTrue();
        }
        for (int i = 0; i < a.mergers().size(); i++) {
            assertThat(meets(a.mergers().get(i).height(), b.mergers().get(i).height(), factor))
                    .isTrue();
        }
    }

    private static boolean meets(Enclosure a, Enclosure b, Rational factor) {
        return a.multiply(factor).meets(b);
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        Random random = Seeded.random(92);
        for (Instance old : instances()) {
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, old.data().size()).boxed().toList());
            Collections.shuffle(order, random);
            checkSame(
                    old,
                    with(
                            order.stream().map(rows(old)::get).toList(),
                            order.stream().map(old.data().labels()::get).toList(),
                            old.lambda()),
                    Rational.ONE);
        }
    }

    @Test
    void negatedLabelsNegateTheSigns() {
        for (Instance old : instances()) {
            checkSame(old, with(rows(old), old.data().labels().negate().toList(), old.lambda()), Rational.ONE);
        }
    }

    @Test
    void rotationsKeepEverything() {
        RationalMatrix q = RationalMatrix.ofRows(
                List.of(
                        RationalVector.of(List.of(Rational.of(3, 5), Rational.of(4, 5))),
                        RationalVector.of(List.of(Rational.of(-4, 5), Rational.of(3, 5)))),
                2);
        for (Instance old : instances()) {
            checkSame(
                    old,
                    new Instance(
                            new Dataset(
                                    old.data().inputs().multiply(q), old.data().labels()),
                            old.lambda()),
                    Rational.ONE);
        }
    }

    /** Labels and lambda times t multiply the loss by t^2. */
    @Test
    void scaledLabelsScaleTheHeights() {
        Rational t = Rational.of(7, 3);
        for (Instance old : instances()) {
            checkSame(
                    old,
                    with(
                            rows(old),
                            old.data().labels().toList().stream()
                                    .map(t::multiply)
                                    .toList(),
                            old.lambda().multiply(t)),
                    t.square());
        }
    }

    @Test
    void everyRowTwiceIsTheSameMean() {
        for (Instance old : instances()) {
            List<RationalVector> rows = new ArrayList<>(rows(old));
            rows.addAll(rows(old));
            List<Rational> labels = new ArrayList<>(old.data().labels().toList());
            labels.addAll(old.data().labels().toList());
            checkSame(old, with(rows, labels, old.lambda()), Rational.ONE);
        }
    }

    @Test
    void symmetriesOfTheData() {
        // A square: eight isometries, of which those that keep the labels.
        Instance square = Instance.of("1/10", "1,0,1", "0,1,2", "-1,0,1", "0,-1,2");
        assertThat(DataSymmetries.of(square.objective()).size()).isEqualTo(4);
        Instance signed = Instance.of("1/10", "1,0,1", "0,1,-1", "-1,0,1", "0,-1,-1");
        assertThat(DataSymmetries.of(signed.objective()).size()).isEqualTo(8);
        Instance none = Instance.of("1/10", "1,0,1", "0,2,1");
        assertThat(DataSymmetries.of(none.objective()).size()).isEqualTo(1);
        Instance dead = Instance.of("1/10", "1,0", "0,5", "-1,0");
        assertThat(DataSymmetries.of(dead.objective()).size()).isEqualTo(4);
    }

    /** The order of levels, on a landscape with exact ties by symmetry: ascending, disjoint, every value in its level. */
    @Test
    void levelsAscend() {
        Instance square = Instance.of("1/50", "1,1/3,1", "-1/3,1,2", "-1,-1/3,1", "1/3,-1,2");
        Landscape landscape = Landscape.of(square, 2);
        for (int g = 1; g < landscape.levels().groups(); g++) {
            assertThat(landscape
                            .levels()
                            .enclosure(g - 1)
                            .isBelow(landscape.levels().enclosure(g)))
                    .isTrue();
        }
        for (RegionEdge e : landscape.graph().edges()) {
            assertThat(landscape
                            .levels()
                            .of(e.value())
                            .enclosure()
                            .meets(e.value().enclosure()))
                    .isTrue();
        }
    }
}
