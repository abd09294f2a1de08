package org.talweg.minima;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.FaceData;
import org.talweg.proof.LocalConditions;

/**
 * What a local minimum with a ray on a signed face demands of its residual r (theorem T9). With L the span of the face and p(r)
 * the projection on L of {@code -s sum_{k in A} r_k x_k}, which is linear in r:
 *
 * <ul>
 *   <li>p(r) lies in the face: {@code side_h a_h.p(r) > 0} for each hyperplane that does not contain it;
 *   <li>no local direction lowers the loss: {@code s f'(delta) >= 0} for each local ray ({@link LocalConditions});
 *   <li>{@code |p(r)| = mu}. Of this the linear consequences {@code c.p(r) >= mu min_e c.e/|e|}, c a fixed vector and e over the
 *       extreme rays of the face, and {@code c.p(r) <= mu |c|}.
 * </ul>
 *
 * Together with r being the residual of the masses these are sufficient too.
 */
final class RayConditions {

    private final SignedFace face;
    private final FaceData data;
    private final List<LinearBound> bounds;
    private final Interval[][] projection;
    private final Interval mu;

    private RayConditions(SignedFace face, FaceData data, List<LinearBound> bounds, RationalMatrix p, Interval mu) {
        this.face = face;
        this.data = data;
        this.bounds = bounds;
        this.mu = mu;
        this.projection = new Interval[p.rows()][p.columns()];
        for (int j = 0; j < p.rows(); j++) {
            for (int k = 0; k < p.columns(); k++) {
                projection[j][k] = Interval.of(p.get(j, k));
            }
        }
    }

    /**
     * The conditions of a face; empty if no residual satisfies them, because a product {@code a_h.p(r)} that must be positive vanishes
     * identically.
     *
     * @param extreme vectors along the extreme rays of the closed face
     */
    static Optional<RayConditions> of(
            Objective objective, SignedFace face, FaceData data, List<RationalVector> extreme) {
        RationalMatrix coordinates =
                data.gram().inverse().multiply(data.products().transpose());
        RationalMatrix p = negated(data.basis().transpose().multiply(coordinates), face.sign());
        List<LinearBound> bounds = new ArrayList<>();
        for (int h = 0; h < data.sides().length; h++) {
            if (data.sides()[h] != 0) {
                RationalVector normal =
                        RationalVector.of(objective.arrangement().normal(h)).multiply(Rational.of(data.sides()[h]));
                RationalVector row = p.multiplyTransposed(normal);
                if (row.isZero()) {
                    return Optional.empty();
                }
                LinearBound.of(row, Rational.ZERO).ifPresent(bounds::add);
            }
        }
        for (LocalConditions.LocalRay ray : data.conditions().rays()) {
            RationalVector row = ray.derivative().coefficients().multiply(Rational.of(face.sign()));
            LinearBound.of(row, Rational.ZERO).ifPresent(bounds::add);
        }
        addLength(objective, p, extreme, bounds);
        return Optional.of(new RayConditions(face, data, List.copyOf(bounds), p, objective.muInterval()));
    }

    private static RationalMatrix negated(RationalMatrix m, int sign) {
        List<RationalVector> rows = new ArrayList<>();
        for (int j = 0; j < m.rows(); j++) {
            rows.add(m.row(j).multiply(Rational.of(-sign)));
        }
        return RationalMatrix.ofRows(rows, m.columns());
    }

    /** The consequences for the vectors c of {@link LengthVectors}. */
    private static void addLength(
            Objective objective, RationalMatrix p, List<RationalVector> extreme, List<LinearBound> bounds) {
        for (double[] approximate : LengthVectors.approximate(extreme)) {
            RationalVector c = RationalVector.of(approximate);
            Rational least = null;
            for (RationalVector e : extreme) {
                Rational product = c.dot(e).divide(e.squaredNorm().sqrt(64).upper());
                least = least == null ? product : least.min(product);
            }
            RationalVector row = p.multiplyTransposed(c);
            if (least != null && least.signum() > 0) {
                LinearBound.of(row, least.multiply(objective.mu())).ifPresent(bounds::add);
            }
            Rational most = c.squaredNorm().sqrt(64).upper().multiply(objective.mu());
            LinearBound.of(row.negate(), most.negate()).ifPresent(bounds::add);
        }
    }

    SignedFace face() {
        return face;
    }

    FaceData data() {
        return data;
    }

    /** The linear conditions. */
    List<LinearBound> bounds() {
        return bounds;
    }

    /** True if no residual of the ball satisfies the conditions, {@code |p(r)| = mu} included. */
    boolean fail(ResidualBall ball) {
        return bounds.stream().anyMatch(b -> b.fails(ball)) || lengthDiffers(ball.box());
    }

    private boolean lengthDiffers(Interval[] r) {
        Interval square = Interval.ZERO;
        for (Interval[] row : projection) {
            Interval sum = Interval.ZERO;
            for (int k = 0; k < r.length; k++) {
                if (row[k].lower() != 0 || row[k].upper() != 0) {
                    sum = sum.add(row[k].multiply(r[k]));
                }
            }
            square = square.add(sum.square());
        }
        Interval length = square.sqrt();
        return length.upper() < mu.lower() || length.lower() > mu.upper();
    }
}
