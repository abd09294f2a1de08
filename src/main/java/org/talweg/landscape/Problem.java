package org.talweg.landscape;

import java.io.InputStream;
import org.talweg.data.Dataset;
import org.talweg.data.DatasetReader;
import org.talweg.data.ReadOptions;
import org.talweg.exact.Rational;

/**
 * A data set and a weight decay: what is asked about.
 *
 * @param lambda weight decay, at least 0
 */
public record Problem(Dataset data, Rational lambda) {

    /** @throws IllegalArgumentException if {@code lambda < 0} */
    public Problem {
        if (lambda.signum() < 0) {
            throw new IllegalArgumentException("lambda must not be negative: " + lambda);
        }
    }

    /**
     * A problem with the weight decay written as {@code 0.01}, {@code 1/100} or {@code 1e-2}.
     *
     * @throws NumberFormatException if it is not written so
     */
    public static Problem of(Dataset data, String lambda) {
        return new Problem(data, Rational.parse(lambda));
    }

    /**
     * The data in a file, the last column being the label, with a weight decay.
     *
     * @param source a CSV, .npy or .npz file
     * @throws org.talweg.data.InputException if it cannot be read
     */
    public static Problem read(String source, String lambda) {
        return of(DatasetReader.readDataset(source, InputStream.nullInputStream(), ReadOptions.DEFAULT), lambda);
    }
}
