package org.talweg.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.talweg.analysis.Watch;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.report.InterpolationReport;
import org.talweg.report.Json;
import org.talweg.undecayed.Interpolation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code interpolate DATA --width M}: which regions hold a network of zero loss, without weight decay. */
@Command(
        name = "interpolate",
        description =
                "Counts the regions that hold a network of zero loss, exactly, for every width; and the open regions that hold a bad"
                        + " minimum, or no differentiable critical point.")
final class InterpolateCommand implements Callable<Integer> {

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

    @Override
    public Integer call() {
        Dataset dataset = data.dataset();
        Interpolation found;
        try (Watch.Task task = new TerminalWatch(output).sharing("sets of signed cells")) {
            found = Interpolation.of(dataset, task::reach)
                    .orElseThrow(() -> new InputException("too many signed cells to look at all their sets"));
        }
        InterpolationReport report = new InterpolationReport(found, Widths.all(given));
        output.write(out -> {
            if (format.isJson()) {
                Json.write(report.json(), out);
            } else {
                out.append(report.text());
            }
        });
        return Talweg.OK;
    }
}
