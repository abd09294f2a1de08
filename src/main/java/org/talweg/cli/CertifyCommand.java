package org.talweg.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.talweg.census.Census;
import org.talweg.census.ListedMinima;
import org.talweg.census.PivotSearch;
import org.talweg.data.Dataset;
import org.talweg.minima.SearchJournal;
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

    /** A full census for a certificate alone is tried up to this many signed cells and programs. */
    private static final int SIGNED_CELLS = 128;

    private static final long PROGRAMS = 30_000;

    /** How far the search for local minima goes. */
    enum CensusMode {
        OFF,
        MINIMA,
        FULL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--width",
            required = true,
            paramLabel = "M",
            converter = Widths.Converter.class,
            description = "Number of hidden neurons; several as a list, a range, or both: 5, 1-5, 1-3,10.")
    private List<Widths> given;

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
            defaultValue = "5000000",
            description = "Give up the search for local minima after K nodes; ${DEFAULT-VALUE} by default.")
    private long nodes;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Keep finished parts of the searches in FILE, and go on from it if it exists.")
    private Path checkpoint;

    @Override
    public Integer call() {
        List<Integer> widths = Widths.all(given);
        if (regions != null && widths.size() != 1) {
            throw new ParameterException(spec.commandLine(), "--regions: expected one width, not " + widths.size());
        }
        sample.check();
        Dataset dataset = data.dataset();
        CertifyReport report = report(dataset, widths);
        if (regions != null) {
            writeRegions(report, widths.get(0));
        }
        if (certificate != null) {
            CertificateFile.write(certificate, report, evidence(report), widths, output);
        }
        show(() -> report.toJson(widths), () -> new CertifyText(report, data.source()).write(widths));
        return Talweg.OK;
    }

    private CertifyReport report(Dataset dataset, List<Integer> widths) {
        Setting setting = Setting.of(dataset, lambda.value(), proof.settings(), output, then());
        if (regions != null) {
            RegionsFile.requireSize(setting.signedCells().size(), widths.get(0));
        }
        Optional<SampledShares> sampled = sample.draw(setting, widths, output);
        CensusMode mode = census != null ? census : sampled.isPresent() ? CensusMode.OFF : CensusMode.MINIMA;
        if (mode == CensusMode.OFF) {
            return withoutSearch(dataset, setting, "the search was not asked for", sampled);
        }
        boolean full = mode == CensusMode.FULL;
        if (!full && setting.faces() > Setting.MANY_FACES) {
            return withoutSearch(
                    dataset,
                    setting,
                    "more than " + Setting.MANY_FACES + " faces; --census full tries all the same",
                    sampled);
        }
        SearchJournal journal = checkpoint == null
                ? SearchJournal.NONE
                : SearchJournal.in(checkpoint, "talweg census 2 " + dataset.sha256() + " lambda " + lambda.value());
        Optional<ListedMinima> minima = Optional.of(minima(setting, journal));
        Optional<Census> all = full ? Optional.of(fullCensus(setting, journal, Long.MAX_VALUE)) : Optional.empty();
        all.filter(Census::isComplete).ifPresent(c -> minima.get().minima().requireAgreement(c));
        return CertifyReport.of(dataset, setting, minima, all, "", sampled);
    }

    /** What comes after the global value, for a forecast. */
    private String then() {
        boolean searches = census != null ? census != CensusMode.OFF : !sample.isAsked();
        return (searches
                ? "; a search for all local minima may follow, for which there is no forecast (--census off leaves it out)"
                : "");
    }

    private static CertifyReport withoutSearch(
            Dataset dataset, Setting setting, String why, Optional<SampledShares> sampled) {
        return CertifyReport.of(dataset, setting, Optional.empty(), Optional.empty(), why, sampled);
    }

    private void writeRegions(CertifyReport report, int width) {
        try (Progress progress = Progress.counting("regions", output)) {
            new RegionsFile(report, width).write(regions, progress.counter());
        }
    }

    private ListedMinima minima(Setting setting, SearchJournal journal) {
        try (Progress progress = Progress.share("local minima", output)) {
            return setting.minima(nodes, journal, progress.sharer());
        }
    }

    /** That a list of minima is complete can be checked fastest from a full census, where one is soon had; else from a search. */
    private Optional<Census> evidence(CertifyReport report) {
        boolean small = report.setting().signedCells().size() <= SIGNED_CELLS;
        if (report.full().isPresent() || !report.minima().isComplete() || !small) {
            return report.full();
        }
        return Optional.of(fullCensus(report.setting(), SearchJournal.NONE, PROGRAMS))
                .filter(Census::isComplete);
    }

    private Census fullCensus(Setting setting, SearchJournal journal, long limit) {
        try (Progress progress = Progress.counting("region programs", output)) {
            return new PivotSearch(setting.signedCells(), Setting.fastSolver(), setting.programs(), limit)
                    .run(journal, progress.counter());
        }
    }
}
