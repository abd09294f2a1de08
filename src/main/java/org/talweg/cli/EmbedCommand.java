package org.talweg.cli;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.talweg.arrangement.Arrangement;
import org.talweg.data.DatasetReader;
import org.talweg.data.InputException;
import org.talweg.data.NetworkReader;
import org.talweg.data.ReadOptions;
import org.talweg.data.VectorDataset;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.report.EmbeddingReport;
import org.talweg.report.EmbeddingTableReport;
import org.talweg.stationary.Embedding;
import org.talweg.stationary.EmbeddingTable;
import org.talweg.stationary.Stationarity;
import org.talweg.stationary.StationaryClassifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code embed [DATA] NETWORK --kind K}: a wider network with the same function, and what became of stationarity and minimality. */
@Command(
        name = "embed",
        description =
                "Makes a wider network with the same function. With data: whether it still is stationary and a local minimum of the"
                        + " loss without weight decay, decided exactly.")
final class EmbedCommand extends FormattedCommand {

    /** How a network is widened. */
    enum Kind {
        REPLICATE,
        INACTIVE,
        PROPAGATE
    }

    @Spec
    private CommandSpec command;

    @Parameters(
            arity = "1..2",
            paramLabel = "[DATA] NETWORK",
            description = "The network, as classify reads it; before it the data, or with --data.")
    private List<String> sources = List.of();

    @Option(names = "--data", paramLabel = "DATA", description = "The data set.")
    private Optional<String> data;

    @Option(names = "--label", paramLabel = "NAME", description = "The label column, by name or by number from 1.")
    private Optional<String> label;

    @Option(names = "--bias", description = "Append a constant column 1 to the inputs.")
    private boolean bias;

    @Mixin
    private OutputsOption outputs;

    @Option(
            names = "--all",
            paramLabel = "K",
            description =
                    "Instead of --kind: K random embeddings of each kind, and how many stay stationary and local minima.")
    private Integer all;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of --all; 1 by default.")
    private long seed = 1;

    @Option(
            names = "--kind",
            description =
                    "replicate: a neuron as several; inactive: a further neuron that no row activates; propagate: a further neuron"
                            + " of output weight zero.")
    private Kind kind;

    @Option(names = "--neuron", paramLabel = "J", description = "The neuron to replicate, from 1; 1 by default.")
    private int neuron = 1;

    @Option(
            names = "--gamma",
            split = ",",
            paramLabel = "G",
            description = "replicate: the parts of the output weight, of sum 1; 1/2,1/2 by default.")
    private List<Rational> gamma;

    @Option(
            names = "--beta",
            split = ",",
            paramLabel = "B",
            description = "replicate: the scales of the copies' weights, positive; 1 by default.")
    private List<Rational> beta;

    @Option(
            names = "--weights",
            split = ",",
            paramLabel = "W",
            description =
                    "inactive, propagate: the new neuron's weights, one an input; zero by default for propagate, and a point at"
                            + " which all rows are inactive for inactive.")
    private List<Rational> weights;

    @Option(
            names = "--output-weight",
            split = ",",
            paramLabel = "A",
            description = "inactive: the new neuron's output weights, one an output; 1 by default.")
    private List<Rational> outputWeight;

    @Override
    public Integer call() {
        if ((kind == null) == (all == null)) {
            throw misuse(
                    kind == null ? "Missing required option: '--kind=KIND'" : "--kind and --all exclude each other");
        }
        if (all != null && all < 1) {
            throw misuse("--all: expected at least 1, not " + all);
        }
        if (sources.size() == 2 && data.isPresent()) {
            throw misuse("--data and DATA exclude each other");
        }
        Optional<VectorDataset> dataset = (sources.size() == 2 ? Optional.of(sources.get(0)) : data).map(this::dataset);
        VectorNetwork network = NetworkReader.read(
                sources.get(sources.size() - 1),
                System.in,
                dataset.map(d -> OptionalInt.of(d.dimension())).orElse(OptionalInt.empty()),
                dataset.map(d -> OptionalInt.of(d.outputs())).orElse(OptionalInt.empty()));
        if (all != null) {
            table(network, dataset.orElseThrow(() -> misuse("--all needs the data")));
            return Talweg.OK;
        }
        VectorNetwork wide = wider(network, dataset);
        Optional<Stationarity> before = dataset.map(d -> new StationaryClassifier(d).classify(network));
        Optional<Stationarity> after = dataset.map(d -> new StationaryClassifier(d).classify(wide));
        if (after.isPresent() && !after.get().loss().equals(before.orElseThrow().loss())) {
            throw misuse("--weights: expected a neuron that no row activates; this one changes the outputs");
        }
        Optional<Truth> predicted = kind == Kind.REPLICATE
                ? before.flatMap(s -> Embedding.predictedMinimum(s, neuron - 1, parts()))
                : Optional.empty();
        EmbeddingReport report =
                new EmbeddingReport(kind.name().toLowerCase(Locale.ROOT), wide, before, after, predicted);
        show(report::json, report::text);
        return Talweg.OK;
    }

    private void table(VectorNetwork network, VectorDataset dataset) {
        Stationarity narrow = new StationaryClassifier(dataset).classify(network);
        if (narrow.stationary() != Truth.YES) {
            throw new InputException(sources.get(sources.size() - 1) + ": expected a stationary network for --all");
        }
        EmbeddingTableReport report = new EmbeddingTableReport(narrow, EmbeddingTable.of(dataset, narrow, all, seed));
        show(report::json, report::text);
    }

    private VectorDataset dataset(String source) {
        if (outputs.count() == 1) {
            return VectorDataset.of(DatasetReader.readDataset(source, System.in, new ReadOptions(label, bias)));
        }
        if (label.isPresent()) {
            throw misuse("--outputs takes the last columns as labels: no --label");
        }
        return DatasetReader.readVectorDataset(source, System.in, outputs.count(), bias);
    }

    private ParameterException misuse(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private List<Rational> parts() {
        return gamma == null ? List.of(Rational.of(1, 2), Rational.of(1, 2)) : gamma;
    }

    private VectorNetwork wider(VectorNetwork network, Optional<VectorDataset> dataset) {
        if (kind == Kind.REPLICATE) {
            refuse(weights != null, "--weights");
            refuse(outputWeight != null, "--output-weight");
            if (neuron < 1 || neuron > network.width()) {
                throw misuse("--neuron: expected a neuron from 1 to " + network.width() + ", found " + neuron);
            }
            List<Rational> scales = beta == null ? Collections.nCopies(parts().size(), Rational.ONE) : beta;
            try {
                return Embedding.replicate(network, neuron - 1, parts(), scales);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), "--gamma, --beta: " + e.getMessage(), e);
            }
        }
        refuse(gamma != null, "--gamma");
        refuse(beta != null, "--beta");
        RationalVector a;
        RationalVector w;
        if (kind == Kind.PROPAGATE) {
            refuse(outputWeight != null, "--output-weight");
            a = RationalVector.zero(network.outputs());
            w = weights == null
                    ? RationalVector.zero(network.dimension())
                    : sized("--weights", weights, network.dimension());
        } else {
            a = outputWeight == null
                    ? RationalVector.of(Collections.nCopies(network.outputs(), Rational.ONE))
                    : sized("--output-weight", outputWeight, network.outputs());
            w = weights == null ? inactive(network, dataset) : sized("--weights", weights, network.dimension());
        }
        return Embedding.add(network, a, w);
    }

    private void refuse(boolean given, String option) {
        if (given) {
            throw misuse(option + " has no meaning for --kind " + kind.name().toLowerCase(Locale.ROOT));
        }
    }

    private RationalVector sized(String option, List<Rational> numbers, int size) {
        if (numbers.size() != size) {
            throw misuse(option + ": expected " + size + " numbers, found " + numbers.size());
        }
        return RationalVector.of(numbers);
    }

    /** Weights at which every row is inactive. */
    private RationalVector inactive(VectorNetwork network, Optional<VectorDataset> dataset) {
        if (dataset.isEmpty()) {
            throw misuse("--kind inactive needs --weights or the data");
        }
        if (!network.activation().minus().isZero()) {
            throw new InputException("no neuron is inactive: the activation has a slope for negative numbers");
        }
        return Embedding.inactivePoint(Arrangement.of(dataset.get().inputs()))
                .orElseThrow(() -> new InputException(
                        "no weights make every row inactive; --weights may lie on the rows' hyperplanes"));
    }
}
