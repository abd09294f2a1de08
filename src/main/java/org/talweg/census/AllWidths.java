package org.talweg.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.talweg.exact.Enclosure;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProvedOptimum;

/**
 * What is known of a loss at all widths at once: the optimum over all signed cells, the classes of local minima, from which width on each is what, and closed formulas for the regions that
 * hold them. {@link #at} gives what they come to at one width.
 *
 * @param global the optimum over all signed cells
 * @param minima the local minima; only the global class, unfinished, if there was no search or it was given up
 * @param convex the class that is optimal over all signed cells, if its solutions are all known
 * @param widths at which widths each class is what
 * @param full all optimal ray sets, if that census was run and is proved complete
 * @param sampled shares of the verdicts from random regions, if any were drawn
 * @param volumes volumes of the stars of all rays of the classes and of the optimum
 * @param enclose an enclosure of the value of an optimum, as narrow as is wanted
 */
public record AllWidths(
        GlobalOptimum global,
        LocalMinima minima,
        Optional<MinimumClass> convex,
        Map<MinimumClass, ClassWidths> widths,
        Optional<Census> full,
        Optional<SampledShares> sampled,
        StarVolumes volumes,
        Function<ProvedOptimum, Enclosure> enclose) {

    /** Brings together what was found; see the record's components. */
    public static AllWidths of(
            Objective objective,
            GlobalOptimum global,
            LocalMinima minima,
            Optional<Census> census,
            Optional<SampledShares> sampled,
            Function<ProvedOptimum, Enclosure> enclose) {
        List<SignedFace> faces = new ArrayList<>(global.rays());
        minima.classes().forEach(c -> faces.addAll(c.faces()));
        return new AllWidths(
                global,
                minima,
                minima.global(global),
                ClassWidths.of(minima, global),
                census.filter(Census::isComplete),
                sampled,
                StarVolumes.of(objective, faces),
                enclose);
    }

    /** Everything at width m. Cost: a pass over the classes. */
    public AtWidth at(int m) {
        return AtWidth.of(this, m);
    }

    /** N. */
    public long signedCells() {
        return minima.cells().size();
    }

    /** The optimum over all signed cells, if its structure is proved. */
    public Optional<ProvedOptimum> optimum() {
        return global.outcome().proved();
    }

    /** True if the list of local minima is proved to have all. */
    public boolean isComplete() {
        return minima.isComplete();
    }

    /** True if the masses of the global optimum are proved to be the only ones. */
    public boolean isUnique() {
        return global.isUnique()
                || (isComplete() && convex.map(MinimumClass::isUnique).orElse(false));
    }

    /** The least width that is known to attain the convex optimum. */
    public Optional<Integer> leastWidth() {
        return convex.map(MinimumClass::leastRays)
                .or(() -> optimum().map(o -> o.faces().size()));
    }

    /** True if a network of width m attains the convex optimum with proved rays. */
    public boolean reaches(int m) {
        return leastWidth().map(least -> m >= least).orElse(false);
    }

    /** Regions that hold a global minimum, for widths that reach the convex optimum. */
    public Optional<ExponentialSum> globalFormula() {
        return convex.map(c -> c.regionsThrough(signedCells()));
    }

    /** Regions with a spurious local minimum, for widths that reach the convex optimum. */
    public Optional<ExponentialSum> spuriousFormula() {
        if (!isComplete() || convex.isEmpty() || others().stream().anyMatch(c -> kind(c) != ClassKind.SPURIOUS)) {
            return Optional.empty();
        }
        return Optional.of(
                others().stream().map(MinimumClass::regionsOnRays).reduce(ExponentialSum.ZERO, ExponentialSum::add));
    }

    /** The least width at which the formulas count regions: the first that reaches the convex optimum. */
    public Optional<Integer> formulasFrom() {
        return convex.map(c -> widths(c).from());
    }

    /** The local minima that are not shown to be the convex optimum, best first. */
    public List<MinimumClass> others() {
        return minima.classes().stream().filter(c -> c != convex.orElse(null)).toList();
    }

    /** All classes, the convex optimum first. */
    public List<MinimumClass> all() {
        List<MinimumClass> all = new ArrayList<>(others());
        convex.ifPresent(c -> all.add(0, c));
        return all;
    }

    /** GLOBAL, SPURIOUS or UNDECIDED, at widths that reach the convex optimum. */
    public ClassKind kind(MinimumClass c) {
        return minima.kind(c, global);
    }

    /** At which widths a class is what. */
    public ClassWidths widths(MinimumClass c) {
        return widths.get(c);
    }

    /** An enclosure of the value of a class, as narrow as is wanted or as it took to tell the class from others. */
    public Enclosure value(MinimumClass c) {
        if (kind(c) == ClassKind.GLOBAL) {
            return global.value();
        }
        Enclosure wanted = enclose.apply(c.optimum());
        return kind(c) == ClassKind.SPURIOUS && !global.value().isBelow(wanted) ? c.value() : wanted;
    }

    /** N^m. */
    public BigInteger regions(int m) {
        return BigInteger.valueOf(signedCells()).pow(m);
    }
}
