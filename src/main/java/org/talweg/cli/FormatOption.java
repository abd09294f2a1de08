package org.talweg.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** Mixin: text for people or JSON for programs. A command with other formats declares its own option. */
final class FormatOption {

    enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
    private Format format;

    boolean isJson() {
        return format == Format.JSON;
    }
}
