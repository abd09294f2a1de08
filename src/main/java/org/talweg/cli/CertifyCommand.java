package org.talweg.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.talweg.census.Census;
import org.talweg.census.PivotSearch;
import org.talweg.data.Dataset;
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

    /** Without {@code --census full}, searches that cannot end soon are not begun, or given up. */
    private static final int SIGNED_CELLS = 128;

    private static final long PROGRAMS = 300_000;

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
            split = ",",
            paramLabel = "M",
            description = "Number of hidden neurons; several with commas.")
    private List<Integer> widths;

    @Option(
            names = "--census",
            description =
                    "Search for all local minima: off, minima (given up on large data), or full (to the end, however"
                            + " long); minima by default, off with --sample.")
    private CensusMode census;

    @Mixin
    private SampleOptions sample;

    @Option(
            names = "--regions",
            paramLabel = "FILE",
            description = "With one width: write the verdict of every region, up to the order of its neurons, as CSV;"
                    + " compressed if the name ends in .gz.")
    private Path regions;

    @Override
    public Integer call() {
        for (int width : widths) {
            if (width < 1) {
                throw new ParameterException(spec.commandLine(), "--width: expected at least 1 neuron, not " + width);
            }
        }
        if (regions != null && widths.size() != 1) {
            throw new ParameterException(spec.commandLine(), "--regions: expected one width, not " + widths.size());
        }
        sample.check();
        Dataset dataset = data.dataset();
        CertifyReport report = report(dataset);
        if (regions != null) {
            writeRegions(report);
        }
        show(() -> report.toJson(widths), () -> new CertifyText(report, data.source()).write(widths));
        return Talweg.OK;
    }

    private CertifyReport report(Dataset dataset) {
        Setting setting;
        try (Progress progress = Progress.counting("pricing cells", output)) {
            setting = Setting.of(dataset, lambda.value(), proof.settings(), progress.counter());
        }
        if (regions != null) {
            RegionsFile.requireSize(setting.signedCells().size(), widths.get(0));
        }
        Optional<SampledShares> sampled = sample.draw(setting, widths, output);
        CensusMode mode = census != null ? census : sampled.isPresent() ? CensusMode.OFF : CensusMode.MINIMA;
        if (mode == CensusMode.OFF) {
            return CertifyReport.of(dataset, setting, Optional.empty(), "the search was not asked for", sampled);
        }
        boolean full = mode == CensusMode.FULL;
        if (!full && setting.signedCells().size() > SIGNED_CELLS) {
            String why = "more than " + SIGNED_CELLS + " signed cells; --census full tries all the same";
            return CertifyReport.of(dataset, setting, Optional.empty(), why, sampled);
        }
        try (Progress progress = Progress.counting("region programs", output)) {
            long limit = full ? Long.MAX_VALUE : PROGRAMS;
            Census found = new PivotSearch(setting.signedCells(), Setting.fastSolver(), setting.programs(), limit)
                    .run(progress.counter());
            return CertifyReport.of(dataset, setting, Optional.of(found), "", sampled);
        }
    }

    private void writeRegions(CertifyReport report) {
        try (Progress progress = Progress.counting("regions", output)) {
            new RegionsFile(report.setting(), report.census(), widths.get(0)).write(regions, progress.counter());
        }
    }
}
