package org.talweg.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.numbers.combinatorics.Combinations;
import org.talweg.arrangement.SignVector;
import org.talweg.certificate.Chart;
import org.talweg.certificate.Face;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;

/**
 * Charts of faces: how rows split into a part in the face's span and a combination of rows that vanish on the face. If those
 * have dependent normals there is a choice, and different cells around the face may need different charts.
 */
final class ChartMaker {

    /** More bases than this are not tried on a face. */
    private static final int MOST = 200;

    private final Objective objective;
    private final Map<SignVector, Face> structured = new ConcurrentHashMap<>();

    ChartMaker(Objective objective) {
        this.objective = objective;
    }

    /** The face with a chart for each basis of the rows that vanish on it. */
    Face face(SignVector covector) {
        return structured.computeIfAbsent(covector, c -> new Face(c.toString(), make(c)));
    }

    private List<Chart> make(SignVector face) {
        List<Integer> boundary = new ArrayList<>();
        boolean[] seen = new boolean[objective.arrangement().hyperplanes()];
        for (int k = 0; k < objective.size(); k++) {
            int h = objective.arrangement().hyperplaneOf(k);
            if (h >= 0 && face.sign(k) == 0 && !seen[h]) {
                seen[h] = true;
                boundary.add(k);
            }
        }
        if (boundary.isEmpty()) {
            return List.of();
        }
        int rank = rows(boundary).rank();
        List<Chart> charts = new ArrayList<>();
        for (int[] subset : Combinations.of(boundary.size(), rank)) {
            List<Integer> basis = new ArrayList<>();
            for (int i : subset) {
                basis.add(boundary.get(i));
            }
            if (rows(basis).rank() == rank) {
                charts.add(chart(face, basis));
            }
            if (charts.size() == MOST) {
                break;
            }
        }
        return charts;
    }

    private RationalMatrix rows(List<Integer> indices) {
        return RationalMatrix.ofRows(
                indices.stream().map(k -> objective.data().inputs().row(k)).toList(), objective.dimension());
    }

    private Chart chart(SignVector face, List<Integer> basis) {
        RationalMatrix n = rows(basis);
        RationalMatrix dual = n.multiply(n.transpose()).inverse().multiply(n);
        List<List<Rational>> coefficients = new ArrayList<>();
        BigInteger q = BigInteger.ONE;
        for (int k = 0; k < objective.size(); k++) {
            if (face.sign(k) >= 0) {
                RationalVector c = dual.multiply(objective.data().inputs().row(k));
                coefficients.add(c.toList());
                q = IntegerProblem.common(q, c.toList());
            }
        }
        return new Chart(basis, q, integers(coefficients, q));
    }

    private static List<List<BigInteger>> integers(List<List<Rational>> rows, BigInteger q) {
        return rows.stream().map(row -> scaled(row, q)).toList();
    }

    /** {@code values * q}, which must be integers. */
    static List<BigInteger> scaled(List<Rational> values, BigInteger q) {
        return values.stream().map(v -> v.multiply(Rational.of(q)).numerator()).toList();
    }
}
