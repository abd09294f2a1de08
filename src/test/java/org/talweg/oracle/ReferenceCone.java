package org.talweg.oracle;

/**
 * Projection on the polyhedral cone {@code { v : rows_k . v >= 0 }} by trying every face.
 *
 * <p>The projection of g lies in some face, and is there the projection of g on the orthogonal complement of the rows
 * that vanish. Every set of independent rows is tried; of the projections that lie in the cone the longest is the
 * answer, since a point p of the cone with {@code g.p = |p|^2} has {@code |p| <= max g.v}. Cost: binomial sums in the
 * number of rows.
 */
final class ReferenceCone {

    private static final double FEASIBLE = 1e-11;
    private static final double DEPENDENT = 1e-9;

    private final double[][] rows;
    private double[] best;

    private ReferenceCone(double[][] rows) {
        this.rows = rows;
    }

    static double[] project(double[] g, double[][] rows) {
        double[][] unit = new double[rows.length][];
        int count = 0;
        for (double[] row : rows) {
            double length = Plain.norm(row);
            if (length > 0) {
                unit[count++] = Plain.scale(1 / length, row);
            }
        }
        ReferenceCone cone = new ReferenceCone(java.util.Arrays.copyOf(unit, count));
        cone.best = new double[g.length];
        cone.search(g, new double[g.length][], 0, 0, Plain.norm(g));
        return cone.best;
    }

    /** The rows that bound the closure of a cell. */
    static double[][] of(double[][] x, OracleCell cell) {
        double[][] rows = new double[x.length][];
        for (int k = 0; k < x.length; k++) {
            rows[k] = Plain.scale(cell.at(k), x[k]);
        }
        return rows;
    }

    private void search(double[] p, double[][] basis, int rank, int from, double size) {
        if (Plain.norm(p) > Plain.norm(best) * (1 + 1e-14) && inCone(p, size)) {
            best = p;
        }
        if (rank == p.length) {
            return;
        }
        for (int k = from; k < rows.length; k++) {
            double[] e = orthogonal(rows[k], basis, rank);
            double length = Plain.norm(e);
            if (length > DEPENDENT) {
                basis[rank] = orthogonal(Plain.scale(1 / length, e), basis, rank);
                search(Plain.plus(p, -Plain.dot(p, basis[rank]), basis[rank]), basis, rank + 1, k + 1, size);
            }
        }
    }

    private static double[] orthogonal(double[] v, double[][] basis, int rank) {
        double[] e = v;
        for (int i = 0; i < rank; i++) {
            e = Plain.plus(e, -Plain.dot(e, basis[i]), basis[i]);
        }
        return e;
    }

    private boolean inCone(double[] p, double size) {
        for (double[] row : rows) {
            if (Plain.dot(row, p) < -FEASIBLE * size) {
                return false;
            }
        }
        return true;
    }
}
