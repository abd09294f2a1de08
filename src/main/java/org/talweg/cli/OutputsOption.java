package org.talweg.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Mixin: how many of the last columns are labels. */
final class OutputsOption {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--outputs",
            paramLabel = "P",
            description =
                    "Without weight decay: the last P columns are labels, one an output of the network; 1 by default.")
    private int count = 1;

    /**
     * P.
     *
     * @throws ParameterException if it is less than 1
     */
    int count() {
        if (count < 1) {
            throw new ParameterException(command.commandLine(), "--outputs: expected at least 1, not " + count);
        }
        return count;
    }
}
