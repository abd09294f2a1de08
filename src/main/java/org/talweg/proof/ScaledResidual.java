package org.talweg.proof;

import java.util.ArrayList;
import java.util.List;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * The residual of neurons on given faces in numbers that keep their size when the weight decay tends to zero: {@code r = -rest - mu Q q}.
 *
 * <p>Let H be the matrix with outputs {@code h = H z}. The columns of Q are a basis of a space that contains those of H, and {@code rest} is the part
 * of the labels that is orthogonal to it, exact. Then {@code h - y} lies in that space but for {@code -rest}, and {@code q} are the coordinates of the
 * rest of it, in units of -mu. Two choices:
 *
 * <ul>
 *   <li>{@link #whole}: all of R^n, {@code Q = I}, {@code rest = 0}. No linear algebra. If H cannot fit the labels and mu is tiny, q is huge.
 *   <li>{@link #onOutputs}: the column space of H itself. q is of the size of the inverse inputs, whatever mu is, also if the labels are not fitted.
 * </ul>
 */
final class ScaledResidual {

    private final RationalMatrix basis;
    private final RationalVector rest;
    private final Interval[] restIntervals;
    private final boolean isWhole;

    private ScaledResidual(RationalMatrix basis, RationalVector rest, boolean isWhole) {
        this.basis = basis;
        this.rest = rest;
        this.restIntervals = rest.toList().stream().map(Interval::of).toArray(Interval[]::new);
        this.isWhole = isWhole;
    }

    static ScaledResidual whole(int n) {
        return new ScaledResidual(RationalMatrix.identity(n), RationalVector.zero(n), true);
    }

    /** On the column space of {@code outputs}, n by D. Cost: one exact elimination and a projection. */
    static ScaledResidual onOutputs(RationalMatrix outputs, RationalVector labels) {
        int[] independent = outputs.independentRows();
        List<RationalVector> top = new ArrayList<>();
        for (int k : independent) {
            top.add(outputs.row(k));
        }
        RationalMatrix t = RationalMatrix.ofRows(top, outputs.columns());
        RationalMatrix weights = t.multiply(t.transpose()).inverse().multiply(t);
        // Row k of the outputs is a combination of the independent ones; so is row k of every vector of the column
        // space.
        List<RationalVector> rows = new ArrayList<>();
        for (int k = 0; k < outputs.rows(); k++) {
            rows.add(weights.multiply(outputs.row(k)));
        }
        RationalMatrix q = RationalMatrix.ofRows(rows, independent.length);
        RationalVector inside = q.transpose()
                .multiply(q)
                .solve(q.multiplyTransposed(labels))
                .map(q::multiply)
                .orElseThrow();
        return new ScaledResidual(q, labels.subtract(inside), false);
    }

    /** The number of coordinates q. */
    int size() {
        return basis.columns();
    }

    /** True if {@code Q = I}. */
    boolean isWhole() {
        return isWhole;
    }

    /** Q, n by {@link #size}. */
    RationalMatrix basis() {
        return basis;
    }

    /** The part of the labels that no z fits. */
    RationalVector rest() {
        return rest;
    }

    /** {@code Q q}, that is {@code -(r + rest) / mu}. */
    RationalVector multiplier(RationalVector q) {
        return isWhole ? q : basis.multiply(q);
    }

    /** {@code Q' v}. */
    RationalVector inBasis(RationalVector v) {
        return isWhole ? v : basis.multiplyTransposed(v);
    }

    /** Contains the residual for every q of the box, read from {@code offset}. */
    Interval[] residual(Interval mu, Interval[] x, int offset) {
        Interval[] r = new Interval[rest.size()];
        for (int k = 0; k < r.length; k++) {
            Interval sum = Interval.ZERO;
            if (isWhole) {
                sum = x[offset + k];
            } else {
                for (int j = 0; j < size(); j++) {
                    if (!basis.get(k, j).isZero()) {
                        sum = sum.add(Interval.of(basis.get(k, j)).multiply(x[offset + j]));
                    }
                }
            }
            Interval scaled = mu.multiply(sum);
            r[k] = rest.get(k).isZero()
                    ? scaled.negate()
                    : restIntervals[k].add(scaled).negate();
        }
        return r;
    }

    /** {@code form . r} in floating point, with the part that does not depend on q exact before it is rounded. */
    double approximate(RationalVector form, double mu, double[] x, int offset) {
        double sum = 0;
        RationalVector inBasis = inBasis(form);
        for (int j = 0; j < size(); j++) {
            sum += inBasis.get(j).doubleValue() * x[offset + j];
        }
        Rational fixed = rest.isZero() ? Rational.ZERO : form.dot(rest);
        return -fixed.doubleValue() - mu * sum;
    }
}
