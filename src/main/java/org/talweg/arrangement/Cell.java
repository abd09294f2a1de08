package org.talweg.arrangement;

import org.talweg.exact.RationalVector;

/**
 * An open cell with a witness: {@code x_k . witness} has exactly the sign {@code signs[k]} for every row k.
 */
public record Cell(SignVector signs, RationalVector witness) implements Comparable<Cell> {

    @Override
    public int compareTo(Cell other) {
        return signs.compareTo(other.signs);
    }
}
