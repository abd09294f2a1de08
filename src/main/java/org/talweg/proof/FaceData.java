package org.talweg.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;

/**
 * Exact data of one face of the arrangement, independent of the output sign: the hyperplanes it lies on, a basis of its
 * span within the row space, and the products with the data that the first-order conditions need.
 *
 * <p>The row space suffices: the part of a neuron orthogonal to all rows changes no output and costs norm.
 */
final class FaceData {

    private final Objective objective;
    private final SignVector covector;
    private final int[] sides;
    private final int[] boundary;
    private final RationalMatrix basis;
    private final RationalMatrix products;
    private final RationalMatrix gram;
    private final Interval[][] productIntervals;
    private final Interval[][] gramIntervals;
    private volatile LocalConditions conditions;

    FaceData(Objective objective, SignVector covector, RationalMatrix rowSpaceNormals) {
        this.objective = objective;
        this.covector = covector;
        this.sides = objective.sides(covector);
        this.boundary = zeros(sides);
        List<RationalVector> equations = new ArrayList<>();
        for (int h : boundary) {
            equations.add(RationalVector.of(objective.arrangement().normal(h)));
        }
        for (int i = 0; i < rowSpaceNormals.rows(); i++) {
            equations.add(rowSpaceNormals.row(i));
        }
        int d = objective.dimension();
        this.basis = equations.isEmpty()
                ? RationalMatrix.identity(d)
                : primitiveRows(RationalMatrix.ofRows(equations, d).nullSpace());
        List<RationalVector> rows = new ArrayList<>();
        for (int k = 0; k < objective.size(); k++) {
            rows.add(
                    covector.sign(k) > 0
                            ? basis.multiply(objective.data().inputs().row(k))
                            : RationalVector.zero(basis.rows()));
        }
        this.products = RationalMatrix.ofRows(rows, basis.rows());
        this.gram = basis.multiply(basis.transpose());
        this.productIntervals = intervals(products);
        this.gramIntervals = intervals(gram);
    }

    private static int[] zeros(int[] sides) {
        return IntStream.range(0, sides.length).filter(h -> sides[h] == 0).toArray();
    }

    private static RationalMatrix primitiveRows(RationalMatrix m) {
        List<RationalVector> rows = new ArrayList<>();
        for (int i = 0; i < m.rows(); i++) {
            rows.add(RationalVector.of(m.row(i).primitive()));
        }
        return RationalMatrix.ofRows(rows, m.columns());
    }

    private static Interval[][] intervals(RationalMatrix m) {
        Interval[][] result = new Interval[m.rows()][];
        for (int i = 0; i < result.length; i++) {
            result[i] = m.row(i).toList().stream().map(Interval::of).toArray(Interval[]::new);
        }
        return result;
    }

    SignVector covector() {
        return covector;
    }

    /** The hyperplanes that contain the face, ascending. */
    int[] boundary() {
        return boundary;
    }

    /** For each hyperplane the side of the face: -1, 0 or +1 with respect to the normal. */
    int[] sides() {
        return sides;
    }

    /** True if the face lies in the closure of the cell with these hyperplane sides. */
    boolean isInClosure(int[] cell) {
        for (int h = 0; h < sides.length; h++) {
            if (sides[h] != 0 && sides[h] != cell[h]) {
                return false;
            }
        }
        return true;
    }

    /** Rows b_1.. that span the face's span within the row space: dim by d, integer. */
    RationalMatrix basis() {
        return basis;
    }

    /** n by dim: row k is {@code (x_k . b_j)_j} if row k is positive on the face, else zero. */
    RationalMatrix products() {
        return products;
    }

    /** dim by dim: {@code b_i . b_j}. */
    RationalMatrix gram() {
        return gram;
    }

    Interval[][] productIntervals() {
        return productIntervals;
    }

    Interval[][] gramIntervals() {
        return gramIntervals;
    }

    int dimension() {
        return basis.rows();
    }

    /** {@code u = sum_j z_j b_j}. */
    RationalVector point(List<Rational> z) {
        return basis.multiplyTransposed(RationalVector.of(z));
    }

    /** Coordinates of the approximate point u in the basis, by least squares in floating point. */
    double[] approximateCoordinates(double[] u) {
        if (basis.rows() == objective.dimension() && basis.equals(RationalMatrix.identity(objective.dimension()))) {
            return u.clone();
        }
        RationalVector right = basis.multiply(RationalVector.of(u));
        return gram.solve(right).orElseThrow().toDoubles();
    }

    /** The derivatives across the boundary hyperplanes; computed once, when first asked for. */
    LocalConditions conditions() {
        LocalConditions c = conditions;
        if (c == null) {
            c = new LocalConditions(objective, this);
            conditions = c;
        }
        return c;
    }
}
