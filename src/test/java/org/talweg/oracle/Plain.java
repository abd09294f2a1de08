package org.talweg.oracle;

/** Textbook linear algebra on plain arrays. */
final class Plain {

    private Plain() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    static double[] scale(double t, double[] a) {
        double[] b = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            b[i] = t * a[i];
        }
        return b;
    }

    /** a + t b. */
    static double[] plus(double[] a, double t, double[] b) {
        double[] c = a.clone();
        for (int i = 0; i < a.length; i++) {
            c[i] += t * b[i];
        }
        return c;
    }

    static double[] times(double[][] a, double[] x) {
        double[] b = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            b[i] = dot(a[i], x);
        }
        return b;
    }

    /** Solves a x = b by Gaussian elimination with partial pivoting; null if a pivot is below 1e-300. */
    static double[] solve(double[][] matrix, double[] rhs) {
        int n = rhs.length;
        double[][] a = new double[n][];
        double[] b = rhs.clone();
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
        }
        for (int c = 0; c < n; c++) {
            int pivot = c;
            for (int i = c + 1; i < n; i++) {
                if (Math.abs(a[i][c]) > Math.abs(a[pivot][c])) {
                    pivot = i;
                }
            }
            if (Math.abs(a[pivot][c]) < 1e-300) {
                return null;
            }
            double[] row = a[c];
            a[c] = a[pivot];
            a[pivot] = row;
            double value = b[c];
            b[c] = b[pivot];
            b[pivot] = value;
            for (int i = c + 1; i < n; i++) {
                double f = a[i][c] / a[c][c];
                if (f != 0) {
                    b[i] -= f * b[c];
                    for (int j = c; j < n; j++) {
                        a[i][j] -= f * a[c][j];
                    }
                }
            }
        }
        for (int c = n - 1; c >= 0; c--) {
            for (int j = c + 1; j < n; j++) {
                b[c] -= a[c][j] * b[j];
            }
            b[c] /= a[c][c];
        }
        return b;
    }
}
