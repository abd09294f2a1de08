package org.talweg.descent;

/** Symmetric positive semidefinite systems of a few unknowns, in the inner loop of the flow, where objects of a library would cost more than the work. */
final class SmallSystem {

    private static final double RANK = 1e-12;

    private SmallSystem() {}

    /**
     * A solution of {@code matrix z = right} by Cholesky factors, unknowns that depend on earlier ones being zero. Overwrites both; the solution is {@code right}.
     * Cost: the cube of the size over six.
     */
    static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        boolean[] free = new boolean[n];
        for (int i = 0; i < n; i++) {
            double before = matrix[i][i];
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int l = 0; l < j; l++) {
                    sum -= free[l] ? 0 : matrix[i][l] * matrix[j][l];
                }
                if (j < i) {
                    matrix[i][j] = free[j] ? 0 : sum / matrix[j][j];
                } else if (sum > RANK * before) {
                    matrix[i][i] = Math.sqrt(sum);
                } else {
                    free[i] = true;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            double sum = right[i];
            for (int l = 0; l < i; l++) {
                sum -= free[l] ? 0 : matrix[i][l] * right[l];
            }
            right[i] = free[i] ? 0 : sum / matrix[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = right[i];
            for (int l = i + 1; l < n; l++) {
                sum -= free[l] || free[i] ? 0 : matrix[l][i] * right[l];
            }
            right[i] = free[i] ? 0 : sum / matrix[i][i];
        }
        return right;
    }
}
