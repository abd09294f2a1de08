package org.talweg.cli;

import org.talweg.analysis.Analysis;
import org.talweg.analysis.Effort;
import org.talweg.data.Dataset;
import org.talweg.landscape.Problem;
import picocli.CommandLine.Mixin;

/** What the commands about a regularised loss share, apart from its data. */
abstract class ObjectiveCommand extends FormattedCommand {

    @Mixin
    LambdaOption lambda;

    @Mixin
    ProofOptions proof;

    /** The default limits, with the precision asked for. */
    Effort effort() {
        return Effort.DEFAULT.withPrecision(proof.settings());
    }

    /** The same, with the number of nodes that the user asked for, if any: then whatever the number of faces. */
    Effort effort(Long nodes) {
        Effort effort = effort();
        return nodes == null ? effort : effort.withNodes(nodes).withAnyFaces();
    }

    /**
     * The analysis of a data set with the weight decay asked for.
     *
     * @throws org.talweg.data.InputException if it has too many cells
     */
    Analysis analysis(Dataset dataset) {
        return Analysis.of(new Problem(dataset, lambda.value()), effort(), watch(), "");
    }
}
