package org.talweg.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Effort;
import org.talweg.analysis.Watch;
import org.talweg.data.Dataset;
import org.talweg.landscape.Problem;
import org.talweg.report.Json;
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

    /** Progress and messages of this command. */
    Watch watch() {
        return new TerminalWatch(output);
    }

    /** The default limits, with the precision asked for. */
    Effort effort() {
        return Effort.DEFAULT.withPrecision(proof.settings());
    }

    /**
     * The analysis of a data set with the weight decay asked for.
     *
     * @throws org.talweg.data.InputException if it has too many cells
     */
    Analysis analysis(Dataset dataset) {
        return Analysis.of(new Problem(dataset, lambda.value()), effort(), watch(), "");
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
