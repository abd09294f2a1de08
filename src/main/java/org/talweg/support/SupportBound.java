package org.talweg.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;

/**
 * Upper bounds of the support function (theorem T3): for every {@code nu >= 0},
 * {@code h_c(r) <= |g_c(r) + sum_h nu_h side_h a_h|}; for a closed face, where a side is 0, with {@code nu_h} of either sign times
 * {@code a_h}. Floating point proposes nu; rigorous arithmetic evaluates it.
 *
 * <p>{@link #upper} evaluates in doubles with an a priori error bound and holds for every residual within the given radius.
 * {@link #squaredNorm} evaluates exactly, with nu recomputed as the exact projection on the proposed hyperplanes, so it is
 * tight (usually equal to {@code h_c(r)^2}). A workspace: not thread-safe.
 *
 * <p>Error of {@link #upper}: component j of the vector is a sum of at most T = n + H products; each factor from the data
 * carries one rounding, as do each product and each addition, so by the standard bound (Higham, Accuracy and Stability, 3.1)
 * the error is at most {@code g S_j}, g = (T + 4) u / (1 - (T + 4) u), u = 2^-53, S_j the sum of absolute values. The constant
 * below takes (T + 8) u, and 2% more for the rounding of S_j itself.
 *
 * <p>That bound is for normal numbers. Below them roundings are absolute, half of 2^-1074 each: of a product, which all together
 * stay below {@link Double#MIN_NORMAL}; and of a number of the data, which its other factor magnifies, so it is added for each.
 */
public final class SupportBound {

    private static final double UNIT = 0x1p-53;

    /** Where the search for a witness stops, as a share of the threshold, to leave room for the error bound. Heuristic. */
    private static final double ROUGH = 1 - 1e-6;

    private final Objective objective;
    private final SupportFunction support;
    private final double relativeError;
    private final double[] absolute;
    private final double[] slack;
    private final double[] extra;
    private RationalVector exactResidual;

    public SupportBound(Objective objective) {
        this.objective = objective;
        this.support = new SupportFunction(objective);
        int terms = objective.size() + objective.arrangement().hyperplanes();
        this.relativeError = 1.02 * (terms + 8) * UNIT;
        this.absolute = new double[objective.dimension()];
        this.slack = new double[objective.dimension()];
        this.extra = new double[objective.dimension()];
    }

    /** Sets the residuals that {@link #upper} and {@link #gradientUpper} account for: all within the enclosures. */
    public void setEnclosures(List<Interval> enclosures) {
        double[] r = new double[objective.size()];
        double[] radius = new double[r.length];
        for (int k = 0; k < r.length; k++) {
            r[k] = enclosures.get(k).middle();
            radius[k] = Math.nextUp(Math.max(
                    enclosures.get(k).upper() - r[k], r[k] - enclosures.get(k).lower()));
        }
        support.setResidual(r);
        double[][] x = objective.approximateInputs();
        for (int j = 0; j < absolute.length; j++) {
            double sum = 0;
            double spread = 0;
            for (int k = 0; k < r.length; k++) {
                double size = Math.abs(x[k][j]);
                sum += Math.abs(r[k]) * size;
                spread += radius[k] * Math.nextUp(size) + Math.abs(r[k]) * Double.MIN_VALUE;
            }
            absolute[j] = sum;
            // The rounding of this sum: relative error below 1e-6 for fewer than 10^9 rows.
            slack[j] = spread * 1.000001 + Double.MIN_NORMAL;
        }
    }

    /** Sets one exact residual, for all methods. */
    public void setResidual(RationalVector r) {
        setEnclosures(r.toList().stream().map(Interval::of).toList());
        exactResidual = r;
    }

    /** An upper bound of |g_c(r)|, which bounds h_c(r), without projecting. */
    double gradientUpper(int sign, int[] sides) {
        support.approximateGradientNorm(sign, sides);
        Arrays.fill(extra, 0);
        return upperNorm(support.approximateGradient());
    }

    /**
     * An upper bound of h_c(r) over the residuals set. It is only as tight as it takes to be below {@code threshold}, if it can
     * be.
     */
    public double upper(int sign, int[] sides, double threshold) {
        double rough = witnessed(sign, sides, threshold * ROUGH);
        return rough < threshold ? rough : witnessed(sign, sides, 0);
    }

    private double witnessed(int sign, int[] sides, double cutoff) {
        support.approximateGradientNorm(sign, sides);
        support.approximateProjection(sides, cutoff);
        double[] nu = support.approximateMultipliers();
        double[] v = support.approximateGradient().clone();
        double[][] normals = objective.approximateNormals();
        Arrays.fill(extra, 0);
        for (int h : support.support()) {
            for (int j = 0; j < v.length; j++) {
                double term = nu[h] * normals[h][j];
                v[j] += weight(sides[h]) * term;
                extra[j] += relativeError * Math.abs(term) + Math.abs(nu[h]) * Double.MIN_VALUE;
            }
        }
        return upperNorm(v);
    }

    /** What a multiplier of the hyperplane is multiplied by; on a face that lies on it the multiplier has either sign. */
    private static int weight(int side) {
        return side == 0 ? 1 : side;
    }

    /** An upper bound of the norm of the exact vector that v approximates: the errors are those of g and {@link #extra}. */
    private double upperNorm(double[] v) {
        double square = squaredNorm(v, 1);
        // Squares of small numbers underflow; every term is at least the least normal number, so these do not.
        double scale = square < 0x1p-900 ? 0x1p600 : 1;
        if (scale > 1) {
            square = squaredNorm(v, scale);
        }
        // The additions, squares and root: fewer than 3 d + 8 roundings, each relative since all terms are positive.
        return Math.sqrt(square) / scale * (1 + (3 * v.length + 16) * 0x1p-52);
    }

    private double squaredNorm(double[] v, double scale) {
        double square = 0;
        for (int j = 0; j < v.length; j++) {
            double e = scale * (Math.abs(v[j]) + relativeError * absolute[j] + extra[j] + slack[j]);
            square += e * e;
        }
        return square;
    }

    /**
     * An exact upper bound of {@code h_c(r)^2} at the exact residual set: the squared norm of the projection of g_c(r) on the
     * orthogonal complement of some of the cell's normals, with multipliers that are shown to be nonnegative.
     */
    public Rational squaredNorm(SignedCell c, int[] sides) {
        return projection(c, sides).squaredNorm();
    }

    /**
     * The maximiser of {@code g_c(r).v} over the closed cell and unit ball, up to its length, at the exact residual set; empty if
     * {@code h_c(r) = 0}. It is the projection p of g_c(r) on the closed cell, so {@code |p|^2 = h_c(r)^2}.
     */
    public Optional<RationalVector> exactMaximiser(SignedCell c, int[] sides) {
        RationalVector v = projection(c, sides);
        List<RationalVector> inward = inwardNormals(sides);
        if (inward.stream().anyMatch(a -> a.dot(v).signum() < 0)) {
            return Optional.of(ExactProjection.of(gradient(c, exactResidual), inward))
                    .filter(p -> !p.isZero());
        }
        return v.isZero() ? Optional.empty() : Optional.of(v);
    }

    private List<RationalVector> inwardNormals(int[] sides) {
        List<RationalVector> normals = new ArrayList<>();
        for (int h = 0; h < sides.length; h++) {
            RationalVector a = RationalVector.of(objective.arrangement().normal(h));
            normals.add(a.multiply(Rational.of(weight(sides[h]))));
            if (sides[h] == 0) {
                normals.add(a.negate());
            }
        }
        return normals;
    }

    /** The hyperplanes on which the projection of g_c(r) on the closed cell seems to lie. */
    public int[] approximateSupport(int sign, int[] sides) {
        support.approximate(sign, sides);
        return support.support();
    }

    private RationalVector projection(SignedCell c, int[] sides) {
        List<Integer> on = new ArrayList<>();
        for (int h : approximateSupport(c.sign(), sides)) {
            on.add(h);
        }
        RationalVector g = gradient(c, exactResidual);
        while (!on.isEmpty()) {
            List<RationalVector> rows = new ArrayList<>();
            for (int h : on) {
                rows.add(RationalVector.of(objective.arrangement().normal(h)).multiply(Rational.of(weight(sides[h]))));
            }
            RationalMatrix n = RationalMatrix.ofRows(rows, objective.dimension());
            RationalVector nu =
                    n.multiply(n.transpose()).solve(n.multiply(g).negate()).orElseThrow();
            int negative = -1;
            for (int i = 0; i < nu.size(); i++) {
                if (nu.get(i).signum() < 0 && sides[on.get(i)] != 0) {
                    negative = i;
                }
            }
            if (negative < 0) {
                return g.add(n.multiplyTransposed(nu));
            }
            on.remove(negative);
        }
        return g;
    }

    /** {@code g_c(r) = -s sum_{k in A} r_k x_k}, exact. */
    public RationalVector gradient(SignedCell c, RationalVector r) {
        SignVector cell = c.cell();
        RationalVector sum = RationalVector.zero(objective.dimension());
        for (int k = 0; k < objective.size(); k++) {
            if (cell.sign(k) > 0) {
                sum = sum.combine(objective.data().inputs().row(k), r.get(k).multiply(-c.sign()));
            }
        }
        return sum;
    }
}
