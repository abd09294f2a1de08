package org.talweg.network;

import org.talweg.data.Network;
import org.talweg.exact.Rational;

/**
 * A direction in which the loss of a network falls, with the evidence: {@code L(theta + t direction) = L(theta) + rate t^order +
 * o(t^order)} for t &gt; 0, and {@code L(theta + step direction) = lossAfter < L(theta)}. Everything is exact.
 *
 * @param direction of the same shape as the network
 * @param order 1, or 2 if only a neuron at zero moves
 * @param rate negative
 * @param step positive
 * @param lossAfter the loss after that step
 */
public record NetworkDescent(Network direction, int order, Rational rate, Rational step, Rational lossAfter) {}
