package org.talweg.certificate;

import java.math.BigInteger;
import java.util.List;

/**
 * A cell and its opposite.
 *
 * @param witness a point of the cell
 * @param multipliers for the global bound: of the cell with sign + and -, then of the opposite cell
 */
public record CellEvidence(List<BigInteger> witness, List<Multipliers> multipliers) {

    public CellEvidence {
        witness = List.copyOf(witness);
        multipliers = List.copyOf(multipliers);
    }
}
