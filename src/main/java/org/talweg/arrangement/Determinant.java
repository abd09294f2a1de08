package org.talweg.arrangement;

import java.math.BigInteger;

/** Signs of determinants of integer matrices, exact. */
final class Determinant {

    private Determinant() {}

    /** The sign of the determinant of a square matrix, by fraction-free elimination (Bareiss). */
    static int sign(BigInteger[][] matrix) {
        int n = matrix.length;
        BigInteger[][] a = new BigInteger[n][];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
        }
        int sign = 1;
        BigInteger last = BigInteger.ONE;
        for (int k = 0; k < n; k++) {
            int p = k;
            while (p < n && a[p][k].signum() == 0) {
                p++;
            }
            if (p == n) {
                return 0;
            }
            if (p != k) {
                BigInteger[] swap = a[p];
                a[p] = a[k];
                a[k] = swap;
                sign = -sign;
            }
            for (int i = k + 1; i < n; i++) {
                for (int j = k + 1; j < n; j++) {
                    a[i][j] = a[i][j].multiply(a[k][k])
                            .subtract(a[i][k].multiply(a[k][j]))
                            .divide(last);
                }
            }
            last = a[k][k];
        }
        return sign * last.signum();
    }
}
