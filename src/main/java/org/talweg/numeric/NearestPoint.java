package org.talweg.numeric;

import java.util.Arrays;

/**
 * Wolfe's algorithm in floating point: the point nearest to 0 of the convex hull of some unit vectors. Only a guess; what
 * is made of it is checked exactly.
 */
public final class NearestPoint {

    /* Neither number decides anything: they only say when to stop guessing. */
    private static final double ENOUGH = 1e-12;
    private static final double NOTHING = 1e-14;

    private final double[][] rows;
    private final int dimension;
    private final int limit;
    private final int[] members;
    private final double[] weights;
    private final double[] target;
    private final double[][] system;
    private final double[] point;
    private int size;

    public NearestPoint(double[][] rows) {
        this.rows = rows;
        this.dimension = rows[0].length;
        this.limit = 20 * (dimension + 5);
        this.members = new int[dimension + 2];
        this.weights = new double[dimension + 2];
        this.target = new double[dimension + 2];
        this.system = new double[dimension + 2][dimension + 3];
        this.point = new double[dimension];
    }

    public double[] point() {
        return point;
    }

    /** The rows that the point is a combination of. */
    public int[] support() {
        return Arrays.copyOf(members, size);
    }

    public void run() {
        members[0] = 0;
        weights[0] = 1;
        size = 1;
        update();
        for (int step = 0; step < limit; step++) {
            int worst = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < rows.length; i++) {
                double v = dot(rows[i], point);
                if (v < least) {
                    least = v;
                    worst = i;
                }
            }
            double norm = dot(point, point);
            if (norm < ENOUGH * ENOUGH || least >= norm - ENOUGH || contains(worst) || size > dimension) {
                return;
            }
            members[size] = worst;
            weights[size++] = 0;
            if (!descend()) {
                return;
            }
            update();
        }
    }

    private boolean contains(int k) {
        for (int i = 0; i < size; i++) {
            if (members[i] == k) {
                return true;
            }
        }
        return false;
    }

    private boolean descend() {
        while (true) {
            if (!affineMinimum()) {
                return false;
            }
            double step = 1;
            int leaves = -1;
            for (int i = 0; i < size; i++) {
                if (target[i] <= NOTHING) {
                    double s = weights[i] / (weights[i] - target[i]);
                    if (leaves < 0 || s < step) {
                        step = s;
                        leaves = i;
                    }
                }
            }
            for (int i = 0; i < size; i++) {
                weights[i] += step * (target[i] - weights[i]);
            }
            if (leaves < 0) {
                return true;
            }
            size--;
            for (int i = leaves; i < size; i++) {
                weights[i] = weights[i + 1];
                members[i] = members[i + 1];
            }
        }
    }

    /** Solves (1 1' + G) m = 1 by elimination and scales m to sum one. */
    private boolean affineMinimum() {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                system[i][j] = 1 + dot(rows[members[i]], rows[members[j]]);
            }
            system[i][size] = 1;
        }
        for (int k = 0; k < size; k++) {
            // The matrix is positive definite: its diagonal is a good enough pivot.
            double p = system[k][k];
            if (!(p > NOTHING)) {
                return false;
            }
            for (int i = k + 1; i < size; i++) {
                double f = system[i][k] / p;
                for (int j = k; j <= size; j++) {
                    system[i][j] -= f * system[k][j];
                }
            }
        }
        double sum = 0;
        for (int i = size - 1; i >= 0; i--) {
            double s = system[i][size];
            for (int j = i + 1; j < size; j++) {
                s -= system[i][j] * target[j];
            }
            target[i] = s / system[i][i];
            sum += target[i];
        }
        for (int i = 0; i < size; i++) {
            target[i] /= sum;
        }
        return true;
    }

    private void update() {
        Arrays.fill(point, 0);
        for (int i = 0; i < size; i++) {
            for (int c = 0; c < dimension; c++) {
                point[c] += weights[i] * rows[members[i]][c];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }
}
