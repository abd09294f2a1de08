package org.talweg.report;

import java.util.Locale;
import java.util.Map;
import org.talweg.stationary.EmbeddingTable;
import org.talweg.stationary.Stationarity;

/** What {@code embed --all} found, for people and as JSON. */
public record EmbeddingTableReport(Stationarity narrow, EmbeddingTable table) {

    /** The fields of {@code embed --all}. */
    public Map<String, Object> json() {
        return Json.fields(
                "localMinimum", RegionText.nullable(narrow.localMinimum()),
                "escapeNeurons", StationarityReport.escapes(narrow),
                "kinds",
                        table.rows().stream()
                                .map(r -> Json.fields(
                                        "kind", r.kind(),
                                        "embeddings", r.embeddings(),
                                        "stationary", r.stationary(),
                                        "localMinimum", r.minima(),
                                        "undecided", r.open(),
                                        "predicted", r.predicted(),
                                        "agreeing", r.agreeing()))
                                .toList());
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        Wording.line(text, "network", "stationary, local minimum: " + Wording.answer(narrow.localMinimum()));
        text.append(String.format(
                Locale.ROOT,
                "%n  %-30s %10s %10s %14s %9s %9s %8s%n",
                "embedding",
                "number",
                "stationary",
                "local minimum",
                "UNDECIDED",
                "predicted",
                "agreeing"));
        for (EmbeddingTable.Row r : table.rows()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-30s %10d %10d %14d %9d %9d %8d%n",
                    r.kind(),
                    r.embeddings(),
                    r.stationary(),
                    r.minima(),
                    r.open(),
                    r.predicted(),
                    r.agreeing()));
        }
        text.append("Each is decided exactly; predicted: what the theory says of it from the narrow network alone.\n");
        return text.toString();
    }
}
