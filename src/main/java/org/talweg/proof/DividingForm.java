package org.talweg.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * Linear forms of the residual that vanish because they divide a combination of the first-order equations (theorem T17): if
 *
 * <pre>  sum_i alpha_i (q' K_i q - 1) + beta' (sum_i t_i K_i q + mu Q'Q q - Q'y) = l(q) m(q)</pre>
 *
 * <p>as polynomials in masses t and q ({@link DualEquations}), with rational alpha, beta and affine l, m, the left side is zero at a solution, so {@code l = 0} or {@code m = 0} there. Two rays that
 * reach the same length along one coordinate are the usual cause. No field need be known that q lies in.
 */
final class DividingForm {

    private final DualEquations equations;
    private final RationalVector a;
    private final Rational b;

    /** The form {@code l(q) = a.q + b}. */
    DividingForm(DualEquations equations, RationalVector a, Rational b) {
        this.equations = equations;
        this.a = a;
        this.b = b;
    }

    /**
     * The forms m, as coefficients of q and then a constant, of a basis of all such identities. Where one of them is not zero, l is. Cost: one rational elimination
     * with about n^2 / 2 rows for n unknowns.
     */
    List<RationalVector> cofactors() {
        int s = a.size();
        int rays = equations.forms().size();
        List<RationalVector> monomials = new ArrayList<>();
        for (int k = 0; k < s; k++) {
            for (int l = k; l < s; l++) {
                monomials.add(quadratic(k, l));
            }
            monomials.add(linear(k));
            for (int i = 0; i < rays; i++) {
                monomials.add(bilinear(i, k));
            }
        }
        monomials.add(constant());
        RationalMatrix identities =
                RationalMatrix.ofRows(monomials, rays + 2 * s + 1).nullSpace();
        return IntStream.range(0, identities.rows())
                .mapToObj(i -> RationalVector.of(identities.row(i).toList().subList(cofactor(), identities.columns())))
                .toList();
    }

    /** A row of the coefficients of alpha, beta and m, all zero yet. */
    private Rational[] row() {
        Rational[] row = new Rational[equations.forms().size() + 2 * a.size() + 1];
        Arrays.fill(row, Rational.ZERO);
        return row;
    }

    private int beta() {
        return equations.forms().size();
    }

    private int cofactor() {
        return beta() + a.size();
    }

    /** The coefficient of {@code q_k q_l}. */
    private RationalVector quadratic(int k, int l) {
        Rational[] row = row();
        for (int i = 0; i < beta(); i++) {
            row[i] = equations.forms().get(i).get(k, l).multiply(k == l ? 1 : 2);
        }
        row[cofactor() + l] = a.get(k).negate();
        if (k != l) {
            row[cofactor() + k] = a.get(l).negate();
        }
        return RationalVector.of(row);
    }

    /** The coefficient of {@code q_k}. */
    private RationalVector linear(int k) {
        Rational[] row = row();
        for (int j = 0; j < a.size(); j++) {
            row[beta() + j] = equations.decay().get(k, j);
        }
        row[cofactor() + k] = b.negate();
        row[cofactor() + a.size()] = a.get(k).negate();
        return RationalVector.of(row);
    }

    /** The coefficient of {@code t_i q_k}. */
    private RationalVector bilinear(int i, int k) {
        Rational[] row = row();
        for (int j = 0; j < a.size(); j++) {
            row[beta() + j] = equations.forms().get(i).get(k, j);
        }
        return RationalVector.of(row);
    }

    private RationalVector constant() {
        Rational[] row = row();
        Arrays.fill(row, 0, beta(), Rational.of(-1));
        for (int j = 0; j < a.size(); j++) {
            row[beta() + j] = equations.target().get(j).negate();
        }
        row[cofactor() + a.size()] = b.negate();
        return RationalVector.of(row);
    }
}
