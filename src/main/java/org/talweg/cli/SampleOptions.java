package org.talweg.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Watch;
import org.talweg.census.SampledShares;
import org.talweg.census.VerdictSample;
import org.talweg.census.VerdictSample.Measure;
import org.talweg.census.VerdictSample.Shares;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Mixin: random regions instead of all. */
final class SampleOptions {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--sample",
            paramLabel = "K",
            description = "Judge K random regions of each width, with proof, and give 95%% intervals of the shares.")
    private Integer samples;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of --sample; 1 by default.")
    private Long seed;

    @Option(
            names = "--measure",
            description = "How --sample draws: uniform (every region alike) or gaussian (as Gaussian initialisation"
                    + " does); uniform by default.")
    private Measure measure;

    /**
     * Checks what can be checked without data.
     *
     * @throws ParameterException if there are no regions to draw
     */
    void check() {
        if (samples != null && samples < 1) {
            throw new ParameterException(command.commandLine(), "--sample: expected at least 1 region, not " + samples);
        }
        if (samples == null && (seed != null || measure != null)) {
            throw new ParameterException(
                    command.commandLine(), (seed != null ? "--seed" : "--measure") + ": expected --sample as well");
        }
    }

    /** True with {@code --sample}. */
    boolean isAsked() {
        return samples != null;
    }

    /** The shares at these widths; empty without {@code --sample}. */
    Optional<SampledShares> draw(Analysis analysis, List<Integer> widths, Watch watch) {
        if (samples == null) {
            return Optional.empty();
        }
        Measure how = measure == null ? Measure.UNIFORM : measure;
        long start = seed == null ? 1 : seed;
        VerdictSample sample = new VerdictSample(
                analysis.prover().solvingWith(Analysis.fastSolver()),
                analysis.signedCells(),
                analysis.cells(),
                how,
                samples,
                start);
        Map<Integer, Shares> shares = new TreeMap<>();
        for (int width : widths) {
            try (Watch.Task task = watch.counting("regions of width " + width)) {
                shares.put(width, sample.shares(width, task.counter()));
            }
        }
        return Optional.of(new SampledShares(samples, start, how, shares));
    }
}
