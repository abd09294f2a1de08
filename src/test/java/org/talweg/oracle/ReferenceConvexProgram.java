package org.talweg.oracle;

import java.util.Arrays;
import java.util.List;

/**
 * Value and minimiser of {@code P(S) = min (1/n)|sum_c s_c D_c X u_c - y|^2 + 2 lambda sum_c |u_c|}, u_c in the closure
 * of cell c.
 *
 * <p>An interior-point method gives u to about 1e-8; a few Newton steps on the faces it points to sharpen it. The error
 * of the answer is measured, not assumed: {@code lower} is the dual bound of the residual scaled into the dual feasible
 * set, with every support value found by trying all faces, and the sharper of the two points is kept. Double arithmetic:
 * {@code upper - lower} is typically 1e-14 of {@code |y|^2/n}, the order of its rounding.
 */
public final class ReferenceConvexProgram {

    /**
     * {@code u[i]} belongs to cell i of the list; a ray in several cells may have all its mass in one of them. {@code |residual - exact|^2 <= n (upper - lower)}.
     */
    public record Solution(double upper, double lower, double[][] u, double[] residual) {
        public double value() {
            return 0.5 * (upper + lower);
        }

        public double gap() {
            return upper - lower;
        }
    }

    private final double[][] x;
    private final double[] y;
    private final double lambda;

    public ReferenceConvexProgram(double[][] x, double[] y, double lambda) {
        this.x = x;
        this.y = y;
        this.lambda = lambda;
    }

    public double[][] rows() {
        return x;
    }

    public double[] labels() {
        return y;
    }

    public double lambda() {
        return lambda;
    }

    public double mu() {
        return y.length * lambda;
    }

    /** Solves P(S). An empty S gives the zero network. */
    public Solution solve(List<OracleCell> cells) {
        int d = x[0].length;
        double[][] u = new double[cells.size()][d];
        double size = Plain.norm(y);
        if (!cells.isEmpty() && size > 0) {
            double[] v = conic(cells, size).solve();
            for (int c = 0; c < u.length; c++) {
                System.arraycopy(v, c * (d + 1) + 1, u[c], 0, d);
                // The interior point is feasible up to rounding; the projection removes that too.
                u[c] = ReferenceCone.project(Plain.scale(size, u[c]), ReferenceCone.of(x, cells.get(c)));
            }
        }
        Solution solution = evaluate(cells, u);
        // Gaps at the level of rounding are equal; then the polished point has the sharper residual.
        double rounding = 1e-15 * size * size / y.length;
        for (int round = 0; round < 3 * ReferencePolish.guesses(); round++) {
            int guess = round % ReferencePolish.guesses();
            Solution polished = evaluate(cells, new ReferencePolish(this, cells).improve(solution, guess));
            if (polished.gap() <= Math.max(rounding, solution.gap())) {
                solution = polished;
                if (polished.gap() <= rounding) {
                    break;
                }
            }
        }
        return solution;
    }

    private Solution evaluate(List<OracleCell> cells, double[][] u) {
        double[] residual = residual(cells, u);
        double penalty = 0;
        for (double[] block : u) {
            penalty += Plain.norm(block);
        }
        double upper = Plain.dot(residual, residual) / y.length + 2 * lambda * penalty;
        return new Solution(upper, lower(cells, residual), u, residual);
    }

    private ReferenceConicSolver conic(List<OracleCell> cells, double size) {
        // Scaled to |y| = 1 and multiplied by n/2: minimise |H u - y|^2 / 2 + (mu/|y|) sum t_c.
        int n = y.length;
        int d = x[0].length;
        int width = d + 1;
        int variables = cells.size() * width;
        double[][] h = new double[n][variables];
        double[][] g = new double[cells.size() * n + variables][variables];
        int row = 0;
        for (int c = 0; c < cells.size(); c++) {
            OracleCell cell = cells.get(c);
            for (int k = 0; k < n; k++) {
                double length = Plain.norm(x[k]);
                if (length == 0) {
                    continue;
                }
                for (int i = 0; i < d; i++) {
                    h[k][c * width + 1 + i] = cell.at(k) > 0 ? cell.sign() * x[k][i] : 0;
                    g[row][c * width + 1 + i] = -cell.at(k) * x[k][i] / length;
                }
                row++;
            }
        }
        int linear = row;
        for (int v = 0; v < variables; v++) {
            g[row++][v] = -1;
        }
        double[][] p = new double[variables][variables];
        double[] q = new double[variables];
        for (int i = 0; i < variables; i++) {
            q[i] = i % width == 0 ? mu() / size : 0;
            for (int k = 0; k < n; k++) {
                q[i] -= h[k][i] * y[k] / size;
                for (int j = 0; j < variables; j++) {
                    p[i][j] += h[k][i] * h[k][j];
                }
            }
        }
        return new ReferenceConicSolver(p, q, Arrays.copyOf(g, row), linear, width);
    }

    double[] residual(List<OracleCell> cells, double[][] u) {
        double[] r = Plain.scale(-1, y);
        for (int c = 0; c < u.length; c++) {
            for (int k = 0; k < r.length; k++) {
                if (cells.get(c).at(k) > 0) {
                    r[k] += cells.get(c).sign() * Plain.dot(x[k], u[c]);
                }
            }
        }
        return r;
    }

    private double lower(List<OracleCell> cells, double[] r) {
        double largest = 0;
        for (OracleCell cell : cells) {
            largest = Math.max(largest, supportValue(cell, r));
        }
        double ry = Plain.dot(r, y);
        double rr = Plain.dot(r, r);
        double t = rr > 0 ? Math.max(0, -ry / rr) : 0;
        if (largest > 0) {
            t = Math.min(t, mu() / largest);
        }
        return (-2 * t * ry - t * t * rr) / y.length;
    }

    /** {@code g_c(r) = -s sum over A of r_k x_k}. */
    public double[] gradient(OracleCell cell, double[] r) {
        double[] g = new double[x[0].length];
        for (int k = 0; k < r.length; k++) {
            if (cell.at(k) > 0) {
                g = Plain.plus(g, -cell.sign() * r[k], x[k]);
            }
        }
        return g;
    }

    /** The projection of {@code g_c(r)} on the closed cell: its length is the support value. */
    public double[] support(OracleCell cell, double[] r) {
        return ReferenceCone.project(gradient(cell, r), ReferenceCone.of(x, cell));
    }

    public double supportValue(OracleCell cell, double[] r) {
        return Plain.norm(support(cell, r));
    }
}
