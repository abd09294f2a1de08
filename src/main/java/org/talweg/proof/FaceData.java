package org.talweg.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.existence.SolutionBox;
import org.talweg.landscape.Objective;

/**
 * Exact data of one face of the arrangement, independent of the output sign: the hyperplanes it lies on, a basis of its
 * span within the row space, and the products with the data that the first-order conditions need.
 *
 * <p>The row space suffices: the part of a neuron orthogonal to all rows changes no output and costs norm.
 */
public final class FaceData {

    private final Objective objective;
    private final SignVector covector;
    private final int[] sides;
    private final int[] boundary;
    private final RationalMatrix basis;
    private final RationalMatrix products;
    private final RationalMatrix gram;
    private final Interval[][] productIntervals;
    private final Interval[][] gramIntervals;
    private final Interval[][] normalIntervals;
    private final double[][] approximateGram;
    private final double[][] approximateBasis;
    private final double[][] approximateDual;
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
        this.normalIntervals = intervals(normalProducts());
        this.approximateGram = doubles(gram);
        this.approximateBasis = doubles(basis);
        this.approximateDual = doubles(gram.inverse().multiply(basis));
    }

    /** Hyperplanes by dim: {@code side_h a_h . b_j}, zero at the boundary. */
    private RationalMatrix normalProducts() {
        List<RationalVector> rows = new ArrayList<>();
        for (int h = 0; h < sides.length; h++) {
            RationalVector a = RationalVector.of(objective.arrangement().normal(h));
            rows.add(basis.multiply(a).multiply(Rational.of(sides[h])));
        }
        return RationalMatrix.ofRows(rows, basis.rows());
    }

    private static double[][] doubles(RationalMatrix m) {
        double[][] result = new double[m.rows()][];
        for (int i = 0; i < result.length; i++) {
            result[i] = m.row(i).toDoubles();
        }
        return result;
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

    public SignVector covector() {
        return covector;
    }

    /** The hyperplanes that contain the face, ascending. */
    public int[] boundary() {
        return boundary;
    }

    /** For each hyperplane the side of the face: -1, 0 or +1 with respect to the normal. */
    public int[] sides() {
        return sides;
    }

    /** True if the face lies in the closure of the cell with these hyperplane sides. */
    public boolean isInClosure(int[] cell) {
        for (int h = 0; h < sides.length; h++) {
            if (sides[h] != 0 && sides[h] != cell[h]) {
                return false;
            }
        }
        return true;
    }

    /** Rows b_1.. that span the face's span within the row space: dim by d, integer. */
    public RationalMatrix basis() {
        return basis;
    }

    /** For a face of dimension one: whether {@link #basis} points into it rather than away. */
    public boolean isOriented() {
        for (int h = 0; h < sides.length; h++) {
            if (sides[h] != 0) {
                RationalVector a = RationalVector.of(objective.arrangement().normal(h));
                return a.dot(basis.row(0)).signum() == sides[h];
            }
        }
        throw new IllegalStateException("the origin has no direction");
    }

    /** n by dim: row k is {@code (x_k . b_j)_j} if row k is positive on the face, else zero. */
    public RationalMatrix products() {
        return products;
    }

    /** dim by dim: {@code b_i . b_j}. */
    public RationalMatrix gram() {
        return gram;
    }

    Interval[][] productIntervals() {
        return productIntervals;
    }

    Interval[][] gramIntervals() {
        return gramIntervals;
    }

    /** {@link #gram} to nearest; shared, do not change. */
    double[][] approximateGram() {
        return approximateGram;
    }

    public int dimension() {
        return basis.rows();
    }

    /** {@code u = sum_j z_j b_j}. */
    RationalVector point(List<Rational> z) {
        return basis.multiplyTransposed(RationalVector.of(z));
    }

    /** Coordinates of the approximate point u in the basis, by least squares in floating point. */
    double[] approximateCoordinates(double[] u) {
        double[] z = new double[approximateDual.length];
        for (int b = 0; b < z.length; b++) {
            for (int j = 0; j < u.length; j++) {
                z[b] += approximateDual[b][j] * u[j];
            }
        }
        return z;
    }

    /** {@code u = sum_b z_b b_b} in floating point, z read from {@code offset}. */
    double[] approximatePoint(double[] z, int offset) {
        double[] u = new double[objective.dimension()];
        for (int b = 0; b < approximateBasis.length; b++) {
            for (int j = 0; j < u.length; j++) {
                u[j] += z[offset + b] * approximateBasis[b][j];
            }
        }
        return u;
    }

    /**
     * A hyperplane of whose right side the points are not shown to be, for every z of the box, read from {@code offset}; -1 if every point is shown
     * to lie strictly inside the face.
     */
    int notInside(SolutionBox box, int offset) {
        for (int h = 0; h < sides.length; h++) {
            if (sides[h] != 0 && !isInside(h, box, offset)) {
                return h;
            }
        }
        return -1;
    }

    private boolean isInside(int h, SolutionBox box, int offset) {
        Interval product = Interval.ZERO;
        for (int b = 0; b < normalIntervals[h].length; b++) {
            product = product.add(normalIntervals[h][b].multiply(box.enclosure(offset + b)));
        }
        return product.sign() > 0 || isInsideExactly(h, box, offset);
    }

    private boolean isInsideExactly(int h, SolutionBox box, int offset) {
        Enclosure product = product(h, box, offset);
        return product.multiply(Rational.of(sides[h])).sign() > 0;
    }

    /** Encloses {@code a_h . u} for the neurons of the box. */
    private Enclosure product(int h, SolutionBox box, int offset) {
        RationalVector inBasis =
                basis.multiply(RationalVector.of(objective.arrangement().normal(h)));
        Rational center = Rational.ZERO;
        Rational radius = Rational.ZERO;
        for (int b = 0; b < inBasis.size(); b++) {
            center = center.add(inBasis.get(b).multiply(box.center().get(offset + b)));
            radius = radius.add(inBasis.get(b).abs().multiply(box.radius().get(offset + b)));
        }
        return Enclosure.around(center, radius);
    }

    /** True if every neuron of the box is shown to lie on the wrong side of the hyperplane. */
    boolean isBeyond(int h, SolutionBox box, int offset) {
        return product(h, box, offset).multiply(Rational.of(sides[h])).sign() < 0;
    }

    /** The derivatives across the boundary hyperplanes; computed once, when first asked for. */
    public LocalConditions conditions() {
        LocalConditions c = conditions;
        if (c == null) {
            c = new LocalConditions(objective, this);
            conditions = c;
        }
        return c;
    }
}
