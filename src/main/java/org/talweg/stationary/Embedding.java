package org.talweg.stationary;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.OpenCone;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;

/**
 * Networks of more neurons with the same function (theorem N6 of stationary.md).
 *
 * <ul>
 *   <li><em>Replication</em>: neuron (w, a) becomes the neurons {@code (beta_i w, gamma_i a / beta_i)} with beta_i &gt; 0 and {@code sum gamma_i = 1}.
 *   <li><em>An inactive neuron</em>: w with {@code rho(x_k.w) = 0} for all rows, any output weight.
 *   <li><em>An inactive propagation</em>: any w, output weight zero.
 * </ul>
 */
public final class Embedding {

    private Embedding() {}

    /**
     * Neuron j as several.
     *
     * @param j counted from 0
     * @param gamma with sum 1
     * @param beta positive, as many
     * @throws IllegalArgumentException if they are not
     */
    public static VectorNetwork replicate(VectorNetwork network, int j, List<Rational> gamma, List<Rational> beta) {
        Rational sum = gamma.stream().reduce(Rational.ZERO, Rational::add);
        if (!sum.equals(Rational.ONE)) {
            throw new IllegalArgumentException("the parts gamma must have the sum 1, not " + sum);
        }
        if (gamma.size() != beta.size()) {
            throw new IllegalArgumentException(gamma.size() + " parts gamma but " + beta.size() + " scales beta");
        }
        if (beta.stream().anyMatch(b -> b.signum() <= 0)) {
            throw new IllegalArgumentException("the scales beta must be positive");
        }
        List<RationalVector> a = new ArrayList<>();
        List<RationalVector> w = new ArrayList<>();
        for (int i = 0; i < network.width(); i++) {
            for (int copy = 0; copy < (i == j ? gamma.size() : 1); copy++) {
                Rational out = i == j ? gamma.get(copy).divide(beta.get(copy)) : Rational.ONE;
                Rational in = i == j ? beta.get(copy) : Rational.ONE;
                a.add(network.a().row(i).multiply(out));
                w.add(network.w().row(i).multiply(in));
            }
        }
        return network(network, a, w);
    }

    /** A further neuron, the last. The function on the data is the same if {@code rho(X w) = 0} or a = 0. */
    public static VectorNetwork add(VectorNetwork network, RationalVector a, RationalVector w) {
        List<RationalVector> outputs = rows(network.a());
        List<RationalVector> inputs = rows(network.w());
        outputs.add(a);
        inputs.add(w);
        return network(network, outputs, inputs);
    }

    private static VectorNetwork network(VectorNetwork like, List<RationalVector> a, List<RationalVector> w) {
        return new VectorNetwork(
                RationalMatrix.ofRows(a, like.outputs()),
                RationalMatrix.ofRows(w, like.dimension()),
                like.activation());
    }

    private static List<RationalVector> rows(RationalMatrix matrix) {
        List<RationalVector> rows = new ArrayList<>();
        for (int i = 0; i < matrix.rows(); i++) {
            rows.add(matrix.row(i));
        }
        return rows;
    }

    /** Weights w with {@code x_k.w < 0} for all rows but zeros; empty if there are none. */
    public static Optional<RationalVector> inactivePoint(Arrangement inputs) {
        List<BigInteger[]> negative = new ArrayList<>();
        for (int k = 0; k < inputs.size(); k++) {
            if (inputs.hyperplaneOf(k) >= 0) {
                negative.add(inputs.rows().row(k).negate().primitive());
            }
        }
        if (negative.isEmpty()) {
            return Optional.of(RationalVector.zero(inputs.dimension()));
        }
        return OpenCone.decide(negative.toArray(BigInteger[][]::new)).interior().map(RationalVector::of);
    }

    /**
     * What the theory of one output says about the replication of a neuron of a stationary network, from the narrow network alone: copies with gamma_i &gt; 0 change nothing; one with
     * gamma_i = 0 escapes if D_j is not zero; one with gamma_i &lt; 0 keeps the network stationary only if {@code a_j D_j = 0}. For several outputs only the last and
     * stationarity are claimed. Empty where it says nothing.
     *
     * @param narrow stationary
     */
    public static Optional<Truth> predictedMinimum(Stationarity narrow, int j, List<Rational> gamma) {
        if (narrow.stationary() != Truth.YES) {
            return Optional.empty();
        }
        RationalVector a = narrow.network().a().row(j);
        boolean kinked = narrow.slopes().get(j).stream()
                .anyMatch(s -> !a.dot(s.derivative()).isZero());
        boolean felt =
                narrow.slopes().get(j).stream().anyMatch(s -> !s.derivative().isZero());
        if (gamma.stream().anyMatch(g -> g.signum() < 0) && kinked) {
            return Optional.of(Truth.NO);
        }
        if (gamma.stream().anyMatch(Rational::isZero) && felt) {
            return Optional.of(Truth.NO);
        }
        return narrow.network().outputs() == 1 ? Optional.of(narrow.localMinimum()) : Optional.empty();
    }
}
