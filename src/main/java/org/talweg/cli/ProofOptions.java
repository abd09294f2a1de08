package org.talweg.cli;

import org.talweg.proof.ProofSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Mixin: how precise the proofs are. */
final class ProofOptions {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--precision",
            defaultValue = "12",
            paramLabel = "DIGITS",
            description = "Decimal digits of proved values, 1 to 1000; ${DEFAULT-VALUE} by default.")
    private int digits;

    /**
     * The settings.
     *
     * @throws ParameterException if the digits are out of range
     */
    ProofSettings settings() {
        if (digits < 1 || digits > 1000) {
            throw new ParameterException(
                    command.commandLine(), "--precision: expected a number of digits from 1 to 1000, not " + digits);
        }
        return ProofSettings.ofDigits(digits);
    }
}
