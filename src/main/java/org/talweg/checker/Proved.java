package org.talweg.checker;

import java.util.List;

/**
 * What was proved about all widths.
 *
 * @param neurons with so many neurons some network has at most {@code globalUpper}
 * @param optimum the unique global optimum; null if none is claimed
 * @param complete whether every local minimum is global, in {@code minima}, or in a region of {@code open}
 * @param minima by value
 * @param open ray sets of which it is open whether they are local minima
 */
record Proved(
        int neurons, Fraction globalUpper, Family optimum, boolean complete, List<Minimum> minima, List<Family> open) {}
