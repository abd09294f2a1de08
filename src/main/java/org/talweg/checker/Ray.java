package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;

/**
 * A neuron {@code u = point / D} on a signed ray.
 *
 * @param sign of the output weight
 * @param face that holds u
 * @param point {@code D u}
 * @param outputs {@code D (x_k . u)_+}
 */
record Ray(int sign, Face face, BigInteger[] point, BigInteger[] outputs) {

    static Ray read(JsonReader json, Problem problem, List<Face> faces) throws IOException, Refusal {
        json.pass('{');
        json.name("sign", true);
        String text = json.text(1);
        Refusal.unless(text.equals("+") || text.equals("-"), "the sign of a ray is not + or -");
        json.name("face");
        Refusal.unless(!faces.isEmpty(), "there are no faces");
        Face face = faces.get(json.index(faces.size() - 1));
        json.name("point");
        BigInteger[] point = json.integers(problem.d);
        json.pass('}');
        return new Ray(text.equals("+") ? 1 : -1, face, point, face.outputs(problem, point));
    }

    /** The chart that projections are computed with. */
    Chart chart() {
        return face.charts.get(0);
    }

    /** Whether row k is positive on the face. */
    boolean isActive(int k) {
        return face.signs[k] > 0;
    }

    @Override
    public String toString() {
        return (sign > 0 ? "+:" : "-:") + face;
    }
}
