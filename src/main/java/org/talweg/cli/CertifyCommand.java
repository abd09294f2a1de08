package org.talweg.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.talweg.census.Census;
import org.talweg.census.PivotSearch;
import org.talweg.data.Dataset;
import picocli.CommandLine.Command;
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
            defaultValue = "minima",
            description =
                    "Search for all local minima: off, minima (given up on large data), or full (to the end, however"
                            + " long); ${DEFAULT-VALUE} by default.")
    private CensusMode census;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "Also write what is claimed and why, for verify; compressed if the name ends in .gz.")
    private Path certificate;

    @Override
    public Integer call() {
        for (int width : widths) {
            if (width < 1) {
                throw new ParameterException(spec.commandLine(), "--width: expected at least 1 neuron, not " + width);
            }
        }
        Dataset dataset = data.dataset();
        CertifyReport report = report(dataset);
        if (certificate != null) {
            CertificateFile.write(certificate, report, widths, output);
        }
        show(() -> report.toJson(widths), () -> new CertifyText(report, data.source()).write(widths));
        return Talweg.OK;
    }

    private CertifyReport report(Dataset dataset) {
        Setting setting;
        try (Progress progress = Progress.counting("pricing cells", output)) {
            setting = Setting.of(dataset, lambda.value(), proof.settings(), progress.counter());
        }
        if (census == CensusMode.OFF) {
            return CertifyReport.of(dataset, setting, Optional.empty(), "the search was not asked for");
        }
        boolean full = census == CensusMode.FULL;
        if (!full && setting.signedCells().size() > SIGNED_CELLS) {
            String why = "more than " + SIGNED_CELLS + " signed cells; --census full tries all the same";
            return CertifyReport.of(dataset, setting, Optional.empty(), why);
        }
        try (Progress progress = Progress.counting("region programs", output)) {
            long limit = full ? Long.MAX_VALUE : PROGRAMS;
            Census found = new PivotSearch(setting.signedCells(), Setting.fastSolver(), setting.programs(), limit)
                    .run(progress.counter());
            return CertifyReport.of(dataset, setting, Optional.of(found), "");
        }
    }
}
