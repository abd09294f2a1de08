package org.talweg.verdict;

import org.talweg.exact.RationalVector;
import org.talweg.landscape.SignedCell;

/**
 * A way to lower the loss at the minimiser of a region, proved.
 *
 * @param neuron the neuron that moves, counted from 0
 * @param kind whether it is switched on at zero or leaves a hyperplane
 * @param into the signed cell it moves into
 * @param direction the exact direction in which w moves (times the sign of the neuron's output)
 */
public record Escape(int neuron, Kind kind, SignedCell into, RationalVector direction) {

    /** How a neuron escapes. */
    public enum Kind {
        /** A neuron at zero is switched on with weights along the direction; {@code h_c(r) > mu} there. */
        SWITCH_ON,
        /** A neuron on a hyperplane turns in the direction; the one-sided derivative is negative. */
        TURN
    }
}
