package org.talweg.oracle;

import java.util.ArrayList;
import java.util.List;

/** Newton's method on the rays and faces that an approximate solution of P(S) points to. */
final class ReferencePolish {

    /** Guesses of what counts as tight and as mass; the measured gap tells which guess was right. */
    private static final double[][] THRESHOLDS = {{1 - 1e-3, 1e-6}, {1 - 1e-6, 1e-9}, {1 - 1e-5, 1e-4}, {1 - 1e-7, 0}};

    private static final double ON_HYPERPLANE = 1e-6;
    private static final double SAME_RAY = 1e-4;
    private static final int STEPS = 8;

    private final ReferenceConvexProgram program;
    private final List<OracleCell> cells;
    private final List<Integer> owner = new ArrayList<>();
    private final List<double[]> ray = new ArrayList<>();
    private final List<Double> mass = new ArrayList<>();

    ReferencePolish(ReferenceConvexProgram program, List<OracleCell> cells) {
        this.program = program;
        this.cells = cells;
    }

    static int guesses() {
        return THRESHOLDS.length;
    }

    double[][] improve(ReferenceConvexProgram.Solution start, int guess) {
        collect(start, THRESHOLDS[guess][0], THRESHOLDS[guess][1]);
        double[][] u = new double[cells.size()][program.rows()[0].length];
        List<double[]> directions = new ArrayList<>();
        List<Integer> cellOf = new ArrayList<>();
        for (int i = 0; i < owner.size(); i++) {
            u[owner.get(i)] = Plain.scale(mass.get(i), ray.get(i));
            for (double[] e : faceBasis(ray.get(i))) {
                directions.add(e);
                cellOf.add(owner.get(i));
            }
        }
        for (int step = 0; step < STEPS && !directions.isEmpty(); step++) {
            double[] change = newton(u, directions, cellOf);
            if (change == null) {
                break;
            }
            for (int i = 0; i < change.length; i++) {
                int c = cellOf.get(i);
                u[c] = Plain.plus(u[c], -change[i], directions.get(i));
            }
        }
        for (int c : owner) {
            // Rounding can push a boundary ray out by 1e-16; a step to the wrong face shows up in the gap.
            u[c] = ReferenceCone.project(u[c], ReferenceCone.of(program.rows(), cells.get(c)));
        }
        return u;
    }

    /** The nearly tight cells with mass; a ray that several cells share is given to the first of them. */
    private void collect(ReferenceConvexProgram.Solution start, double nearlyTight, double someMass) {
        double total = 0;
        for (double[] block : start.u()) {
            total += Plain.norm(block);
        }
        for (int c = 0; c < cells.size(); c++) {
            double[] support = program.support(cells.get(c), start.residual());
            double length = Plain.norm(support);
            double share = Plain.norm(start.u()[c]);
            if (length > nearlyTight * program.mu() && share > someMass * total) {
                double[] v = Plain.scale(1 / length, support);
                int known = -1;
                for (int i = 0; i < owner.size(); i++) {
                    if (cells.get(owner.get(i)).sign() == cells.get(c).sign()
                            && Plain.norm(Plain.plus(v, -1, ray.get(i))) < SAME_RAY) {
                        known = i;
                    }
                }
                if (known < 0) {
                    owner.add(c);
                    ray.add(v);
                    mass.add(share);
                } else {
                    mass.set(known, mass.get(known) + share);
                }
            }
        }
    }

    /** An orthonormal basis of the span of the face of v. */
    private List<double[]> faceBasis(double[] v) {
        List<double[]> vectors = new ArrayList<>();
        for (double[] row : program.rows()) {
            if (Math.abs(Plain.dot(row, v)) <= ON_HYPERPLANE * Plain.norm(row)) {
                vectors.add(row);
            }
        }
        int rank = ReferenceRays.orthonormal(vectors).size();
        for (int i = 0; i < v.length; i++) {
            double[] e = new double[v.length];
            e[i] = 1;
            vectors.add(e);
        }
        List<double[]> basis = ReferenceRays.orthonormal(vectors);
        return basis.subList(rank, basis.size());
    }

    /** Inverse Hessian times gradient of the objective (times n/2) in the given directions. */
    private double[] newton(double[][] u, List<double[]> directions, List<Integer> cellOf) {
        int size = directions.size();
        double[] residual = program.residual(cells, u);
        double[][] columns = new double[size][];
        double[] gradient = new double[size];
        double[][] hessian = new double[size][size];
        for (int i = 0; i < size; i++) {
            double[][] one = new double[cells.size()][u[0].length];
            one[cellOf.get(i)] = directions.get(i);
            columns[i] = Plain.plus(program.residual(cells, one), 1, program.labels());
            double[] block = u[cellOf.get(i)];
            double length = Plain.norm(block);
            double along = Plain.dot(block, directions.get(i)) / length;
            gradient[i] = Plain.dot(columns[i], residual) + program.mu() * along;
            for (int j = 0; j <= i; j++) {
                hessian[i][j] = Plain.dot(columns[i], columns[j]);
                if (cellOf.get(i).equals(cellOf.get(j))) {
                    double other = Plain.dot(block, directions.get(j)) / length;
                    hessian[i][j] += program.mu() / length * ((i == j ? 1 : 0) - along * other);
                }
                hessian[j][i] = hessian[i][j];
            }
            // Keeps the system solvable when the optimum is a polytope.
            hessian[i][i] *= 1 + 1e-13;
        }
        double[] change = Plain.solve(hessian, gradient);
        return change == null || !Double.isFinite(Plain.norm(change)) ? null : change;
    }
}
