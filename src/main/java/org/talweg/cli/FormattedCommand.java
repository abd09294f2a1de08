package org.talweg.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.talweg.analysis.Watch;
import org.talweg.report.Json;
import picocli.CommandLine.Mixin;

/** What commands with a result in text or JSON share: where it goes, and who looks on. */
abstract class FormattedCommand implements Callable<Integer> {

    @Mixin
    OutputOptions output;

    @Mixin
    private FormatOption format;

    /** Progress and messages of this command. */
    Watch watch() {
        return new TerminalWatch(output);
    }

    /** Writes the result in the format asked for; only that one is made. */
    void show(Supplier<Object> json, Supplier<String> text) {
        output.write(out -> {
            if (format.isJson()) {
                Json.write(json.get(), out);
            } else {
                out.append(text.get());
            }
        });
    }
}
