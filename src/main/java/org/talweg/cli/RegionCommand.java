package org.talweg.cli;

import org.talweg.analysis.Analysis;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.data.Plural;
import org.talweg.landscape.Region;
import org.talweg.proof.GlobalOptimum;
import org.talweg.report.RegionText;
import org.talweg.verdict.RegionVerdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code region DATA --lambda L --neurons LIST}: the value and verdict of one region. */
@Command(name = "region", description = "Proves the value of one activation region and what its minimiser is.")
final class RegionCommand extends LandscapeCommand {

    @Option(
            names = "--neurons",
            required = true,
            paramLabel = "LIST",
            description =
                    "One SIGN:CELL a neuron, with commas: +:++-+,-:-+++. The cell has one of + - a data row, 0 at a"
                            + " zero row.")
    private String neurons;

    @Option(
            names = "--width",
            paramLabel = "M",
            description =
                    "Judge the regions of M neurons that use these signed cells. By default M is the number of cells"
                            + " listed, or the least width that reaches the convex optimum if that is larger.")
    private Integer width;

    @Override
    public Integer call() {
        Dataset dataset = data.dataset();
        Region region = RegionOption.parse("--neurons", neurons, dataset.size());
        Analysis analysis = analysis(dataset);
        RegionOption.check("--neurons", region, analysis.cells());
        GlobalOptimum global = analysis.global();
        int judged = width(region, global);
        RegionVerdict verdict = analysis.prover().judge(region, judged);
        show(() -> RegionText.json(verdict, judged, global), () -> RegionText.of(verdict, judged, global));
        return Talweg.OK;
    }

    private int width(Region region, GlobalOptimum global) {
        if (width != null && width < region.width()) {
            throw new InputException(
                    "--width: expected at least the " + Plural.of(region.width(), "neuron") + " listed, not " + width);
        }
        return width != null ? width : Math.max(region.width(), global.rays().size());
    }
}
