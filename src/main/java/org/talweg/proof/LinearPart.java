package org.talweg.proof;

import java.util.ArrayList;
import java.util.List;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;

/**
 * Whether the residual is orthogonal to the data, {@code w = X'r = 0}, shown by opposite rays (theorem T13).
 *
 * <p>Let two rays of sign s lie on opposite faces, L their span, p and p' the projections of their gradients on L. Then {@code p + p' =
 * -s P_L w} and {@code |p| = |p'| = mu}, so {@code |P_L w|^2 = -2 s p.w}, hence {@code |p.w| <= |w|^2 / 2}. If the directions of such pairs span the
 * row space, some p has {@code |p.w| >= c |w|} with a c > 0 that depends on them only; so w is zero or at least 2c long.
 */
final class LinearPart {

    private static final int ROOT_BITS = 64;

    private LinearPart() {}

    /** True if that is proved. Cost: one small exact inverse. */
    static boolean vanishes(Objective objective, ProvedOptimum p) {
        List<Integer> pairs = new ArrayList<>();
        List<RationalVector> directions = new ArrayList<>();
        for (int i = 0; i < p.faces().size(); i++) {
            SignedFace face = p.faces().get(i);
            if (p.faces()
                    .subList(0, i)
                    .contains(new SignedFace(face.sign(), face.covector().negate()))) {
                pairs.add(i);
                directions.add(p.center(i));
            }
        }
        RationalMatrix all = RationalMatrix.ofRows(directions, objective.dimension());
        int[] independent = all.independentRows();
        if (independent.length < objective.arrangement().rank()) {
            return false;
        }
        RationalVector w = objective.data().inputs().transpose().multiply(p.centralResidual());
        Rational length = root(w).add(p.residualSpread());
        Rational least = objective.mu().multiply(leastProduct(p, pairs, all, independent));
        return length.compareTo(least.multiply(2)) < 0;
    }

    /**
     * A lower bound of {@code max_i |v_i.e|} over the unit vectors e of the row space, v_i the true unit directions. With the centers c_i
     * and {@code e = sum a_i c_i}: {@code 1 = sum a_i c_i.e <= sum |a_i| |c_i| max_i |c_i.e| / |c_i|}.
     */
    private static Rational leastProduct(ProvedOptimum p, List<Integer> pairs, RationalMatrix all, int[] independent) {
        List<RationalVector> rows = new ArrayList<>();
        for (int i : independent) {
            rows.add(all.row(i));
        }
        RationalMatrix c = RationalMatrix.ofRows(rows, all.columns());
        RationalMatrix coefficients = c.multiply(c.transpose()).inverse().multiply(c);
        Rational sum = Rational.ZERO;
        Rational error = Rational.ZERO;
        for (int i = 0; i < independent.length; i++) {
            Rational size = root(c.row(i));
            sum = sum.add(root(coefficients.row(i)).multiply(size));
            Rational off = p.centerError(pairs.get(independent[i])).multiply(2);
            error = error.max(off.divide(c.row(i).squaredNorm().sqrt(ROOT_BITS).lower()));
        }
        return Rational.ONE.divide(sum).subtract(error);
    }

    private static Rational root(RationalVector v) {
        return v.squaredNorm().sqrt(ROOT_BITS).upper();
    }
}
