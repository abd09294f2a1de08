package org.talweg.data;

import java.util.ArrayList;
import java.util.List;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * A two-layer network {@code h(x) = sum_j a_j (w_j . x)_+} with exact weights: {@code a} of length m, {@code w} m by d, m and d
 * at least 1. A direction in which the weights move has the same shape.
 */
public record Network(RationalVector a, RationalMatrix w) {

    public Network {
        if (w.rows() < 1 || w.columns() < 1) {
            throw new IllegalArgumentException("a network needs at least one neuron and one input");
        }
        if (a.size() != w.rows()) {
            throw new IllegalArgumentException(a.size() + " output weights but " + w.rows() + " neurons");
        }
    }

    /** m, the number of neurons. */
    public int width() {
        return w.rows();
    }

    /** d, the number of inputs. */
    public int dimension() {
        return w.columns();
    }

    /** {@code |w_j|^2 - a_j^2}: zero if neuron j is balanced. */
    public Rational imbalance(int j) {
        return w.row(j).squaredNorm().subtract(a.get(j).square());
    }

    /** {@code |a_j| w_j}, the neuron of the convex program (theorem T1). */
    public RationalVector mass(int j) {
        return w.row(j).multiply(a.get(j).abs());
    }

    /** {@code h(x_k)} for each row x_k. Cost: one scalar product a row and neuron. */
    public RationalVector outputs(RationalMatrix inputs) {
        RationalVector outputs = RationalVector.zero(inputs.rows());
        for (int j = 0; j < width(); j++) {
            RationalVector active = inputs.multiply(w.row(j)).map(e -> e.max(Rational.ZERO));
            outputs = outputs.combine(active, a.get(j));
        }
        return outputs;
    }

    /** {@code sum_j a_j^2 + |w_j|^2}. */
    public Rational penalty() {
        Rational sum = a.squaredNorm();
        for (int j = 0; j < width(); j++) {
            sum = sum.add(w.row(j).squaredNorm());
        }
        return sum;
    }

    /** {@code this + t * direction}. */
    public Network moved(Network direction, Rational t) {
        List<RationalVector> rows = new ArrayList<>();
        for (int j = 0; j < width(); j++) {
            rows.add(w.row(j).combine(direction.w.row(j), t));
        }
        return new Network(a.combine(direction.a, t), RationalMatrix.ofRows(rows, dimension()));
    }
}
