package org.talweg.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Truth;
import org.talweg.stationary.Stationarity;

/**
 * What {@code embed} made, for people and as JSON.
 *
 * @param before the narrow network in the landscape; empty without data, as the next
 * @param after the wide one
 * @param predicted whether the theory of one output says that it is a local minimum, if it says anything
 */
public record EmbeddingReport(
        String kind,
        VectorNetwork network,
        Optional<Stationarity> before,
        Optional<Stationarity> after,
        Optional<Truth> predicted) {

    /** The fields of {@code embed}. */
    public Map<String, Object> json() {
        return Json.fields(
                "kind", kind,
                "network", StationarityReport.network(network),
                "loss", after.map(Stationarity::loss).orElse(null),
                "stationary",
                        after.map(s -> RegionText.nullable(s.stationary())).orElse(null),
                "localMinimum",
                        after.map(s -> RegionText.nullable(s.localMinimum())).orElse(null),
                "reason", after.map(Stationarity::reason).orElse(null),
                "escapeNeurons", after.map(StationarityReport::escapes).orElse(List.of()),
                "predictedLocalMinimum", predicted.map(RegionText::nullable).orElse(null),
                "before",
                        before.map(s -> Json.fields(
                                        "stationary", RegionText.nullable(s.stationary()),
                                        "localMinimum", RegionText.nullable(s.localMinimum()),
                                        "escapeNeurons", StationarityReport.escapes(s)))
                                .orElse(null));
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        Wording.line(text, "embedding", kind + ": " + network.width() + " neurons");
        for (int j = 0; j < network.width(); j++) {
            Wording.line(
                    text,
                    j == 0 ? "neurons" : "",
                    (j + 1) + "  a = " + StationarityReport.list(network.a().row(j)) + "; w = "
                            + StationarityReport.list(network.w().row(j)));
        }
        if (after.isEmpty() || before.isEmpty()) {
            text.append("Without data nothing is decided about it.\n");
            return text.toString();
        }
        Stationarity narrow = before.get();
        Stationarity wide = after.get();
        Wording.line(text, "loss", Wording.shortened(wide.loss()) + ", as before");
        Wording.line(text, "stationary", change(narrow.stationary(), wide.stationary()));
        Wording.line(text, "local minimum", change(narrow.localMinimum(), wide.localMinimum()) + ": " + wide.reason());
        Wording.line(
                text,
                "escape",
                narrow.escapes().size() + " neurons before, " + wide.escapes().size() + " now");
        predicted.ifPresent(p -> Wording.line(text, "theory", "local minimum: " + Wording.answer(p)));
        return text.toString();
    }

    private static String change(Truth before, Truth after) {
        return before == after
                ? Wording.answer(after) + ", as before"
                : Wording.answer(after) + ", was " + Wording.answer(before);
    }
}
