package org.talweg.stationary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;
import org.talweg.data.Activation;
import org.talweg.data.VectorDataset;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;

/** Each statement of theorem N6 on random stationary points. */
class EmbeddingTest {

    private static final Rational HALF = Rational.of(1, 2);

    private interface Case {
        void check(StationaryPoints point, Stationarity narrow, int neuron);
    }

    private static void onRandomPoints(int seed, int outputs, Case check) {
        Random random = Seeded.random(seed);
        int checked = 0;
        for (int i = 0; i < 500; i++) {
            StationaryPoints point = StationaryPoints.random(random, outputs);
            Stationarity narrow = new StationaryClassifier(point.data()).classify(point.network());
            if (narrow.stationary() == Truth.YES) {
                check.check(point, narrow, random.nextInt(point.network().width()));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(100);
    }

    private static Stationarity classify(VectorDataset data, VectorNetwork wide, Stationarity narrow) {
        Stationarity s = new StationaryClassifier(data).classify(wide);
        assertThat(s.loss()).isEqualTo(narrow.loss());
        return s;
    }

    private static boolean isFelt(Stationarity s, int j) {
        return s.slopes().get(j).stream().anyMatch(e -> !e.derivative().isZero());
    }

    private static boolean isKinked(Stationarity s, int j) {
        return s.slopes().get(j).stream()
                .anyMatch(e -> !s.network().a().row(j).dot(e.derivative()).isZero());
    }

    @Test
    void positivePartsKeepEverythingForOneOutput() {
        onRandomPoints(1, 1, (point, narrow, j) -> {
            VectorNetwork wide =
                    Embedding.replicate(point.network(), j, List.of(HALF, HALF), List.of(Rational.ONE, Rational.of(3)));
            Stationarity s = classify(point.data(), wide, narrow);
            assertThat(s.stationary()).isEqualTo(Truth.YES);
            assertThat(s.localMinimum()).isEqualTo(narrow.localMinimum());
            // the copies of an escaping neuron escape, and no other
            assertThat(s.escapes().stream()
                            .map(e -> e.neuron() > j ? e.neuron() - 1 : e.neuron())
                            .distinct()
                            .toList())
                    .isEqualTo(
                            narrow.escapes().stream().map(EscapeNeuron::neuron).toList());
        });
    }

    @Test
    void aCopyOfPartZeroEscapesIfTheSlopeIsFelt() {
        for (int p = 1; p <= 2; p++) {
            onRandomPoints(2, p, (point, narrow, j) -> {
                VectorNetwork wide = Embedding.replicate(
                        point.network(), j, List.of(Rational.ONE, Rational.ZERO), List.of(Rational.ONE, Rational.ONE));
                Stationarity s = classify(point.data(), wide, narrow);
                assertThat(s.stationary()).isEqualTo(Truth.YES);
                assertThat(s.escapes().stream().anyMatch(e -> e.neuron() == j + 1))
                        .isEqualTo(isFelt(narrow, j));
                if (isFelt(narrow, j)) {
                    assertThat(s.localMinimum()).isEqualTo(Truth.NO);
                    assertThat(s.descent().orElseThrow().order()).isEqualTo(2);
                }
            });
        }
    }

    @Test
    void aNegativePartBreaksStationarityAtAKinkAndOnlyThere() {
        for (int p = 1; p <= 2; p++) {
            onRandomPoints(3, p, (point, narrow, j) -> {
                VectorNetwork wide = Embedding.replicate(
                        point.network(),
                        j,
                        List.of(Rational.of(2), Rational.of(-1)),
                        List.of(Rational.ONE, Rational.ONE));
                Stationarity s = classify(point.data(), wide, narrow);
                assertThat(s.stationary()).isEqualTo(isKinked(narrow, j) ? Truth.NO : Truth.YES);
            });
        }
    }

    @Test
    void aPropagatedNeuronIsStationaryWhereItsOutputWeightFeelsNothing() {
        Random random = Seeded.random(4);
        onRandomPoints(4, 1, (point, narrow, j) -> {
            RationalVector w = StationaryPoints.vector(random, point.network().dimension(), 1);
            VectorNetwork wide = Embedding.add(point.network(), RationalVector.zero(1), w);
            Stationarity s = classify(point.data(), wide, narrow);
            RationalVector r =
                    point.network().residual(point.data()).transpose().row(0);
            RationalVector phi =
                    point.network().activation().at(point.data().inputs().multiply(w));
            assertThat(s.stationary()).isEqualTo(r.dot(phi).isZero() ? Truth.YES : Truth.NO);
            if (s.stationary() == Truth.YES) {
                boolean kept = !isFelt(s, point.network().width());
                assertThat(s.localMinimum()).isEqualTo(kept ? narrow.localMinimum() : Truth.NO);
            }
        });
    }

    @Test
    void aNeuronThatNoRowActivatesKeepsEverything() {
        Random random = Seeded.random(5);
        int[] seen = new int[1];
        onRandomPoints(5, 1, (point, narrow, j) -> {
            RationalVector w = StationaryPoints.vector(random, point.network().dimension(), 2);
            boolean inactive = point.network().activation().minus().isZero()
                    && point.data().inputs().multiply(w).toList().stream().allMatch(z -> z.signum() < 0);
            if (inactive) {
                seen[0]++;
                VectorNetwork wide = Embedding.add(point.network(), StationaryPoints.vector(random, 1, 3), w);
                Stationarity s = classify(point.data(), wide, narrow);
                assertThat(s.stationary()).isEqualTo(Truth.YES);
                assertThat(s.localMinimum()).isEqualTo(narrow.localMinimum());
                assertThat(s.escapes()).hasSameSizeAs(narrow.escapes());
            }
        });
        assertThat(seen[0]).isGreaterThan(5);
    }

    /** With two outputs even parts that are all positive can turn a minimum into a saddle: the copies move apart (worked out in stationary.md). */
    @Test
    void positivePartsCanDestroyAMinimumOfTwoOutputs() {
        VectorDataset data = new VectorDataset(
                RationalMatrix.ofRows(List.of(RationalVector.of(1, 1), RationalVector.of(1, -1)), 2),
                RationalMatrix.ofRows(
                        List.of(RationalVector.of(Rational.ONE, HALF.negate()), RationalVector.of(Rational.ONE, HALF)),
                        2));
        VectorNetwork network = new VectorNetwork(
                RationalMatrix.ofRows(List.of(RationalVector.of(1, 0)), 2),
                RationalMatrix.ofRows(List.of(RationalVector.of(1, 0)), 2),
                Activation.RELU);
        StationaryClassifier classifier = new StationaryClassifier(data);
        assertThat(classifier.classify(network).localMinimum()).isEqualTo(Truth.YES);
        VectorNetwork wide = Embedding.replicate(network, 0, List.of(HALF, HALF), List.of(Rational.ONE, Rational.ONE));
        Stationarity s = classifier.classify(wide);
        assertThat(s.stationary()).isEqualTo(Truth.YES);
        assertThat(s.localMinimum()).isEqualTo(Truth.NO);
        assertThat(s.descent().orElseThrow().lossAfter()).isLessThan(s.loss());
    }

    @Test
    void refusesWhatIsNoReplication() {
        StationaryPoints point = StationaryPoints.random(Seeded.random(6), 1);
        List<Rational> ones = List.of(Rational.ONE, Rational.ONE);
        assertThatThrownBy(() -> Embedding.replicate(point.network(), 0, ones, ones))
                .hasMessageContaining("sum 1");
        assertThatThrownBy(() -> Embedding.replicate(point.network(), 0, List.of(HALF, HALF), List.of(HALF)))
                .hasMessageContaining("scales");
        assertThatThrownBy(() ->
                        Embedding.replicate(point.network(), 0, List.of(HALF, HALF), List.of(HALF, Rational.ZERO)))
                .hasMessageContaining("positive");
    }
}
