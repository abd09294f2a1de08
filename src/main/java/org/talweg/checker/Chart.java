package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits each row that is not negative on a face into a part within the face's span V and a combination of rows that vanish
 * on the face: {@code q x_k = v_k + sum_h c_kh x_h} with v_k in V. Then {@code v_k / q} is the projection of x_k on V.
 */
final class Chart {

    private static final int MOST = 1000;

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

    /** The charts of a face, in the file; a face on no hyperplane has one of its own. Empty if none is given. */
    static List<Chart> list(JsonReader json, Problem problem, int[] face) throws IOException, Refusal {
        List<Chart> charts = new ArrayList<>();
        json.pass('[');
        while (json.more(charts.size())) {
            Refusal.unless(charts.size() < MOST, "more than " + MOST + " charts");
            charts.add(of(json, problem, face));
        }
        if (charts.isEmpty() && isOpen(problem, face)) {
            charts.add(new Chart(new int[0], BigInteger.ONE, new BigInteger[problem.n][0], problem.x));
        }
        return charts;
    }

    private static boolean isOpen(Problem problem, int[] face) {
        for (int k = 0; k < face.length; k++) {
            if (face[k] == 0 && !problem.isZero[k]) {
                return false;
            }
        }
        return true;
    }

    private static Chart of(JsonReader json, Problem problem, int[] face) throws IOException, Refusal {
        json.pass('{');
        json.name("rows", true);
        int[] rows = rows(json, problem, face);
        json.name("denominator");
        BigInteger q = json.positive();
        json.name("coefficients");
        json.pass('[');
        BigInteger[][] coefficients = new BigInteger[problem.n][];
        BigInteger[][] projected = new BigInteger[problem.n][];
        int given = 0;
        for (int k = 0; k < problem.n; k++) {
            if (face[k] >= 0) {
                Refusal.unless(json.more(given++), "a chart has too few coefficients");
                coefficients[k] = json.integers(rows.length);
                projected[k] = Vectors.times(q, problem.x[k]);
                for (int i = 0; i < rows.length; i++) {
                    Vectors.add(projected[k], coefficients[k][i].negate(), problem.x[rows[i]]);
                }
                requireWithinFace(problem, face, k, projected[k]);
            }
        }
        Refusal.unless(!json.more(given), "a chart has too many coefficients");
        json.pass('}');
        return new Chart(rows, q, coefficients, projected);
    }

    private static int[] rows(JsonReader json, Problem problem, int[] face) throws IOException, Refusal {
        int[] rows = new int[problem.n];
        int count = 0;
        json.pass('[');
        while (json.more(count)) {
            int h = json.index(problem.n - 1);
            boolean vanishes = face[h] == 0 && !problem.isZero[h];
            Refusal.unless(vanishes, "row " + h + " of a chart does not vanish on the face, or everywhere");
            Refusal.unless(count == 0 || rows[count - 1] < h, "the rows of a chart do not ascend");
            rows[count++] = h;
        }
        return java.util.Arrays.copyOf(rows, count);
    }

    private static void requireWithinFace(Problem problem, int[] face, int k, BigInteger[] v) throws Refusal {
        Refusal.unless(
                face[k] > 0 || Vectors.isZero(v), "a chart does not split row " + k + ", which vanishes on the face");
        for (int l = 0; l < face.length && face[k] > 0; l++) {
            boolean within = face[l] != 0 || Vectors.dot(v, problem.x[l]).signum() == 0;
            Refusal.unless(within, "a chart does not project row " + k + " on the span of the face");
        }
    }
}
