package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A sign vector over the rows, with charts of its span. It need not be a face: a solution shows that by a point. */
final class Face {

    private static final int MOST_CHARTS = 1000;

    /** One sign a row. */
    final int[] signs;

    final List<Chart> charts = new ArrayList<>();

    private BitSet around;

    Face(JsonReader json, Problem problem) throws IOException, Refusal {
        json.pass('{');
        json.name("covector", true);
        signs = signs(json.text(problem.n), problem);
        json.name("charts");
        json.pass('[');
        while (json.more(charts.size())) {
            Refusal.unless(charts.size() < MOST_CHARTS, "more than %s charts", MOST_CHARTS);
            charts.add(new Chart(json, problem, signs));
        }
        json.pass('}');
        if (charts.isEmpty() && isOpen(problem)) {
            charts.add(Chart.open(problem));
        }
    }

    private static int[] signs(String covector, Problem problem) throws Refusal {
        Refusal.unless(covector.length() == problem.n, "a covector has not %s", Verifier.counted(problem.n, "sign"));
        int[] signs = new int[problem.n];
        boolean active = false;
        for (int k = 0; k < signs.length; k++) {
            int sign = "-0+".indexOf(covector.charAt(k)) - 1;
            Refusal.unless(sign >= -1, "a covector holds another character than + 0 -");
            signs[k] = sign;
            active |= sign > 0;
        }
        Refusal.unless(active, "a face has no output");
        return signs;
    }

    private boolean isOpen(Problem problem) {
        for (int k = 0; k < signs.length; k++) {
            if (signs[k] == 0 && !problem.isZero[k]) {
                return false;
            }
        }
        return true;
    }

    /** Refuses a point that does not lie on the face; gives {@code (x_k . point)_+} for each row. */
    BigInteger[] outputs(Problem problem, BigInteger[] point) throws Refusal {
        BigInteger[] outputs = Vectors.zero(problem.n);
        for (int k = 0; k < problem.n; k++) {
            BigInteger product = Vectors.dot(problem.x[k], point);
            if (product.signum() != signs[k]) {
                throw new Refusal("a point does not lie on the face " + this);
            }
            if (signs[k] > 0) {
                outputs[k] = product;
            }
        }
        return outputs;
    }

    /**
     * n/2 times the derivative of the loss at a ray of this sign in the direction delta, as a form in r; null if delta is not orthogonal to
     * the face.
     */
    BigInteger[] derivative(Problem problem, int sign, BigInteger[] delta) {
        BigInteger[] form = Vectors.zero(problem.n);
        for (int k = 0; k < problem.n; k++) {
            BigInteger change = Vectors.dot(problem.x[k], delta);
            if (signs[k] > 0 && Vectors.dot(charts.get(0).projected[k], delta).signum() != 0) {
                return null;
            }
            if (signs[k] > 0 || (signs[k] == 0 && change.signum() > 0)) {
                form[k] = sign > 0 ? change : change.negate();
            }
        }
        return form;
    }

    /** The listed cells, by their numbers, whose closure contains the face; found once. */
    BitSet cells(Cells cells) {
        if (around == null) {
            around = new BitSet();
            int[] cell = new int[signs.length];
            for (int c = 0; c < cells.size(); c++) {
                cells.signs(2 * c, cell);
                around.set(c, isInClosureOf(cell));
            }
        }
        return around;
    }

    private boolean isInClosureOf(int[] cell) {
        for (int k = 0; k < signs.length; k++) {
            if (signs[k] != 0 && signs[k] != cell[k]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return Cells.text(signs);
    }
}
