package org.talweg.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.talweg.arrangement.Arrangement;
import org.talweg.census.ExponentialSum;
import org.talweg.census.RegionCounts;
import org.talweg.census.Stars;
import org.talweg.data.Dataset;
import org.talweg.exact.Rational;
import org.talweg.proof.GlobalOptimum;
import org.talweg.proof.ProvedOptimum;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code certify DATA --lambda L --width M}: the proved global value and the share of regions that reach it. */
@Command(name = "certify", description = "Proves the global minimum of the loss and counts the regions that hold one.")
final class CertifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Mixin
    private LambdaOption lambda;

    @Mixin
    private ProofOptions proof;

    @Mixin
    private FormatOption format;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--width",
            required = true,
            split = ",",
            paramLabel = "M",
            description = "Number of hidden neurons; several with commas.")
    private List<Integer> widths;

    @Override
    public Integer call() {
        for (int width : widths) {
            if (width < 1) {
                throw new ParameterException(spec.commandLine(), "--width: expected at least 1 neuron, not " + width);
            }
        }
        Dataset dataset = data.dataset();
        try (Progress progress = Progress.counting("pricing cells", output)) {
            Setting setting = Setting.of(dataset, lambda.value(), proof.settings(), progress.counter());
            Report report = Report.of(dataset, setting);
            output.write(out -> {
                if (format.isJson()) {
                    Json.write(report.toJson(widths), out);
                } else {
                    out.append(new CertifyText(report, data.source()).write(widths));
                }
            });
        }
        return Talweg.OK;
    }

    /**
     * Everything certify shows.
     *
     * @param stars sizes of the stars of the global rays; empty if the rays are not proved
     * @param globalRegions regions that hold a global minimum, for widths of at least the number of rays; empty if the ray
     *     set is not proved unique
     */
    record Report(Dataset data, Setting setting, long[] stars, Optional<ExponentialSum> globalRegions) {

        static Report of(Dataset data, Setting setting) {
            GlobalOptimum global = setting.prover().global();
            long[] stars = Stars.sizes(setting.signedCells(), global.rays());
            Optional<ExponentialSum> regions = global.isUnique()
                    ? Optional.of(
                            RegionCounts.usingEveryStar(setting.signedCells().size(), stars))
                    : Optional.empty();
            return new Report(data, setting, stars, regions);
        }

        GlobalOptimum global() {
            return setting.prover().global();
        }

        Optional<ProvedOptimum> optimum() {
            return global().outcome().proved();
        }

        List<RayView> rays() {
            return optimum().map(o -> RayView.of(o, stars)).orElse(List.of());
        }

        /** Regions that hold a global minimum at this width, where that is proved. */
        Optional<BigInteger> globalRegions(int width) {
            return globalRegions.filter(f -> width >= global().rays().size()).map(f -> f.at(width));
        }

        BigInteger regions(int width) {
            return BigInteger.valueOf(setting.signedCells().size()).pow(width);
        }

        Map<String, Object> toJson(List<Integer> widths) {
            Arrangement arrangement = setting.objective().arrangement();
            Map<String, Object> json = new LinkedHashMap<>();
            json.put(
                    "problem",
                    fields(
                            "n", data.size(),
                            "d", data.dimension(),
                            "lambda", setting.objective().lambda(),
                            "loss", "mean-squared",
                            "sha256", data.sha256()));
            json.put(
                    "arrangement",
                    fields(
                            "rank", arrangement.rank(),
                            "hyperplanes", arrangement.hyperplanes(),
                            "cells", setting.cells().size(),
                            "signedCells", setting.signedCells().size()));
            json.put("global", globalJson());
            json.put("census", fields("complete", false, "undecided", null, "classes", classes()));
            json.put("widths", widths.stream().map(this::widthJson).toList());
            json.put(
                    "formula",
                    fields("global", globalRegions.map(ExponentialSum::toString).orElse(null), "spurious", null));
            return json;
        }

        private Map<String, Object> globalJson() {
            Map<String, Object> json = fields(
                    "value", global().value(),
                    "width", optimum().map(o -> o.faces().size()).orElse(null),
                    "unique", global().isUnique(),
                    "rays", rays());
            global().outcome().open().ifPresent(reason -> json.put("reason", reason));
            return json;
        }

        private List<Object> classes() {
            if (optimum().isEmpty()) {
                return List.of();
            }
            List<Object> count = new ArrayList<>();
            globalRegions.ifPresent(f -> f.terms()
                    .forEach((base, coefficient) -> count.add(fields("coefficient", coefficient, "base", base))));
            return List.of(fields("kind", "GLOBAL", "value", global().value(), "rays", rays(), "count", count));
        }

        private Map<String, Object> widthJson(int width) {
            Optional<BigInteger> holding = globalRegions(width);
            boolean reached = optimum().isPresent() && width >= global().rays().size();
            return fields(
                    "width",
                    width,
                    "regions",
                    regions(width),
                    "global",
                    holding.orElse(null),
                    "spurious",
                    null,
                    "undecided",
                    holding.map(regions(width)::subtract).orElse(regions(width)),
                    "globalShare",
                    holding.map(h -> share(h, width)).orElse(null),
                    "spuriousShare",
                    null,
                    "value",
                    reached ? global().value() : null,
                    "verdict",
                    "UNDECIDED");
        }

        double share(BigInteger holding, int width) {
            return Rational.of(holding, regions(width)).doubleValue();
        }
    }

    /** An ordered map from names and values in turn. */
    static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
