package org.talweg.certificate;

import java.math.BigInteger;
import java.util.List;

/**
 * A neuron {@code u = point / D} on a signed ray.
 *
 * @param sign +1 or -1
 * @param face that holds u
 * @param point integers, d of them
 */
public record Ray(int sign, Face face, List<BigInteger> point) {

    public Ray {
        point = List.copyOf(point);
    }
}
