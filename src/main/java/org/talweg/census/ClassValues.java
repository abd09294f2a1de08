package org.talweg.census;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.talweg.exact.Enclosure;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProgramProver;

/**
 * Tells the values of classes apart: each is enclosed as narrowly as it takes to be disjoint from the others and from the enclosure of the
 * global value, as far as precision goes. Values that are equal stay together.
 */
final class ClassValues {

    private static final int FIRST_BITS = 128;

    private final ProgramProver prover;
    private final GlobalOptimum global;
    private final EqualValues equal;

    /** Whether two classes are known to have equal values, so that no precision separates them. */
    @FunctionalInterface
    interface EqualValues {
        boolean areEqual(MinimumClass a, MinimumClass b);
    }

    ClassValues(ProgramProver prover, GlobalOptimum global, EqualValues equal) {
        this.prover = prover;
        this.global = global;
        this.equal = equal;
    }

    /** The classes by value, those of equal or unseparated values by their faces. */
    List<MinimumClass> sorted(List<MinimumClass> classes) {
        List<MinimumClass> list = new ArrayList<>(classes);
        sort(list);
        for (int bits = FIRST_BITS; bits <= prover.maximalBits() && refine(list, bits); bits *= 2) {
            sort(list);
        }
        return list;
    }

    private static void sort(List<MinimumClass> list) {
        list.sort(Comparator.comparing((MinimumClass c) -> c.value().middle())
                .thenComparing(c -> c.faces().toString()));
    }

    /** Refines every class that is not told apart; false if there is none. */
    private boolean refine(List<MinimumClass> list, int bits) {
        List<MinimumClass> close = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (meetsGlobal(list.get(i))
                    || (i > 0 && areClose(list.get(i - 1), list.get(i)))
                    || (i + 1 < list.size() && areClose(list.get(i), list.get(i + 1)))) {
                close.add(list.get(i));
            }
        }
        list.replaceAll(c -> close.contains(c)
                ? prover.refined(c.optimum(), bits)
                        .map(p -> c.withValue(intersection(c.value(), p.value())))
                        .orElse(c)
                : c);
        return !close.isEmpty();
    }

    private boolean meetsGlobal(MinimumClass c) {
        boolean isOptimum = global.outcome()
                .proved()
                .map(p -> c.vertices().stream().anyMatch(v -> v.faces().equals(p.faces())))
                .orElse(false);
        return !isOptimum && global.value().meets(c.value());
    }

    private boolean areClose(MinimumClass a, MinimumClass b) {
        return a.value().meets(b.value()) && !equal.areEqual(a, b);
    }

    /** Both contain the value. */
    private static Enclosure intersection(Enclosure a, Enclosure b) {
        return new Enclosure(a.lower().max(b.lower()), a.upper().min(b.upper()));
    }
}
