package org.talweg.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.talweg.census.AllWidths;
import org.talweg.census.ClassKind;
import org.talweg.census.ClassWidths;
import org.talweg.census.ClassWidths.Range;
import org.talweg.census.ExponentialSum;
import org.talweg.census.MinimumClass;
import org.talweg.proof.ProvedOptimum;

/** The classes of local minima as JSON. */
final class ClassJson {

    private ClassJson() {}

    /** The classes for JSON, the convex optimum first. */
    static List<Object> of(AllWidths all) {
        return all.all().stream().map(c -> (Object) toJson(all, c)).toList();
    }

    private static Map<String, Object> toJson(AllWidths all, MinimumClass c) {
        ClassKind kind = all.kind(c);
        ExponentialSum count = kind == ClassKind.GLOBAL ? c.regionsThrough(all.signedCells()) : c.regionsOnRays();
        Map<String, Object> json = Json.fields(
                "kind",
                kind,
                "value",
                all.value(c),
                "rays",
                RayView.of(c, all.volumes()),
                "count",
                terms(count),
                "widths",
                toJson(all.widths(c)));
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
                    c.vertices().stream().map(ClassJson::masses).toList());
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

    /** The terms of a formula as texts show them. */
    static List<Object> largestFirst(ExponentialSum sum) {
        List<Object> terms = terms(sum);
        Collections.reverse(terms);
        return terms;
    }

    private static List<Object> terms(ExponentialSum sum) {
        List<Object> terms = new ArrayList<>();
        sum.terms().forEach((base, coefficient) -> terms.add(Json.fields("coefficient", coefficient, "base", base)));
        return terms;
    }
}
