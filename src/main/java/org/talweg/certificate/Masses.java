package org.talweg.certificate;

import java.math.BigInteger;
import java.util.List;

/** An approximate left inverse {@code rows / denominator} of the outputs of some rays: evidence that all carry mass. */
public record Masses(BigInteger denominator, List<List<BigInteger>> rows) {

    public Masses {
        rows = rows.stream().map(List::copyOf).toList();
    }
}
