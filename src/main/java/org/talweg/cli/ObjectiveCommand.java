package org.talweg.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;

/** What the commands about a regularised loss share, apart from its data: their common options, and how a result is shown. */
abstract class ObjectiveCommand implements Callable<Integer> {

    @Mixin
    LambdaOption lambda;

    @Mixin
    ProofOptions proof;

    @Mixin
    OutputOptions output;

    @Mixin
    private FormatOption format;

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
