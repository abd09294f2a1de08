package org.talweg.data;

import java.util.List;
import org.talweg.exact.RationalMatrix;

/** A data set with p labels a row: {@code inputs} n by d, {@code labels} n by p, all at least 1, all exact. */
public record VectorDataset(RationalMatrix inputs, RationalMatrix labels) {

    public VectorDataset {
        if (inputs.rows() < 1 || inputs.columns() < 1 || labels.columns() < 1) {
            throw new IllegalArgumentException(
                    "a data set needs at least one row, one input column and one label column");
        }
        if (inputs.rows() != labels.rows()) {
            throw new IllegalArgumentException(inputs.rows() + " rows but labels of " + labels.rows());
        }
    }

    /** The same data with one label a row. */
    public static VectorDataset of(Dataset data) {
        return new VectorDataset(
                data.inputs(),
                RationalMatrix.ofRows(List.of(data.labels()), data.size()).transpose());
    }

    /** n. */
    public int size() {
        return inputs.rows();
    }

    /** d. */
    public int dimension() {
        return inputs.columns();
    }

    /** p. */
    public int outputs() {
        return labels.columns();
    }
}
