package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;

/** A signed ray: a neuron {@code u = point / D}, its face and the charts of the face. */
final class Ray {

    final int sign;
    /** The sign of {@code x_k . u} for each row. */
    final int[] face;
    /** {@code D u}. */
    final BigInteger[] point;
    /** {@code D (x_k . u)_+}. */
    final BigInteger[] outputs;

    final List<Chart> charts;

    Ray(JsonReader json, Problem problem) throws IOException, Refusal {
        json.pass('{');
        json.name("sign", true);
        String text = json.text(1);
        Refusal.unless(text.equals("+") || text.equals("-"), "the sign of a ray is " + text);
        sign = text.equals("+") ? 1 : -1;
        json.name("covector");
        String covector = json.text(problem.n);
        json.name("point");
        point = json.integers(problem.d);
        face = new int[problem.n];
        outputs = Vectors.zero(problem.n);
        boolean active = false;
        for (int k = 0; k < problem.n; k++) {
            BigInteger product = Vectors.dot(problem.x[k], point);
            face[k] = product.signum();
            if (face[k] > 0) {
                outputs[k] = product;
                active = true;
            }
        }
        Refusal.unless(covector.equals(Cells.text(face)), "a point lies on another face than " + covector);
        Refusal.unless(active, "a neuron has no output");
        json.name("charts");
        charts = Chart.list(json, problem, face);
        json.pass('}');
    }

    /** True if a signed cell with these signs belongs to the star. */
    boolean isInClosureOf(int cellSign, int[] cell) {
        if (cellSign != sign) {
            return false;
        }
        for (int k = 0; k < face.length; k++) {
            if (face[k] != 0 && face[k] != cell[k]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return (sign > 0 ? "+:" : "-:") + Cells.text(face);
    }
}
