package org.talweg.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.RootSum;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedFace;

/**
 * The projection p of g_c(r) on the closed cell c, at an optimum that has a closed form of p; so {@code |p| = h_c(r)}. The hyperplanes that p lies on
 * are guessed; that p is the projection follows from {@code p = g + sum nu_h side_h a_h}, {@code nu >= 0} and {@code p.a_h = 0} for these, and
 * {@code side_h a_h.p >= 0} for all, each decided exactly.
 *
 * @param c the cell
 * @param point p
 * @param excess the sign of {@code |p| - mu}
 */
record ExactSupport(SignedCell c, List<RootSum> point, int excess) {

    /**
     * The projection; empty if the guess is wrong.
     *
     * @param optimum in a box that is fine enough for the signs of nu
     * @param on hyperplanes that p may lie on
     */
    static Optional<ExactSupport> of(Objective objective, ProvedOptimum optimum, SignedCell c, int[] sides, int[] on) {
        ExactResidual residual = optimum.exactResidual();
        List<RationalVector> rows = new ArrayList<>();
        for (int h : on) {
            // On a hyperplane that contains the cell, a face, nu has either sign.
            rows.add(normal(objective, h).multiply(Rational.of(sides[h] == 0 ? 1 : sides[h])));
        }
        RationalMatrix n = RationalMatrix.ofRows(rows, objective.dimension());
        if (n.rank() < n.rows()) {
            return Optional.empty();
        }
        RationalMatrix g = gradient(objective, c);
        RationalMatrix nu = n.multiply(n.transpose()).inverse().multiply(n).multiply(g);
        for (int i = 0; i < on.length; i++) {
            // Here the sign is enough, of forms that have no closed form too.
            if (sides[on[i]] != 0
                    && optimum.sign(new ResidualForm(nu.row(i)), -1).isNonnegative() != Truth.YES) {
                return Optional.empty();
            }
        }
        List<RootSum> p = new ArrayList<>();
        RationalMatrix pulls = n.transpose().multiply(nu);
        for (int j = 0; j < g.rows(); j++) {
            Optional<RootSum> entry = residual.value(g.row(j).subtract(pulls.row(j)));
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            p.add(entry.get());
        }
        for (int h = 0; h < sides.length; h++) {
            int side = RootSum.dot(normal(objective, h), p).signum();
            if (side != 0 && side != sides[h]) {
                return Optional.empty();
            }
        }
        RootSum square = RootSum.of(objective.mu().square());
        return Optional.of(
                new ExactSupport(c, p, RootSum.squaredNorm(p).subtract(square).signum()));
    }

    /** d by n: the entries of g_c(r) as forms in r. */
    private static RationalMatrix gradient(Objective objective, SignedCell c) {
        List<RationalVector> columns = new ArrayList<>();
        for (int k = 0; k < objective.size(); k++) {
            columns.add(objective.data().inputs().row(k).multiply(Rational.of(c.isActive(k) ? -c.sign() : 0)));
        }
        return RationalMatrix.ofRows(columns, objective.dimension()).transpose();
    }

    private static RationalVector normal(Objective objective, int h) {
        return RationalVector.of(objective.arrangement().normal(h));
    }

    /** The signed face that p lies on. */
    SignedFace face(Objective objective) {
        int[] signs = new int[objective.size()];
        for (int k = 0; k < signs.length; k++) {
            signs[k] = RootSum.dot(objective.data().inputs().row(k), point).signum();
        }
        return new SignedFace(c.sign(), SignVector.of(signs));
    }

    /** The outputs {@code s D_A X p} of a neuron p in the cell, n entries. */
    List<RootSum> outputs(Objective objective) {
        List<RootSum> outputs = new ArrayList<>();
        for (int k = 0; k < objective.size(); k++) {
            outputs.add(
                    c.isActive(k)
                            ? RootSum.dot(objective.data().inputs().row(k), point)
                                    .multiply(Rational.of(c.sign()))
                            : RootSum.ZERO);
        }
        return outputs;
    }
}
