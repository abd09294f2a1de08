package org.talweg.report;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.data.Plural;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.network.Classification;
import org.talweg.network.NearbyRegion;
import org.talweg.network.NetworkDescent;
import org.talweg.network.NeuronEscape;

/** What {@code classify} prints, for people and for programs. */
public final class ClassifyText {

    private static final int ESCAPES = 20;

    private ClassifyText() {}

    public static Map<String, Object> json(ClassifyReport report) {
        Classification c = report.classification();
        return Json.fields(
                "summary", ClassifySummary.of(report),
                "globalValue", report.global(),
                "loss", c.loss(),
                "approximateLoss", c.loss().doubleValue(),
                "region", faces(c),
                "stationary", RegionText.nullable(c.stationary()),
                "clarke", RegionText.nullable(c.clarke()),
                "localMinimum", RegionText.nullable(c.localMinimum()),
                "globalMinimum", RegionText.nullable(c.globalMinimum()),
                "reason", c.reason(),
                "escapeNeurons", c.escapes().map(ClassifyText::json).toList(),
                "descent", c.descent().map(ClassifyText::json).orElse(null),
                "nearby", nearby(report));
    }

    /** {@code SIGN:COVECTOR} for each neuron; the sign is 0 where the output weight is. */
    private static List<String> faces(Classification c) {
        List<String> faces = new ArrayList<>();
        for (int j = 0; j < c.network().width(); j++) {
            char sign = "-0+".charAt(c.network().a().get(j).signum() + 1);
            faces.add(sign + ":" + c.faces().get(j));
        }
        return faces;
    }

    private static Map<String, Object> json(NeuronEscape e) {
        Map<String, Object> json = Json.fields(
                "neuron", e.neuron() + 1,
                "kind", e.kind().toString(),
                "a", e.a(),
                "w", e.w(),
                "order", e.order(),
                "rate", e.rate());
        e.into().ifPresent(into -> json.put("into", into.toString()));
        return json;
    }

    private static Map<String, Object> json(NetworkDescent d) {
        return Json.fields(
                "a", d.direction().a(),
                "w", d.direction().w(),
                "order", d.order(),
                "rate", d.rate(),
                "step", d.step(),
                "lossAfter", d.lossAfter());
    }

    private static Map<String, Object> nearby(ClassifyReport report) {
        if (report.whyNot() != null) {
            return null;
        }
        List<Object> regions = new ArrayList<>();
        for (NearbyRegion nearby : report.nearby()) {
            Map<String, Object> json = RegionText.fields(nearby.verdict(), report.width());
            json.put("excess", nearby.excess());
            json.put("distance", nearby.distance().orElse(null));
            regions.add(json);
        }
        return Json.fields("count", report.regions(), "regions", regions);
    }

    public static String text(ClassifyReport report) {
        Classification c = report.classification();
        StringBuilder text = new StringBuilder();
        Wording.line(text, "network", ClassifySummary.of(report));
        Wording.line(text, "loss", Wording.shortened(c.loss()));
        List<String> faces = faces(c);
        for (int j = 0; j < faces.size(); j++) {
            Wording.line(text, j == 0 ? "neurons" : "", (j + 1) + "  " + faces.get(j));
        }
        Wording.line(text, "stationary", Wording.answer(c.stationary()));
        Wording.line(text, "Clarke", Wording.answer(c.clarke()));
        Wording.line(text, "local minimum", Wording.answer(c.localMinimum()) + ": " + c.reason());
        Wording.line(text, "global", Wording.answer(c.globalMinimum()));
        c.escapes().limit(ESCAPES).forEach(e -> Wording.line(text, "escape", text(e)));
        if (c.escapes().count() > ESCAPES) {
            Wording.line(text, "", "and " + (c.escapes().count() - ESCAPES) + " more (see --format json)");
        }
        c.descent().ifPresent(d -> Wording.line(text, "way down", text(d, c.loss())));
        if (report.whyNot() != null) {
            Wording.line(text, "nearby", "not computed: " + report.whyNot());
        } else if (report.nearby().isEmpty()) {
            Wording.line(text, "nearby", "nothing: no neuron has mass");
        }
        appendNearby(text, report);
        return text.toString();
    }

    /** Regions with the same minimiser are shown once. */
    private static void appendNearby(StringBuilder text, ClassifyReport report) {
        Map<String, List<NearbyRegion>> same = new LinkedHashMap<>();
        for (NearbyRegion nearby : report.nearby()) {
            String key = nearby.verdict().verdict() + " " + nearby.verdict().value() + " " + nearby.distance();
            same.computeIfAbsent(key, k -> new ArrayList<>()).add(nearby);
        }
        for (List<NearbyRegion> group : same.values()) {
            NearbyRegion nearby = group.get(0);
            text.append('\n');
            Wording.line(text, "nearby", nearby.verdict().region() + share(group.size(), report));
            Wording.line(text, "value", Wording.number(nearby.verdict().value()));
            Wording.line(text, "excess", approximate(nearby.excess()) + " above it");
            nearby.distance().ifPresent(d -> Wording.line(text, "distance", approximate(d) + " from its minimiser"));
            RegionText.appendVerdict(text, nearby.verdict(), report.width());
        }
    }

    private static String share(int size, ClassifyReport report) {
        if (report.regions().equals(BigInteger.ONE)) {
            return "";
        }
        String others = size == 1 ? "" : " and " + (size - 1) + " more";
        return others + "  (of " + Plural.of(report.regions(), "closed region") + " that hold the network)";
    }

    private static String text(NeuronEscape e) {
        return "neuron " + (e.neuron() + 1) + ", " + e.kind()
                + e.into().map(into -> " in " + into).orElse("")
                + ": rate " + Wording.shortened(e.rate()) + (e.order() == 1 ? "" : " of second order") + " along a = "
                + Wording.shortened(e.a()) + ", w = "
                + String.join(
                        ", ", e.w().toList().stream().map(Wording::shortened).toList());
    }

    private static String text(NetworkDescent d, Rational loss) {
        return String.format(
                Locale.ROOT,
                "%s, step %s: the loss falls by %.3g, exactly evaluated",
                d.order() == 1 ? "all of first order together" : "the first of them",
                Wording.shortened(d.step()),
                loss.subtract(d.lossAfter()).doubleValue());
    }

    /** A number that is at least 0. */
    static String approximate(Enclosure value) {
        return value.upper().isZero() || value.lower().signum() > 0
                ? String.format(Locale.ROOT, "%.3g", value.middle().doubleValue())
                : String.format(Locale.ROOT, "at most %.3g", value.upper().doubleValue());
    }
}
