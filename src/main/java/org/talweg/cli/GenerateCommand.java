package org.talweg.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.talweg.data.CsvWriter;
import org.talweg.data.Table;
import org.talweg.data.generator.BoursierData;
import org.talweg.data.generator.DataGenerator;
import org.talweg.data.generator.GaussianData;
import org.talweg.data.generator.OneDimensionalData;
import org.talweg.data.generator.OrthogonalData;
import org.talweg.data.generator.TeacherData;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code generate KIND}: writes a data set as CSV with a header; the label column {@code y} is last. */
@Command(name = "generate", description = "Writes a data set as CSV, exact and reproducible.")
final class GenerateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Mixin: how random numbers are drawn. */
    static final class RandomOptions {
        @Option(
                names = "--seed",
                defaultValue = "1",
                description = "Seed of the random numbers; ${DEFAULT-VALUE} by default.")
        private long seed;

        @Option(
                names = "--decimals",
                defaultValue = "3",
                description = "Decimals that random numbers are rounded to, 0 to 17; ${DEFAULT-VALUE} by default.")
        private int decimals;
    }

    /** Mixin: n and d. */
    static final class SizeOptions {
        @Option(
                names = {"-n", "--rows"},
                required = true,
                paramLabel = "N",
                description = "Number of rows.")
        private int rows;

        @Option(
                names = {"-d", "--dimension"},
                required = true,
                paramLabel = "D",
                description = "Number of input columns.")
        private int dimension;
    }

    @Override
    public Integer call() {
        throw Talweg.missingCommand(spec);
    }

    @Command(name = "gaussian", description = "Inputs and labels independent standard normal.")
    int gaussian(@Mixin SizeOptions size, @Mixin RandomOptions random, @Mixin OutputOptions output) {
        return write(new GaussianData(size.rows, size.dimension, random.decimals, random.seed), output);
    }

    @Command(name = "teacher", description = "Standard normal inputs, labels of a random two-layer ReLU network.")
    int teacher(
            @Mixin SizeOptions size,
            @Option(
                            names = {"-k", "--hidden"},
                            paramLabel = "K",
                            defaultValue = "10",
                            description = "Hidden neurons of the teacher; ${DEFAULT-VALUE} by default.")
                    int hidden,
            @Mixin RandomOptions random,
            @Mixin OutputOptions output) {
        return write(new TeacherData(size.rows, size.dimension, hidden, random.decimals, random.seed), output);
    }

    @Command(name = "orthogonal", description = "Exactly orthonormal rows.")
    int orthogonal(
            @Option(
                            names = {"-n", "--rows"},
                            paramLabel = "N",
                            description = "Number of rows; the number of labels by default.")
                    Integer rows,
            @Option(
                            names = {"-d", "--dimension"},
                            paramLabel = "D",
                            description = "Number of input columns, at least N; N by default.")
                    Integer dimension,
            @Option(
                            names = "--labels",
                            split = ",",
                            paramLabel = "Y",
                            description = "The labels, such as 3,-2,1,4; standard normal by default.")
                    List<Rational> labels,
            @Mixin RandomOptions random,
            @Mixin OutputOptions output) {
        if (rows == null && labels == null) {
            throw new ParameterException(
                    spec.subcommands().get("orthogonal"), "expected the option --rows or --labels");
        }
        int n = rows != null ? rows : labels.size();
        int d = dimension != null ? dimension : n;
        Optional<RationalVector> given = Optional.ofNullable(labels).map(RationalVector::of);
        return write(new OrthogonalData(n, d, given, random.decimals, random.seed), output);
    }

    @Command(name = "boursier", description = "Boursier's counterexample, as many points as dimensions.")
    int boursier(
            @Option(
                            names = {"-d", "--dimension"},
                            required = true,
                            paramLabel = "D",
                            description = "Number of points and of input columns, at least 3.")
                    int dimension,
            @Mixin OutputOptions output) {
        int status = write(new BoursierData(dimension), output);
        if (dimension > 3) {
            output.message("sqrt(17) is replaced by " + BoursierData.ROOT + "; its square exceeds 17 by "
                    + BoursierData.squareError() + ", about "
                    + BoursierData.squareError().doubleValue());
        }
        return status;
    }

    @Command(
            name = "one-dimensional",
            description = "Scalar inputs with a constant column 1; read the result without --bias.")
    int oneDimensional(
            @Option(
                            names = {"-n", "--rows"},
                            required = true,
                            paramLabel = "N",
                            description = "Number of rows.")
                    int rows,
            @Mixin RandomOptions random,
            @Mixin OutputOptions output) {
        return write(new OneDimensionalData(rows, random.decimals, random.seed), output);
    }

    private static int write(DataGenerator generator, OutputOptions output) {
        Table table = generator.generate();
        output.write(out -> CsvWriter.write(table, out));
        return Talweg.OK;
    }
}
