package org.talweg.minima;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The generators of an {@link OutputCone} that are in question, and the separators that were useful for them. What separates from a cone
 * separates from every part of it: separators are handed down.
 */
public final class Cover {

    /** Separators that are sought for one set. Heuristic. */
    private static final int MOST_SOUGHT = 30;

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

    /**
     * Tries to refute the conditions of a set, and as long as that leaves a point that is not covered, again with a separator of this point.
     *
     * @param outputs a workspace
     * @param attempt tries with the separators so far
     * @param add receives each new one
     */
    public <E> Branching.Answer<E> refute(
            OutputCone outputs, Supplier<Branching.Answer<E>> attempt, Consumer<Separator> add) {
        Branching.Answer<E> answer = attempt.get();
        for (int sought = 0; sought < MOST_SOUGHT && answer.proof().isEmpty(); sought++) {
            Optional<Separator> separator = outputs.approximateSeparator(answer.point(), generators);
            if (separator.isEmpty()) {
                break;
            }
            learn(separator.orElseThrow());
            add.accept(separator.orElseThrow());
            answer = attempt.get();
        }
        return answer;
    }

    /** Keeps a separator, in place of the oldest if there are many. */
    private void learn(Separator separator) {
        if (separators.size() == MOST) {
            separators.remove(0);
        }
        separators.add(separator);
    }
}
