package org.talweg.certificate;

import java.math.BigInteger;
import java.util.List;

/**
 * A neuron {@code u = point / D} on a signed ray.
 *
 * @param sign +1 or -1
 * @param covector the face of u, over {@code + 0 -}
 * @param point integers, d of them
 * @param charts of the face; empty if it lies on no hyperplane, or if nothing is claimed about its structure
 */
public record Ray(int sign, String covector, List<BigInteger> point, List<Chart> charts) {

    public Ray {
        point = List.copyOf(point);
        charts = List.copyOf(charts);
    }
}
