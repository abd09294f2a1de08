package org.talweg.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.arrangement.Arrangement;
import org.talweg.census.Census;
import org.talweg.census.ExponentialSum;
import org.talweg.census.RaySet;
import org.talweg.census.RegionCounts;
import org.talweg.census.StarUse;
import org.talweg.census.StarVolumes;
import org.talweg.census.Stars;
import org.talweg.census.Thresholds;
import org.talweg.census.Thresholds.WidthRange;
import org.talweg.census.WidthCensus;
import org.talweg.census.WidthVolume;
import org.talweg.data.Dataset;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProvedOptimum;

/**
 * Everything {@code certify} shows.
 *
 * @param stars sizes of the stars of the global rays; empty if the rays are not proved
 * @param globalRegions regions that hold a global minimum, for widths of at least the number of rays; empty if the ray set is
 *     not proved unique
 * @param volumes volumes of the stars of all rays shown
 * @param census all local minima, if the search was run, ended, and is proved complete
 * @param censusNote why there is no census; empty if there is one
 * @param sampled shares of the verdicts from random regions, if asked for
 */
record CertifyReport(
        Dataset data,
        Setting setting,
        long[] stars,
        Optional<ExponentialSum> globalRegions,
        StarVolumes volumes,
        Optional<Census> census,
        String censusNote,
        Optional<SampledShares> sampled) {

    private static final List<Rational> EPSILONS =
            List.of(Rational.of(1, 2), Rational.of(1, 10), Rational.of(1, 20), Rational.of(1, 100));

    /**
     * @param searched the result of the search, complete or not; empty if it was not run
     * @param why why it was not run
     */
    static CertifyReport of(
            Dataset data, Setting setting, Optional<Census> searched, String why, Optional<SampledShares> sampled) {
        GlobalOptimum global = setting.prover().global();
        long[] stars = Stars.sizes(setting.signedCells(), global.rays());
        Optional<ExponentialSum> regions = global.isUnique()
                ? Optional.of(RegionCounts.usingEveryStar(setting.signedCells().size(), stars))
                : Optional.empty();
        Optional<Census> complete = searched.filter(Census::isComplete);
        String note = complete.isPresent()
                ? ""
                : searched.map(c -> c.finished()
                                ? "the ray sets found do not account for all regions: some optima are tied or not proved"
                                : "the search was stopped; --census full goes on to the end")
                        .orElse(why);
        List<SignedFace> faces = new ArrayList<>(global.rays());
        complete.ifPresent(c -> c.spurious().forEach(s -> faces.addAll(s.faces())));
        StarVolumes volumes = StarVolumes.of(setting.objective(), faces);
        return new CertifyReport(data, setting, stars, regions, volumes, complete, note, sampled);
    }

    GlobalOptimum global() {
        return setting.prover().global();
    }

    Optional<ProvedOptimum> optimum() {
        return global().outcome().proved();
    }

    List<RayView> rays() {
        return optimum().map(o -> RayView.of(o, stars, volumes)).orElse(List.of());
    }

    /** The local minima that are not global, best first. */
    List<RaySet> spurious() {
        return census.map(c -> c.spurious().stream()
                        .sorted(Comparator.comparing(
                                        (RaySet s) -> s.optimum().value().middle())
                                .thenComparing(s -> s.faces().toString()))
                        .toList())
                .orElse(List.of());
    }

    /** Regions that hold a global minimum at this width, where that is proved. */
    Optional<BigInteger> globalRegions(int width) {
        return census(width)
                .map(WidthCensus::global)
                .or(() -> globalRegions.filter(f -> reaches(width)).map(f -> f.at(width)));
    }

    /** True if a network of this width attains the convex optimum with the proved rays. */
    boolean reaches(int width) {
        return optimum().isPresent() && width >= global().rays().size();
    }

    Optional<WidthCensus> census(int width) {
        return census.flatMap(c -> WidthCensus.of(c, width));
    }

    /** Bounds of the probability that a random region of this width holds a global minimum, where that is decided. */
    Optional<Enclosure> globalVolume(int width) {
        return volume(width)
                .map(WidthVolume::global)
                .or(() -> globalRegions
                        .filter(f -> reaches(width))
                        .map(f -> StarUse.everyStar(volumes.of(global().rays()), width)));
    }

    /** As {@link #globalVolume}, and that of a spurious local minimum. */
    Optional<WidthVolume> volume(int width) {
        return census.flatMap(c -> WidthVolume.of(c, width, volumes));
    }

    BigInteger regions(int width) {
        return BigInteger.valueOf(setting.signedCells().size()).pow(width);
    }

    double share(BigInteger holding, int width) {
        return Rational.of(holding, regions(width)).doubleValue();
    }

    /** BENIGN if no region of the width holds a spurious local minimum, SPURIOUS if one does, else UNDECIDED. */
    String verdict(int width) {
        // A region drawn that is proved to hold one settles it.
        if (sampled.map(s -> s.holdSpurious(width)).orElse(false)) {
            return "SPURIOUS";
        }
        return census(width)
                .map(c -> c.spurious().signum() > 0 ? "SPURIOUS" : c.undecided().signum() == 0 ? "BENIGN" : "UNDECIDED")
                .orElse("UNDECIDED");
    }

    /** The number of regions with a spurious local minimum, for widths that reach the convex optimum. */
    Optional<ExponentialSum> spuriousRegions() {
        return census.filter(c -> c.open().isEmpty()).map(c -> {
            ExponentialSum sum = ExponentialSum.ZERO;
            for (RaySet s : c.spurious()) {
                sum = sum.add(s.regionsOnRays());
            }
            return sum;
        });
    }

    Map<String, Object> toJson(List<Integer> widths) {
        Arrangement arrangement = setting.objective().arrangement();
        Map<String, Object> json = Json.fields(
                "problem",
                Json.fields(
                        "n", data.size(),
                        "d", data.dimension(),
                        "lambda", setting.objective().lambda(),
                        "loss", "mean-squared",
                        "sha256", data.sha256()),
                "arrangement",
                Json.fields(
                        "rank", arrangement.rank(),
                        "hyperplanes", arrangement.hyperplanes(),
                        "cells", setting.cells().size(),
                        "signedCells", setting.signedCells().size()),
                "global",
                globalJson(),
                "census",
                censusJson(),
                "widths",
                widths.stream().map(this::widthJson).toList(),
                "formula",
                Json.fields(
                        "global",
                        globalRegions.map(ExponentialSum::toString).orElse(null),
                        "spurious",
                        spuriousRegions().map(ExponentialSum::toString).orElse(null)));
        json.put("thresholds", thresholds());
        json.put("volumes", volumesJson());
        sampled.ifPresent(s -> json.put("sample", s.fields()));
        if (global().isUnique()) {
            int rays = global().rays().size();
            json.put("staircase", Json.fields("minimalWidth", rays, "maximalWidth", rays));
        }
        return json;
    }

    private Map<String, Object> globalJson() {
        Map<String, Object> json = Json.fields(
                "value", global().value(),
                "width", optimum().map(o -> o.faces().size()).orElse(null),
                "unique", global().isUnique(),
                "rays", rays());
        global().outcome().open().ifPresent(reason -> json.put("reason", reason));
        optimum()
                .filter(o -> !o.isUnique())
                .ifPresent(o -> json.put(
                        "tiedRays", o.ties().stream().map(SignedFace::toString).toList()));
        return json;
    }

    private Map<String, Object> censusJson() {
        List<Object> classes = new ArrayList<>();
        if (optimum().isPresent()) {
            classes.add(Json.fields(
                    "kind", "GLOBAL",
                    "value", global().value(),
                    "rays", rays(),
                    "count", globalRegions.map(CertifyReport::terms).orElse(List.of())));
        }
        for (RaySet s : spurious()) {
            classes.add(Json.fields(
                    "kind", "SPURIOUS",
                    "value", setting.prover().enclose(s.optimum()),
                    "rays", RayView.of(s.optimum(), stars(s), volumes),
                    "count", terms(s.regionsOnRays())));
        }
        Map<String, Object> json = Json.fields(
                "complete", census.isPresent(),
                "undecided", census.map(c -> c.open().size()).orElse(null),
                "classes", classes);
        census.ifPresent(c -> json.put("raySets", c.raySets().size()));
        if (census.isEmpty()) {
            json.put("reason", censusNote);
        }
        return json;
    }

    private static List<Object> terms(ExponentialSum sum) {
        List<Object> terms = new ArrayList<>();
        sum.terms().forEach((base, coefficient) -> terms.add(Json.fields("coefficient", coefficient, "base", base)));
        return terms;
    }

    /** At a local minimum every cell of a star is a host. */
    static long[] stars(RaySet set) {
        return Arrays.stream(set.hosts()).asLongStream().toArray();
    }

    private Map<String, Object> widthJson(int width) {
        Optional<WidthCensus> counts = census(width);
        Optional<BigInteger> holding = globalRegions(width);
        Optional<BigInteger> spurious = counts.map(WidthCensus::spurious);
        Optional<Enclosure> globalVolume = globalVolume(width);
        Optional<Enclosure> spuriousVolume = volume(width).map(WidthVolume::spurious);
        Map<String, Object> json = Json.fields(
                "width", width,
                "regions", regions(width),
                "global", holding.orElse(null),
                "spurious", spurious.orElse(null),
                "undecided",
                        counts.map(WidthCensus::undecided)
                                .orElse(regions(width).subtract(holding.orElse(BigInteger.ZERO))),
                "globalShare", holding.map(h -> share(h, width)).orElse(null),
                "spuriousShare", spurious.map(s -> share(s, width)).orElse(null),
                "globalVolume", globalVolume.map(CertifyReport::approximate).orElse(null),
                "spuriousVolume", spuriousVolume.map(CertifyReport::approximate).orElse(null),
                "globalVolumeBounds", globalVolume.orElse(null),
                "spuriousVolumeBounds", spuriousVolume.orElse(null),
                "value",
                        reaches(width)
                                ? global().value()
                                : counts.map(WidthCensus::value).orElse(null),
                "verdict", verdict(width));
        sampled.ifPresent(s -> json.put("shares", s.widths().get(width)));
        counts.ifPresent(c -> json.put(
                "verdicts",
                Json.fields(
                        "GLOBAL", c.global(),
                        "SPURIOUS", c.spurious(),
                        "SADDLE", c.saddle(),
                        "NONE", c.none(),
                        "UNDECIDED", c.undecided())));
        return json;
    }

    private List<Object> thresholds() {
        return globalRegions
                .map(f -> EPSILONS.stream().map(e -> threshold(f, e)).toList())
                .orElse(List.of());
    }

    private Object threshold(ExponentialSum good, Rational epsilon) {
        Map<String, Object> json = Json.fields(
                "epsilon",
                epsilon,
                "count",
                Thresholds.leastWidth(good, setting.signedCells().size(), epsilon));
        Optional<WidthRange> range = Thresholds.leastWidth(volumes.of(global().rays()), epsilon);
        boolean decided = volumes.areProved()
                && range.isPresent()
                && range.get().low() == range.get().high();
        json.put("volume", decided ? range.get().low() : null);
        if (!decided) {
            json.put("volumeRange", range.map(r -> List.of(r.low(), r.high())).orElse(null));
            json.put(
                    "reason",
                    volumes.areProved()
                            ? "the bounds of the volumes do not decide it"
                            : "the volumes are bounded statistically, not proved");
        }
        return json;
    }

    /** How the volumes were bounded. */
    private Map<String, Object> volumesJson() {
        return volumes.areProved()
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
