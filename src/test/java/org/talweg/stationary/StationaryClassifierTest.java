package org.talweg.stationary;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;
import org.talweg.data.Activation;
import org.talweg.data.VectorDataset;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;

class StationaryClassifierTest {

    private static RationalMatrix matrix(String text) {
        List<RationalVector> rows = new ArrayList<>();
        for (String row : text.split(";", -1)) {
            List<Rational> entries = new ArrayList<>();
            for (String e : row.trim().split(" +", -1)) {
                entries.add(Rational.parse(e));
            }
            rows.add(RationalVector.of(entries));
        }
        return RationalMatrix.ofRows(rows, rows.get(0).size());
    }

    private static Stationarity classify(String x, String y, String a, String w, Activation rho) {
        VectorDataset data = new VectorDataset(matrix(x), matrix(y));
        return new StationaryClassifier(data).classify(new VectorNetwork(matrix(a), matrix(w), rho));
    }

    private static Stationarity classify(String x, String y, String a, String w) {
        return classify(x, y, a, w, Activation.RELU);
    }

    @Test
    void zeroNetworkIsASaddleWhereSomeNeuronCanHelp() {
        Stationarity s = classify("1 0; 0 1; -1 -1", "1; 2; 1", "0", "0 0");
        assertThat(s.stationary()).isEqualTo(Truth.YES);
        assertThat(s.localMinimum()).isEqualTo(Truth.NO);
        assertThat(s.escapes()).hasSize(1);
        assertThat(s.descent().orElseThrow().order()).isEqualTo(2);
    }

    /** All labels negative and a neuron at zero with a positive output: every move adds to the loss. */
    @Test
    void neuronAtZeroWithPositiveOutputCanBeAMinimum() {
        Stationarity s = classify("1 0; 0 1; -1 -1", "-1; -1; -1", "1", "0 0");
        assertThat(s.stationary()).isEqualTo(Truth.YES);
        assertThat(s.localMinimum()).isEqualTo(Truth.YES);
        assertThat(classify("1 0; 0 1; -1 -1", "-1; -1; -1", "-1", "0 0").stationary())
                .isEqualTo(Truth.NO);
    }

    @Test
    void deadNeuronIsAMinimumAndSilentDeadNeuronToo() {
        assertThat(classify("1; 2", "1; 2", "5", "-1").localMinimum()).isEqualTo(Truth.YES);
        assertThat(classify("1; 2", "1; 2", "0", "-1").localMinimum()).isEqualTo(Truth.YES);
        assertThat(classify("1; 2", "1; 2", "0", "1").stationary()).isEqualTo(Truth.NO);
        // a leaky neuron is never dead
        assertThat(classify("1; 2", "1; 2", "5", "-1", new Activation(Rational.ONE, Rational.of(1, 100)))
                        .stationary())
                .isEqualTo(Truth.NO);
    }

    /** The first row wants more, which only its side of the kink gives: Clarke's condition holds, the one-sided derivative is negative. */
    @Test
    void clarkeIsWeakerThanStationary() {
        Stationarity s = classify("1 0; 0 1", "1; 2", "1", "1 0");
        assertThat(s.clarke()).isEqualTo(Truth.YES);
        assertThat(s.stationary()).isEqualTo(Truth.NO);
        assertThat(s.escapes()).isEmpty();
        assertThat(s.descent().orElseThrow().order()).isEqualTo(1);
        Stationarity convex = classify("1 0; 0 1", "1; -2", "1", "1 0");
        assertThat(convex.localMinimum()).isEqualTo(Truth.YES);
    }

    /** With |x| the kink at which both sides are wanted is a saddle; where neither is, a minimum. */
    @Test
    void absoluteValue() {
        Activation abs = new Activation(Rational.ONE, Rational.of(-1));
        assertThat(classify("1 0; 0 1", "1; 2", "1", "1 0", abs).stationary()).isEqualTo(Truth.NO);
        assertThat(classify("1 0; 0 1", "1; -2", "1", "1 0", abs).localMinimum())
                .isEqualTo(Truth.YES);
        assertThat(classify("1 0; 0 1", "1; 0", "1", "1 0", abs).localMinimum()).isEqualTo(Truth.YES);
    }

    /** Opposite rows whose residuals pull alike: one hyperplane, two slopes. */
    @Test
    void oppositeRowsShareAHyperplane() {
        assertThat(classify("1 0; 0 1; 0 -1", "1; -1; -1", "1", "1 0").localMinimum())
                .isEqualTo(Truth.YES);
        assertThat(classify("1 0; 0 1; 0 -1", "1; -1; 1", "1", "1 0").stationary())
                .isEqualTo(Truth.NO);
        // residuals r and -r: D is linear across the hyperplane and not zero
        assertThat(classify("1 0; 0 1; 0 -1", "1; -1; 1", "0", "1 0").localMinimum())
                .isEqualTo(Truth.NO);
    }

    /** n = 2, d = 2, p = 2: Q = 2 mu b v + 2 b^2 + 2 v^2, strictly positive if and only if |mu| < 2 (worked out in stationary.md). */
    @Test
    void secondOrderDecidesForTwoOutputs() {
        assertThat(classify("1 1; 1 -1", "1 -1/2; 1 1/2", "1 0", "1 0").localMinimum())
                .isEqualTo(Truth.YES);
        assertThat(classify("1 1; 1 -1", "1 -3/2; 1 3/2", "1 0", "1 0").localMinimum())
                .isEqualTo(Truth.NO);
        assertThat(classify("1 1; 1 -1", "1 -1; 1 1", "1 0", "1 0").localMinimum())
                .isEqualTo(Truth.OPEN);
    }

    @Test
    void randomPointsAgreeWithPerturbations() {
        check(Seeded.random(20261127), 400, 60);
    }

    /** More of the same. */
    @Test
    @Tag("slow")
    void manyRandomPointsAgreeWithManyPerturbations() {
        check(Seeded.random(17), 2000, 2500);
    }

    private static void check(Random random, int points, int perturbations) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < points; i++) {
            StationaryPoints point = StationaryPoints.random(random, 1 + i % 2);
            Stationarity s = new StationaryClassifier(point.data()).classify(point.network());
            seen.merge(s.stationary() + " " + s.localMinimum(), 1, Integer::sum);
            if (s.localMinimum() == Truth.NO) {
                descends(point, s);
            }
            if (s.stationary() == Truth.YES && s.escapes().stream().allMatch(EscapeNeuron::silent)) {
                assertThat(s.localMinimum()).isEqualTo(s.escapes().isEmpty() ? Truth.YES : Truth.NO);
            }
            for (int t = 0; t < perturbations && s.stationary() == Truth.YES; t++) {
                survives(random, point, s);
            }
        }
        assertThat(seen.getOrDefault("YES YES", 0)).isGreaterThan(points / 10);
        assertThat(seen.getOrDefault("YES NO", 0)).isGreaterThan(points / 20);
        assertThat(seen.getOrDefault("NO NO", 0)).isGreaterThan(points / 20);
        assertThat(seen.getOrDefault("NO YES", 0)).isZero();
        assertThat(seen.getOrDefault("YES OPEN", 0)).isLessThan(points / 20);
    }

    /** The loss falls as claimed: after the step, and at the claimed rate in the limit. */
    private static void descends(StationaryPoints point, Stationarity s) {
        LossDescent d = s.descent().orElseThrow();
        assertThat(d.rate().signum()).isNegative();
        assertThat(loss(point, d.a(), d.w(), d.step())).isEqualTo(d.lossAfter()).isLessThan(s.loss());
        Rational t = Rational.scaleByPowerOfTwo(BigInteger.ONE, -60);
        Rational quotient = loss(point, d.a(), d.w(), t).subtract(s.loss());
        for (int i = 0; i < d.order(); i++) {
            quotient = quotient.divide(t);
        }
        assertThat(quotient.subtract(d.rate()).abs())
                .isLessThan(Rational.of(1, 1000).multiply(d.rate().abs()));
    }

    private static final int[][] SCALES = {{20, 20}, {30, 10}, {10, 30}, {40, 15}, {8, 8}};

    /** Small exact perturbations, those of output weights and of weights on different scales, of one neuron or all, some along faces. */
    private static void survives(Random random, StationaryPoints point, Stationarity s) {
        VectorNetwork net = point.network();
        int[] scale = SCALES[random.nextInt(SCALES.length)];
        boolean one = random.nextBoolean();
        int only = random.nextInt(net.width());
        List<RationalVector> a = new ArrayList<>();
        List<RationalVector> w = new ArrayList<>();
        for (int j = 0; j < net.width(); j++) {
            boolean still = one && j != only;
            int most = random.nextBoolean() ? 1 : 8;
            a.add(StationaryPoints.vector(random, net.outputs(), still ? 0 : most)
                    .multiply(Rational.scaleByPowerOfTwo(BigInteger.ONE, -scale[0])));
            w.add(StationaryPoints.vector(random, net.dimension(), still ? 0 : most)
                    .multiply(Rational.scaleByPowerOfTwo(BigInteger.ONE, -scale[1])));
        }
        RationalMatrix b = RationalMatrix.ofRows(a, net.outputs());
        RationalMatrix v = RationalMatrix.ofRows(w, net.dimension());
        Rational change = loss(point, b, v, Rational.ONE).subtract(s.loss());
        if (s.localMinimum() == Truth.YES) {
            assertThat(change.signum()).as(point.toString()).isNotNegative();
        }
        // stationary: the one-sided derivative is nonnegative
        Rational t = Rational.scaleByPowerOfTwo(BigInteger.ONE, -80);
        Rational far = loss(point, b, v, t).subtract(s.loss()).divide(t);
        assertThat(far)
                .as(point.toString())
                .isGreaterThan(Rational.scaleByPowerOfTwo(BigInteger.ONE, -60).negate());
    }

    /** The loss of moved weights, evaluated term by term. */
    private static Rational loss(StationaryPoints point, RationalMatrix da, RationalMatrix dw, Rational t) {
        VectorDataset data = point.data();
        VectorNetwork net = point.network();
        Rational sum = Rational.ZERO;
        for (int k = 0; k < data.size(); k++) {
            for (int q = 0; q < data.outputs(); q++) {
                Rational h = Rational.ZERO;
                for (int j = 0; j < net.width(); j++) {
                    Rational z = Rational.ZERO;
                    for (int i = 0; i < data.dimension(); i++) {
                        Rational weight = net.w().get(j, i).add(t.multiply(dw.get(j, i)));
                        z = z.add(weight.multiply(data.inputs().get(k, i)));
                    }
                    Rational slope = z.signum() < 0
                            ? net.activation().minus()
                            : net.activation().plus();
                    h = h.add(net.a()
                            .get(j, q)
                            .add(t.multiply(da.get(j, q)))
                            .multiply(slope)
                            .multiply(z));
                }
                sum = sum.add(h.subtract(data.labels().get(k, q)).square());
            }
        }
        return sum.divide(Rational.of(data.size()));
    }
}
