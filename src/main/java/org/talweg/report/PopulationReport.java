package org.talweg.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.population.CriticalPoint;
import org.talweg.population.CriticalPoint.Bounds;
import org.talweg.population.CriticalPoint.Split;
import org.talweg.population.CriticalPoint.Verdict;
import org.talweg.population.GlobalMinimum;
import org.talweg.population.StudentDescent;

/**
 * Critical points of the population loss, for people, as JSON and as CSV.
 *
 * @param split whether the splits of neurons are wanted
 */
public record PopulationReport(List<Problem> problems, boolean split) {

    /**
     * What was found for one number of teachers.
     *
     * @param points sorted by value
     * @param ends where descent ended, if it was run
     */
    public record Problem(int teachers, int students, List<CriticalPoint> points, Optional<StudentDescent.Ends> ends) {

        private long count(Verdict verdict) {
            return points.stream().filter(p -> p.verdict() == verdict).count();
        }
    }

    /** The fields of {@code population}. */
    public Map<String, Object> json() {
        List<Object> minima = new ArrayList<>();
        List<Object> runs = new ArrayList<>();
        for (Problem p : problems) {
            minima.add(global(p));
            for (int i = 0; i < p.points.size(); i++) {
                minima.add(row(p, i));
            }
            p.ends.ifPresent(e -> runs.add(Json.fields(
                    "teachers", p.teachers,
                    "students", p.students,
                    "runs", e.runs(),
                    "global", e.global(),
                    "others", e.others(),
                    "unfinished", e.unfinished())));
        }
        return Json.fields(
                "loss",
                "1/2 E (sum_i (w_i.x)_+ - sum_j (v_j.x)_+)^2",
                "complete",
                false,
                "minima",
                minima,
                "runs",
                runs);
    }

    private static Map<String, Object> global(Problem p) {
        Interval least = GlobalMinimum.smallestEigenvalue();
        boolean isolated = p.students == p.teachers;
        return Json.fields(
                "teachers",
                p.teachers,
                "students",
                p.students,
                "blocks",
                List.of(p.teachers),
                "value",
                Enclosure.of(Rational.ZERO),
                "smallestEigenvalue",
                isolated ? json(new Bounds(least.lower(), least.upper(), least.middle())) : null,
                "radius",
                0,
                "verdict",
                Verdict.GLOBAL.toString(),
                "splitCurvature",
                null,
                "normSum",
                (double) p.teachers,
                "hits",
                p.ends.map(StudentDescent.Ends::global).orElse(0));
    }

    private Map<String, Object> row(Problem p, int i) {
        CriticalPoint c = p.points.get(i);
        List<Split> splits = split && c.verdict() == Verdict.SPURIOUS ? c.splits() : List.of();
        return Json.fields(
                "teachers", p.teachers,
                "students", p.students,
                "blocks", IntStream.of(c.shape().sizes()).boxed().toList(),
                "family", c.family(),
                "value", c.value(),
                "smallestEigenvalue", json(c.smallestEigenvalue()),
                "component", c.component(),
                "radius", c.radius(),
                "parameters", c.center(),
                "verdict", c.verdict().toString(),
                "direction", c.direction(),
                "splitCurvature",
                        splits.stream()
                                .map(Split::curvature)
                                .max((a, b) -> Double.compare(a.upper(), b.upper()))
                                .map(PopulationReport::json)
                                .orElse(null),
                "splits",
                        splits.stream()
                                .map(s -> Json.fields(
                                        "group", s.group(),
                                        "neurons", s.neurons(),
                                        "curvature", json(s.curvature()),
                                        "witness", s.witness()))
                                .toList(),
                "normSum", c.approximateNormSum(),
                "hits", p.ends.map(e -> e.hits().get(i)).orElse(0));
    }

    /** Infinite bounds say nothing. */
    private static Map<String, Object> json(Bounds b) {
        return Json.fields(
                "lower", Double.isFinite(b.lower()) ? Rational.of(b.lower()) : null,
                "upper", Double.isFinite(b.upper()) ? Rational.of(b.upper()) : null,
                "approx", b.approximate());
    }

    /** One row a critical point. */
    public void csv(Appendable out) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .setHeader(
                        "teachers",
                        "students",
                        "blocks",
                        "family",
                        "verdict",
                        "loss",
                        "loss_error",
                        "least_eigenvalue",
                        "eigenvalue_lower",
                        "eigenvalue_upper",
                        "norm_sum",
                        "split_curvature_upper",
                        "hits")
                .get();
        CSVPrinter printer = new CSVPrinter(out, format);
        for (Problem p : problems) {
            for (int i = 0; i < p.points.size(); i++) {
                CriticalPoint c = p.points.get(i);
                Object worst = split && c.verdict() == Verdict.SPURIOUS
                        ? c.splits().stream()
                                .mapToDouble(s -> s.curvature().upper())
                                .max()
                                .orElseThrow()
                        : "";
                int index = i;
                printer.printRecord(
                        p.teachers,
                        p.students,
                        blocks(c),
                        c.family(),
                        c.verdict(),
                        c.value().middle().doubleValue(),
                        c.value().width().doubleValue(),
                        c.smallestEigenvalue().approximate(),
                        c.smallestEigenvalue().lower(),
                        c.smallestEigenvalue().upper(),
                        c.approximateNormSum(),
                        worst,
                        p.ends.map(e -> e.hits().get(index)).orElse(0));
            }
        }
    }

    private static String blocks(CriticalPoint c) {
        return String.join(
                " ", IntStream.of(c.shape().sizes()).mapToObj(String::valueOf).toList());
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        Wording.line(text, "loss", "1/2 E (sum of students - sum of teachers)^2, inputs N(0, I), teachers orthonormal");
        for (Problem p : problems) {
            text.append('\n');
            Wording.line(
                    text,
                    "teachers",
                    p.teachers + ", students " + p.students + ": " + p.count(Verdict.SPURIOUS)
                            + " spurious minima and " + p.count(Verdict.SADDLE) + " saddles proved"
                            + (p.count(Verdict.UNDECIDED) == 0
                                    ? ""
                                    : ", " + p.count(Verdict.UNDECIDED) + " critical points UNDECIDED"));
            if (p.points.stream().anyMatch(this::isShown)) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-20s %-16s %-22s %-16s%s%s%n",
                        "family",
                        "blocks",
                        "loss",
                        "least eigenvalue",
                        split ? String.format(Locale.ROOT, " %-16s", "split falls by") : "",
                        p.ends.isPresent() ? "  hits" : ""));
            }
            for (int i = 0; i < p.points.size(); i++) {
                if (isShown(p.points.get(i))) {
                    line(text, p, i);
                }
            }
            p.ends.ifPresent(e -> Wording.line(
                    text,
                    "runs",
                    e.runs() + ": " + e.global() + " global, "
                            + e.hits().stream().mapToInt(Integer::intValue).sum() + " at the points proved, "
                            + e.others() + " elsewhere, " + e.unfinished()
                            + " unfinished (matched by loss and norms)"));
        }
        text.append('\n');
        text.append(
                "Proved: each is an isolated critical point of the full loss, with a positive definite Hessian. That there are no others\n");
        text.append(
                "is not proved. The list has saddles too (--format json). At the teacher, with as many students, the least eigenvalue is 1/4 - 1/(2 pi).\n");
        return text.toString();
    }

    /** A spurious minimum of a family, at its number of teachers. */
    record Member(int teachers, CriticalPoint point) {}

    /**
     * The spurious minima by family, families with the most first. Minima of one family and number of teachers are told apart by their order.
     */
    Map<String, List<Member>> families() {
        Map<String, List<Member>> families = new TreeMap<>();
        for (Problem p : problems) {
            Map<String, Integer> seen = new HashMap<>();
            for (CriticalPoint c : p.points) {
                if (c.verdict() == Verdict.SPURIOUS) {
                    int order = seen.merge(c.family(), 1, Integer::sum);
                    String name = c.family() + (order == 1 ? "" : "  (" + order + ")");
                    families.computeIfAbsent(name, f -> new ArrayList<>()).add(new Member(p.teachers, c));
                }
            }
        }
        Map<String, List<Member>> sorted = new LinkedHashMap<>();
        families.entrySet().stream()
                .sorted(Comparator.comparing(e -> -e.getValue().size()))
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return sorted;
    }

    /** The families, for people. */
    public String byFamily() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "  %-24s %7s %-12s %-22s %-22s%n",
                "family",
                "minima",
                "teachers",
                "loss at the first",
                "at the last"));
        families().forEach((family, members) -> {
            Member first = members.get(0);
            Member last = members.get(members.size() - 1);
            text.append(String.format(
                    Locale.ROOT,
                    "  %-24s %7d %-12s %-22.12f %-22.12f%n",
                    family,
                    members.size(),
                    first.teachers + ".." + last.teachers,
                    first.point.value().middle().doubleValue(),
                    last.point.value().middle().doubleValue()));
        });
        text.append(
                "A family has so many neurons turned away from (-) or near (+) their teachers. Every minimum is proved; that there are no others is not.\n");
        return text.toString();
    }

    private boolean isShown(CriticalPoint c) {
        return c.verdict() != Verdict.SADDLE || problems.size() == 1;
    }

    private void line(StringBuilder text, Problem p, int i) {
        CriticalPoint c = p.points.get(i);
        String eigenvalue =
                String.format(Locale.ROOT, "%.7g", c.smallestEigenvalue().approximate())
                        + switch (c.verdict()) {
                            case SPURIOUS -> "";
                            case SADDLE -> " saddle";
                            default -> " UNDECIDED";
                        };
        String splits = "";
        if (split) {
            splits = c.verdict() == Verdict.SPURIOUS
                    ? String.format(
                            Locale.ROOT,
                            " %-16.7g",
                            c.splits().stream()
                                    .mapToDouble(s -> s.curvature().upper())
                                    .max()
                                    .orElseThrow())
                    : " ".repeat(17);
        }
        text.append(String.format(
                        Locale.ROOT,
                        "  %-20s %-16s %-22.12f %-22s%s%s",
                        c.family(),
                        blocks(c)
                                + (c.shape().fixed() == 0
                                        ? ""
                                        : " + " + c.shape().fixed()),
                        c.value().middle().doubleValue(),
                        eigenvalue,
                        splits,
                        p.ends.map(e -> String.format(
                                        Locale.ROOT, "%6d", e.hits().get(i)))
                                .orElse(""))
                .stripTrailing());
        text.append(String.format("%n"));
    }
}
