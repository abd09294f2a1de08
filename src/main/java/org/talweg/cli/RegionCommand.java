package org.talweg.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.data.Plural;
import org.talweg.exact.Truth;
import org.talweg.landscape.Region;
import org.talweg.landscape.Verdict;
import org.talweg.proof.GlobalOptimum;
import org.talweg.verdict.RegionVerdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code region DATA --lambda L --neurons LIST}: the value and verdict of one region. */
@Command(name = "region", description = "Proves the value of one activation region and what its minimiser is.")
final class RegionCommand extends LandscapeCommand {

    @Option(
            names = "--neurons",
            required = true,
            paramLabel = "LIST",
            description =
                    "One SIGN:CELL a neuron, with commas: +:++-+,-:-+++. The cell has one of + - a data row, 0 at a"
                            + " zero row.")
    private String neurons;

    @Option(
            names = "--width",
            paramLabel = "M",
            description =
                    "Judge the regions of M neurons that use these signed cells. By default M is the number of cells"
                            + " listed, or the least width that reaches the convex optimum if that is larger.")
    private Integer width;

    @Override
    public Integer call() {
        Dataset dataset = data.dataset();
        Region region = RegionOption.parse("--neurons", neurons, dataset.size());
        Setting setting = Setting.of(dataset, lambda.value(), proof.settings(), output);
        RegionOption.check("--neurons", region, setting.cells());
        int judged = width(region, setting.prover().global());
        RegionVerdict verdict = setting.prover().judge(region, judged);
        show(() -> json(verdict, judged, setting), () -> text(verdict, judged, setting));
        return Talweg.OK;
    }

    private int width(Region region, GlobalOptimum global) {
        if (width != null && width < region.width()) {
            throw new InputException(
                    "--width: expected at least the " + Plural.of(region.width(), "neuron") + " listed, not " + width);
        }
        return width != null ? width : Math.max(region.width(), global.rays().size());
    }

    /** Null where a truth is open, as in JSON. */
    static Boolean nullable(Truth truth) {
        return truth == Truth.OPEN ? null : Boolean.valueOf(truth == Truth.YES);
    }

    private static List<RayView> rays(RegionVerdict verdict) {
        return verdict.optimum().map(o -> RayView.of(o, null, null)).orElse(List.of());
    }

    private static Map<String, Object> json(RegionVerdict verdict, int width, Setting setting) {
        Map<String, Object> json = fields(verdict, width);
        json.put("globalValue", setting.prover().global().value());
        return json;
    }

    /** What is proved about one region as one of this width, for JSON. */
    static Map<String, Object> fields(RegionVerdict verdict, int width) {
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

    private static String text(RegionVerdict verdict, int width, Setting setting) {
        StringBuilder text = new StringBuilder();
        line(text, "region", verdict.region().toString());
        line(text, "value", CertifyText.number(verdict.value()));
        line(text, "global value", CertifyText.number(setting.prover().global().value()));
        appendVerdict(text, verdict, width);
        verdict.neighbours().forEach(n -> line(text, "lower region", n.toString()));
        verdict.escape()
                .ifPresent(e -> line(
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
        line(text, "verdict", verdict.verdict() + " at width " + width + ": " + verdict.reason());
        line(
                text,
                "stationary",
                switch (verdict.stationary()) {
                    case YES -> "yes, in the sense of Clarke";
                    case NO -> "no, not even in the sense of Clarke";
                    case OPEN -> "UNDECIDED";
                });
        if (verdict.verdict() == Verdict.SADDLE) {
            line(text, "trap", trap(verdict.trap()));
        }
        for (RayView ray : rays(verdict)) {
            line(text, "ray", String.format(Locale.ROOT, "%s %s  mass %.6g", ray.sign(), ray.covector(), ray.mass()));
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

    /** One line of a text result. */
    static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-13s %s%n", name, value));
    }
}
