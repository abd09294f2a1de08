package org.talweg.minima;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The generators of an {@link OutputCone} that are in question, and the separators that were useful for them. What separates from a cone
 * separates from every part of it: separators are handed down.
 */
public final class Cover {

    /** More separators than this slow down each projection by more than they save. Heuristic. */
    private static final int MOST = 12;

    /**
     * A vector that separates.
     *
     * @param q of length about 1
     * @param least a lower bound, at most 0, of its products with the generators
     */
    public record Separator(double[] q, double least) {}

    private final BitSet generators;
    private final List<Separator> separators;

    private Cover(BitSet generators, List<Separator> separators) {
        this.generators = generators;
        this.separators = separators;
    }

    /** A cover by all these generators. */
    public static Cover of(BitSet generators) {
        return new Cover(generators, new ArrayList<>());
    }

    /** The cover by some of its generators; what is learnt of it stays with it. */
    public Cover restricted(BitSet some) {
        return new Cover(some, new ArrayList<>(separators));
    }

    public BitSet generators() {
        return generators;
    }

    public List<Separator> separators() {
        return separators;
    }

    /** Keeps a separator, in place of the oldest if there are many. */
    public void learn(Separator separator) {
        if (separators.size() == MOST) {
            separators.remove(0);
        }
        separators.add(separator);
    }
}
