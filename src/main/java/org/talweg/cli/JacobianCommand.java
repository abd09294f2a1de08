package org.talweg.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.talweg.analysis.Watch;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellCount;
import org.talweg.arrangement.CellSet;
import org.talweg.census.CellVolumes;
import org.talweg.data.InputException;
import org.talweg.exact.RationalMatrix;
import org.talweg.report.JacobianReport;
import org.talweg.report.PhaseReport;
import org.talweg.undecayed.JacobianRanks;
import org.talweg.undecayed.JacobianSample;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jacobian DATA --width M}: ranks of the first-layer Jacobian over all regions, without weight decay. */
@Command(
        name = "jacobian",
        description =
                "Counts the regions by the rank of the Jacobian of the outputs in the first layer's weights, exactly, for every"
                        + " width. At rank n every differentiable critical point of the unregularised loss is a global minimum.")
final class JacobianCommand extends FormattedCommand {

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
    private WidthsOption widths;

    @Mixin
    private PhaseOptions phase;

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
        phase.refuseAlone();
        if (phase.isAsked()) {
            if (data.source() != null || samples != null || !measures.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "--phase draws its own data: no DATA, --sample or --measure");
            }
            PhaseReport report = phase.run(seed, watch());
            show(report::json, report::text);
            return Talweg.OK;
        }
        if (data.source() == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'DATA'");
        }
        check();
        RationalMatrix x = data.inputs();
        JacobianReport report = samples == null ? counted(x) : sampled(x);
        show(report::json, report::text);
        return Talweg.OK;
    }

    /** With --phase neither data nor widths are asked for; without it {@link #call} does. */
    static void relax(CommandLine jacobian) {
        CommandSpec relaxed = jacobian.getCommandSpec();
        for (PositionalParamSpec parameter : List.copyOf(relaxed.positionalParameters())) {
            relaxed.remove(parameter);
            relaxed.addPositional(
                    parameter.toBuilder().required(false).arity("0..1").build());
        }
        OptionSpec option = relaxed.findOption("--width");
        relaxed.remove(option);
        relaxed.addOption(option.toBuilder().required(false).build());
    }

    private void check() {
        if (widths.isMissing()) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--width=M'");
        }
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
        JacobianRanks ranks;
        try (Watch.Task task = watch().counting("sums of subspaces")) {
            ranks = JacobianRanks.of(x, cells, FLATS, task.counter())
                    .orElseThrow(() -> new InputException("more than " + FLATS
                            + " sums of subspaces, too many to count; --sample K draws regions instead"));
        }
        Optional<CellVolumes> volumes =
                measures.contains(Measure.VOLUME) ? Optional.of(CellVolumes.of(x, cells)) : Optional.empty();
        return new JacobianReport(x.rows(), x.columns(), Optional.of(ranks), widths.list(), volumes, List.of(), "");
    }

    private JacobianReport sampled(RationalMatrix x) {
        boolean uniform = measures.contains(Measure.UNIFORM);
        JacobianSample sample = new JacobianSample(x, uniform ? Optional.of(cells(x)) : Optional.empty(), seed);
        List<JacobianSample.Result> results = new ArrayList<>();
        for (int width : widths.list()) {
            try (Watch.Task task = watch().sharing("regions of width " + width)) {
                results.add(sample.draw(width, samples, task::reach));
            }
        }
        return new JacobianReport(
                x.rows(),
                x.columns(),
                Optional.empty(),
                widths.list(),
                Optional.empty(),
                results,
                uniform ? "uniform" : "gaussian");
    }
}
