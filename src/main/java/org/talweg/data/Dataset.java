package org.talweg.data;

import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * A data set for regression: inputs {@code x_k} (the rows of {@code inputs}, n by d, n and d at least 1) and labels
 * {@code y_k}, all exact.
 */
public record Dataset(RationalMatrix inputs, RationalVector labels) {

    public Dataset {
        if (inputs.rows() < 1 || inputs.columns() < 1) {
            throw new IllegalArgumentException("a data set needs at least one row and one input column");
        }
        if (inputs.rows() != labels.size()) {
            throw new IllegalArgumentException(inputs.rows() + " rows but " + labels.size() + " labels");
        }
    }

    /** n, the number of examples. */
    public int size() {
        return inputs.rows();
    }

    /** d, the number of input columns. */
    public int dimension() {
        return inputs.columns();
    }
}
