package org.talweg.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.talweg.data.Dataset;
import org.talweg.data.Network;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * Random problems around a random balanced network with rational weights: the residual is chosen so that the gradient along each
 * neuron's face vanishes exactly, and the labels so that this is the residual. What the kinks do is left to chance.
 */
final class StationaryNetworks {

    /** Integer vectors whose length is the last entry. */
    private static final long[][] PLANE = {{3, 4, 5}, {5, 12, 13}, {8, 15, 17}, {7, 24, 25}, {1, 0, 1}};

    private static final long[][] SPACE = {{1, 2, 2, 3}, {2, 3, 6, 7}, {1, 4, 8, 9}, {4, 4, 7, 9}, {3, 4, 0, 5}};

    record Instance(Dataset data, Rational lambda, Network network) {}

    private final Random random;

    StationaryNetworks(long seed) {
        this.random = new Random(seed);
    }

    /** A problem, unless the random rows do not allow one. */
    Optional<Instance> next(int n, int d, int m, int zeroNeurons) {
        List<Rational> a = new ArrayList<>();
        List<RationalVector> w = new ArrayList<>();
        for (int j = 0; j < m; j++) {
            addNeuron(d, a, w);
        }
        List<RationalVector> x = new ArrayList<>();
        int share = 2 + random.nextInt(4);
        for (int k = 0; k < n; k++) {
            RationalVector row = integers(d, 3);
            // Some of the rows are orthogonal to some neuron.
            if (random.nextInt(share) == 0) {
                RationalVector other = w.get(random.nextInt(m));
                row = row.combine(
                        other, row.dot(other).divide(other.squaredNorm()).negate());
            }
            x.add(row);
        }
        RationalMatrix inputs = RationalMatrix.ofRows(x, d);
        Rational lambda = Rational.of(1 + random.nextInt(4), 10);
        Optional<RationalVector> r = residual(inputs, lambda, a, w);
        for (int j = 0; j < zeroNeurons; j++) {
            a.add(Rational.ZERO);
            w.add(RationalVector.zero(d));
        }
        Network network = new Network(RationalVector.of(a), RationalMatrix.ofRows(w, d));
        return r.map(
                e -> new Instance(new Dataset(inputs, network.outputs(inputs).subtract(e)), lambda, network));
    }

    private void addNeuron(int d, List<Rational> a, List<RationalVector> w) {
        long[][] triples = d == 2 ? PLANE : SPACE;
        long[] triple = triples[random.nextInt(triples.length)];
        Rational scale = Rational.of(1 + random.nextInt(3), 2 * triple[d]);
        int shift = random.nextInt(d);
        Rational[] entries = new Rational[d];
        for (int i = 0; i < d; i++) {
            entries[i] = scale.multiply(random.nextBoolean() ? triple[(i + shift) % d] : -triple[(i + shift) % d]);
        }
        w.add(RationalVector.of(entries));
        a.add(scale.multiply(random.nextBoolean() ? triple[d] : -triple[d]));
    }

    private RationalVector integers(int size, int bound) {
        long[] entries = new long[size];
        for (int i = 0; i < size; i++) {
            entries[i] = random.nextInt(2 * bound + 1) - (long) bound;
        }
        return RationalVector.of(entries);
    }

    /** Some r with {@code a_j sum_A r_k x_k.b + n lambda w_j.b = 0} for every b orthogonal to the neuron's hyperplanes. */
    private Optional<RationalVector> residual(
            RationalMatrix x, Rational lambda, List<Rational> a, List<RationalVector> w) {
        List<RationalVector> equations = new ArrayList<>();
        List<Rational> right = new ArrayList<>();
        for (int j = 0; j < w.size(); j++) {
            RationalVector products = x.multiply(w.get(j));
            List<RationalVector> on = new ArrayList<>();
            for (int k = 0; k < x.rows(); k++) {
                if (products.get(k).isZero()) {
                    on.add(x.row(k));
                }
            }
            RationalMatrix span = RationalMatrix.ofRows(on, x.columns()).nullSpace();
            for (int b = 0; b < span.rows(); b++) {
                Rational[] row = x.multiply(span.row(b)).toList().toArray(Rational[]::new);
                for (int k = 0; k < row.length; k++) {
                    row[k] = products.get(k).signum() > 0 ? row[k].multiply(a.get(j)) : Rational.ZERO;
                }
                equations.add(RationalVector.of(row));
                right.add(w.get(j).dot(span.row(b)).multiply(lambda).multiply(-x.rows()));
            }
        }
        RationalMatrix system = RationalMatrix.ofRows(equations, x.rows());
        RationalMatrix free = system.nullSpace();
        return system.solve(RationalVector.of(right)).map(r -> {
            RationalVector sum = r;
            for (int i = 0; i < free.rows(); i++) {
                sum = sum.combine(free.row(i), Rational.of(random.nextInt(9) - 4, 4));
            }
            return sum;
        });
    }
}
