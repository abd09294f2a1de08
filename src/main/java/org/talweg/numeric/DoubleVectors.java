package org.talweg.numeric;

/** Vectors of doubles, for the parts that only guess: plain sums, rounded as they come. */
public final class DoubleVectors {

    private DoubleVectors() {}

    /** The scalar product over the length of {@code a}; {@code b} may be longer. */
    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /** The Euclidean length; overflows and underflows like the squares it sums. */
    public static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    /** {@code a + b}. */
    public static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int j = 0; j < sum.length; j++) {
            sum[j] += b[j];
        }
        return sum;
    }
}
