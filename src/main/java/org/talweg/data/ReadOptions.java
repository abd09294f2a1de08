package org.talweg.data;

import java.util.Objects;
import java.util.Optional;

/**
 * How a data source becomes a data set.
 *
 * @param label the label column, by name or by number from 1; empty for the last column (the array {@code y} of an
 *     {@code .npz})
 * @param bias whether a constant column 1 is appended after the inputs
 */
public record ReadOptions(Optional<String> label, boolean bias) {

    /** The last column is the label; no bias. */
    public static final ReadOptions DEFAULT = new ReadOptions(Optional.empty(), false);

    public ReadOptions {
        Objects.requireNonNull(label);
    }
}
