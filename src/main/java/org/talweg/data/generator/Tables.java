package org.talweg.data.generator;

import java.util.List;
import java.util.stream.IntStream;
import org.talweg.data.Table;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/** Puts tables together. */
final class Tables {

    private Tables() {}

    /** The columns of {@code inputs} with names {@code x1, x2, ...} and the labels as column {@code y}. */
    static Table labelled(RationalMatrix inputs, RationalVector labels) {
        return labelled(
                IntStream.rangeClosed(1, inputs.columns())
                        .mapToObj(j -> "x" + j)
                        .toList(),
                inputs,
                labels);
    }

    /** The columns of {@code inputs} with these names and the labels as column {@code y}. */
    static Table labelled(List<String> names, RationalMatrix inputs, RationalVector labels) {
        return new Table(names, inputs).appendColumn("y", labels);
    }
}
