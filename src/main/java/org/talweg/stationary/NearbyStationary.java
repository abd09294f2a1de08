package org.talweg.stationary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.data.VectorDataset;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;

/**
 * A stationary network beside one of a single output that training in floating point has left near it: with its own activation pattern and output weights, and the first-layer weights
 * that are least moved. On the pattern the outputs are K w, K being n by md with the columns {@code a_j rho'(x_k.w_j) x_k}; the nearest weights with {@code K'(Kw - y) = 0} are
 * {@code w - K^+ (Kw - y)}. So its distance is an upper bound of that to the nearest one.
 *
 * @param distance between the weights
 */
public record NearbyStationary(Stationarity at, Enclosure distance) {

    private static final int BITS = 60;

    /** Columns of K; the least squares problem is solved over Q. */
    private static final int MOST_WEIGHTS = 200;

    /** Empty if the network is stationary, has several outputs or too many weights, or no network with this pattern and these output weights is. */
    public static Optional<NearbyStationary> of(VectorDataset data, Stationarity found) {
        VectorNetwork network = found.network();
        if (found.stationary() != Truth.NO
                || network.outputs() != 1
                || network.width() * network.dimension() > MOST_WEIGHTS) {
            return Optional.empty();
        }
        RationalMatrix k = jacobian(data, network);
        RationalVector residual = network.residual(data).transpose().row(0);
        RationalVector left = projection(k, residual);
        // the shortest solution of K delta = -(part of the residual in the columns' span)
        RationalMatrix gram = k.multiply(k.transpose());
        Optional<RationalVector> z = gram.solve(residual.subtract(left).negate());
        if (z.isEmpty()) {
            return Optional.empty();
        }
        RationalVector delta = k.multiplyTransposed(z.get());
        List<RationalVector> rows = new ArrayList<>();
        int d = network.dimension();
        for (int j = 0; j < network.width(); j++) {
            rows.add(network.w().row(j).add(RationalVector.of(delta.toList().subList(j * d, (j + 1) * d))));
        }
        Stationarity at = new StationaryClassifier(data)
                .classify(new VectorNetwork(network.a(), RationalMatrix.ofRows(rows, d), network.activation()));
        return at.stationary() == Truth.YES
                ? Optional.of(new NearbyStationary(at, delta.squaredNorm().sqrt(BITS)))
                : Optional.empty();
    }

    private static RationalMatrix jacobian(VectorDataset data, VectorNetwork network) {
        List<RationalVector> rows = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            List<Rational> row = new ArrayList<>();
            RationalVector x = data.inputs().row(i);
            for (int j = 0; j < network.width(); j++) {
                int side = network.w().row(j).dot(x).signum();
                Rational factor =
                        network.activation().slope(side).multiply(network.a().get(j, 0));
                row.addAll(x.multiply(factor).toList());
            }
            rows.add(RationalVector.of(row));
        }
        return RationalMatrix.ofRows(rows, network.width() * network.dimension());
    }

    /** The part of r orthogonal to the columns of K. */
    private static RationalVector projection(RationalMatrix k, RationalVector r) {
        RationalMatrix columns = k.transpose();
        int[] independent = columns.independentRows();
        if (independent.length == 0) {
            return r;
        }
        List<RationalVector> basis = new ArrayList<>();
        for (int i : independent) {
            basis.add(columns.row(i));
        }
        RationalMatrix b = RationalMatrix.ofRows(basis, r.size());
        RationalVector t = b.multiply(b.transpose()).solve(b.multiply(r)).orElseThrow();
        return r.subtract(b.multiplyTransposed(t));
    }
}
