package org.talweg.report;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.talweg.census.CellVolumes;
import org.talweg.census.Thresholds;
import org.talweg.census.VerdictSample.Share;
import org.talweg.data.Plural;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.undecayed.JacobianRanks;
import org.talweg.undecayed.JacobianSample;

/**
 * Ranks of the first-layer Jacobian, for people and as JSON.
 *
 * @param ranks over all regions, if they were counted
 * @param volumes probabilities of the cells, if asked for
 * @param samples what random regions said, if they were drawn
 * @param measure how they were drawn
 */
public record JacobianReport(
        int rows,
        int dimension,
        Optional<JacobianRanks> ranks,
        List<Integer> widths,
        Optional<CellVolumes> volumes,
        List<JacobianSample.Result> samples,
        String measure) {

    private static final List<Rational> EPSILONS =
            List.of(Rational.of(1, 2), Rational.of(1, 10), Rational.of(1, 20), Rational.of(1, 100));

    /** The fields of {@code jacobian}. */
    public Map<String, Object> json() {
        return Json.fields(
                "n", rows,
                "d", dimension,
                "cells", ranks.map(JacobianRanks::cells).orElse(null),
                "maximalRank", ranks.map(JacobianRanks::maximalRank).orElse(null),
                "flats", ranks.map(JacobianRanks::flats).orElse(null),
                "widths",
                        ranks.map(r -> widths.stream().map(m -> json(r, m)).toList())
                                .orElse(List.of()),
                "formula",
                        ranks.map(r -> Json.fields("maximalRank", ClassJson.largestFirst(r.maximal())))
                                .orElse(null),
                "thresholds",
                        ranks.map(r -> thresholds(r).entrySet().stream()
                                        .map(e -> Json.fields("epsilon", e.getKey(), "count", e.getValue()))
                                        .toList())
                                .orElse(List.of()),
                "sample", samples.stream().map(this::json).toList());
    }

    private Map<String, Object> json(JacobianRanks r, int m) {
        List<Map<String, Object>> byRank = new ArrayList<>();
        r.byRank().forEach((rank, count) -> {
            if (count.at(m).signum() > 0) {
                byRank.add(Json.fields("rank", rank, "regions", count.at(m)));
            }
        });
        return Json.fields(
                "width", m,
                "regions", r.regions(m),
                "fullRank", r.full().at(m),
                "fullRankShare", share(r.full().at(m), r.regions(m)),
                "fullRankVolume",
                        volumes.map(p -> {
                                    Enclosure v = r.fullProbability(p.probabilities(), m);
                                    return Json.fields(
                                            "low", v.lower().doubleValue(),
                                            "high", v.upper().doubleValue(),
                                            "proved", p.areProved());
                                })
                                .orElse(null),
                "ranks", byRank);
    }

    private Map<String, Object> json(JacobianSample.Result s) {
        return Json.fields(
                "width", s.width(),
                "measure", measure,
                "runs", s.runs(),
                "fullRank", s.full(),
                "undecided", s.open(),
                "low", Share.of(s.full(), s.runs()).low(),
                "high", Share.of(s.full() + s.open(), s.runs()).high());
    }

    private static double share(BigInteger part, BigInteger all) {
        return Rational.of(part, all).doubleValue();
    }

    private static Map<String, Integer> thresholds(JacobianRanks r) {
        Map<String, Integer> widths = new LinkedHashMap<>();
        if (r.maximalRank() == r.rows()) {
            EPSILONS.forEach(e -> widths.put(e.toString(), Thresholds.leastWidth(r.full(), r.cells(), e)));
        }
        return widths;
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        Wording.line(text, "data", Plural.of(rows, "row") + ", " + Plural.of(dimension, "input"));
        Wording.line(
                text,
                "Jacobian",
                "of the outputs in the first layer's weights, all output weights nonzero; " + rows + " by " + dimension
                        + "m");
        ranks.ifPresent(r -> {
            Wording.line(text, "cells", r.cells() + ", so " + r.cells() + "^m regions; " + r.flats() + " flats");
            Wording.line(
                    text,
                    "maximal rank",
                    r.maximalRank() + (r.maximalRank() == rows ? ", full" : ", so no region has full rank " + rows));
            Wording.line(text, "regions of it", r.maximal().toString());
            text.append(String.format(
                    Locale.ROOT, "%n  %5s %24s %24s %12s %24s%n", "width", "regions", "full rank", "share", "volume"));
            for (int m : widths) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %5d %24s %24s %12.6g %24s%n",
                        m,
                        Wording.abbreviate(r.regions(m).toString(), 24),
                        Wording.abbreviate(r.full().at(m).toString(), 24),
                        share(r.full().at(m), r.regions(m)),
                        volumes.map(p -> volume(r.fullProbability(p.probabilities(), m), p.areProved()))
                                .orElse("-")));
            }
            thresholds(r)
                    .forEach((epsilon, width) ->
                            text.append("  share at least 1 - " + epsilon + " from width " + width + " on\n"));
            text.append("Proved: ranks over Q, of every region.\n");
        });
        for (JacobianSample.Result s : samples) {
            text.append(String.format(
                    Locale.ROOT,
                    "  width %d, %s: %d of %d regions drawn have full rank, [%.4f, %.4f]%s%n",
                    s.width(),
                    measure,
                    s.full(),
                    s.runs(),
                    Share.of(s.full(), s.runs()).low(),
                    Share.of(s.full() + s.open(), s.runs()).high(),
                    s.open() == 0 ? "" : ", " + s.open() + " undecided"));
        }
        return text.toString();
    }

    private static String volume(Enclosure v, boolean areProved) {
        return String.format(
                Locale.ROOT,
                areProved ? "%.6g" : "%.4f (statistical)",
                v.middle().doubleValue());
    }
}
