package org.talweg.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.exact.Truth;
import org.talweg.landscape.Region;
import org.talweg.landscape.Verdict;
import org.talweg.proof.GlobalOptimum;
import org.talweg.verdict.RegionVerdict;

/** What is proved about one region, for people and as JSON. */
public final class RegionText {

    private RegionText() {}

    /** Null where a truth is open, as in JSON. */
    public static Boolean nullable(Truth truth) {
        return truth == Truth.OPEN ? null : Boolean.valueOf(truth == Truth.YES);
    }

    private static List<RayView> rays(RegionVerdict verdict) {
        return verdict.optimum().map(o -> RayView.of(o, null, null)).orElse(List.of());
    }

    /** The fields of {@code region}. */
    public static Map<String, Object> json(RegionVerdict verdict, int width, GlobalOptimum global) {
        Map<String, Object> json = fields(verdict, width);
        json.put("globalValue", global.value());
        return json;
    }

    /** What is proved about one region as one of this width, for JSON. */
    public static Map<String, Object> fields(RegionVerdict verdict, int width) {
        return Json.fields(
                "region", verdict.region().toString(),
                "width", width,
                "value", verdict.value(),
                "verdict", verdict.verdict().toString(),
                "reason", verdict.reason(),
                "rays", rays(verdict),
                "stationary", nullable(verdict.stationary()),
                "trap", nullable(verdict.trap()),
                "neighbours",
                        verdict.neighbours().stream().map(Region::toString).toList(),
                "escape",
                        verdict.escape()
                                .map(e -> Json.fields(
                                        "neuron", e.neuron() + 1,
                                        "kind", e.kind().toString(),
                                        "into", e.into().toString(),
                                        "direction", e.direction()))
                                .orElse(null));
    }

    /** What {@code region} prints for people. */
    public static String of(RegionVerdict verdict, int width, GlobalOptimum global) {
        StringBuilder text = new StringBuilder();
        Wording.line(text, "region", verdict.region().toString());
        Wording.line(text, "value", Wording.number(verdict.value()));
        Wording.line(text, "global value", Wording.number(global.value()));
        appendVerdict(text, verdict, width);
        verdict.neighbours().forEach(n -> Wording.line(text, "lower region", n.toString()));
        verdict.escape()
                .ifPresent(e -> Wording.line(
                        text,
                        "way down",
                        "neuron " + (e.neuron() + 1)
                                + switch (e.kind()) {
                                    case SWITCH_ON -> " switched on in ";
                                    case TURN -> " turned into ";
                                }
                                + e.into()));
        return text.toString();
    }

    /** The verdict, whether the minimiser is stationary, and its rays. */
    static void appendVerdict(StringBuilder text, RegionVerdict verdict, int width) {
        Wording.line(text, "verdict", verdict.verdict() + " at width " + width + ": " + verdict.reason());
        Wording.line(
                text,
                "stationary",
                switch (verdict.stationary()) {
                    case YES -> "yes, in the sense of Clarke";
                    case NO -> "no, not even in the sense of Clarke";
                    case OPEN -> "UNDECIDED";
                });
        if (verdict.verdict() == Verdict.SADDLE) {
            Wording.line(text, "trap", trap(verdict.trap()));
        }
        for (RayView ray : rays(verdict)) {
            Wording.line(
                    text,
                    "ray",
                    String.format(Locale.ROOT, "%s %s  mass %.6g", ray.sign(), ray.covector(), ray.mass()));
        }
    }

    private static String trap(Truth trap) {
        return switch (trap) {
            case YES ->
                "yes: it attracts an open set of starts, since no ray lets its neuron go and a neuron near zero can shrink for good";
            case NO -> "no, an open saddle: a neuron near zero turns until it grows, or one leaves across a kink";
            case OPEN -> "UNDECIDED: a slope, or h against mu, has no proved sign";
        };
    }
}
