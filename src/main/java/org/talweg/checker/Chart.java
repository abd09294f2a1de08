package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Splits each row that is not negative on a face into a part within the face's span V and a combination of rows that vanish
 * on the face: {@code q x_k = v_k + sum_h c_kh x_h} with v_k in V. Then {@code v_k / q} is the projection of x_k on V.
 */
final class Chart {

    /** The rows h. */
    final int[] rows;
    /** q. */
    final BigInteger denominator;
    /** c_k, one entry for each of {@link #rows}; null where row k is negative on the face. */
    final BigInteger[][] coefficients;
    /** v_k; null where row k is negative on the face. */
    final BigInteger[][] projected;

    private Chart(int[] rows, BigInteger denominator, BigInteger[][] coefficients, BigInteger[][] projected) {
        this.rows = rows;
        this.denominator = denominator;
        this.coefficients = coefficients;
        this.projected = projected;
    }

    /** The chart of a face on no hyperplane. */
    static Chart open(Problem problem) {
        return new Chart(new int[0], BigInteger.ONE, new BigInteger[problem.n][0], problem.x);
    }

    /** Reads and checks a chart of the face with these signs. */
    Chart(JsonReader json, Problem problem, int[] face) throws IOException, Refusal {
        json.pass('{');
        json.name("rows", true);
        rows = rows(json, problem, face);
        json.name("denominator");
        denominator = json.positive();
        json.name("coefficients");
        json.pass('[');
        coefficients = new BigInteger[problem.n][];
        projected = new BigInteger[problem.n][];
        int given = 0;
        for (int k = 0; k < problem.n; k++) {
            if (face[k] >= 0) {
                Refusal.unless(json.more(given++), "a chart has too few coefficients");
                coefficients[k] = json.integers(rows.length);
                projected[k] = Vectors.times(denominator, problem.x[k]);
                for (int i = 0; i < rows.length; i++) {
                    Vectors.add(projected[k], coefficients[k][i].negate(), problem.x[rows[i]]);
                }
                requireWithinFace(problem, face, k, projected[k]);
            }
        }
        Refusal.unless(!json.more(given), "a chart has too many coefficients");
        json.pass('}');
    }

    private static int[] rows(JsonReader json, Problem problem, int[] face) throws IOException, Refusal {
        int[] rows = new int[problem.n];
        int count = 0;
        json.pass('[');
        while (json.more(count)) {
            int h = json.index(problem.n - 1);
            boolean vanishes = face[h] == 0 && !problem.isZero[h];
            Refusal.unless(vanishes, "row %s of a chart does not vanish on the face, or everywhere", h);
            Refusal.unless(count == 0 || rows[count - 1] < h, "the rows of a chart do not ascend");
            rows[count++] = h;
        }
        return Arrays.copyOf(rows, count);
    }

    private static void requireWithinFace(Problem problem, int[] face, int k, BigInteger[] v) throws Refusal {
        Refusal.unless(
                face[k] > 0 || Vectors.isZero(v), "a chart does not split row %s, which vanishes on the face", k);
        for (int l = 0; l < face.length && face[k] > 0; l++) {
            boolean within = face[l] != 0 || Vectors.dot(v, problem.x[l]).signum() == 0;
            Refusal.unless(within, "a chart does not project row %s on the span of the face", k);
        }
    }
}
