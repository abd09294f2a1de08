package org.talweg.minima;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.numbers.combinatorics.Combinations;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.SingularValueDecomposition;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.numeric.DoubleVectors;

/**
 * Vectors c for linear consequences of {@code |p| = mu} (theorem T9 (f)). The unit vector along p is a combination of the extreme unit vectors
 * of its face with weights of sum at least 1, so {@code c.p >= mu min_e c.e/|e|}. The best c are those of the facets of the convex hull of the
 * extreme unit vectors that face the origin: c.e = 1 on the facet. Floating point: any c would do.
 */
public final class LengthVectors {

    /** Subsets of extreme rays that are tried for facets of their hull. */
    private static final double MOST_FACETS = 300;

    private LengthVectors() {}

    /** The vectors for a face with these vectors along its extreme rays: one for each facet, or one compromise where there would be too many to try. */
    public static List<double[]> approximate(List<RationalVector> extreme) {
        double[][] units = extreme.stream().map(LengthVectors::unit).toArray(double[][]::new);
        int dimension = new SingularValueDecomposition(new Array2DRowRealMatrix(units, false)).getRank();
        List<double[]> facets = new ArrayList<>();
        if (binomial(units.length, dimension) <= MOST_FACETS) {
            for (int[] subset : Combinations.of(units.length, dimension)) {
                double[] c = equalProducts(
                        Arrays.stream(subset).mapToObj(i -> units[i]).toArray(double[][]::new));
                boolean faces = Arrays.stream(units).allMatch(e -> DoubleVectors.dot(c, e) >= 1 - 1e-9);
                if (faces && facets.stream().noneMatch(f -> isClose(f, c))) {
                    facets.add(c);
                }
            }
        }
        if (facets.isEmpty()) {
            facets.add(equalProducts(units));
        }
        return facets;
    }

    /** Exact vectors of integers may be longer than doubles can be. */
    private static double[] unit(RationalVector vector) {
        Rational largest = vector.map(Rational::abs).toList().stream()
                .max(Rational::compareTo)
                .orElseThrow();
        double[] e = vector.multiply(Rational.ONE.divide(largest)).toDoubles();
        double length = DoubleVectors.norm(e);
        return Arrays.stream(e).map(x -> x / length).toArray();
    }

    private static double binomial(int n, int k) {
        double b = 1;
        for (int i = 0; i < k; i++) {
            b *= (double) (n - i) / (i + 1);
        }
        return b;
    }

    private static boolean isClose(double[] a, double[] b) {
        return IntStream.range(0, a.length).allMatch(j -> Math.abs(a[j] - b[j]) < 1e-9);
    }

    /** The shortest vector whose products with all of these are 1, or as near to 1 as possible. */
    private static double[] equalProducts(double[][] units) {
        double[] ones = new double[units.length];
        Arrays.fill(ones, 1);
        return new SingularValueDecomposition(new Array2DRowRealMatrix(units, false))
                .getSolver()
                .solve(new ArrayRealVector(ones, false))
                .toArray();
    }
}
