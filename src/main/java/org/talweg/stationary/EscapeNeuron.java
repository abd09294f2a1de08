package org.talweg.stationary;

import org.talweg.exact.RationalVector;

/**
 * A neuron of a stationary network that escapes: to first order nothing changes along v, {@code <a_j, D_j(v)> = 0}, but the output weights feel a slope, {@code D_j(v) != 0}.
 *
 * @param neuron counted from 0
 * @param direction v
 * @param derivative D_j(v), of length p
 * @param silent true if a_j = 0: then the loss falls to second order (theorem N4)
 */
public record EscapeNeuron(int neuron, RationalVector direction, RationalVector derivative, boolean silent) {}
