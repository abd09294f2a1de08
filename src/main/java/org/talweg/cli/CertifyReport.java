package org.talweg.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.arrangement.Arrangement;
import org.talweg.census.Census;
import org.talweg.census.ClassKind;
import org.talweg.census.ExponentialSum;
import org.talweg.census.ListedMinima;
import org.talweg.census.LocalMinima;
import org.talweg.census.MinimumClass;
import org.talweg.census.StarVolumes;
import org.talweg.census.Stars;
import org.talweg.census.Thresholds;
import org.talweg.census.Thresholds.WidthRange;
import org.talweg.census.WidthCensus;
import org.talweg.census.WidthVolume;
import org.talweg.data.Dataset;
import org.talweg.data.Plural;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProvedOptimum;

/**
 * Everything {@code certify} shows.
 *
 * @param minima the local minima; only the global class, unfinished, if there was no search or it was given up
 * @param convex the class that is optimal over all signed cells, if its solutions are all known
 * @param classes the same minima as they are shown
 * @param search what the search for minima did, if it was run
 * @param full all optimal ray sets, if that census was run and is proved complete
 * @param volumes volumes of the stars of all rays shown
 * @param note why something is missing; empty if nothing is
 * @param sampled shares of the verdicts from random regions, if asked for
 */
record CertifyReport(
        Dataset data,
        Setting setting,
        LocalMinima minima,
        Optional<MinimumClass> convex,
        ClassReport classes,
        Optional<ListedMinima> search,
        Optional<Census> full,
        StarVolumes volumes,
        String note,
        Optional<SampledShares> sampled) {

    private static final List<Rational> EPSILONS =
            List.of(Rational.of(1, 2), Rational.of(1, 10), Rational.of(1, 20), Rational.of(1, 100));

    /**
     * @param search the result of the search for local minima; empty if it was not run
     * @param census the result of the full census; empty if it was not run
     * @param why why the search was not run
     */
    static CertifyReport of(
            Dataset data,
            Setting setting,
            Optional<ListedMinima> search,
            Optional<Census> census,
            String why,
            Optional<SampledShares> sampled) {
        GlobalOptimum global = setting.prover().global();
        LocalMinima minima =
                search.map(ListedMinima::minima).orElseGet(() -> LocalMinima.onlyGlobal(setting.signedCells(), global));
        Optional<MinimumClass> convex = minima.global(global);
        List<SignedFace> faces = new ArrayList<>(global.rays());
        minima.classes().forEach(c -> faces.addAll(c.faces()));
        StarVolumes volumes = StarVolumes.of(setting.objective(), faces);
        return new CertifyReport(
                data,
                setting,
                minima,
                convex,
                ClassReport.of(setting, minima, convex, volumes),
                search,
                census.filter(Census::isComplete),
                volumes,
                note(minima, search, census, why),
                sampled);
    }

    private static String note(LocalMinima minima, Optional<ListedMinima> search, Optional<Census> census, String why) {
        if (search.isEmpty()) {
            return why;
        }
        if (!minima.finished()) {
            return "the search was given up after " + Plural.of(search.get().nodes(), "node")
                    + "; --nodes sets how far it goes";
        }
        if (!minima.open().isEmpty()) {
            return Plural.of(minima.open().size(), "set of faces is", "sets of faces are") + " open, the first because "
                    + minima.open().get(0).reason();
        }
        return census.filter(c -> !c.isComplete())
                .map(c -> "the ray sets found do not account for all regions: some optima are tied or not proved")
                .orElse("");
    }

    GlobalOptimum global() {
        return setting.prover().global();
    }

    Optional<ProvedOptimum> optimum() {
        return global().outcome().proved();
    }

    /** The rays of the global optimum. */
    List<RayView> rays() {
        return convex.map(c -> RayView.of(c, volumes))
                .orElseGet(() -> optimum()
                        .map(o -> RayView.of(o, Stars.sizes(setting.signedCells(), o.faces()), volumes))
                        .orElse(List.of()));
    }

    /** True if the list of local minima is proved to have all. */
    boolean isComplete() {
        return minima.isComplete();
    }

    /** Regions that hold a global minimum, for widths that reach the convex optimum. */
    Optional<ExponentialSum> globalFormula() {
        return convex.map(c -> c.regionsThrough(setting.signedCells().size()));
    }

    /** Regions that hold a global minimum at this width, where that is proved. */
    Optional<BigInteger> globalRegions(int width) {
        return census(width)
                .map(WidthCensus::global)
                .or(() -> globalFormula().filter(f -> reaches(width)).map(f -> f.at(width)));
    }

    /** True if a network of this width attains the convex optimum with proved rays. */
    boolean reaches(int width) {
        return leastWidth().map(least -> width >= least).orElse(false);
    }

    /** The least width that is known to attain the convex optimum. */
    Optional<Integer> leastWidth() {
        return convex.map(MinimumClass::leastRays)
                .or(() -> optimum().map(o -> o.faces().size()));
    }

    Optional<WidthCensus> census(int width) {
        return WidthCensus.of(minima, global(), full, width);
    }

    /** Bounds of the probability that a random region of this width holds a global minimum, where that is decided. */
    Optional<Enclosure> globalVolume(int width) {
        return volume(width)
                .map(WidthVolume::global)
                .or(() -> convex.filter(c -> c.isUnique() && c.leastRays() <= width)
                        .map(c -> c.volumeThrough(volumes, width)));
    }

    /** As {@link #globalVolume}, and that of a spurious local minimum. */
    Optional<WidthVolume> volume(int width) {
        return census(width).flatMap(c -> WidthVolume.of(minima, convex, c, volumes));
    }

    BigInteger regions(int width) {
        return BigInteger.valueOf(setting.signedCells().size()).pow(width);
    }

    double share(BigInteger holding, int width) {
        return Rational.of(holding, regions(width)).doubleValue();
    }

    /** BENIGN if no region of the width holds a spurious local minimum, SPURIOUS if one does, else UNDECIDED. */
    String verdict(int width) {
        // A region drawn that is proved to hold one settles it, and so does one class.
        if (sampled.map(s -> s.holdSpurious(width)).orElse(false) || classes.hasSpuriousAt(width)) {
            return "SPURIOUS";
        }
        return census(width)
                .map(c -> c.spurious().signum() > 0 ? "SPURIOUS" : isOpen(c) ? "UNDECIDED" : "BENIGN")
                .orElse("UNDECIDED");
    }

    /** True if a set of faces is open, or a class is neither global at the width nor proved to be higher. */
    private boolean isOpen(WidthCensus counts) {
        return minima.open().stream().anyMatch(s -> s.faces().size() <= counts.width())
                || minima.classes().stream()
                        .anyMatch(c -> c.leastRays() <= counts.width()
                                && !counts.best().contains(c)
                                && !counts.value().isBelow(c.value()));
    }

    /** The number of regions with a spurious local minimum, for widths that reach the convex optimum. */
    Optional<ExponentialSum> spuriousFormula() {
        List<MinimumClass> others = classes.others();
        if (!isComplete() || convex.isEmpty() || others.stream().anyMatch(c -> classes.kind(c) != ClassKind.SPURIOUS)) {
            return Optional.empty();
        }
        return Optional.of(
                others.stream().map(MinimumClass::regionsOnRays).reduce(ExponentialSum.ZERO, ExponentialSum::add));
    }

    /** The least width at which the formulas count regions: the first that reaches the convex optimum. */
    Optional<Integer> formulasFrom() {
        return convex.map(c -> classes.widths(c).from());
    }

    /** Below the convex optimum: the classes that are proved to be global at this width, of equal value; empty if reached or open. */
    List<MinimumClass> narrowGlobal(int width) {
        return reaches(width) ? List.of() : census(width).map(WidthCensus::best).orElse(List.of());
    }

    /** The global value of a width, where it is known. */
    Optional<Enclosure> value(int width) {
        return reaches(width)
                ? Optional.of(global().value())
                : narrowGlobal(width).stream().map(classes::value).findFirst();
    }

    Map<String, Object> toJson(List<Integer> widths) {
        Arrangement arrangement = setting.objective().arrangement();
        Map<String, Object> json = Json.fields(
                "problem",
                setting.problem(),
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
                        globalFormula().map(ExponentialSum::toString).orElse(null),
                        "spurious",
                        spuriousFormula().map(ExponentialSum::toString).orElse(null),
                        "from",
                        formulasFrom().orElse(null)));
        json.put("thresholds", thresholds());
        json.put("volumes", volumesJson());
        sampled.ifPresent(s -> json.put("sample", s.fields()));
        convex.filter(c -> c.isUnique() ? global().isUnique() || isComplete() : isComplete())
                .ifPresent(c -> json.put(
                        "staircase", Json.fields("minimalWidth", c.leastRays(), "maximalWidth", c.mostRays())));
        return json;
    }

    /** True if the masses of the global optimum are proved to be the only ones. */
    boolean isUnique() {
        return global().isUnique()
                || (isComplete() && convex.map(MinimumClass::isUnique).orElse(false));
    }

    private Map<String, Object> globalJson() {
        Map<String, Object> json = Json.fields(
                "value", global().value(),
                "width", leastWidth().orElse(null),
                "unique", isUnique(),
                "rays", rays());
        if (convex.isEmpty()) {
            global().outcome().open().ifPresent(reason -> json.put("reason", reason));
            optimum()
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
                isComplete(),
                "undecided",
                minima.finished() ? minima.open().size() : null,
                "classes",
                classes.toJson());
        search.filter(s -> minima.finished()).ifPresent(s -> {
            json.put("nodes", s.nodes());
            json.put("cuts", s.cuts());
        });
        if (!minima.open().isEmpty()) {
            json.put(
                    "open",
                    minima.open().stream()
                            .map(o -> Json.fields(
                                    "rays",
                                    o.faces().stream().map(SignedFace::toString).toList(),
                                    "reason",
                                    o.reason()))
                            .toList());
        }
        full.ifPresent(c -> json.put("raySets", c.raySets().size()));
        if (!note.isEmpty()) {
            json.put("reason", note);
        }
        return json;
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
                "value", value(width).orElse(null),
                "globalClass",
                        narrowGlobal(width).stream()
                                .map(classes::index)
                                .findFirst()
                                .orElse(null),
                "verdict", verdict(width),
                "trap",
                        counts.flatMap(WidthCensus::others)
                                .map(WidthCensus.Others::trap)
                                .orElse(null));
        counts.flatMap(WidthCensus::others)
                .map(WidthCensus.Others::trapUndecided)
                .filter(open -> open.signum() > 0)
                .ifPresent(open -> json.put("trapUndecided", open));
        sampled.ifPresent(s -> json.put("shares", s.named(width)));
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
        return globalFormula()
                .map(f -> EPSILONS.stream().map(e -> threshold(f, e)).toList())
                .orElse(List.of());
    }

    private Object threshold(ExponentialSum good, Rational epsilon) {
        Map<String, Object> json = Json.fields(
                "epsilon",
                epsilon,
                "count",
                Thresholds.leastWidth(good, setting.signedCells().size(), epsilon));
        Optional<WidthRange> range = convex.filter(MinimumClass::isUnique)
                .flatMap(c -> Thresholds.leastWidth(volumes.of(c.faces()), epsilon));
        boolean decided = volumes.areProved()
                && range.isPresent()
                && range.get().low() == range.get().high();
        json.put("volume", decided ? range.get().low() : null);
        if (!decided) {
            json.put("volumeRange", range.map(r -> List.of(r.low(), r.high())).orElse(null));
            json.put(
                    "reason",
                    range.isEmpty()
                            ? "it is not computed for tied optima or widths beyond 2^53"
                            : volumes.areProved()
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
