package org.talweg.cli;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Watch;
import org.talweg.census.LocalMinima;
import org.talweg.census.OrthonormalRefutation;
import org.talweg.census.Refutation;
import org.talweg.census.RefutationSearch;
import org.talweg.data.Dataset;
import org.talweg.data.DatasetReader;
import org.talweg.data.ReadOptions;
import org.talweg.data.Table;
import org.talweg.data.generator.DataGenerator;
import org.talweg.data.generator.GaussianData;
import org.talweg.data.generator.OrthogonalData;
import org.talweg.data.generator.TeacherData;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.minima.SearchJournal;
import org.talweg.report.CounterexampleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code counterexample KIND --rows N --width M --lambda L} or {@code --data DATA}: regions against benignity, each proved. */
@Command(
        name = "counterexample",
        description =
                "Shows data and regions without a good minimum at a width: how many hold no global minimum, and one that"
                        + " holds a spurious local minimum, one with a saddle, one without a stationary point.")
final class CounterexampleCommand extends ObjectiveCommand {

    private static final int DECIMALS = 3;
    private static final int TEACHER = 10;

    /** Regions are written with all their neurons. */
    private static final int MOST_NEURONS = 10_000;

    /** Nodes of the search for local minima. */

    /** Where the data come from. */
    enum Kind {
        ORTHOGONAL,
        GAUSSIAN,
        TEACHER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            description = "Data to make: orthogonal (orthonormal rows, one negative label), gaussian or teacher.")
    private Kind kind;

    @Option(names = "--data", paramLabel = "DATA", description = "Data to read instead of KIND.")
    private String source;

    @Option(names = "--label", paramLabel = "NAME", description = "The label column of --data; the last by default.")
    private Optional<String> label;

    @Option(names = "--bias", description = "Append a constant column 1 to the inputs of --data.")
    private boolean bias;

    @Option(
            names = {"-n", "--rows"},
            paramLabel = "N",
            description = "Number of rows to make.")
    private Integer rows;

    @Option(
            names = {"-d", "--dimension"},
            paramLabel = "D",
            description = "Number of input columns to make; N for orthogonal, 2 otherwise.")
    private Integer dimension;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Seed of KIND; 1 by default.")
    private long seed;

    @Option(names = "--width", required = true, paramLabel = "M", description = "Number of hidden neurons.")
    private int width;

    @Override
    public Integer call() {
        if (width < 1) {
            throw misused("--width: expected at least 1 neuron, not " + width);
        }
        if (width > MOST_NEURONS) {
            throw misused("--width: expected at most " + MOST_NEURONS + " neurons, not " + width);
        }
        if ((kind == null) == (source == null)) {
            throw misused("expected either a KIND (orthogonal, gaussian, teacher) or --data");
        }
        if (kind != null && rows == null) {
            throw misused("expected the option --rows");
        }
        Dataset dataset = dataset();
        CounterexampleText result = new CounterexampleText(
                refute(analysis(dataset), dataset),
                dataset,
                source != null ? "data" : kind.toString(),
                lambda.value(),
                width);
        show(result::json, result::text);
        return Talweg.OK;
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Dataset dataset() {
        if (source != null) {
            return DatasetReader.readDataset(source, System.in, new ReadOptions(label, bias));
        }
        int d = dimension != null ? dimension : kind == Kind.ORTHOGONAL ? rows : 2;
        DataGenerator generator = switch (kind) {
            case ORTHOGONAL -> new OrthogonalData(rows, d, Optional.of(labels()), DECIMALS, seed);
            case GAUSSIAN -> new GaussianData(rows, d, DECIMALS, seed);
            case TEACHER -> new TeacherData(rows, d, TEACHER, DECIMALS, seed);
        };
        Table table = generator.generate();
        List<RationalVector> columns = IntStream.rangeClosed(0, d)
                .mapToObj(table.values().transpose()::row)
                .toList();
        return new Dataset(RationalMatrix.ofRows(columns.subList(0, d), rows).transpose(), columns.get(d));
    }

    /**
     * n - 1 equal positive labels and a negative one, all beyond mu: two rays, the + one with a star of 2 signed cells of 2^(n+1); no
     * two norms are equal, since 4 (n - 1) is never 9.
     */
    private RationalVector labels() {
        if (rows < 1) {
            throw misused("--rows: expected at least 1, not " + rows);
        }
        Rational size = lambda.value().multiply(2L * rows).max(Rational.ONE);
        Rational[] labels = Collections.nCopies(rows, size).toArray(Rational[]::new);
        if (rows > 1) {
            labels[rows - 1] = size.multiply(Rational.of(-3, 2));
        }
        return RationalVector.of(labels);
    }

    private Refutation refute(Analysis analysis, Dataset dataset) {
        if (OrthonormalRefutation.applies(dataset)) {
            return new OrthonormalRefutation(analysis.prover(), analysis.objective(), width).refute();
        }
        try (Watch.Task task = watch().counting("regions")) {
            return new RefutationSearch(
                            analysis.prover().solvingWith(Analysis.fastSolver()),
                            analysis.signedCells(),
                            analysis.cells(),
                            () -> minima(analysis),
                            width,
                            task.counter())
                    .refute();
        }
    }

    /** All local minima, or only the global ones where the search would not end. */
    private static LocalMinima minima(Analysis analysis) {
        return analysis.hasManyFaces()
                ? LocalMinima.onlyGlobal(analysis.signedCells(), analysis.global())
                : analysis.search(analysis.effort().graphNodes(), SearchJournal.NONE)
                        .minima();
    }
}
