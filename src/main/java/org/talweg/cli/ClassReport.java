package org.talweg.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.census.ClassKind;
import org.talweg.census.ClassWidths;
import org.talweg.census.ClassWidths.Range;
import org.talweg.census.ExponentialSum;
import org.talweg.census.LocalMinima;
import org.talweg.census.MinimumClass;
import org.talweg.census.StarVolumes;
import org.talweg.exact.Enclosure;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProvedOptimum;

/**
 * The classes of local minima that {@code certify} shows.
 *
 * @param convex the class that is optimal over all signed cells, if its solutions are all known
 * @param widths at which widths each class is what
 */
record ClassReport(
        Setting setting,
        LocalMinima minima,
        Optional<MinimumClass> convex,
        Map<MinimumClass, ClassWidths> widths,
        StarVolumes volumes) {

    static ClassReport of(Setting setting, LocalMinima minima, Optional<MinimumClass> convex, StarVolumes volumes) {
        return new ClassReport(
                setting, minima, convex, ClassWidths.of(minima, setting.prover().global()), volumes);
    }

    private GlobalOptimum global() {
        return setting.prover().global();
    }

    /** The local minima that are not shown to be the convex optimum, best first. */
    List<MinimumClass> others() {
        return minima.classes().stream().filter(c -> c != convex.orElse(null)).toList();
    }

    /** All classes, the convex optimum first. */
    List<MinimumClass> all() {
        List<MinimumClass> all = new ArrayList<>(others());
        convex.ifPresent(c -> all.add(0, c));
        return all;
    }

    /** Where a class stands among {@link #all}. */
    int index(MinimumClass c) {
        return all().indexOf(c);
    }

    /** GLOBAL, SPURIOUS or UNDECIDED, at widths that reach the convex optimum. */
    ClassKind kind(MinimumClass c) {
        return minima.kind(c, global());
    }

    /** At which widths a class is what. */
    ClassWidths widths(MinimumClass c) {
        return widths.get(c);
    }

    /** True if some class is proved to be a local minimum of this width and not a global one. */
    boolean hasSpuriousAt(int width) {
        return widths.values().stream().anyMatch(w -> w.spuriousFrom().orElse(Integer.MAX_VALUE) <= width);
    }

    /** An enclosure of the value of a class, as narrow as the settings ask for or as it took to tell the class from others. */
    Enclosure value(MinimumClass c) {
        if (kind(c) == ClassKind.GLOBAL) {
            return global().value();
        }
        Enclosure wanted = setting.prover().enclose(c.optimum());
        return kind(c) == ClassKind.SPURIOUS && !global().value().isBelow(wanted) ? c.value() : wanted;
    }

    /** The classes for JSON, the convex optimum first. */
    List<Object> toJson() {
        return all().stream().map(c -> (Object) toJson(c)).toList();
    }

    private Map<String, Object> toJson(MinimumClass c) {
        ClassKind kind = kind(c);
        ExponentialSum count = kind == ClassKind.GLOBAL
                ? c.regionsThrough(setting.signedCells().size())
                : c.regionsOnRays();
        Map<String, Object> json = Json.fields(
                "kind",
                kind,
                "value",
                value(c),
                "rays",
                RayView.of(c, volumes),
                "count",
                terms(count),
                "widths",
                toJson(widths(c)));
        if (!c.isUnique()) {
            json.put(
                    "supports",
                    c.supports().stream()
                            .map(s -> s.stream()
                                    .mapToObj(i -> c.faces().get(i).toString())
                                    .toList())
                            .toList());
            json.put(
                    "supportMasses",
                    c.vertices().stream().map(ClassReport::masses).toList());
        }
        return json;
    }

    /** In the order of the rays in {@code supports}, which is that of the faces. */
    private static List<Double> masses(ProvedOptimum vertex) {
        return IntStream.range(0, vertex.faces().size())
                .boxed()
                .sorted(Comparator.comparing(i -> vertex.faces().get(i)))
                .map(i -> vertex.mass(i).middle().doubleValue())
                .toList();
    }

    private static Map<String, Object> toJson(ClassWidths widths) {
        return Json.fields(
                "from", widths.from(),
                "global", widths.global().map(Range::toString).orElse(null),
                "spuriousFrom",
                        widths.spuriousFrom().isPresent()
                                ? widths.spuriousFrom().getAsInt()
                                : null,
                "valley", widths.valleys().stream().findFirst().orElse(null),
                "valleys", widths.valleys());
    }

    private static List<Object> terms(ExponentialSum sum) {
        List<Object> terms = new ArrayList<>();
        sum.terms().forEach((base, coefficient) -> terms.add(Json.fields("coefficient", coefficient, "base", base)));
        return terms;
    }
}
