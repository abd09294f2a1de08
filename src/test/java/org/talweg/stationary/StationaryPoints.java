package org.talweg.stationary;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.talweg.data.Activation;
import org.talweg.data.VectorDataset;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * Data for which a random network passes the equations of a stationary point: the residual is drawn from the kernel of {@code F(w_j) = 0} and of the slopes within the neurons' faces, and
 * the labels follow. Rows repeat, oppose, vanish; weights lie on hyperplanes, vanish, coincide.
 */
record StationaryPoints(VectorDataset data, VectorNetwork network) {

    private static final List<Activation> ACTIVATIONS = List.of(
            Activation.RELU,
            Activation.RELU,
            new Activation(Rational.ONE, Rational.of(1, 10)),
            new Activation(Rational.ONE, Rational.of(-1)),
            new Activation(Rational.ONE, Rational.ONE));

    static StationaryPoints random(Random random, int outputs) {
        int d = 1 + random.nextInt(3);
        int n = 1 + random.nextInt(6);
        int m = 1 + random.nextInt(3);
        Activation rho = ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
        List<RationalVector> x = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            RationalVector fresh = vector(random, d, 2);
            boolean copy = k > 0 && random.nextInt(4) == 0;
            x.add(copy ? x.get(random.nextInt(k)).multiply(Rational.of(random.nextInt(4) - 1)) : fresh);
        }
        List<RationalVector> w = new ArrayList<>();
        List<RationalVector> a = new ArrayList<>();
        for (int j = 0; j < m; j++) {
            boolean copy = j > 0 && random.nextInt(4) == 0;
            w.add(copy ? w.get(0).multiply(Rational.of(1 + random.nextInt(2))) : vector(random, d, 1));
            a.add(random.nextInt(4) == 0 ? RationalVector.zero(outputs) : vector(random, outputs, 1));
        }
        RationalMatrix inputs = RationalMatrix.ofRows(x, d);
        VectorNetwork network = new VectorNetwork(RationalMatrix.ofRows(a, outputs), RationalMatrix.ofRows(w, d), rho);
        RationalMatrix kernel = equations(inputs, network).nullSpace();
        RationalVector r = RationalVector.zero(n * outputs);
        for (int i = 0; i < kernel.rows(); i++) {
            r = r.combine(kernel.row(i), Rational.of(random.nextInt(5) - 2));
        }
        RationalMatrix h = network.outputs(inputs);
        List<RationalVector> y = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            y.add(h.row(k).subtract(RationalVector.of(r.toList().subList(k * outputs, (k + 1) * outputs))));
        }
        return new StationaryPoints(new VectorDataset(inputs, RationalMatrix.ofRows(y, outputs)), network);
    }

    static RationalVector vector(Random random, int size, int most) {
        return RationalVector.of(IntStream.range(0, size)
                .mapToObj(i -> Rational.of(random.nextInt(2 * most + 1) - most))
                .toArray(Rational[]::new));
    }

    /** Linear equations for the residual, row after row of the data: the outputs' slopes, and the weights' within each face. */
    private static RationalMatrix equations(RationalMatrix x, VectorNetwork network) {
        int n = x.rows();
        int p = network.outputs();
        List<RationalVector> equations = new ArrayList<>();
        for (int j = 0; j < network.width(); j++) {
            RationalVector z = x.multiply(network.w().row(j));
            for (int q = 0; q < p; q++) {
                Rational[] row = RationalVector.zero(n * p).toList().toArray(Rational[]::new);
                for (int k = 0; k < n; k++) {
                    row[k * p + q] = network.activation().at(z.get(k));
                }
                equations.add(RationalVector.of(row));
            }
            List<RationalVector> on = new ArrayList<>();
            for (int k = 0; k < n; k++) {
                if (z.get(k).isZero()) {
                    on.add(x.row(k));
                }
            }
            boolean linear = network.activation().isLinear();
            RationalMatrix within = linear || on.isEmpty()
                    ? RationalMatrix.identity(x.columns())
                    : RationalMatrix.ofRows(on, x.columns()).nullSpace();
            for (int i = 0; i < within.rows(); i++) {
                Rational[] row = RationalVector.zero(n * p).toList().toArray(Rational[]::new);
                for (int k = 0; k < n; k++) {
                    for (int q = 0; q < p; q++) {
                        Rational slope = linear
                                ? Rational.ONE
                                : network.activation().slope(z.get(k).signum());
                        row[k * p + q] = x.row(k)
                                .dot(within.row(i))
                                .multiply(slope)
                                .multiply(network.a().get(j, q));
                    }
                }
                equations.add(RationalVector.of(row));
            }
        }
        return RationalMatrix.ofRows(equations, n * p);
    }
}
