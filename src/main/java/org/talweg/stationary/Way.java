package org.talweg.stationary;

import java.util.ArrayList;
import java.util.List;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/** A direction in the weights and the rate of the loss along it: {@code rate t^order + o(t^order)}. Of the network's shapes. */
record Way(RationalMatrix a, RationalMatrix w, int order, Rational rate) {

    /** Only neuron j moves, by b and v. */
    static Way of(VectorNetwork network, int j, RationalVector b, RationalVector v, int order, Rational rate) {
        return new Way(only(network.width(), j, b), only(network.width(), j, v), order, rate);
    }

    private static RationalMatrix only(int rows, int j, RationalVector row) {
        List<RationalVector> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            all.add(i == j ? row : RationalVector.zero(row.size()));
        }
        return RationalMatrix.ofRows(all, row.size());
    }

    /** {@code rate^2 / |direction|^2}. */
    Rational squaredSlope() {
        Rational length = Rational.ZERO;
        for (int j = 0; j < a.rows(); j++) {
            length = length.add(a.row(j).squaredNorm()).add(w.row(j).squaredNorm());
        }
        return rate.square().divide(length);
    }
}
