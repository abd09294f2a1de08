package org.talweg.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Watch;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.data.NetworkReader;
import org.talweg.descent.EarlyAlignment;
import org.talweg.descent.Experiment;
import org.talweg.descent.Experiment.Method;
import org.talweg.descent.Initialisation;
import org.talweg.descent.Tally;
import org.talweg.descent.Weights;
import org.talweg.landscape.Problem;
import org.talweg.report.DescentNetworks;
import org.talweg.report.DescentPaths;
import org.talweg.report.DescentPicture;
import org.talweg.report.DescentReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code descend DATA --lambda L --width M}: where training ends, each end matched with a proved point. */
@Command(
        name = "descend",
        description =
                "Trains networks from random starts, by gradient flow or plain descent, and proves what stands at the end"
                        + " of each run: a global minimum, a spurious one, the zero network, or a saddle.")
final class DescendCommand extends LandscapeCommand {

    /** The squared norm of the gradient at which plain descent stops in the published experiments; what then stands there is proved. */
    /** Ways that --trajectory writes of each width and scale. */
    private static final int PATHS = 3;

    private static final double QUIET = 1e-16;

    private static final int MOST_NEURONS = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--width", paramLabel = "M", converter = Widths.Converter.class, description = Widths.DESCRIPTION)
    private List<Widths> given;

    @Option(
            names = "--init-scale",
            paramLabel = "S",
            split = ",",
            defaultValue = "1",
            description = "Every weight of a start is multiplied by it; several as a list; 1 by default.")
    private List<Double> scales;

    @Option(
            names = "--init",
            paramLabel = "KIND",
            defaultValue = "balanced",
            description =
                    "balanced: w ~ N(0, I), a = +-|w|, as published; gaussian: a ~ N(0, 1) too; pytorch: its default for two"
                            + " linear layers; balanced by default.")
    private Initialisation init;

    @Option(names = "--from", paramLabel = "NETWORK", description = "One run from a given network instead.")
    private String from;

    @Option(
            names = "--runs",
            paramLabel = "K",
            defaultValue = "100",
            description = "Starts of each width and scale; 100 by default.")
    private int runs;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed of the starts; 1 by default.")
    private long seed;

    @Option(
            names = "--method",
            split = ",",
            defaultValue = "flow",
            description =
                    "flow: gradient flow; gd: plain descent as published, then the flow from where it stops; flow by"
                            + " default.")
    private List<Method> methods;

    @Option(
            names = "--step",
            paramLabel = "H",
            defaultValue = "0.01",
            description = "Learning rate of plain descent; 0.01 by default.")
    private double step;

    @Option(
            names = "--most-steps",
            paramLabel = "K",
            defaultValue = "1000000",
            description =
                    "Give up plain descent after K steps; 1000000 by default. It stops when the squared norm of the gradient"
                            + " is below 1e-16.")
    private long limit;

    @Option(
            names = "--nodes",
            paramLabel = "K",
            description = "Give up the search for local minima after K sets of faces; as for certify.")
    private Long nodes;

    @Option(
            names = "--networks",
            paramLabel = "FILE",
            description =
                    "Also write the networks at the ends, one JSON object a line, as classify reads it; compressed if the"
                            + " name ends in .gz.")
    private Path networks;

    @Option(
            names = "--trajectory",
            paramLabel = "FILE",
            description =
                    "Also write the ways of the first three runs of the flow of each width and scale as CSV, one row a step: loss,"
                            + " patterns, distance to the end; compressed if the name ends in .gz.")
    private Path trajectory;

    @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the shares of the ends against the scale.")
    private Path svg;

    @Override
    public Integer call() {
        check();
        Dataset dataset = data.dataset();
        Experiment.Plan plan = new Experiment.Plan(init, seed, runs, step, QUIET, limit);
        Weights start = from == null ? null : start(dataset);
        Analysis analysis = Analysis.of(new Problem(dataset, lambda.value()), effort(nodes), watch(), "");
        Interrupt interrupt = new Interrupt();
        try {
            Experiment experiment = new Experiment(analysis, plan);
            List<Tally> tallies = tallies(experiment, start);
            DescentReport report = new DescentReport(
                    analysis.allWidths(), plan, EarlyAlignment.of(analysis, widest(tallies)), tallies);
            if (networks != null) {
                FileOutput.writeByName(networks, out -> DescentNetworks.write(tallies, out));
            }
            if (trajectory != null) {
                List<DescentPaths.From> paths = paths(experiment, start);
                FileOutput.writeByName(trajectory, out -> DescentPaths.write(paths, out));
            }
            if (svg != null) {
                FileOutput.write(svg, out -> out.append(DescentPicture.svg(tallies, data.source())));
            }
            show(report::json, report::text);
        } finally {
            interrupt.end();
        }
        return Talweg.OK;
    }

    private void check() {
        if ((given == null) == (from == null)) {
            throw new ParameterException(spec.commandLine(), "expected one of --width and --from");
        }
        require(runs >= 1, "--runs: expected at least 1 run, not " + runs);
        require(step > 0 && Double.isFinite(step), "--step: expected a positive number, not " + step);
        require(limit >= 1, "--most-steps: expected at least 1 step, not " + limit);
        for (double scale : scales) {
            require(scale > 0 && Double.isFinite(scale), "--init-scale: expected positive numbers, not " + scale);
        }
        for (int width : given == null ? List.<Integer>of() : Widths.all(given)) {
            require(width <= MOST_NEURONS, "--width: expected at most " + MOST_NEURONS + " neurons, not " + width);
        }
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private Weights start(Dataset dataset) {
        if (data.source().equals("-") && from.equals("-")) {
            throw new InputException("DATA and NETWORK cannot both be standard input");
        }
        return Weights.of(NetworkReader.read(from, System.in, dataset.dimension()));
    }

    private static int widest(List<Tally> tallies) {
        return tallies.stream().mapToInt(Tally::width).max().orElseThrow();
    }

    private List<Tally> tallies(Experiment experiment, Weights start) {
        List<Tally> tallies = new ArrayList<>();
        for (Method method : methods) {
            if (start != null) {
                tallies.add(experiment.run(start, method));
                continue;
            }
            for (int width : Widths.all(given)) {
                for (double scale : scales) {
                    String what = String.format(Locale.ROOT, "runs of width %d, scale %.4g", width, scale);
                    try (Watch.Task task = watch().sharing(what)) {
                        tallies.add(experiment.run(width, scale, method, task::reach, watch()::isStopped));
                    }
                }
            }
        }
        return tallies;
    }

    private List<DescentPaths.From> paths(Experiment experiment, Weights start) {
        if (start != null) {
            return List.of(new DescentPaths.From(Double.NaN, experiment.path(0, start)));
        }
        List<DescentPaths.From> paths = new ArrayList<>();
        for (int width : Widths.all(given)) {
            for (double scale : scales) {
                for (int run = 0; run < Math.min(runs, PATHS); run++) {
                    paths.add(new DescentPaths.From(scale, experiment.path(width, scale, run)));
                }
            }
        }
        return paths;
    }
}
