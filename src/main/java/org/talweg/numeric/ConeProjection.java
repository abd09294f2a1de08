package org.talweg.numeric;

import java.util.Arrays;

/**
 * Projects a point on a polyhedral cone given by homogeneous inequalities, in floating point:
 * {@code v = argmin { |v - g| : sign_i a_i . v >= 0 }}, by the active set method of Lawson and Hanson on the dual
 * {@code min { |g + sum_i nu_i sign_i a_i| : nu >= 0 }}. A sign of 0 stands for the equation {@code a_i . v = 0}, whose
 * multiplier has either sign and multiplies {@code a_i}.
 *
 * <p>The result only guesses; {@code nu >= 0} holds exactly for inequalities, so it can serve as a witness that exact or enclosing
 * arithmetic evaluates (theorem T3). A workspace: not thread-safe, reused between calls without allocation. Cost: about
 * (number of active inequalities) times (inequalities * dimension + dimension^3).
 *
 * <p>The normals of the active inequalities are kept as an orthonormal basis and a triangle (modified Gram-Schmidt, twice),
 * not as a Gram matrix, because nearly parallel rows are ordinary data and squaring their condition number would lose them.
 */
public final class ConeProjection {

    /** A violation below this multiple of |g| is rounding. Heuristic: it ends the iteration, it proves nothing. */
    private static final double FEASIBILITY = 1e-13;

    private final double feasibility;

    private final int dimension;
    private final double[] v;
    private final double[] candidate;
    private double[] nu = new double[0];
    private boolean[] passive = new boolean[0];
    /** The sign that a row enters with, chosen for an equation; the multiplier is nonnegative with respect to it. */
    private int[] entered = new int[0];

    private final int[] active;
    private int activeCount;
    private final double[][] q;
    private final double[][] triangle;
    private final double[] trial;

    /** A workspace for points of this dimension. */
    public ConeProjection(int dimension) {
        this(dimension, FEASIBILITY);
    }

    /** The same with another share of |g| below which a violation is taken for rounding. */
    public ConeProjection(int dimension, double feasibility) {
        this.feasibility = feasibility;
        this.dimension = dimension;
        this.v = new double[dimension];
        this.candidate = new double[dimension];
        this.active = new int[dimension + 1];
        this.q = new double[dimension + 1][dimension];
        this.triangle = new double[dimension + 1][dimension + 1];
        this.trial = new double[dimension + 1];
    }

    /** The projection found by the last call; shared, overwritten by the next. */
    public double[] approximatePoint() {
        return v;
    }

    /**
     * The multipliers found by the last call, one a row: {@code nu >= 0} for an inequality, of either sign for an equation;
     * shared, overwritten by the next.
     */
    public double[] approximateMultipliers() {
        return nu;
    }

    /** Indices of the rows with a multiplier other than zero. */
    public int[] support() {
        return Arrays.copyOf(active, activeCount);
    }

    /**
     * Projects {@code g} on {@code { v : signs[i] rows[i] . v >= 0, or = 0 where signs[i] = 0, i < count }} and returns the norm of the projection. The rows
     * should have lengths of one order of magnitude, since violations are compared without dividing by them.
     */
    public double approximate(double[] g, double[][] rows, int[] signs, int count) {
        return approximate(g, rows, signs, count, 0);
    }

    /**
     * The same, but stops as soon as {@code |v| <= cutoff}: then v is no projection yet, only a point {@code g + sum nu_i sign_i
     * a_i} with {@code nu >= 0}, whose length bounds that of the projection from above. Lengths fall in every step.
     */
    public double approximate(double[] g, double[][] rows, int[] signs, int count, double cutoff) {
        reset(count);
        System.arraycopy(g, 0, v, 0, dimension);
        double scale = norm(g);
        int lastRemoved = -1;
        for (int iteration = 0; iteration < 10 * (count + dimension) + 20; iteration++) {
            int entering = norm(v) <= cutoff ? -1 : mostViolated(rows, signs, count, scale, lastRemoved);
            if (entering < 0 || activeCount == dimension || !push(entering, rows)) {
                break;
            }
            passive[entering] = true;
            lastRemoved = -1;
            while (true) {
                project(g);
                int leaving = step();
                if (leaving < 0) {
                    System.arraycopy(candidate, 0, v, 0, dimension);
                    break;
                }
                lastRemoved = leaving;
                rebuildWithout(rows);
            }
        }
        for (int a = 0; a < activeCount; a++) {
            if (signs[active[a]] == 0) {
                nu[active[a]] *= entered[active[a]];
            }
        }
        return norm(v);
    }

    private void reset(int count) {
        if (nu.length < count) {
            nu = new double[count];
            passive = new boolean[count];
            entered = new int[count];
        }
        Arrays.fill(nu, 0);
        Arrays.fill(passive, false);
        activeCount = 0;
    }

    private int mostViolated(double[][] rows, int[] signs, int count, double scale, int banned) {
        int worst = -1;
        double least = -feasibility * scale;
        for (int i = 0; i < count; i++) {
            // An equation whose multiplier reached zero may be violated to the other side.
            if (!passive[i] && (i != banned || signs[i] == 0)) {
                double product = dot(rows[i], v);
                double slack = signs[i] == 0 ? -Math.abs(product) : signs[i] * product;
                if (slack < least) {
                    least = slack;
                    worst = i;
                    entered[i] = signs[i] != 0 ? signs[i] : product > 0 ? -1 : 1;
                }
            }
        }
        return worst;
    }

    /** Appends the normal to the orthonormal basis; false if it depends on the active ones to working precision. */
    private boolean push(int i, double[][] rows) {
        double[] column = q[activeCount];
        for (int j = 0; j < dimension; j++) {
            column[j] = entered[i] * rows[i][j];
        }
        for (int a = 0; a < activeCount; a++) {
            triangle[a][activeCount] = 0;
        }
        for (int pass = 0; pass < 2; pass++) {
            for (int a = 0; a < activeCount; a++) {
                double c = dot(q[a], column);
                triangle[a][activeCount] += c;
                for (int j = 0; j < dimension; j++) {
                    column[j] -= c * q[a][j];
                }
            }
        }
        double rest = norm(column);
        if (rest <= 1e-12 * norm(rows[i])) {
            return false;
        }
        triangle[activeCount][activeCount] = rest;
        for (int j = 0; j < dimension; j++) {
            column[j] /= rest;
        }
        active[activeCount++] = i;
        return true;
    }

    /** candidate = g minus its part in the span of the active normals; trial = the multipliers that achieve it. */
    private void project(double[] g) {
        System.arraycopy(g, 0, candidate, 0, dimension);
        for (int a = 0; a < activeCount; a++) {
            trial[a] = 0;
        }
        for (int pass = 0; pass < 2; pass++) {
            for (int a = 0; a < activeCount; a++) {
                double c = dot(q[a], candidate);
                trial[a] -= c;
                for (int j = 0; j < dimension; j++) {
                    candidate[j] -= c * q[a][j];
                }
            }
        }
        for (int a = activeCount - 1; a >= 0; a--) {
            for (int b = a + 1; b < activeCount; b++) {
                trial[a] -= triangle[a][b] * trial[b];
            }
            trial[a] /= triangle[a][a];
        }
    }

    /** Moves nu towards trial as far as it stays nonnegative; the index that reached zero, or -1 if trial was reached. */
    private int step() {
        double fraction = 1;
        int blocking = -1;
        for (int a = 0; a < activeCount; a++) {
            if (trial[a] <= 0) {
                double from = nu[active[a]];
                double t = from / (from - trial[a]);
                if (!(t > fraction) || blocking < 0) {
                    fraction = Double.isNaN(t) ? 0 : Math.min(t, 1);
                    blocking = active[a];
                }
            }
        }
        for (int a = 0; a < activeCount; a++) {
            int i = active[a];
            nu[i] = blocking < 0 ? trial[a] : Math.max(0, nu[i] + fraction * (trial[a] - nu[i]));
        }
        if (blocking >= 0) {
            nu[blocking] = 0;
        }
        return blocking;
    }

    private void rebuildWithout(double[][] rows) {
        int old = activeCount;
        activeCount = 0;
        for (int a = 0; a < old; a++) {
            int i = active[a];
            if (nu[i] <= 0 || !push(i, rows)) {
                nu[i] = 0;
                passive[i] = false;
            }
        }
    }

    private double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < dimension; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }
}
