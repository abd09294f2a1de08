package org.talweg.certificate;

import java.util.List;
import java.util.Optional;

/**
 * A set of signed faces in a search tree.
 *
 * @param decision why no unlisted local minimum has its rays on exactly these; empty for the empty set, and where the first step closes the node
 * @param steps how the candidates later than the set are used up, in order
 */
public record SearchNode(Optional<Decision> decision, List<Step> steps) {

    public SearchNode {
        steps = List.copyOf(steps);
    }

    /**
     * A candidate is dropped: it is that of the next child if there are no rows; else the rows contradict each other.
     *
     * @param candidate or the number of candidates where the rows close the node
     * @param rows of conditions, then coordinates of a separator
     * @param multipliers of the rows
     */
    public record Step(int candidate, int[] rows, int[] multipliers) {}

    /** Why a set is not the set of rays of an unlisted local minimum. */
    public sealed interface Decision {}

    /** It is that of the i-th listed one; 0 is the unique optimum. */
    public record Listed(int index) implements Decision {}

    /** An optimum of the program over these hosts has its mass elsewhere. */
    public record Elsewhere(int optimum, List<Integer> hosts) implements Decision {

        public Elsewhere {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * A condition fails near the residual of these neurons.
     *
     * @param fails a row, or the number of rows plus a position in the set
     * @param bits neurons and multipliers are in units of {@code 2^-bits}
     * @param excess of the largest support value over mu, in units of 2^-46
     * @param radius in units of 2^-30
     * @param neurons position in the set, norm and coordinates of each
     * @param multipliers position in the set, then rows and multipliers
     */
    public record Near(int fails, int bits, long excess, long radius, List<long[]> neurons, List<long[]> multipliers)
            implements Decision {

        public Near {
            neurons = List.copyOf(neurons);
            multipliers = List.copyOf(multipliers);
        }
    }
}
