package org.talweg.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.Lines;
import org.talweg.exact.Interval;
import org.talweg.exact.ProvedSign;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;

/**
 * One-sided derivatives of the region objective around a ray on a face (theorem T4), as linear functions of the residual.
 *
 * <p>Let the face lie on the hyperplanes with normals a_h, h in B, and N be their matrix. Times n/2, the derivative at a
 * neuron of output sign s in a direction delta of the row space of N is
 *
 * <pre>  f'(delta) = s ( sum_{k in A} r_k x_k.delta + sum_{k on B} r_k (x_k.delta)_+ ),</pre>
 *
 * since u is orthogonal to delta. It is linear on each cell of the local arrangement {@code { a_h.delta }}, and these cells
 * are pointed cones, so {@code f' >= 0} on a closed local cell if and only if it holds at that cell's extreme rays. All
 * extreme rays are rays of the local arrangement: the intersections of rank - 1 of its hyperplanes. If the a_h are linearly
 * independent they are the dual basis and its negative, and the 2|B| values are gamma_h + kappa+_h and -gamma_h + kappa-_h
 * of theorem T4. Cost otherwise: one null space for each (rank - 1)-subset of B.
 */
public final class LocalConditions {

    /**
     * A ray of the local arrangement.
     *
     * @param direction delta
     * @param sides the sign of {@code a_h . delta} for each boundary hyperplane, in the order of {@link FaceData#boundary}
     * @param derivative {@code s f'(delta)} as a form in r
     */
    public record LocalRay(RationalVector direction, int[] sides, ResidualForm derivative) {}

    private final boolean independent;
    private final List<LocalRay> rays;

    LocalConditions(Objective objective, FaceData face) {
        int[] boundary = face.boundary();
        List<RationalVector> normals = new ArrayList<>();
        for (int h : boundary) {
            normals.add(RationalVector.of(objective.arrangement().normal(h)));
        }
        RationalMatrix n = RationalMatrix.ofRows(normals, objective.dimension());
        this.independent = n.rank() == boundary.length;
        List<LocalRay> found = new ArrayList<>();
        for (RationalVector delta : Lines.of(n)) {
            found.add(localRay(objective, face, n, delta));
            found.add(localRay(objective, face, n, delta.negate()));
        }
        this.rays = List.copyOf(found);
    }

    private static LocalRay localRay(Objective objective, FaceData face, RationalMatrix n, RationalVector delta) {
        int[] sides = new int[n.rows()];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = n.row(i).dot(delta).signum();
        }
        Arrangement arrangement = objective.arrangement();
        Rational[] coefficients = new Rational[objective.size()];
        for (int k = 0; k < coefficients.length; k++) {
            Rational change = objective.data().inputs().row(k).dot(delta);
            boolean onFace = arrangement.hyperplaneOf(k) >= 0 && face.covector().sign(k) == 0;
            boolean counts = face.covector().sign(k) > 0 || (onFace && change.signum() > 0);
            coefficients[k] = counts ? change : Rational.ZERO;
        }
        return new LocalRay(delta, sides, new ResidualForm(RationalVector.of(coefficients)));
    }

    /** True if the normals of the hyperplanes through the face are linearly independent. */
    public boolean areIndependent() {
        return independent;
    }

    /** The rays of the local arrangement; delta and -delta are neighbours in the list. */
    public List<LocalRay> rays() {
        return rays;
    }

    /**
     * Whether no slope carries a point away (theorem T15): across every hyperplane either both slopes are nonnegative, or one is exactly zero and the
     * other negative, so that the flow from that side only approaches the hyperplane.
     *
     * @param slopes the signs of the derivatives along {@link #rays}
     * @param independent {@link #areIndependent}
     */
    public static Truth hold(ProvedSign[] slopes, boolean independent) {
        Truth nonnegative = Truth.YES;
        Truth across = Truth.YES;
        boolean strict = true;
        for (int l = 0; l < slopes.length; l++) {
            Truth own = slopes[l].isNonnegative();
            nonnegative = nonnegative.and(own);
            strict &= slopes[l] != ProvedSign.ZERO && slopes[l] != ProvedSign.OPEN;
            boolean flat = slopes[l] == ProvedSign.ZERO || slopes[l ^ 1] == ProvedSign.ZERO;
            across = flat ? across : across.and(own);
        }
        // With dependent hyperplanes and exact zeros the local cells would have to be told apart.
        return independent ? across : nonnegative == Truth.NO && !strict ? Truth.OPEN : nonnegative;
    }

    /** True if the i-th local ray lies in the closure of the local cell with these hyperplane sides. */
    boolean isInClosure(int i, int[] boundary, int[] sides) {
        int[] ray = rays.get(i).sides();
        for (int b = 0; b < boundary.length; b++) {
            if (ray[b] != 0 && ray[b] != sides[boundary[b]]) {
                return false;
            }
        }
        return true;
    }

    /**
     * An upper bound, over the residuals of the box, of the largest slope that any local gradient has along a local ray:
     * {@code max over subsets of B of s (sum_A r_k x_k.delta + sum over the subset of r_k x_k.delta)}, hyperplane by hyperplane.
     * Negative means that zero is in no convex combination of the local gradients.
     */
    static Interval largestSlope(Objective objective, FaceData face, RationalVector delta, int sign, Interval[] r) {
        Interval sum = Interval.ZERO;
        Interval[][] onSide = new Interval[objective.arrangement().hyperplanes()][];
        for (int k = 0; k < r.length; k++) {
            Interval term = Interval.of(
                            objective.data().inputs().row(k).dot(delta).multiply(sign))
                    .multiply(r[k]);
            int h = objective.arrangement().hyperplaneOf(k);
            if (face.covector().sign(k) > 0) {
                sum = sum.add(term);
            } else if (h >= 0 && face.covector().sign(k) == 0) {
                if (onSide[h] == null) {
                    onSide[h] = new Interval[] {Interval.ZERO, Interval.ZERO};
                }
                int side = objective.arrangement().orientationOf(k) > 0 ? 1 : 0;
                onSide[h][side] = onSide[h][side].add(term);
            }
        }
        for (Interval[] pair : onSide) {
            if (pair != null) {
                sum = sum.add(new Interval(
                        Math.max(pair[0].lower(), pair[1].lower()), Math.max(pair[0].upper(), pair[1].upper())));
            }
        }
        return sum;
    }

    @Override
    public String toString() {
        return Arrays.toString(rays.stream().map(LocalRay::direction).toArray());
    }
}
