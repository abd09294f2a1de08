package org.talweg.network;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.OpenCone;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;

/**
 * The gradients of the linear pieces of the loss around one neuron of a network, one for each cell of the local arrangement of
 * the hyperplanes it lies on. Their convex hull is the neuron's part of the Clarke subdifferential (theorem T4).
 */
public final class LocalGradients {

    private LocalGradients() {}

    /**
     * True if zero is a convex combination of the gradients, decided exactly (Gordan: if and only if no direction has a positive
     * product with all of them).
     *
     * @param boundary the hyperplanes that neuron j lies on
     */
    public static boolean containZero(NetworkPoint point, int j, int[] boundary) {
        List<BigInteger[]> directions = new ArrayList<>();
        for (RationalVector gradient : of(point, j, boundary)) {
            if (gradient.isZero()) {
                return true;
            }
            // The length of a gradient does not matter, and integers are cheaper.
            directions.add(gradient.primitive());
        }
        return OpenCone.decide(directions.toArray(BigInteger[][]::new))
                .interior()
                .isEmpty();
    }

    /** The gradients, one a local cell; repetitions are possible. */
    static List<RationalVector> of(NetworkPoint point, int j, int[] boundary) {
        Objective objective = point.objective();
        List<RationalVector> normals = new ArrayList<>();
        List<RationalVector> above = new ArrayList<>();
        List<RationalVector> below = new ArrayList<>();
        for (int h : boundary) {
            normals.add(RationalVector.of(objective.arrangement().normal(h)));
            above.add(sumOnHyperplane(point, j, h, 1));
            below.add(sumOnHyperplane(point, j, h, -1));
        }
        CellSet cells = CellSet.of(Arrangement.of(RationalMatrix.ofRows(normals, objective.dimension())));
        List<RationalVector> gradients = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            SignVector signs = cells.signs(i);
            RationalVector gradient = point.gradient(j);
            for (int b = 0; b < boundary.length; b++) {
                gradient = gradient.add((signs.sign(b) > 0 ? above : below).get(b));
            }
            gradients.add(gradient);
        }
        return gradients;
    }

    /** {@code (2/n) a_j sum r_k x_k} over the rows of a hyperplane that become active on this side of its normal. */
    private static RationalVector sumOnHyperplane(NetworkPoint point, int j, int hyperplane, int side) {
        Objective objective = point.objective();
        RationalVector sum = RationalVector.zero(objective.dimension());
        for (int k = 0; k < objective.size(); k++) {
            if (objective.arrangement().hyperplaneOf(k) == hyperplane
                    && objective.arrangement().orientationOf(k) == side) {
                sum = sum.combine(
                        objective.data().inputs().row(k), point.residual().get(k));
            }
        }
        return sum.multiply(point.kinkFactor(j));
    }
}
