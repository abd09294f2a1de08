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

    /** The probabilities at width {@code m}; empty where {@link WidthCensus} is. */
    public static Optional<WidthVolume> of(Census census, int m, StarVolumes volumes) {
        if (census.global().isEmpty() || !census.isComplete()) {
            return Optional.empty();
        }
        RaySet convex = census.global().get();
        if (m >= convex.faces().size()) {
            Enclosure global = StarUse.everyStar(volumes.of(convex.faces()), m);
            return Optional.of(new WidthVolume(global, spurious(census, m, volumes, convex)));
        }
        return WidthCensus.best(census, m)
                .map(best -> new WidthVolume(
                        StarUse.onlyStars(volumes.of(best.faces()), m), spurious(census, m, volumes, best)));
    }

    private static Enclosure spurious(Census census, int m, StarVolumes volumes, RaySet best) {
        Enclosure sum = Enclosure.of(Rational.ZERO);
        for (RaySet s : census.spurious()) {
            if (s != best) {
                sum = sum.add(StarUse.onlyStars(volumes.of(s.faces()), m));
            }
        }
        return sum;
    }
}
