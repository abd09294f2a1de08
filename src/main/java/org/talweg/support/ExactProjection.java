package org.talweg.support;

import java.util.ArrayList;
import java.util.List;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * The exact projection of a rational point on a rational cone, {@code argmin { |v - g| : a_i . v >= 0 }}, which is rational.
 *
 * <p>The active set method of Lawson and Hanson on the dual {@code min { |g + sum_i nu_i a_i| : nu >= 0 }}, over Q. A row enters
 * only if {@code a_i . v < 0} while v is orthogonal to the active rows, so these stay independent, and |v| falls strictly from
 * one active set to the next: it ends. Cost: usually one exact solve for each row the projection lies on.
 */
public final class ExactProjection {

    private final RationalVector g;
    private final List<RationalVector> rows;
    private final List<RationalVector> active = new ArrayList<>();
    private final List<Rational> nu = new ArrayList<>();
    private RationalVector v;

    private ExactProjection(RationalVector g, List<RationalVector> rows) {
        this.g = g;
        this.rows = rows;
        this.v = g;
    }

    /** The projection of {@code g} on {@code { v : row . v >= 0 for each row }}. */
    public static RationalVector of(RationalVector g, List<RationalVector> rows) {
        ExactProjection projection = new ExactProjection(g, rows);
        RationalVector entering = projection.violated();
        while (entering != null) {
            projection.add(entering);
            entering = projection.violated();
        }
        return projection.v;
    }

    private RationalVector violated() {
        for (RationalVector row : rows) {
            if (row.dot(v).signum() < 0) {
                return row;
            }
        }
        return null;
    }

    private void add(RationalVector row) {
        active.add(row);
        nu.add(Rational.ZERO);
        while (true) {
            RationalMatrix n = RationalMatrix.ofRows(active, g.size());
            RationalVector target =
                    n.multiply(n.transpose()).solve(n.multiply(g).negate()).orElseThrow();
            Rational step = Rational.ONE;
            for (int i = 0; i < target.size(); i++) {
                if (target.get(i).signum() < 0) {
                    step = step.min(nu.get(i).divide(nu.get(i).subtract(target.get(i))));
                }
            }
            for (int i = target.size() - 1; i >= 0; i--) {
                Rational moved = nu.get(i).add(target.get(i).subtract(nu.get(i)).multiply(step));
                nu.set(i, moved);
                if (moved.isZero()) {
                    nu.remove(i);
                    active.remove(i);
                }
            }
            if (step.equals(Rational.ONE)) {
                v = g.add(n.multiplyTransposed(target));
                return;
            }
        }
    }
}
