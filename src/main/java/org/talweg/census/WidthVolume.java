package org.talweg.census;

import java.util.Optional;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;

/**
 * The counts of {@link WidthCensus} under Gaussian initialisation: the probability that the region of m neurons with independent
 * w_j ~ N(0, I) and fair signs of the output weights holds a global, or a spurious, local minimum (theorem T6 (e)).
 *
 * @param global bounds of the probability of a global minimum
 * @param spurious bounds of the probability of a local minimum that is not global
 */
public record WidthVolume(Enclosure global, Enclosure spurious) {

    /** The probabilities at the width of these counts; empty if ties are too many to sum over. */
    public static Optional<WidthVolume> of(
            LocalMinima minima, Optional<MinimumClass> convex, WidthCensus counts, StarVolumes volumes) {
        if (minima.classes().stream().anyMatch(c -> !c.hasFewTies())) {
            return Optional.empty();
        }
        int m = counts.width();
        boolean reached = counts.best().contains(convex.orElse(null));
        Enclosure global = reached ? convex.get().volumeThrough(volumes, m) : Enclosure.of(Rational.ZERO);
        Enclosure spurious = Enclosure.of(Rational.ZERO);
        for (MinimumClass c : minima.classes()) {
            if (!counts.best().contains(c)) {
                Enclosure onRays = c.volumeOnRays(volumes, m);
                boolean higher = counts.value().isBelow(c.value());
                spurious = spurious.add(higher ? onRays : new Enclosure(Rational.ZERO, onRays.upper()));
            } else if (!reached) {
                global = global.add(c.volumeOnRays(volumes, m));
            }
        }
        return Optional.of(new WidthVolume(global, spurious));
    }
}
