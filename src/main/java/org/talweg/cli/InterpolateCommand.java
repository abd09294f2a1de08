package org.talweg.cli;

import org.talweg.analysis.Watch;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.report.InterpolationReport;
import org.talweg.undecayed.Interpolation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code interpolate DATA --width M}: which regions hold a network of zero loss, without weight decay. */
@Command(
        name = "interpolate",
        description =
                "Counts the regions that hold a network of zero loss, exactly, for every width; and the open regions that hold a bad"
                        + " minimum, or no differentiable critical point.")
final class InterpolateCommand extends FormattedCommand {

    @Mixin
    private DataOptions data;

    @Mixin
    private WidthsOption widths;

    @Override
    public Integer call() {
        Dataset dataset = data.dataset();
        Interpolation found;
        try (Watch.Task task = watch().sharing("sets of signed cells")) {
            found = Interpolation.of(dataset, task::reach)
                    .orElseThrow(() -> new InputException("too many signed cells to look at all their sets"));
        }
        InterpolationReport report = new InterpolationReport(found, widths.list());
        show(report::json, report::text);
        return Talweg.OK;
    }
}
