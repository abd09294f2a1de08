package org.talweg.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.census.LocalMinima;
import org.talweg.census.OrthonormalRefutation;
import org.talweg.census.Refutation;
import org.talweg.census.Refutation.Example;
import org.talweg.census.RefutationSearch;
import org.talweg.data.CsvWriter;
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
import org.talweg.landscape.Region;
import org.talweg.landscape.Verdict;
import org.talweg.minima.SearchJournal;
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

    /** Nodes of the search for local minima. */
    private static final long NODES = 300_000;

    private static final Map<Verdict, String> FIELDS =
            Map.of(Verdict.SPURIOUS, "spuriousRegion", Verdict.SADDLE, "saddleRegion", Verdict.NONE, "emptyRegion");

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
        if ((kind == null) == (source == null)) {
            throw misused("expected either a KIND (orthogonal, gaussian, teacher) or --data");
        }
        if (kind != null && rows == null) {
            throw misused("expected the option --rows");
        }
        Dataset dataset = dataset();
        Setting setting = Setting.of(dataset, lambda.value(), proof.settings(), output);
        Refutation refutation = refute(setting, dataset);
        show(() -> json(refutation, dataset), () -> text(refutation, dataset));
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

    private Refutation refute(Setting setting, Dataset dataset) {
        if (OrthonormalRefutation.applies(dataset)) {
            return new OrthonormalRefutation(setting.prover(), setting.objective(), width).refute();
        }
        try (Progress progress = Progress.counting("regions", output)) {
            return new RefutationSearch(
                            setting.prover().solvingWith(Setting.fastSolver()),
                            setting.signedCells(),
                            setting.cells(),
                            () -> minima(setting),
                            width,
                            progress.counter())
                    .refute();
        }
    }

    /** All local minima, or only the global ones where the search would not end. */
    private static LocalMinima minima(Setting setting) {
        return setting.faces() > Setting.MANY_FACES
                ? LocalMinima.onlyGlobal(setting.signedCells(), setting.prover().global())
                : setting.minima(NODES, SearchJournal.NONE, share -> {}).minima();
    }

    private static String csv(Dataset dataset) {
        List<String> names = IntStream.rangeClosed(1, dataset.dimension())
                .mapToObj(j -> "x" + j)
                .toList();
        StringBuilder text = new StringBuilder();
        try {
            CsvWriter.write(new Table(names, dataset.inputs()).appendColumn("y", dataset.labels()), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private Map<String, Object> json(Refutation refutation, Dataset dataset) {
        Optional<BigInteger> without = refutation.withoutGlobal();
        Map<String, Object> json = Json.fields(
                "kind", source != null ? "data" : kind.toString(),
                "data", csv(dataset),
                "lambda", lambda.value(),
                "width", width,
                "regions", refutation.regions(),
                "withoutGlobal", without.orElse(null),
                "share", without.map(w -> Rational.of(w, refutation.regions())).orElse(null));
        if (without.isEmpty()) {
            json.put("shareReason", refutation.openCount());
        }
        for (Verdict verdict : order()) {
            Example example = refutation.examples().get(verdict);
            json.put(
                    FIELDS.get(verdict),
                    example.region().map(r -> r.region().toString()).orElse(null));
        }
        for (Verdict verdict : order()) {
            Example example = refutation.examples().get(verdict);
            json.put(
                    FIELDS.get(verdict).replace("Region", "Proof"),
                    example.region()
                            .map(r -> RegionCommand.fields(r, width))
                            .orElseGet(() -> Json.fields("exists", example.exists(), "reason", example.reason())));
        }
        return json;
    }

    private static List<Verdict> order() {
        return List.of(Verdict.SPURIOUS, Verdict.SADDLE, Verdict.NONE);
    }

    private String text(Refutation refutation, Dataset dataset) {
        StringBuilder text = new StringBuilder(csv(dataset)).append('\n');
        RegionCommand.line(
                text,
                "width",
                width + ", " + CertifyText.abbreviate(refutation.regions().toString(), 40) + " regions");
        RegionCommand.line(
                text,
                "no global",
                refutation
                        .withoutGlobal()
                        .map(w -> CertifyText.abbreviate(w.toString(), 40)
                                + (w.equals(BigInteger.ONE) ? " region" : " regions") + ", a share of "
                                + share(w, refutation.regions()))
                        .orElse("UNDECIDED: " + refutation.openCount()));
        for (Verdict verdict : order()) {
            Example example = refutation.examples().get(verdict);
            text.append('\n');
            RegionCommand.line(
                    text,
                    verdict.toString(),
                    example.region()
                            .map(r -> runs(r.region()))
                            .orElse((example.exists() == null ? "UNDECIDED: " : "none: ") + example.reason()));
            example.region().ifPresent(r -> {
                RegionCommand.line(text, "value", CertifyText.number(r.value()));
                RegionCommand.line(text, "because", r.reason());
            });
        }
        return text.toString();
    }

    private static String share(BigInteger part, BigInteger all) {
        double share = Rational.of(part, all).doubleValue();
        double rest = Rational.of(all.subtract(part), all).doubleValue();
        return share < 0.999 || rest == 0
                ? String.format(Locale.ROOT, "%.6g", share)
                : String.format(Locale.ROOT, "1 - %.6g", rest);
    }

    /** Equal neurons in a row are counted. */
    private static String runs(Region region) {
        StringBuilder text = new StringBuilder();
        int run = 1;
        for (int j = 0; j < region.width(); j++) {
            boolean more = j + 1 < region.width()
                    && region.neurons().get(j + 1).equals(region.neurons().get(j));
            if (more) {
                run++;
                continue;
            }
            text.append(text.isEmpty() ? "" : ",")
                    .append(region.neurons().get(j))
                    .append(run > 1 ? " (" + run + " times)" : "");
            run = 1;
        }
        return text.toString();
    }
}
