package org.talweg.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.ClassicalRungeKuttaIntegrator;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;
import org.talweg.data.Dataset;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.numeric.DoubleVectors;

/** The motion of one neuron in closed form, against a library's integrator and against small steps of subgradient descent. */
class NeuronFlowTest {

    private static final double LAMBDA = 0.03;

    /** {@code a' = g.w - 2 lambda a}, {@code w' = a g - 2 lambda w}, with g of the rows on whose positive side w is. */
    private record Equations(double[][] x, double[] r) implements FirstOrderDifferentialEquations {

        @Override
        public int getDimension() {
            return x[0].length + 1;
        }

        @Override
        public void computeDerivatives(double t, double[] y, double[] slope) {
            int d = x[0].length;
            slope[d] = -2 * LAMBDA * y[d];
            for (int i = 0; i < d; i++) {
                slope[i] = -2 * LAMBDA * y[i];
            }
            for (int k = 0; k < r.length; k++) {
                if (DoubleVectors.dot(x[k], y) > 0) {
                    for (int i = 0; i < d; i++) {
                        double g = -2.0 / r.length * r[k] * x[k][i];
                        slope[d] += g * y[i];
                        slope[i] += y[d] * g;
                    }
                }
            }
        }
    }

    private static double[] integrated(double[][] x, double[] r, double a, double[] w, double time, int steps) {
        double[] y = new double[w.length + 1];
        System.arraycopy(w, 0, y, 0, w.length);
        y[w.length] = a;
        new ClassicalRungeKuttaIntegrator(time / steps).integrate(new Equations(x, r), 0, y.clone(), time, y);
        return y;
    }

    private static Rows rows(double[][] x) {
        List<RationalVector> exact = Arrays.stream(x).map(RationalVector::of).toList();
        Dataset data = new Dataset(RationalMatrix.ofRows(exact, x[0].length), RationalVector.zero(x.length));
        return new Rows(new Objective(data, Rational.of(0.03)));
    }

    private static NeuronFlow.Pull pull(double[][] x, double[] r) {
        Rows rows = rows(x);
        return new NeuronFlow.Pull(rows.base(r), rows.kinks(r));
    }

    private static double[][] inputs(Random random, int n, int d) {
        double[][] x = new double[n][d];
        for (double[] row : x) {
            for (int i = 0; i < d; i++) {
                row[i] = random.nextInt(7) - 3;
            }
        }
        if (n > 2 && random.nextInt(3) == 0) {
            // a repeated or opposite row
            int sign = random.nextBoolean() ? 1 : -2;
            for (int i = 0; i < d; i++) {
                x[2][i] = sign * x[1][i];
            }
        }
        return x;
    }

    @Test
    void agreesWithAnIntegrator() {
        Random random = Seeded.random(71);
        int compared = 0;
        for (int trial = 0; trial < 400; trial++) {
            int d = 1 + random.nextInt(3);
            int n = 1 + random.nextInt(4);
            double[][] x = inputs(random, n, d);
            double[] r = random.doubles(n, -1, 1).toArray();
            double[] w = random.doubles(d, -1, 1).toArray();
            double a = random.nextBoolean() ? random.nextDouble(-1, 1) : DoubleVectors.norm(w);
            double time = random.nextDouble(0.1, 3);
            Neuron neuron = Neuron.of(a, w, rows(x));
            assertThat(new NeuronFlow(rows(x), LAMBDA).move(neuron, pull(x, r), time))
                    .isTrue();
            // a fixed step does not hit the kinks, so that it errs by its square root at worst and less where the
            // neuron only crosses
            double[] y = integrated(x, r, a, w, time, 20_000);
            double scale = Math.exp(neuron.log);
            double size = DoubleVectors.norm(y);
            assertThat(scale * neuron.a).as("trial %d", trial).isCloseTo(y[d], within(2e-3 * (1 + size)));
            for (int i = 0; i < d; i++) {
                assertThat(scale * neuron.w[i]).as("trial %d", trial).isCloseTo(y[i], within(2e-3 * (1 + size)));
            }
            compared++;
        }
        assertThat(compared).isEqualTo(400);
    }

    @Test
    void isExactInsideACell() {
        double[][] x = {{1, 2}, {-1, 1}};
        double[] r = {-0.7, 0.2};
        double[] w = {0.5, 1};
        Neuron neuron = Neuron.of(0.3, w, rows(x));
        new NeuronFlow(rows(x), LAMBDA).move(neuron, pull(x, r), 0.8);
        double[] y = integrated(x, r, 0.3, w, 0.8, 2000);
        double scale = Math.exp(neuron.log);
        assertThat(scale * neuron.a).isCloseTo(y[2], within(1e-11));
        assertThat(scale * neuron.w[0]).isCloseTo(y[0], within(1e-11));
        assertThat(scale * neuron.w[1]).isCloseTo(y[1], within(1e-11));
    }

    @Test
    void oneLongMoveIsManyShortOnes() {
        Random random = Seeded.random(72);
        for (int trial = 0; trial < 300; trial++) {
            double[][] x = inputs(random, 4, 3);
            double[] r = random.doubles(4, -1, 1).toArray();
            double[] w = random.doubles(3, -1, 1).toArray();
            double a = random.nextBoolean() ? DoubleVectors.norm(w) : -DoubleVectors.norm(w);
            NeuronFlow flow = new NeuronFlow(rows(x), LAMBDA);
            Neuron once = Neuron.of(a, w, rows(x));
            Neuron often = Neuron.of(a, w, rows(x));
            flow.move(once, pull(x, r), 4);
            for (int i = 0; i < 64; i++) {
                flow.move(often, pull(x, r), 4.0 / 64);
            }
            assertThat(often.log).as("trial %d", trial).isCloseTo(once.log, within(1e-6));
            assertThat(often.a).isCloseTo(once.a, within(1e-6));
            for (int i = 0; i < 3; i++) {
                assertThat(often.w[i]).as("trial %d", trial).isCloseTo(once.w[i], within(1e-6));
            }
        }
    }

    @Test
    void keepsTheBalanceAndTheSignOfANeuronThatDies() {
        double[][] x = {{1, 0}, {0, 1}};
        double[] r = {1, 1};
        Neuron neuron = Neuron.of(-1, new double[] {-1, 0}, rows(x));
        NeuronFlow flow = new NeuronFlow(rows(x), LAMBDA);
        Neuron pulled = Neuron.of(1, new double[] {1, 0}, rows(x));
        for (int i = 0; i < 1000; i++) {
            flow.move(neuron, pull(x, r), 1000);
            flow.move(pulled, pull(x, r), 1000);
        }
        assertThat(neuron.sign()).isEqualTo(-1);
        assertThat(neuron.w[0]).isCloseTo(-Math.sqrt(0.5), within(1e-12));
        assertThat(neuron.log).isCloseTo(-2 * LAMBDA * 1e6 + Math.log(Math.sqrt(2)), within(1e-3));
        assertThat(pulled.sign()).isEqualTo(1);
        assertThat(pulled.w[0]).isCloseTo(Math.sqrt(0.5), within(1e-12));
    }

    @Test
    void slidesWhereTheLossIsConvexAndCrossesWhereItIsConcave() {
        double[][] x = {{1, 0}, {1, -1}};
        // on row 1 the loss falls downwards above, and on row 0 it rises: the neuron meets row 1 and slides
        Neuron slides = Neuron.of(Math.sqrt(1.01), new double[] {1, 0.1}, rows(x));
        new NeuronFlow(rows(x), LAMBDA).move(slides, pull(x, new double[] {-1, 2}), 1.5);
        assertThat(slides.side[1]).isZero();
        assertThat(slides.w[0]).isCloseTo(slides.w[1], within(1e-14));
        Neuron crosses = Neuron.of(Math.sqrt(1.01), new double[] {1, 0.99}, rows(x));
        new NeuronFlow(rows(x), LAMBDA).move(crosses, pull(x, new double[] {1, 0}), 1.5);
        assertThat(crosses.side[1]).isEqualTo(-1);
    }

    @Test
    void meetsTheFirstRoot() {
        // (s - 2)(s - 3) falls through zero at 2
        assertThat(NeuronFlow.meeting(1, -5, 6, 1, 10)).isCloseTo(Math.log(2), within(1e-14));
        // -(s - 2)(s + 1)
        assertThat(NeuronFlow.meeting(-1, 1, 2, 1, 10)).isCloseTo(Math.log(2), within(1e-14));
        // s^2 + 1 never does
        assertThat(NeuronFlow.meeting(1, 0, 1, 1, 10)).isInfinite();
        // too late
        assertThat(NeuronFlow.meeting(-1, 1, 2, 1, 0.5)).isInfinite();
        // stands on it and falls
        assertThat(NeuronFlow.meeting(-1, 0, 1, 1, 0.5)).isZero();
    }
}
