package org.talweg.stationary;

import java.util.List;
import java.util.Optional;
import org.talweg.arrangement.SignVector;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;

/**
 * What a network is in the landscape without weight decay.
 *
 * @param loss {@code (1/n) sum_k |h(x_k) - y_k|^2}
 * @param faces the signs of x_k . w_j, neuron by neuron
 * @param stationary no one-sided derivative is negative
 * @param clarke zero is in the Clarke subdifferential
 * @param escapes of a stationary network, one for each neuron that escapes
 * @param slopes of a stationary network, D_j along the generators of neuron j's fan: with {@code F(w_j) = 0}, the whole evidence
 */
public record Stationarity(
        VectorNetwork network,
        Rational loss,
        List<SignVector> faces,
        Truth stationary,
        Truth clarke,
        Truth localMinimum,
        String reason,
        List<EscapeNeuron> escapes,
        Optional<LossDescent> descent,
        List<List<Slope>> slopes) {

    /**
     * D_j along a generator v.
     *
     * @param both true if -v is a generator too, with the negative slope
     */
    public record Slope(RationalVector direction, RationalVector derivative, boolean both) {}
}
