package org.talweg.proof;

import java.util.ArrayList;
import java.util.List;
import org.talweg.arrangement.Arrangement;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;

/**
 * One-sided derivatives of the region objective across the hyperplanes through a ray (theorem T4), as linear functions of
 * the residual.
 *
 * <p>Let the ray lie on the hyperplanes with normals {@code a_h}, h in B, linearly independent. Times n/2 and the output
 * sign s, the derivative in a direction delta is {@code sum_h gamma_h (a_h.delta) + kinks}, where {@code gamma = (N N')^{-1} N
 * X_A' r_A} (N has the rows a_h; A the rows positive on the face) and row {@code x_k = c_k a_h} adds {@code r_k c_k
 * (a_h.delta)} on the side where it becomes active. Leaving to the + side costs {@link #outward}(h, +1) = gamma_h + sum_{c_k >
 * 0} c_k r_k a unit of {@code a_h.delta}; leaving to the - side costs {@code -gamma_h + sum_{c_k < 0} |c_k| r_k}.
 */
final class LocalConditions {

    private final boolean independent;
    private final ResidualForm[] plus;
    private final ResidualForm[] minus;

    LocalConditions(Objective objective, FaceData face) {
        int[] boundary = face.boundary();
        List<RationalVector> rows = new ArrayList<>();
        for (int h : boundary) {
            rows.add(RationalVector.of(objective.arrangement().normal(h)));
        }
        RationalMatrix normals = RationalMatrix.ofRows(rows, objective.dimension());
        this.independent = normals.rank() == boundary.length;
        this.plus = new ResidualForm[boundary.length];
        this.minus = new ResidualForm[boundary.length];
        if (independent && boundary.length > 0) {
            RationalMatrix gamma = normals.multiply(normals.transpose())
                    .inverse()
                    .multiply(normals)
                    .multiply(activeInputs(objective, face).transpose());
            for (int i = 0; i < boundary.length; i++) {
                plus[i] = new ResidualForm(gamma.row(i).add(kink(objective, boundary[i], 1)));
                minus[i] = new ResidualForm(gamma.row(i).negate().add(kink(objective, boundary[i], -1)));
            }
        }
    }

    /** X with the rows that are not positive on the face replaced by zero. */
    private static RationalMatrix activeInputs(Objective objective, FaceData face) {
        List<RationalVector> rows = new ArrayList<>();
        for (int k = 0; k < objective.size(); k++) {
            rows.add(
                    face.covector().sign(k) > 0
                            ? objective.data().inputs().row(k)
                            : RationalVector.zero(objective.dimension()));
        }
        return RationalMatrix.ofRows(rows, objective.dimension());
    }

    /** Coefficients {@code |c_k|} at the rows {@code x_k = c_k a_h} that are active on the given side of hyperplane h. */
    static RationalVector kink(Objective objective, int h, int side) {
        Arrangement arrangement = objective.arrangement();
        RationalVector normal = RationalVector.of(arrangement.normal(h));
        Rational[] coefficients = RationalVector.zero(objective.size()).toList().toArray(Rational[]::new);
        for (int k = 0; k < coefficients.length; k++) {
            if (arrangement.hyperplaneOf(k) == h && arrangement.orientationOf(k) == side) {
                coefficients[k] =
                        objective.data().inputs().row(k).dot(normal).abs().divide(normal.squaredNorm());
            }
        }
        return RationalVector.of(coefficients);
    }

    /** True if the normals of the hyperplanes through the face are linearly independent. */
    boolean areIndependent() {
        return independent;
    }

    /** The form above for the i-th boundary hyperplane and side +1 or -1; to be multiplied by the output sign. */
    ResidualForm outward(int i, int side) {
        return side > 0 ? plus[i] : minus[i];
    }
}
