package org.talweg.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.census.AllWidths;
import org.talweg.census.VerdictSample.Share;
import org.talweg.data.Plural;
import org.talweg.descent.EarlyAlignment;
import org.talweg.descent.EndKind;
import org.talweg.descent.Experiment;
import org.talweg.descent.StationaryPoint;
import org.talweg.descent.Tally;
import org.talweg.descent.Tally.Place;
import org.talweg.landscape.SignedFace;

/** Where training ended, for people and as JSON. */
public final class DescentReport {

    private static final int POINTS_SHOWN = 20;
    private static final int RAYS_SHOWN = 100;
    private static final int PARTS_SHOWN = 6;

    private final AllWidths all;
    private final Experiment.Plan plan;
    private final EarlyAlignment early;
    private final List<Tally> tallies;

    /**
     * @param all what is proved about the loss
     * @param early what small initialisation does first
     * @param tallies in the order in which they are shown
     */
    public DescentReport(AllWidths all, Experiment.Plan plan, EarlyAlignment early, List<Tally> tallies) {
        this.all = all;
        this.early = early;
        this.plan = plan;
        this.tallies = List.copyOf(tallies);
    }

    /** The fields of {@code descend}. */
    public Map<String, Object> json() {
        return Json.fields(
                "init", plan.init().name().toLowerCase(Locale.ROOT),
                "seed", plan.seed(),
                "globalValue", all.global().value(),
                "complete", all.isComplete(),
                "smallInitialisation",
                        Json.fields(
                                "attractors",
                                        early.attractors().stream()
                                                .map(at -> ray(at.face()))
                                                .toList(),
                                "end",
                                        early.end()
                                                .map(p -> Json.fields(
                                                        "value", p.value(),
                                                        "kind", p.kind().toString(),
                                                        "rays",
                                                                p.rays().stream()
                                                                        .map(DescentReport::ray)
                                                                        .toList()))
                                                .orElse(null),
                                "reason", early.reason()),
                "scales", tallies.stream().map(DescentReport::json).toList());
    }

    private static Map<String, Object> json(Tally t) {
        Share global = t.share(EndKind.GLOBAL);
        return Json.fields(
                "scale", Double.isNaN(t.scale()) ? null : t.scale(),
                "width", t.width(),
                "method", t.method().name().toLowerCase(Locale.ROOT),
                "runs", t.ends().size(),
                "global", t.count(EndKind.GLOBAL),
                "spurious", t.count(EndKind.SPURIOUS),
                "trapped", t.trapped(),
                "zero", t.count(EndKind.ZERO),
                "saddle", t.count(EndKind.SADDLE),
                "unmatched", t.count(EndKind.UNMATCHED),
                "unfinished", t.count(EndKind.UNFINISHED),
                "classes", t.places().stream().map(DescentReport::json).toList(),
                "globalInterval", Json.fields("low", global.low(), "high", global.high()),
                "predictedGlobal",
                        t.predicted()
                                .map(p -> Json.fields(
                                        "estimate", p.middle().doubleValue(),
                                        "low", p.lower().doubleValue(),
                                        "high", p.upper().doubleValue(),
                                        "proved", t.isPredictionProved()))
                                .orElse(null),
                "regionShare", t.regionShare().orElse(null),
                "steps", Json.fields("median", t.medianSteps(), "max", t.mostSteps()),
                "notQuiet", t.ends().stream().filter(e -> !e.isQuiet()).count(),
                "reasons", t.reasons(),
                "groups",
                        t.groups().stream()
                                .map(g -> Json.fields("runs", g.runs(), "loss", g.loss()))
                                .toList());
    }

    private static Map<String, Object> json(Place place) {
        StationaryPoint point = place.point();
        return Json.fields(
                "value", point.value(),
                "kind", point.kind().toString(),
                "runs", place.runs(),
                "trapped", place.trapped(),
                "listed", point.isListed(),
                "reason", point.reason(),
                "rays", point.rays().stream().map(DescentReport::ray).toList());
    }

    private static Map<String, Object> ray(SignedFace ray) {
        return Json.fields("sign", ray.sign() > 0 ? "+" : "-", "covector", ray.covector());
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        Wording.line(text, "global value", Wording.number(all.global().value()));
        Wording.line(
                text,
                "minima",
                all.isComplete()
                        ? "the list of local minima is proved complete: "
                                + all.all().size() + " with the global one"
                        : "the list of local minima is not complete; minima that runs find are proved one by one");
        Wording.line(
                text,
                "starts",
                switch (plan.init()) {
                            case BALANCED -> "w ~ N(0, scale^2), a = +-|w|";
                            case GAUSSIAN -> "w, a ~ N(0, scale^2)";
                            case PYTORCH -> "PyTorch's default times scale";
                        }
                        + ", seed " + plan.seed());
        Wording.line(text, "scale to 0", smallScale());
        rows(text);
        places(text, Tally.points(tallies));
        notes(text);
        return text.toString();
    }

    private String smallScale() {
        int many = early.attractors().size();
        String attractors = many == 0
                ? ""
                : many > PARTS_SHOWN
                        ? Plural.of(many, "direction") + " that grow; "
                        : "grow first: "
                                + String.join(
                                        " ",
                                        early.attractors().stream()
                                                .map(at -> at.face().toString())
                                                .toList())
                                + "; ";
        return attractors
                + early.end()
                        .map(p -> "with a neuron near each a run ends at " + Wording.nineDigits(p.value()) + ", "
                                + p.kind())
                        .orElse("end UNDECIDED: " + early.reason());
    }

    private void rows(StringBuilder text) {
        text.append("\n where the runs end\n");
        text.append(String.format(
                Locale.ROOT,
                "  %6s %9s %6s %6s  %8s %-17s %9s %9s %9s %9s %9s  %9s %9s%n",
                "width",
                "scale",
                "method",
                "runs",
                "global",
                "95% interval",
                "spurious",
                "trapped",
                "zero",
                "saddle",
                "unproved",
                "volume",
                "steps"));
        for (Tally t : tallies) {
            Share global = t.share(EndKind.GLOBAL);
            text.append(String.format(
                    Locale.ROOT,
                    "  %6d %9s %6s %6d  %8d [%.4f, %.4f]  %9d %9d %9d %9d %9d  %9s %9d%n",
                    t.width(),
                    scale(t),
                    t.method().name().toLowerCase(Locale.ROOT),
                    t.ends().size(),
                    t.count(EndKind.GLOBAL),
                    global.low(),
                    global.high(),
                    t.count(EndKind.SPURIOUS),
                    t.trapped(),
                    t.count(EndKind.ZERO),
                    t.count(EndKind.SADDLE),
                    t.count(EndKind.UNMATCHED) + t.count(EndKind.UNFINISHED),
                    t.predicted()
                            .map(p -> String.format(
                                    Locale.ROOT, "%.4f", p.middle().doubleValue()))
                            .orElse("-"),
                    t.medianSteps()));
        }
    }

    static String scale(Tally t) {
        return Double.isNaN(t.scale())
                ? "given"
                : new BigDecimal(t.scale())
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private void places(StringBuilder text, List<StationaryPoint> points) {
        text.append("\n the proved points at their ends, and the number of runs of each row above\n");
        text.append(String.format(Locale.ROOT, "  %14s  %-28s  %s%n", "value", "runs", "kind and rays"));
        for (int i = 0; i < Math.min(points.size(), POINTS_SHOWN); i++) {
            StationaryPoint point = points.get(i);
            List<String> runs = new ArrayList<>();
            List<String> kinds = new ArrayList<>();
            for (Tally t : tallies) {
                Place place = t.placeOf(point).orElse(null);
                runs.add(place == null ? "0" : "" + place.runs());
                if (place != null && !kinds.contains(place.point().kind().toString())) {
                    kinds.add(place.point().kind().toString());
                }
            }
            String rays = String.join(
                    " ", point.rays().stream().map(SignedFace::toString).toList());
            text.append(String.format(
                    Locale.ROOT,
                    "  %14s  %-28s  %s%s %s%n",
                    Wording.nineDigits(point.value()),
                    String.join(" ", runs),
                    String.join("/", kinds),
                    point.isListed() || !isMinimum(point) ? "" : " (found by a run)",
                    rays.length() <= RAYS_SHOWN ? rays : Plural.of(point.rays().size(), "ray")));
        }
        if (points.size() > POINTS_SHOWN) {
            text.append("  and ").append(points.size() - POINTS_SHOWN).append(" more\n");
        }
    }

    /** True of an end that belongs in a list of local minima, the zero network being no class of one. */
    private static boolean isMinimum(StationaryPoint point) {
        return point.kind() != EndKind.SADDLE && point.kind() != EndKind.ZERO;
    }

    private void notes(StringBuilder text) {
        text.append("\n");
        for (Tally t : tallies) {
            text.append(stays(t));
            t.reasons()
                    .forEach((reason, runs) ->
                            text.append("  unfinished: " + Plural.of(runs, "run") + ", " + reason + "\n"));
            t.groups()
                    .forEach(g -> text.append(String.format(
                            Locale.ROOT, "  unfinished near loss %.9g: %s%n", g.loss(), Plural.of(g.runs(), "run"))));
            long late = t.ends().stream().filter(e -> !e.isQuiet()).count();
            if (late > 0) {
                text.append("  of " + Plural.of(late, "run")
                        + " the gradient did not become small in " + plan.limit()
                        + " steps; the flow went on from there\n");
            }
        }
        text.append("""
                "volume" is the probability that a start lies in a region that holds a global minimum. It is no forecast of training, which leaves
                its first region on correlated data; where patterns freeze (orthogonal rows, small scale) it is one.
                The paths are floating point. What stands at each end is proved: signs and covectors of the live rays, then the value.
                """);
    }

    /** The answer in one line: ends of one value and kind together. */
    private static String stays(Tally t) {
        Map<String, int[]> others = new LinkedHashMap<>();
        for (Place place : t.places()) {
            if (place.point().kind() != EndKind.GLOBAL) {
                String at = Wording.nineDigits(place.point().value()) + why(place.point());
                int[] runs = others.computeIfAbsent(at, key -> new int[2]);
                runs[0] += place.runs();
                runs[1] += place.point().kind() == EndKind.ZERO ? 0 : place.trapped();
            }
        }
        List<String> parts = new ArrayList<>();
        others.forEach((at, runs) -> parts.add(
                runs[0] + " stay at " + at + (runs[1] == 0 ? ")" : ", " + runs[1] + " with neurons that died)")));
        String rest = parts.size() > PARTS_SHOWN ? ", and " + Plural.of(parts.size() - PARTS_SHOWN, "other value") : "";
        return String.format(
                Locale.ROOT,
                "Width %d, scale %s: of %s, %d reach a global minimum%s%s.%n",
                t.width(),
                scale(t),
                Plural.of(t.ends().size(), "start"),
                t.count(EndKind.GLOBAL),
                parts.isEmpty() ? "" : "; " + String.join(", ", parts.subList(0, Math.min(PARTS_SHOWN, parts.size()))),
                rest);
    }

    private static String why(StationaryPoint point) {
        return switch (point.kind()) {
            case SPURIOUS -> " for good (spurious minimum";
            case ZERO -> " for good (every neuron died";
            case SADDLE -> " for good (saddle that holds its rays";
            case UNMATCHED -> " (the list or the run is wrong";
            case GLOBAL, UNFINISHED -> " (";
        };
    }
}
