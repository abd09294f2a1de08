package org.talweg.cli;

import java.util.Optional;
import org.talweg.data.Dataset;
import org.talweg.data.DatasetReader;
import org.talweg.data.ReadOptions;
import org.talweg.data.VectorDataset;
import org.talweg.exact.RationalMatrix;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Mixin: the data set and how its columns are used. */
final class DataOptions {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            paramLabel = "DATA",
            description = "CSV, .npy or .npz, read exactly; - is standard input. One row an example, the last column is"
                    + " the label.")
    private String source;

    @Option(names = "--label", paramLabel = "NAME", description = "The label column, by name or by number from 1.")
    private Optional<String> label;

    @Option(names = "--no-label", description = "Every column is an input.")
    private boolean noLabel;

    @Option(names = "--bias", description = "Append a constant column 1 to the inputs.")
    private boolean bias;

    /** DATA as given. */
    String source() {
        return source;
    }

    /**
     * Inputs and labels.
     *
     * @throws ParameterException with {@code --no-label}
     */
    Dataset dataset() {
        if (noLabel) {
            throw new ParameterException(command.commandLine(), "--no-label: " + command.name() + " needs labels");
        }
        return DatasetReader.readDataset(source, System.in, new ReadOptions(label, bias));
    }

    /**
     * Inputs and the labels of several outputs, in the last columns.
     *
     * @throws ParameterException with {@code --no-label}, or {@code --label} and several outputs
     */
    VectorDataset dataset(int outputs) {
        if (outputs == 1) {
            return VectorDataset.of(dataset());
        }
        if (noLabel || label.isPresent()) {
            throw new ParameterException(
                    command.commandLine(), "--outputs takes the last columns as labels: no --label or --no-label");
        }
        return DatasetReader.readVectorDataset(source, System.in, outputs, bias);
    }

    /** The inputs only: of all columns with {@code --no-label}, else without the label. */
    RationalMatrix inputs() {
        if (!noLabel) {
            return dataset().inputs();
        }
        if (label.isPresent()) {
            throw new ParameterException(command.commandLine(), "--label and --no-label exclude each other");
        }
        return DatasetReader.readTable(source, System.in, bias).values();
    }
}
