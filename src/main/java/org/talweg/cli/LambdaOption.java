package org.talweg.cli;

import org.talweg.exact.Rational;
import picocli.CommandLine.Option;

/** Mixin: the weight decay lambda, exact and positive. */
final class LambdaOption {

    @Option(
            names = "--lambda",
            required = true,
            paramLabel = "L",
            converter = Converters.Positive.class,
            description =
                    "Weight decay, exact and positive: 0.01, 1/100 or 1e-5. The loss is the mean squared error plus"
                            + " L times the sum of squares of all weights.")
    private Rational lambda;

    Rational value() {
        return lambda;
    }
}
