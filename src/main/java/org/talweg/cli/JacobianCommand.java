package org.talweg.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.talweg.analysis.Watch;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellCount;
import org.talweg.arrangement.CellSet;
import org.talweg.census.StarVolumes;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;
import org.talweg.report.JacobianReport;
import org.talweg.report.Json;
import org.talweg.undecayed.JacobianRanks;
import org.talweg.undecayed.JacobianSample;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jacobian DATA --width M}: ranks of the first-layer Jacobian over all regions, without weight decay. */
@Command(
        name = "jacobian",
        description =
                "Counts the regions by the rank of the Jacobian of the outputs in the first layer's weights, exactly, for every"
                        + " width. At rank n every differentiable critical point of the unregularised loss is a global minimum.")
final class JacobianCommand implements Callable<Integer> {

    enum Measure {
        COUNT,
        VOLUME,
        UNIFORM,
        GAUSSIAN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Mixin
    private OutputOptions output;

    @Mixin
    private FormatOption format;

    @Option(
            names = "--width",
            required = true,
            paramLabel = "M",
            converter = Widths.Converter.class,
            description = "Number of hidden neurons; several as a list, a range, or both: 5, 1-5, 1-3,10.")
    private List<Widths> given;

    @Option(
            names = "--measure",
            split = ",",
            description =
                    "count, volume (the probability of a Gaussian start) or both; with --sample uniform or gaussian. count, or"
                            + " gaussian, by default.")
    private List<Measure> measures = List.of();

    @Option(
            names = "--sample",
            paramLabel = "K",
            description =
                    "Draw K random regions of each width instead, for data with too many cells, and decide the rank of each.")
    private Integer samples;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed of --sample; 1 by default.")
    private long seed;

    /** More sums of subspaces than this are not enumerated. */
    private static final int FLATS = 20_000;

    private static final int CELLS = 5_000;

    @Override
    public Integer call() {
        check();
        RationalMatrix x = data.inputs();
        JacobianReport report = samples == null ? counted(x) : sampled(x);
        output.write(out -> {
            if (format.isJson()) {
                Json.write(report.json(), out);
            } else {
                out.append(report.text());
            }
        });
        return Talweg.OK;
    }

    private void check() {
        boolean counts = measures.stream().allMatch(m -> m == Measure.COUNT || m == Measure.VOLUME);
        boolean draws = measures.stream().allMatch(m -> m == Measure.UNIFORM || m == Measure.GAUSSIAN);
        if (samples == null && !counts) {
            throw new ParameterException(spec.commandLine(), "--measure: expected count or volume without --sample");
        }
        if (samples != null && (!draws || measures.size() > 1)) {
            throw new ParameterException(spec.commandLine(), "--measure: expected uniform or gaussian with --sample");
        }
        if (samples != null && samples < 1) {
            throw new ParameterException(spec.commandLine(), "--sample: expected at least 1 region, not " + samples);
        }
    }

    private CellSet cells(RationalMatrix x) {
        Arrangement arrangement = Arrangement.of(x);
        if (CellCount.most(arrangement.hyperplanes(), arrangement.rank()).compareTo(BigInteger.valueOf(CELLS)) > 0) {
            throw new InputException(
                    "more than " + CELLS + " cells are possible, too many to count; --sample K draws regions instead");
        }
        return CellSet.of(arrangement);
    }

    private JacobianReport counted(RationalMatrix x) {
        CellSet cells = cells(x);
        TerminalWatch watch = new TerminalWatch(output);
        JacobianRanks ranks;
        try (Watch.Task task = watch.counting("sums of subspaces")) {
            ranks = JacobianRanks.of(x, cells, FLATS, task.counter())
                    .orElseThrow(() -> new InputException("more than " + FLATS
                            + " sums of subspaces, too many to count; --sample K draws regions instead"));
        }
        boolean byVolume = measures.contains(Measure.VOLUME);
        Optional<StarVolumes> stars = byVolume ? Optional.of(stars(x, cells)) : Optional.empty();
        return new JacobianReport(
                x.rows(),
                x.columns(),
                Optional.of(ranks),
                Widths.all(given),
                stars.map(s -> volumes(s, cells)),
                stars.map(StarVolumes::areProved).orElse(true),
                List.of(),
                "");
    }

    private static SignedFace face(CellSet cells, int i) {
        return new SignedFace(1, cells.signs(i));
    }

    /** A cell with a sign is the star of itself; labels and decay play no part. */
    private static StarVolumes stars(RationalMatrix x, CellSet cells) {
        Objective objective = new Objective(new Dataset(x, RationalVector.zero(x.rows())), Rational.ONE);
        return StarVolumes.of(
                objective,
                IntStream.range(0, cells.size()).mapToObj(i -> face(cells, i)).toList());
    }

    private static List<Enclosure> volumes(StarVolumes stars, CellSet cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> stars.of(face(cells, i)).multiply(Rational.of(2)))
                .toList();
    }

    private JacobianReport sampled(RationalMatrix x) {
        boolean uniform = measures.contains(Measure.UNIFORM);
        JacobianSample sample = new JacobianSample(x, uniform ? Optional.of(cells(x)) : Optional.empty(), seed);
        List<JacobianSample.Result> results = new ArrayList<>();
        for (int width : Widths.all(given)) {
            try (Watch.Task task = new TerminalWatch(output).sharing("regions of width " + width)) {
                results.add(sample.draw(width, samples, task::reach));
            }
        }
        return new JacobianReport(
                x.rows(),
                x.columns(),
                Optional.empty(),
                Widths.all(given),
                Optional.empty(),
                true,
                results,
                uniform ? "uniform" : "gaussian");
    }
}
