package org.talweg.data;

import java.util.ArrayList;
import java.util.List;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * A two-layer network of p outputs, {@code h(x) = sum_j a_j rho(w_j . x)}, with exact weights: {@code a} m by p, {@code w} m by d, all at least 1.
 */
public record VectorNetwork(RationalMatrix a, RationalMatrix w, Activation activation) {

    public VectorNetwork {
        if (w.rows() < 1 || w.columns() < 1 || a.columns() < 1) {
            throw new IllegalArgumentException("a network needs at least one neuron, one input and one output");
        }
        if (a.rows() != w.rows()) {
            throw new IllegalArgumentException(a.rows() + " rows of output weights but " + w.rows() + " neurons");
        }
    }

    /** The same function as a network of one output. */
    public static VectorNetwork of(Network network) {
        RationalMatrix a = RationalMatrix.ofRows(List.of(network.a()), network.width());
        return new VectorNetwork(a.transpose(), network.w(), Activation.RELU);
    }

    /** The network of one output, where this is one with ReLU. */
    public Network toNetwork() {
        if (outputs() != 1 || !activation.equals(Activation.RELU)) {
            throw new IllegalStateException("not a ReLU network of one output");
        }
        return new Network(a.transpose().row(0), w);
    }

    /** m. */
    public int width() {
        return w.rows();
    }

    /** d. */
    public int dimension() {
        return w.columns();
    }

    /** p. */
    public int outputs() {
        return a.columns();
    }

    /** {@code h(x_k)} for each row x_k, n by p. */
    public RationalMatrix outputs(RationalMatrix inputs) {
        return hidden(inputs).multiply(a);
    }

    /** {@code rho(x_k . w_j)}, n by m. */
    private RationalMatrix hidden(RationalMatrix inputs) {
        List<RationalVector> columns = new ArrayList<>();
        for (int j = 0; j < width(); j++) {
            columns.add(activation.at(inputs.multiply(w.row(j))));
        }
        return RationalMatrix.ofRows(columns, inputs.rows()).transpose();
    }

    /** {@code h(x_k) - y_k}, n by p. */
    public RationalMatrix residual(VectorDataset data) {
        return combined(outputs(data.inputs()), data.labels(), Rational.of(-1));
    }

    /** {@code (1/n) sum_k |h(x_k) - y_k|^2}. */
    public Rational loss(VectorDataset data) {
        RationalMatrix residual = residual(data);
        Rational sum = Rational.ZERO;
        for (int k = 0; k < data.size(); k++) {
            sum = sum.add(residual.row(k).squaredNorm());
        }
        return sum.divide(Rational.of(data.size()));
    }

    /** Weights {@code a + t deltaA} and {@code w + t deltaW}. */
    public VectorNetwork moved(RationalMatrix deltaA, RationalMatrix deltaW, Rational t) {
        return new VectorNetwork(combined(a, deltaA, t), combined(w, deltaW, t), activation);
    }

    private static RationalMatrix combined(RationalMatrix from, RationalMatrix by, Rational t) {
        List<RationalVector> rows = new ArrayList<>();
        for (int i = 0; i < from.rows(); i++) {
            rows.add(from.row(i).combine(by.row(i), t));
        }
        return RationalMatrix.ofRows(rows, from.columns());
    }
}
