package org.talweg.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Effort;
import org.talweg.analysis.Watch;
import org.talweg.data.Dataset;
import org.talweg.data.InputException;
import org.talweg.graph.DescentPath;
import org.talweg.graph.DisconnectivityPicture;
import org.talweg.graph.GraphExport;
import org.talweg.graph.Levels;
import org.talweg.graph.MergeSweep;
import org.talweg.graph.MergeTree;
import org.talweg.graph.RegionEdge;
import org.talweg.graph.RegionGraph;
import org.talweg.graph.RegionNode;
import org.talweg.graph.WholeGraph;
import org.talweg.landscape.Problem;
import org.talweg.landscape.Region;
import org.talweg.proof.ProofSettings;
import org.talweg.proof.ProvedValue;
import org.talweg.proof.ValueProver;
import org.talweg.report.GraphReport;
import org.talweg.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code graph DATA --lambda L --width M}: the region graph of one width and its merge tree. */
@Command(
        name = "graph",
        description = "Proves which minima are connected below which loss: the region graph and its merge tree.")
final class GraphCommand implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON,
        GRAPHML,
        DOT,
        SVG;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Mixin
    private LambdaOption lambda;

    @Mixin
    private ProofOptions proof;

    @Mixin
    private OutputOptions output;

    @Option(names = "--width", paramLabel = "M", description = "Number of hidden neurons.")
    private Integer width;

    @Option(
            names = "--from",
            paramLabel = "LIST",
            description = "Instead of the graph, the way down from this region, one SIGN:CELL a neuron.")
    private String from;

    @Option(
            names = "--format",
            defaultValue = "text",
            description =
                    "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default. graphml and dot hold the graph, svg"
                            + " a picture of the merge tree, text and json both.")
    private Format format;

    @Option(names = "--svg", paramLabel = "FILE", description = "Also write the picture of the merge tree to FILE.")
    private Path picture;

    @Option(
            names = "--limit",
            defaultValue = "50000",
            paramLabel = "K",
            description =
                    "Refuse graphs of more than K regions up to the order of neurons; ${DEFAULT-VALUE} by default.")
    private long limit;

    @Override
    public Integer call() {
        Dataset dataset = data.dataset();
        if ((width == null) == (from == null)) {
            throw new ParameterException(spec.commandLine(), "expected one of --width M and --from LIST");
        }
        if (width != null && width < 1) {
            throw new ParameterException(spec.commandLine(), "--width: expected at least 1 neuron, not " + width);
        }
        if (from != null && (picture != null || (format != Format.TEXT && format != Format.JSON))) {
            throw new ParameterException(
                    spec.commandLine(), "--from: a path has no picture, and the formats text and json only");
        }
        Optional<Region> start =
                Optional.ofNullable(from).map(text -> RegionOption.parse("--from", text, dataset.size()));
        ProofSettings settings = proof.settings();
        Watch watch = new TerminalWatch(output);
        Analysis analysis =
                Analysis.of(new Problem(dataset, lambda.value()), Effort.DEFAULT.withPrecision(settings), watch, "");
        ValueProver values = new ValueProver(
                analysis.objective(), analysis.cells(), Analysis.fastSolver(), analysis.programs(), settings);
        RegionGraph walk = new RegionGraph(values, analysis.cells());
        if (start.isPresent()) {
            descend(start.get(), walk);
        } else {
            build(dataset, analysis, walk);
        }
        return Talweg.OK;
    }

    private void descend(Region start, RegionGraph walk) {
        RegionOption.check("--from", start, walk.cells());
        DescentPath path = DescentPath.from(start, walk);
        output.write(out -> {
            if (format == Format.JSON) {
                Json.write(GraphReport.json(path, walk.prover()), out);
            } else {
                out.append(GraphReport.text(path, walk.prover()));
            }
        });
    }

    private void build(Dataset dataset, Analysis analysis, RegionGraph walk) {
        BigInteger size = WholeGraph.size(analysis.signedCells().size(), width);
        if (size.compareTo(BigInteger.valueOf(limit)) > 0) {
            throw new InputException("--width " + width + ": the graph has " + size
                    + " regions up to the order of neurons, more than --limit " + limit);
        }
        WholeGraph graph;
        try (Progress progress = Progress.counting("values", output)) {
            graph = WholeGraph.of(walk, width, progress.counter());
        }
        if (format == Format.GRAPHML && picture == null) {
            output.write(out -> GraphExport.graphMl(graph, out));
            return;
        }
        if (format == Format.DOT && picture == null) {
            output.write(out -> GraphExport.dot(graph, out));
            return;
        }
        List<ProvedValue> all = new ArrayList<>();
        graph.nodes().stream().map(RegionNode::value).forEach(all::add);
        graph.edges().stream().map(RegionEdge::value).forEach(all::add);
        Levels levels = Levels.of(all, walk.prover());
        MergeTree tree = MergeSweep.of(graph, levels);
        GraphReport report = new GraphReport(dataset, analysis, graph, levels, tree, analysis.minimaAtHand());
        String svg = DisconnectivityPicture.svg(tree, "width " + width + ", lambda " + lambda.value());
        if (picture != null) {
            FileOutput.write(picture, out -> out.append(svg));
        }
        output.write(out -> {
            switch (format) {
                case JSON -> Json.write(report.toJson(), out);
                case TEXT -> out.append(report.toText(data.source()));
                case GRAPHML -> GraphExport.graphMl(graph, out);
                case DOT -> GraphExport.dot(graph, out);
                case SVG -> out.append(svg);
            }
        });
    }
}
