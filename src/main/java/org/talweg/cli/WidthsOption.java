package org.talweg.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Mixin: the widths that a result is wanted for. */
final class WidthsOption {

    @Option(
            names = "--width",
            required = true,
            paramLabel = "M",
            converter = Widths.Converter.class,
            description = Widths.DESCRIPTION)
    private List<Widths> given;

    /** True for a command that does not require widths and was given none. */
    boolean isMissing() {
        return given == null;
    }

    /** All widths, in the order given. */
    List<Integer> list() {
        return Widths.all(given);
    }
}
