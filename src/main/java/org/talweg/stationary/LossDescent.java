package org.talweg.stationary;

import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;

/**
 * A direction in which the loss falls, with the evidence, all exact: {@code L(theta + t direction) = L(theta) + rate t^order + o(t^order)} for t &gt; 0, and the loss after the step
 * t = {@code step} is {@code lossAfter < L(theta)}.
 *
 * @param a m by p
 * @param w m by d
 * @param order 1 or 2
 * @param rate negative
 */
public record LossDescent(
        RationalMatrix a, RationalMatrix w, int order, Rational rate, Rational step, Rational lossAfter) {}
