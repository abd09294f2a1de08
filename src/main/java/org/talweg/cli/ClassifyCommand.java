package org.talweg.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Forecast;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellCount;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.data.Network;
import org.talweg.data.NetworkReader;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.network.Classification;
import org.talweg.network.NearbyRegion;
import org.talweg.network.NearbyRegions;
import org.talweg.network.NetworkClassifier;
import org.talweg.report.ClassifyReport;
import org.talweg.report.ClassifyText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code classify DATA NETWORK --lambda L}: what a given network is in the landscape, and what is near by. */
@Command(
        name = "classify",
        description =
                "Decides exactly whether a network is stationary or a local minimum, which neurons escape, and how. Then proves"
                        + " what the minimiser of its own region is, for networks trained in floating point.")
final class ClassifyCommand extends LandscapeCommand {

    /** More cells than this are not enumerated for one network. */
    private static final BigInteger CELLS = BigInteger.valueOf(1_000_000);

    /** A network with several neurons on hyperplanes lies in many closed regions; so many are judged. */
    private static final int REGIONS = 8;

    @Parameters(
            index = "1",
            paramLabel = "NETWORK",
            description = "JSON: {\"a\":[...],\"w\":[[...],...]}, or two layers without bias as PyTorch names them;"
                    + " numbers, or texts such as \"22/7\", read exactly.")
    private String source;

    @Option(
            names = "--no-nearby",
            description = "Do not enumerate cells: only what the network's own derivatives decide.")
    private boolean noNearby;

    @Override
    public Integer call() {
        if (data.source().equals("-") && source.equals("-")) {
            throw new InputException("DATA and NETWORK cannot both be standard input");
        }
        Dataset dataset = data.dataset();
        Network network = NetworkReader.read(source, System.in, dataset.dimension());
        ClassifyReport report = report(dataset, network);
        show(() -> ClassifyText.json(report), () -> ClassifyText.text(report));
        return Talweg.OK;
    }

    private ClassifyReport report(Dataset dataset, Network network) {
        Objective objective = new Objective(dataset, lambda.value());
        String whyNot = whyNot(objective.arrangement());
        if (whyNot != null) {
            Classification alone =
                    new NetworkClassifier(objective, Optional.empty(), objective.size()).classify(network);
            return new ClassifyReport(alone, null, List.of(), whyNot, null, false);
        }
        Analysis analysis = analysis(dataset);
        Classification classification = analysis.classify(network);
        NearbyRegions regions = new NearbyRegions(analysis.objective(), analysis.cells(), network);
        List<NearbyRegion> nearby = new ArrayList<>();
        for (Region region : regions.regions(REGIONS)) {
            nearby.add(regions.judge(analysis.prover(), region));
        }
        boolean reached = network.width() >= analysis.prover().enoughNeurons();
        return new ClassifyReport(
                classification, regions.count(), nearby, null, analysis.global().value(), reached);
    }

    private String whyNot(Arrangement arrangement) {
        if (noNearby) {
            return "--no-nearby";
        }
        BigInteger most = CellCount.most(arrangement.hyperplanes(), arrangement.rank());
        if (most.compareTo(CELLS) <= 0) {
            return null;
        }
        Forecast forecast = Forecast.of(arrangement);
        boolean few = forecast.count().estimate() <= CELLS.doubleValue();
        return few ? null : "the data have " + forecast.cells() + ", and more than " + CELLS + " are not enumerated";
    }
}
