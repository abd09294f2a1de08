package org.talweg.certificate;

import java.math.BigInteger;
import java.util.List;

/**
 * Neurons near an optimum, and a vector near its residual, both of the integer problem.
 *
 * @param denominator D of the points
 * @param rays the neurons
 * @param shift the vector is {@code residual / 2^shift}
 * @param residual integers, n of them
 */
public record Solution(BigInteger denominator, List<Ray> rays, int shift, List<BigInteger> residual) {

    public Solution {
        rays = List.copyOf(rays);
        residual = List.copyOf(residual);
    }
}
