package org.talweg.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /**
     * SHA-256, in lower-case hexadecimal, of the exact values: of the ASCII text {@code "n d\n"} followed by one line
     * {@code "x_k1 ... x_kd y_k\n"} a row, numbers in lowest terms as {@code p} or {@code p/q}, separated by one space.
     * Equal for equal data sets, whatever the file's format, header or spelling of numbers.
     */
    public String sha256() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform must have it.
            throw new IllegalStateException(e);
        }
        digest.update((size() + " " + dimension() + "\n").getBytes(StandardCharsets.US_ASCII));
        for (int k = 0; k < size(); k++) {
            String line = Stream.concat(inputs.row(k).toList().stream(), Stream.of(labels.get(k)))
                    .map(Object::toString)
                    .collect(Collectors.joining(" ", "", "\n"));
            digest.update(line.getBytes(StandardCharsets.US_ASCII));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
