package org.talweg.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Effort;
import org.talweg.analysis.Forecast;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellCount;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.data.Network;
import org.talweg.data.NetworkReader;
import org.talweg.data.VectorDataset;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Rational;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Problem;
import org.talweg.landscape.Region;
import org.talweg.network.Classification;
import org.talweg.network.NearbyRegion;
import org.talweg.network.NearbyRegions;
import org.talweg.network.NetworkClassifier;
import org.talweg.report.ClassifyReport;
import org.talweg.report.ClassifyText;
import org.talweg.report.StationarityReport;
import org.talweg.stationary.NearbyStationary;
import org.talweg.stationary.Stationarity;
import org.talweg.stationary.StationaryClassifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code classify DATA NETWORK --lambda L}: what a given network is in the landscape, and what is near by. */
@Command(
        name = "classify",
        description =
                "Decides exactly whether a network is stationary or a local minimum, which neurons escape, and how. Then proves"
                        + " what the minimiser of its own region is, for networks trained in floating point. With --lambda 0: without weight"
                        + " decay, for any two slopes and several outputs.")
final class ClassifyCommand extends FormattedCommand {

    /** More cells than this are not enumerated for one network. */
    private static final BigInteger CELLS = BigInteger.valueOf(1_000_000);

    /** A network with several neurons on hyperplanes lies in many closed regions; so many are judged. */
    private static final int REGIONS = 8;

    @Spec
    private CommandSpec command;

    @Parameters(
            index = "1",
            paramLabel = "NETWORK",
            description = "JSON: {\"a\":[...],\"w\":[[...],...]}, or two layers without bias as PyTorch names them;"
                    + " numbers, or texts such as \"22/7\", read exactly.")
    private String source;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--lambda",
            required = true,
            paramLabel = "L",
            converter = Converters.Nonnegative.class,
            description =
                    "Weight decay, exact: 0.01, 1/100, 1e-5 or 0. The loss is the mean squared error plus L times the sum of"
                            + " squares of all weights.")
    private Rational lambda;

    @Mixin
    private ProofOptions proof;

    @Mixin
    private OutputsOption outputs;

    @Option(
            names = "--no-nearby",
            description = "Do not enumerate cells: only what the network's own derivatives decide.")
    private boolean noNearby;

    @Override
    public Integer call() {
        if (data.source().equals("-") && source.equals("-")) {
            throw new InputException("DATA and NETWORK cannot both be standard input");
        }
        if (lambda.isZero()) {
            StationarityReport report = undecayed();
            show(report::json, report::text);
            return Talweg.OK;
        }
        if (outputs.count() > 1) {
            throw new ParameterException(command.commandLine(), "--outputs: several outputs need --lambda 0");
        }
        Dataset dataset = data.dataset();
        Network network = NetworkReader.read(source, System.in, dataset.dimension());
        ClassifyReport report = report(dataset, network);
        show(() -> ClassifyText.json(report), () -> ClassifyText.text(report));
        return Talweg.OK;
    }

    private StationarityReport undecayed() {
        VectorDataset dataset = data.dataset(outputs.count());
        VectorNetwork network = NetworkReader.read(
                source, System.in, OptionalInt.of(dataset.dimension()), OptionalInt.of(dataset.outputs()));
        Stationarity found = new StationaryClassifier(dataset).classify(network);
        return new StationarityReport(found, NearbyStationary.of(dataset, found));
    }

    private ClassifyReport report(Dataset dataset, Network network) {
        Objective objective = new Objective(dataset, lambda);
        String whyNot = whyNot(objective.arrangement());
        if (whyNot != null) {
            Classification alone =
                    new NetworkClassifier(objective, Optional.empty(), objective.size()).classify(network);
            return new ClassifyReport(alone, null, List.of(), whyNot, null, false);
        }
        Analysis analysis =
                Analysis.of(new Problem(dataset, lambda), Effort.DEFAULT.withPrecision(proof.settings()), watch(), "");
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
