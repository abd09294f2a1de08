package org.talweg.certificate;

import java.math.BigInteger;
import java.util.List;

/**
 * Splits each row that is not negative on a face: {@code x_k = v_k + sum_h (c_kh / q) x_h} with v_k in the face's span.
 *
 * @param rows the rows h, which vanish on the face, ascending
 * @param denominator q
 * @param coefficients c, one list for each row that is not negative on the face
 */
public record Chart(List<Integer> rows, BigInteger denominator, List<List<BigInteger>> coefficients) {

    public Chart {
        rows = List.copyOf(rows);
        coefficients = coefficients.stream().map(List::copyOf).toList();
    }
}
