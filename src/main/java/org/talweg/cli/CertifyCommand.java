package org.talweg.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Analysis.Depth;
import org.talweg.analysis.Findings;
import org.talweg.analysis.Watch;
import org.talweg.census.SampledShares;
import org.talweg.data.Dataset;
import org.talweg.data.Plural;
import org.talweg.descent.EndKind;
import org.talweg.descent.Experiment;
import org.talweg.descent.Experiment.Method;
import org.talweg.descent.Tally;
import org.talweg.landscape.Problem;
import org.talweg.minima.SearchJournal;
import org.talweg.proof.ProvedOptimum;
import org.talweg.report.CertifyJson;
import org.talweg.report.CertifyText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code certify DATA --lambda L --width M}: the proved global value, all local minima, and their share of the regions. */
@Command(
        name = "certify",
        description =
                "Proves the global minimum of the loss, lists all local minima where that can be completed, and counts"
                        + " the regions that hold them.")
final class CertifyCommand extends LandscapeCommand {

    /** How far the search for local minima goes. */
    enum CensusMode {
        OFF(Depth.OPTIMUM),
        MINIMA(Depth.MINIMA),
        FULL(Depth.REGIONS);

        private final Depth depth;

        CensusMode(Depth depth) {
            this.depth = depth;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Scales of the starts of --seek, and the widest networks. */
    private static final double[] SCALES = {0.001, 0.1, 1};

    private static final int WIDEST_SOUGHT = 1000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private WidthsOption given;

    @Option(
            names = "--census",
            description =
                    "off; minima: all local minima; full: the optimal ray sets of all regions too, for the verdict of every"
                            + " region; minima by default, off with --sample.")
    private CensusMode census;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "Also write what is claimed and why, for verify; compressed if the name ends in .gz.")
    private Path certificate;

    @Mixin
    private SampleOptions sample;

    @Option(
            names = "--regions",
            paramLabel = "FILE",
            description = "With one width: write the verdict of every region, up to the order of its neurons, as CSV;"
                    + " compressed if the name ends in .gz.")
    private Path regions;

    @Option(
            names = "--nodes",
            paramLabel = "K",
            description =
                    "Give up the search for local minima after K sets of faces, cut or decided; by default as many as take one to"
                            + " two minutes on two cores.")
    private Long nodes;

    @Option(
            names = "--seek",
            paramLabel = "RUNS",
            description =
                    "Where the list of local minima is not complete: follow the gradient flow from RUNS random starts of each width"
                            + " and of the scales 0.001, 0.1 and 1, and add the spurious minima that are proved at their ends.")
    private Integer seek;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Keep finished parts of the searches in FILE, and go on from it if it exists.")
    private Path checkpoint;

    @Override
    public Integer call() {
        List<Integer> widths = given.list();
        if (regions != null && widths.size() != 1) {
            throw new ParameterException(spec.commandLine(), "--regions: expected one width, not " + widths.size());
        }
        sample.check();
        if (seek != null && seek < 1) {
            throw new ParameterException(spec.commandLine(), "--seek: expected at least 1 run, not " + seek);
        }
        Dataset dataset = data.dataset();
        Analysis analysis = Analysis.of(new Problem(dataset, lambda.value()), effort(nodes), watch(), then());
        Interrupt interrupt = new Interrupt();
        try {
            Findings searched = find(analysis, widths);
            Findings findings = seek == null ? searched : sought(searched, widths);
            if (regions != null) {
                writeRegions(findings, widths.get(0));
            }
            if (certificate != null) {
                FileOutput.writeByName(certificate, out -> findings.certify(widths, out));
            }
            show(() -> CertifyJson.of(findings, widths), () -> new CertifyText(findings, data.source()).write(widths));
        } finally {
            interrupt.end();
        }
        return Talweg.OK;
    }

    private Findings find(Analysis analysis, List<Integer> widths) {
        if (regions != null) {
            RegionsFile.requireSize(analysis.signedCells().size(), widths.get(0));
        }
        Optional<SampledShares> sampled = sample.draw(analysis, widths, watch());
        CensusMode mode = census != null ? census : sampled.isPresent() ? CensusMode.OFF : CensusMode.MINIMA;
        SearchJournal journal = checkpoint == null || mode == CensusMode.OFF
                ? SearchJournal.NONE
                : SearchJournal.in(
                        checkpoint,
                        "talweg census 2 " + analysis.objective().data().sha256() + " lambda " + lambda.value());
        return analysis.find(mode.depth, journal, sampled);
    }

    /** Descent as a finder of minima, for what the search does not reach. */
    private Findings sought(Findings searched, List<Integer> widths) {
        if (searched.widths().isComplete()) {
            return searched;
        }
        Experiment experiment = new Experiment(searched.analysis(), Experiment.Plan.ofFlow(seek));
        List<ProvedOptimum> found = new ArrayList<>();
        int runs = 0;
        for (int width :
                widths.stream().filter(m -> m <= WIDEST_SOUGHT).distinct().toList()) {
            for (double scale : SCALES) {
                String what = String.format(Locale.ROOT, "runs of width %d, scale %.4g", width, scale);
                try (Watch.Task task = watch().sharing(what)) {
                    Tally tally = experiment.run(width, scale, Method.FLOW, task::reach, watch()::isStopped);
                    runs += tally.ends().size();
                    tally.places().stream()
                            .map(Tally.Place::point)
                            .filter(p -> p.kind() == EndKind.SPURIOUS)
                            .forEach(p -> found.add(p.optimum()));
                }
            }
        }
        return searched.with(found, Plural.of(runs, "run") + " of descent");
    }

    /** What comes after the global value, for a forecast. */
    private String then() {
        boolean searches = census != null ? census != CensusMode.OFF : !sample.isAsked();
        return (searches
                ? "; a search for all local minima may follow, for which there is no forecast (--census off leaves it out)"
                : "");
    }

    private void writeRegions(Findings findings, int width) {
        try (Watch.Task task = watch().counting("regions")) {
            new RegionsFile(findings, width).write(regions, task.counter());
        }
    }
}
