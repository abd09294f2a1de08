package org.talweg.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.talweg.census.AllWidths;
import org.talweg.census.ClassKind;
import org.talweg.census.ClassWidths;
import org.talweg.census.MinimumClass;
import org.talweg.data.Plural;
import org.talweg.landscape.SignedFace;

/** The optimum, its rays and the other local minima, as {@code certify} prints them for people. */
final class ClassText {

    private static final int RAYS_SHOWN = 40;
    private static final int MINIMA_SHOWN = 20;

    private final AllWidths report;

    ClassText(AllWidths report) {
        this.report = report;
    }

    /** How many rays the global optimum has, whether there is another, and which widths reach it. */
    String optimum() {
        if (report.leastWidth().isEmpty()) {
            return "structure UNDECIDED: " + report.global().outcome().open().orElseThrow();
        }
        int rays = report.leastWidth().get();
        if (rays == 0) {
            return "the zero network, unique, at every width";
        }
        String reached = "; reached from width " + rays + " on";
        String count = Plural.of(rays, "ray");
        if (report.isUnique()) {
            return count + ", unique" + reached;
        }
        return report.convex()
                        .map(c -> solutions(c) + ", " + c.faces().size() + " rays in all")
                        .orElse(count + ", tied with further rays (not shown to be unique)")
                + reached;
    }

    /** {@code 2 tied solutions of 5 rays each}. */
    private static String solutions(MinimumClass c) {
        return c.vertices().size() + " tied solutions of "
                + (c.leastRays() == c.mostRays()
                        ? Plural.of(c.leastRays(), "ray") + " each"
                        : c.leastRays() + " to " + c.mostRays() + " rays");
    }

    /** The table of rays of the global optimum; a ray outside the first of several solutions has the mass of the next that uses it. */
    String rays() {
        List<RayView> rays = RayView.of(report);
        if (rays.isEmpty()) {
            return "";
        }
        boolean tied = report.convex().map(c -> !c.isUnique()).orElse(false);
        String cells =
                "  %-4s  %-" + Math.max(8, report.minima().cells().objective().size()) + "s  %12s  %6s  %s%n";
        StringBuilder text = new StringBuilder("rays of the global optimum");
        text.append(
                tied
                        ? ", masses of solution 1 of "
                                + report.convex().get().vertices().size() + "\n"
                        : "\n");
        text.append(String.format(Locale.ROOT, cells, "sign", "covector", "mass", "star", "direction"));
        for (int i = 0; i < Math.min(rays.size(), RAYS_SHOWN); i++) {
            RayView ray = rays.get(i);
            int solution = tied ? firstWith(report.convex().get(), i) : 0;
            double mass = solution == 0 ? ray.mass() : mass(report.convex().get(), solution, i);
            text.append(String.format(
                    Locale.ROOT,
                    cells,
                    ray.sign(),
                    ray.covector(),
                    String.format(Locale.ROOT, "%.6g", mass),
                    ray.star(),
                    direction(ray) + (solution == 0 ? "" : "  not in solution 1; mass of solution " + (solution + 1))));
        }
        if (rays.size() > RAYS_SHOWN) {
            text.append("  and ").append(rays.size() - RAYS_SHOWN).append(" more (see --format json)\n");
        }
        return text.append('\n').toString();
    }

    /** The first vertex that uses a ray. */
    private static int firstWith(MinimumClass c, int ray) {
        int vertex = 0;
        while (!c.supports().get(vertex).get(ray)) {
            vertex++;
        }
        return vertex;
    }

    private static double mass(MinimumClass c, int vertex, int ray) {
        int place = c.vertices().get(vertex).faces().indexOf(c.faces().get(ray));
        return c.vertices().get(vertex).mass(place).middle().doubleValue();
    }

    private static String direction(RayView ray) {
        return ray.direction().stream()
                .limit(8)
                .map(e -> String.format(Locale.ROOT, "%.4f", Math.abs(e) < 5e-5 ? 0 : e))
                .collect(Collectors.joining(", ", "(", ray.direction().size() > 8 ? ", ...)" : ")"));
    }

    /** The local minima that are known, other than the global ones. */
    String minima() {
        List<MinimumClass> spurious = ofKind(ClassKind.SPURIOUS);
        List<MinimumClass> undecided = ofKind(ClassKind.UNDECIDED);
        if (spurious.isEmpty() && undecided.isEmpty()) {
            return report.isComplete() ? "spurious local minima: none, at any width\n\n" : "";
        }
        StringBuilder text = new StringBuilder();
        if (!undecided.isEmpty()) {
            text.append("local minima of which it is UNDECIDED whether they are global (value not above ")
                    .append(String.format(
                            Locale.ROOT, "%.9g", report.global().value().upper().doubleValue()))
                    .append(")\n");
            list(text, undecided);
        }
        if (!spurious.isEmpty()) {
            text.append("local minima above the global value of wide networks\n");
            list(text, spurious);
            text.append(
                    "Each is a local minimum from its first width on; a valley only at the width shown, and in wider networks"
                            + " a plateau\nwith a level way to a neuron at zero, from where the loss falls (talweg graph shows valleys"
                            + " and heights).\n");
        }
        return text.append('\n').toString();
    }

    private List<MinimumClass> ofKind(ClassKind kind) {
        return report.others().stream().filter(c -> report.kind(c) == kind).toList();
    }

    private void list(StringBuilder text, List<MinimumClass> minima) {
        List<MinimumClass> shown = minima.subList(0, Math.min(minima.size(), MINIMA_SHOWN));
        List<String> kinds = shown.stream().map(c -> kind(report.widths(c))).toList();
        int wide = kinds.stream().mapToInt(String::length).reduce(4, Math::max);
        String row = "  %14s  %-" + wide + "s  %6s  %-30s  %s%n";
        text.append(String.format(Locale.ROOT, row, "value", "kind", "valley", "regions", "rays"));
        for (int i = 0; i < shown.size(); i++) {
            MinimumClass c = shown.get(i);
            text.append(String.format(
                    Locale.ROOT,
                    row,
                    String.format(Locale.ROOT, "%.9g", c.optimum().approximateValue()),
                    kinds.get(i),
                    report.widths(c).valleys().stream().map(String::valueOf).collect(Collectors.joining(",")),
                    Wording.abbreviate(c.regionsOnRays().toString(), 30),
                    names(c) + (c.isUnique() ? "" : "  (" + solutions(c) + ")")));
        }
        if (minima.size() > MINIMA_SHOWN) {
            text.append("  and ").append(minima.size() - MINIMA_SHOWN).append(" more (see --format json)\n");
        }
    }

    /** {@code global at width 2, spurious from 3 on}. */
    private static String kind(ClassWidths widths) {
        List<String> parts = new ArrayList<>();
        int next = widths.from();
        if (widths.global().isPresent()) {
            parts.add("global at width " + next++);
        }
        if (widths.spuriousFrom().isEmpty()) {
            parts.add("UNDECIDED from " + next + " on");
        } else {
            int spurious = widths.spuriousFrom().getAsInt();
            // That is its first width: in wider networks the class is spurious.
            if (spurious > next) {
                parts.add("UNDECIDED at width " + next);
            }
            parts.add("spurious from " + spurious + " on");
        }
        return String.join(", ", parts);
    }

    /** The rays of a class. */
    static String names(MinimumClass c) {
        return c.faces().stream().map(SignedFace::toString).collect(Collectors.joining(" "));
    }
}
