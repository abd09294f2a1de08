package org.talweg.report;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Findings;
import org.talweg.arrangement.Arrangement;
import org.talweg.census.AllWidths;
import org.talweg.census.AtWidth;
import org.talweg.census.ExponentialSum;
import org.talweg.census.MinimumClass;
import org.talweg.census.SpuriousBound;
import org.talweg.census.StarVolumes;
import org.talweg.census.Thresholds;
import org.talweg.census.Thresholds.WidthRange;
import org.talweg.census.WidthCensus;
import org.talweg.census.WidthVolume;
import org.talweg.data.Dataset;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;

/** What {@code certify} writes as JSON. */
public final class CertifyJson {

    private static final List<Rational> EPSILONS =
            List.of(Rational.of(1, 2), Rational.of(1, 10), Rational.of(1, 20), Rational.of(1, 100));

    private final Findings findings;
    private final Analysis analysis;
    private final AllWidths all;

    private CertifyJson(Findings findings) {
        this.findings = findings;
        this.analysis = findings.analysis();
        this.all = findings.widths();
    }

    /** The fields of {@code certify}, for these widths. */
    public static Map<String, Object> of(Findings findings, List<Integer> widths) {
        return new CertifyJson(findings).toJson(widths);
    }

    /** The data and the loss. */
    public static Map<String, Object> problem(Objective objective) {
        Dataset data = objective.data();
        return Json.fields(
                "n", data.size(),
                "d", data.dimension(),
                "lambda", objective.lambda(),
                "loss", "mean-squared",
                "sha256", data.sha256());
    }

    private Map<String, Object> toJson(List<Integer> widths) {
        Arrangement arrangement = analysis.objective().arrangement();
        Map<String, Object> json = Json.fields(
                "problem",
                problem(analysis.objective()),
                "arrangement",
                Json.fields(
                        "rank", arrangement.rank(),
                        "hyperplanes", arrangement.hyperplanes(),
                        "cells", analysis.cells().size(),
                        "signedCells", analysis.signedCells().size()),
                "global",
                globalJson(),
                "census",
                censusJson(),
                "widths",
                widths.stream().map(this::widthJson).toList(),
                "formula",
                Json.fields(
                        "global",
                        all.globalFormula().map(ExponentialSum::toString).orElse(null),
                        "spurious",
                        all.spuriousFormula().map(ExponentialSum::toString).orElse(null),
                        "from",
                        all.formulasFrom().orElse(null)));
        json.put("thresholds", thresholds());
        findings.bound()
                .ifPresent(b -> json.put(
                        "spuriousBound",
                        Json.fields(
                                "below1e-3", orNull(b.leastWidth(1e-3)),
                                "below1e-6", orNull(b.leastWidth(1e-6)),
                                "hypothesis", SpuriousBound.HYPOTHESIS)));
        json.put("volumes", volumesJson());
        all.sampled()
                .ifPresent(s -> json.put(
                        "sample",
                        Json.fields(
                                "regions", s.samples(),
                                "seed", s.seed(),
                                "measure", s.name(),
                                "confidence", "19/20")));
        all.convex()
                .filter(c -> c.isUnique() ? all.global().isUnique() || all.isComplete() : all.isComplete())
                .ifPresent(c -> json.put(
                        "staircase", Json.fields("minimalWidth", c.leastRays(), "maximalWidth", c.mostRays())));
        return json;
    }

    private Map<String, Object> globalJson() {
        Map<String, Object> json = Json.fields(
                "value", all.global().value(),
                "width", all.leastWidth().orElse(null),
                "unique", all.isUnique(),
                "rays", RayView.of(all));
        if (all.convex().isEmpty()) {
            all.global().outcome().open().ifPresent(reason -> json.put("reason", reason));
            all.optimum()
                    .filter(o -> !o.isUnique())
                    .ifPresent(o -> json.put(
                            "tiedRays",
                            o.ties().stream().map(SignedFace::toString).toList()));
        }
        return json;
    }

    private Map<String, Object> censusJson() {
        Map<String, Object> json = Json.fields(
                "complete",
                all.isComplete(),
                "undecided",
                all.minima().finished() ? all.minima().open().size() : null,
                "classes",
                ClassJson.of(all));
        findings.search().filter(s -> all.minima().finished()).ifPresent(s -> {
            json.put("nodes", s.nodes());
            json.put("cuts", s.cuts());
        });
        if (!all.minima().open().isEmpty()) {
            json.put(
                    "open",
                    all.minima().open().stream()
                            .map(o -> Json.fields(
                                    "rays",
                                    o.faces().stream().map(SignedFace::toString).toList(),
                                    "reason",
                                    o.reason()))
                            .toList());
        }
        all.full().ifPresent(c -> json.put("raySets", c.raySets().size()));
        if (!findings.note().isEmpty()) {
            json.put("reason", findings.note());
        }
        return json;
    }

    /** That the share is at most 1 needs no hypothesis. */
    private Map<String, Object> shareBound(int width) {
        double upper = findings.bound().map(b -> b.at(width)).orElse(1.0);
        return Json.fields(
                "upper", upper, "proved", upper >= 1, "hypothesis", upper >= 1 ? "" : SpuriousBound.HYPOTHESIS);
    }

    private static Integer orNull(OptionalInt width) {
        return width.isPresent() ? width.getAsInt() : null;
    }

    private Map<String, Object> widthJson(int width) {
        AtWidth at = all.at(width);
        Optional<WidthCensus> counts = at.census();
        Optional<BigInteger> holding = at.global();
        Optional<Enclosure> spuriousVolume = at.volume().map(WidthVolume::spurious);
        Map<String, Object> json = Json.fields(
                "width", width,
                "regions", at.regions(),
                "global", holding.orElse(null),
                "spurious", at.spurious().orElse(null),
                "undecided",
                        counts.map(WidthCensus::undecided)
                                .orElse(at.regions().subtract(holding.orElse(BigInteger.ZERO))),
                "globalShare", holding.map(at::share).orElse(null),
                "spuriousShare", at.spurious().map(at::share).orElse(null),
                "spuriousShareBound", all.isComplete() ? null : shareBound(width),
                "globalVolume", at.globalVolume().map(CertifyJson::approximate).orElse(null),
                "spuriousVolume", spuriousVolume.map(CertifyJson::approximate).orElse(null),
                "globalVolumeBounds", at.globalVolume().orElse(null),
                "spuriousVolumeBounds", spuriousVolume.orElse(null),
                "value", at.value().orElse(null),
                "globalClass",
                        at.narrow().stream()
                                .map(c -> all.all().indexOf(c))
                                .findFirst()
                                .orElse(null),
                "verdict", at.verdict(),
                "trap",
                        counts.flatMap(WidthCensus::others)
                                .map(WidthCensus.Others::trap)
                                .orElse(null));
        counts.flatMap(WidthCensus::others)
                .map(WidthCensus.Others::trapUndecided)
                .filter(open -> open.signum() > 0)
                .ifPresent(open -> json.put("trapUndecided", open));
        all.sampled().ifPresent(s -> json.put("shares", s.named(width)));
        counts.ifPresent(c -> c.others()
                .ifPresent(o -> json.put(
                        "verdicts",
                        Json.fields(
                                "GLOBAL", c.global(),
                                "SPURIOUS", c.spurious(),
                                "SADDLE", o.saddle(),
                                "NONE", o.none(),
                                "UNDECIDED", c.undecided()))));
        return json;
    }

    private List<Object> thresholds() {
        return all.globalFormula()
                .map(f -> EPSILONS.stream().map(e -> threshold(f, e)).toList())
                .orElse(List.of());
    }

    private Object threshold(ExponentialSum good, Rational epsilon) {
        Map<String, Object> json = Json.fields(
                "epsilon",
                epsilon,
                "count",
                Thresholds.leastWidth(good, analysis.signedCells().size(), epsilon));
        Optional<WidthRange> range = all.convex()
                .filter(MinimumClass::isUnique)
                .flatMap(c -> Thresholds.leastWidth(all.volumes().of(c.faces()), epsilon));
        boolean decided = all.volumes().areProved()
                && range.isPresent()
                && range.get().low() == range.get().high();
        json.put("volume", decided ? range.get().low() : null);
        if (!decided) {
            json.put("volumeRange", range.map(r -> List.of(r.low(), r.high())).orElse(null));
            json.put(
                    "reason",
                    range.isEmpty()
                            ? "it is not computed for tied optima or widths beyond 2^53"
                            : all.volumes().areProved()
                                    ? "the bounds of the volumes do not decide it"
                                    : "the volumes are bounded statistically, not proved");
        }
        return json;
    }

    /** How the volumes were bounded. */
    private Map<String, Object> volumesJson() {
        return all.volumes().areProved()
                ? Json.fields("method", "proved")
                : Json.fields(
                        "method",
                        "statistical",
                        "confidence",
                        StarVolumes.confidence(),
                        "samples",
                        StarVolumes.samples());
    }

    private static double approximate(Enclosure volume) {
        return volume.middle().doubleValue();
    }
}
