package org.talweg.certificate;

import java.math.BigInteger;
import java.util.List;

/**
 * Evidence for a bound of the support value of a signed cell: {@code nu_h = values / unit} on some rows.
 *
 * @param unit at least 1
 * @param rows ascending
 * @param values positive, one for each row
 */
public record Multipliers(BigInteger unit, List<Integer> rows, List<BigInteger> values) {

    /** No multiplier: the gradient itself is short enough. */
    public static final Multipliers NONE = new Multipliers(BigInteger.ONE, List.of(), List.of());

    public Multipliers {
        rows = List.copyOf(rows);
        values = List.copyOf(values);
    }
}
