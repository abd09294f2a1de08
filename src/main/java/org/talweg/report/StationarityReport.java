package org.talweg.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.stationary.EscapeNeuron;
import org.talweg.stationary.LossDescent;
import org.talweg.stationary.NearbyStationary;
import org.talweg.stationary.Stationarity;

/** What {@code classify} says without weight decay, for people and as JSON. */
public record StationarityReport(Stationarity found, Optional<NearbyStationary> nearby) {

    /** The fields of {@code classify} with lambda 0. */
    public Map<String, Object> json() {
        Map<String, Object> fields = decision(found);
        fields.put("descent", found.descent().map(StationarityReport::json).orElse(null));
        fields.put("neurons", evidence());
        fields.put(
                "nearby",
                nearby.map(n -> {
                            Map<String, Object> json = decision(n.at());
                            json.put("distance", n.distance());
                            json.put("network", network(n.at().network()));
                            return json;
                        })
                        .orElse(null));
        return fields;
    }

    private static Map<String, Object> decision(Stationarity s) {
        return Json.fields(
                "loss", s.loss(),
                "approximateLoss", s.loss().doubleValue(),
                "stationary", RegionText.nullable(s.stationary()),
                "clarke", RegionText.nullable(s.clarke()),
                "localMinimum", RegionText.nullable(s.localMinimum()),
                "order", s.descent().map(LossDescent::order).orElse(null),
                "reason", s.reason(),
                "escapeNeurons", escapes(s));
    }

    /** The neurons that escape. */
    static List<Map<String, Object>> escapes(Stationarity s) {
        return s.escapes().stream()
                .map(e -> Json.fields(
                        "neuron", e.neuron() + 1,
                        "direction", e.direction(),
                        "derivative", e.derivative(),
                        "silent", e.silent()))
                .toList();
    }

    /** A network as {@code classify} reads it. */
    static Map<String, Object> network(VectorNetwork network) {
        return Json.fields(
                "a", byOutput(network.a()),
                "w", network.w(),
                "slopes",
                        List.of(
                                network.activation().plus(),
                                network.activation().minus()));
    }

    /** A list for one output, else one row an output. */
    private static Object byOutput(RationalMatrix a) {
        RationalMatrix rows = a.transpose();
        return rows.rows() == 1 ? rows.row(0) : rows;
    }

    private static Map<String, Object> json(LossDescent d) {
        return Json.fields(
                "a", byOutput(d.a()),
                "w", d.w(),
                "order", d.order(),
                "rate", d.rate(),
                "step", d.step(),
                "lossAfter", d.lossAfter());
    }

    private List<Map<String, Object>> evidence() {
        List<Map<String, Object>> neurons = new ArrayList<>();
        for (int j = 0; j < found.network().width(); j++) {
            Map<String, Object> json = Json.fields(
                    "neuron", j + 1,
                    "covector", found.faces().get(j),
                    "a", found.network().a().row(j));
            if (found.stationary() == Truth.YES) {
                json.put(
                        "slopes",
                        found.slopes().get(j).stream()
                                .map(s -> Json.fields(
                                        "direction", s.direction(), "derivative", s.derivative(), "both", s.both()))
                                .toList());
            }
            neurons.add(json);
        }
        return neurons;
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        Wording.line(text, "network", sentence());
        Wording.line(text, "loss", Wording.shortened(found.loss()));
        for (int j = 0; j < found.faces().size(); j++) {
            RationalVector a = found.network().a().row(j);
            String output = a.size() == 1 ? "-0+".charAt(a.get(0).signum() + 1) + ":" : "";
            Wording.line(
                    text,
                    j == 0 ? "neurons" : "",
                    (j + 1) + "  " + output + found.faces().get(j));
        }
        Wording.line(text, "stationary", Wording.answer(found.stationary()));
        Wording.line(text, "Clarke", Wording.answer(found.clarke()));
        Wording.line(text, "local minimum", Wording.answer(found.localMinimum()) + ": " + found.reason());
        for (EscapeNeuron e : found.escapes()) {
            Wording.line(
                    text,
                    "escape",
                    "neuron " + (e.neuron() + 1) + (e.silent() ? ", of output weight zero," : "") + " along w = "
                            + list(e.direction()) + ", where the output weights feel the slope "
                            + list(e.derivative()));
        }
        found.descent().ifPresent(d -> Wording.line(text, "way down", way(d)));
        nearby.ifPresent(n -> Wording.line(
                text,
                "nearby",
                "at distance " + ClassifyText.approximate(n.distance())
                        + ", with the same output weights: a stationary network of loss "
                        + Wording.shortened(n.at().loss()) + ", local minimum: "
                        + Wording.answer(n.at().localMinimum())));
        text.append(
                "Exact: rational arithmetic, no tolerance. The loss is the mean squared error, without weight decay.\n");
        return text.toString();
    }

    private String sentence() {
        if (found.loss().isZero()) {
            return "a global minimum: it fits every row";
        }
        return switch (found.localMinimum()) {
                    case YES -> "a local minimum";
                    case NO -> found.stationary() == Truth.YES ? "a saddle" : "not stationary";
                    case OPEN -> "UNDECIDED" + (found.stationary() == Truth.YES ? ": stationary" : "");
                }
                + ", of loss " + String.format(Locale.ROOT, "%.9g", found.loss().doubleValue());
    }

    private String way(LossDescent d) {
        return String.format(
                Locale.ROOT,
                "order %d, step %s: the loss falls by %.3g, exactly evaluated (the direction is in --format json)",
                d.order(),
                Wording.shortened(d.step()),
                found.loss().subtract(d.lossAfter()).doubleValue());
    }

    static String list(RationalVector v) {
        return v.toList().stream().map(Wording::shortened).collect(Collectors.joining(", "));
    }
}
