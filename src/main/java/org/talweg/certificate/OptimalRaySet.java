package org.talweg.certificate;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The optimum of some regions, in a list of all of them.
 *
 * @param slack signed cells that are slack at it
 * @param descent why it is no local minimum; empty for the zero network, or where that is open
 */
public record OptimalRaySet(Solution solution, List<SlackCell> slack, Optional<Descent> descent) {

    public OptimalRaySet {
        slack = List.copyOf(slack);
    }

    /** A direction in which the loss falls from a ray. */
    public record Descent(int ray, List<BigInteger> direction) {

        public Descent {
            direction = List.copyOf(direction);
        }
    }
}
