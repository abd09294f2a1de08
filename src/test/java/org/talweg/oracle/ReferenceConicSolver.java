package org.talweg.oracle;

/**
 * Minimises {@code x'Px/2 + q'x} subject to {@code -Gx} in a product of a nonnegative orthant and second-order cones:
 * {@code Gx + s = 0, s in K}. Primal-dual interior point method with Nesterov-Todd scaling and Mehrotra's corrector
 * (Vandenberghe, "The CVXOPT linear and quadratic cone program solvers", 2010), dense, no presolve.
 */
final class ReferenceConicSolver {

    private static final int ITERATIONS = 100;

    private final double[][] p;
    private final double[] q;
    private final double[][] g;
    private final int linear;
    private final int block;

    /** Rows of g: {@code linear} rows of the orthant, then blocks of {@code block} rows, each a second-order cone. */
    ReferenceConicSolver(double[][] p, double[] q, double[][] g, int linear, int block) {
        this.p = p;
        this.q = q;
        this.g = g;
        this.linear = linear;
        this.block = block;
    }

    double[] solve() {
        int rows = g.length;
        int degree = linear + (rows - linear) / block;
        double[] x = new double[q.length];
        double[] s = unit();
        double[] z = unit();
        double[] best = x;
        double least = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] rx = Plain.plus(Plain.plus(Plain.times(p, x), 1, q), 1, transposed(z));
            double[] rz = Plain.plus(Plain.times(g, x), 1, s);
            double gap = Plain.dot(s, z);
            double merit = gap + Plain.norm(rx) + Plain.norm(rz);
            if (merit < least) {
                least = merit;
                best = x.clone();
            }
            if (merit < 1e-15 || merit > 1e6 * least || !Double.isFinite(merit)) {
                break;
            }
            Scaling w = new Scaling(s, z);
            double[] lambda = w.apply(z, false);
            double[] square = product(lambda, lambda);
            double[][] step = w.step(rx, rz, divide(lambda, Plain.scale(-1, square)), 1);
            if (step == null) {
                break;
            }
            double alpha = Math.min(1, Math.min(limit(s, step[1]), limit(z, step[2])));
            double sigma = Math.pow(1 - alpha, 3);
            double[] correction = product(w.apply(step[1], true), w.apply(step[2], false));
            double[] target =
                    Plain.plus(Plain.plus(Plain.scale(-1, square), -1, correction), sigma * gap / degree, unit());
            step = w.step(rx, rz, divide(lambda, target), 1 - sigma);
            if (step == null) {
                break;
            }
            alpha = Math.min(1, 0.99 * Math.min(limit(s, step[1]), limit(z, step[2])));
            x = Plain.plus(x, alpha, step[0]);
            s = Plain.plus(s, alpha, step[1]);
            z = Plain.plus(z, alpha, step[2]);
        }
        return best;
    }

    private double[] unit() {
        double[] e = new double[g.length];
        java.util.Arrays.fill(e, 0, linear, 1);
        for (int i = linear; i < e.length; i += block) {
            e[i] = 1;
        }
        return e;
    }

    private double[] transposed(double[] z) {
        double[] sum = new double[q.length];
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += g[i][j] * z[i];
            }
        }
        return sum;
    }

    /** The Jordan product. */
    private double[] product(double[] a, double[] b) {
        double[] c = new double[a.length];
        for (int i = 0; i < linear; i++) {
            c[i] = a[i] * b[i];
        }
        for (int o = linear; o < c.length; o += block) {
            for (int i = 0; i < block; i++) {
                c[o] += a[o + i] * b[o + i];
            }
            for (int i = 1; i < block; i++) {
                c[o + i] = a[o] * b[o + i] + b[o] * a[o + i];
            }
        }
        return c;
    }

    /** The x with product(a, x) = b. */
    private double[] divide(double[] a, double[] b) {
        double[] x = new double[a.length];
        for (int i = 0; i < linear; i++) {
            x[i] = b[i] / a[i];
        }
        for (int o = linear; o < x.length; o += block) {
            double top = a[o] * b[o];
            for (int i = 1; i < block; i++) {
                top -= a[o + i] * b[o + i];
            }
            x[o] = top / form(a, o);
            for (int i = 1; i < block; i++) {
                x[o + i] = (b[o + i] - x[o] * a[o + i]) / a[o];
            }
        }
        return x;
    }

    /** a_0^2 - |a_1|^2, factored so that it does not cancel. */
    private double form(double[] a, int o) {
        double sum = 0;
        for (int i = 1; i < block; i++) {
            sum += a[o + i] * a[o + i];
        }
        double length = Math.sqrt(sum);
        return (a[o] - length) * (a[o] + length);
    }

    /** The largest alpha with a + alpha d in K. */
    private double limit(double[] a, double[] d) {
        double alpha = 1e10;
        for (int i = 0; i < linear; i++) {
            if (d[i] < 0) {
                alpha = Math.min(alpha, -a[i] / d[i]);
            }
        }
        for (int o = linear; o < a.length; o += block) {
            double dd = d[o] * d[o];
            double ad = a[o] * d[o];
            for (int i = 1; i < block; i++) {
                dd -= d[o + i] * d[o + i];
                ad -= a[o + i] * d[o + i];
            }
            double aa = Math.max(0, form(a, o));
            double root = ad * ad - dd * aa;
            if (root >= 0) {
                double large = -(ad + Math.copySign(Math.sqrt(root), ad));
                for (double t : new double[] {large / dd, aa / large}) {
                    if (t > 0) {
                        alpha = Math.min(alpha, t);
                    }
                }
            }
            if (d[o] < 0) {
                alpha = Math.min(alpha, -a[o] / d[o]);
            }
        }
        return alpha;
    }

    /** The Nesterov-Todd scaling W of a pair: W z = W^-1 s. W is symmetric. */
    private final class Scaling {
        private final double[] diagonal = new double[linear];
        private final double[] beta;
        private final double[][] v;

        Scaling(double[] s, double[] z) {
            for (int i = 0; i < linear; i++) {
                diagonal[i] = Math.sqrt(s[i] / z[i]);
            }
            int blocks = (g.length - linear) / block;
            beta = new double[blocks];
            v = new double[blocks][block];
            for (int b = 0; b < blocks; b++) {
                int o = linear + b * block;
                double ss = Math.sqrt(form(s, o));
                double zz = Math.sqrt(form(z, o));
                beta[b] = Math.sqrt(ss / zz);
                double inner = 1;
                for (int i = 0; i < block; i++) {
                    inner += s[o + i] / ss * (z[o + i] / zz);
                }
                double gamma = Math.sqrt(inner / 2);
                for (int i = 0; i < block; i++) {
                    v[b][i] = (s[o + i] / ss + (i == 0 ? 1 : -1) * z[o + i] / zz) / (2 * gamma);
                }
                v[b][0] += 1;
                v[b] = Plain.scale(1 / Math.sqrt(2 * v[b][0]), v[b]);
            }
        }

        /** W a, or W^-1 a. */
        double[] apply(double[] a, boolean inverse) {
            double[] c = new double[a.length];
            for (int i = 0; i < linear; i++) {
                c[i] = inverse ? a[i] / diagonal[i] : a[i] * diagonal[i];
            }
            for (int b = 0; b < beta.length; b++) {
                int o = linear + b * block;
                double inner = 0;
                for (int i = 0; i < block; i++) {
                    inner += (inverse && i > 0 ? -v[b][i] : v[b][i]) * a[o + i];
                }
                double factor = inverse ? 1 / beta[b] : beta[b];
                for (int i = 0; i < block; i++) {
                    double vi = inverse && i > 0 ? -v[b][i] : v[b][i];
                    c[o + i] = factor * (2 * vi * inner + (i == 0 ? -a[o] : a[o + i]));
                }
            }
            return c;
        }

        /** Newton step (dx, ds, dz) for residuals times {@code share} and scaled complementarity {@code e}. */
        double[][] step(double[] rx, double[] rz, double[] e, double share) {
            int n = q.length;
            double[][] scaled = new double[n][];
            for (int j = 0; j < n; j++) {
                double[] column = new double[g.length];
                for (int i = 0; i < column.length; i++) {
                    column[i] = g[i][j];
                }
                scaled[j] = apply(column, true);
            }
            double[] t = Plain.plus(e, share, apply(rz, true));
            double[][] matrix = new double[n][n];
            double[] rhs = new double[n];
            for (int i = 0; i < n; i++) {
                rhs[i] = -share * rx[i] - Plain.dot(scaled[i], t);
                for (int j = 0; j <= i; j++) {
                    matrix[i][j] = p[i][j] + Plain.dot(scaled[i], scaled[j]);
                    matrix[j][i] = matrix[i][j];
                }
            }
            double[] dx = Plain.solve(matrix, rhs);
            if (dx == null) {
                return null;
            }
            double[] dz = apply(Plain.plus(apply(Plain.times(g, dx), true), 1, t), true);
            double[] ds = Plain.plus(Plain.scale(-share, rz), -1, Plain.times(g, dx));
            return new double[][] {dx, ds, dz};
        }
    }
}
