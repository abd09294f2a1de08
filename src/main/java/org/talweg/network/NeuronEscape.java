package org.talweg.network;

import java.util.Locale;
import java.util.Optional;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.SignedCell;

/**
 * A way in which one neuron of a network lowers the loss: with {@code a_j + t a} and {@code w_j + t w}, the loss changes by
 * {@code rate t^order + o(t^order)} for t &gt; 0. Everything is exact.
 *
 * @param neuron the neuron, counted from 0
 * @param order 1, or 2 where a neuron at zero is switched on
 * @param rate negative
 * @param into for a neuron that is switched on, the signed cell it moves into
 */
public record NeuronEscape(
        int neuron, Kind kind, Rational a, RationalVector w, int order, Rational rate, Optional<SignedCell> into) {

    /** Why the neuron does not stay. */
    public enum Kind {
        /** {@code |a_j| != |w_j|}: the same function with less weight decay. */
        UNBALANCED,
        /** The gradient along the neuron's own face is not zero. */
        GRADIENT,
        /** The loss falls to one side of a hyperplane, and zero is no convex combination of the gradients around the neuron. */
        KINK,
        /** The loss falls to one side of a hyperplane although zero is such a combination: the neuron passes Clarke's test. */
        CONCAVE_KINK,
        /** The neuron is zero, and {@code h_c(r) > mu} for some signed cell. */
        SWITCH_ON;

        /** In small letters, with a space for each underscore; {@code switch-on} with a hyphen. */
        @Override
        public String toString() {
            return this == SWITCH_ON
                    ? "switch-on"
                    : name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** {@code a^2 + |w|^2}. */
    Rational squaredLength() {
        return a.square().add(w.squaredNorm());
    }

    /** {@code rate^2 / (a^2 + |w|^2)}: how steep the way is, whatever its length. */
    public Rational squaredSlope() {
        return rate.square().divide(squaredLength());
    }
}
