package org.talweg.landscape;

import org.talweg.arrangement.SignVector;

/**
 * A cell together with the sign of the output weight, {@code c = (A, s)}; written {@code SIGN:CELL}, as in {@code +:++-+}.
 * Ordered by sign ({@code -} first), then by cell.
 */
public record SignedCell(int sign, SignVector cell) implements Comparable<SignedCell> {

    public SignedCell {
        if (sign != 1 && sign != -1) {
            throw new IllegalArgumentException("sign of an output weight is +1 or -1, not " + sign);
        }
    }

    /**
     * Reads {@code SIGN:CELL}.
     *
     * @throws IllegalArgumentException if the text has another form; whether the cell exists is not checked
     */
    public static SignedCell parse(String text) {
        if (text.length() < 2 || text.charAt(1) != ':' || "+-".indexOf(text.charAt(0)) < 0) {
            throw new IllegalArgumentException("'" + text + "' is not of the form SIGN:CELL, such as +:++-");
        }
        return new SignedCell(text.charAt(0) == '+' ? 1 : -1, SignVector.parse(text.substring(2)));
    }

    /** True if row k is active: {@code x_k . w > 0} in this cell. */
    public boolean isActive(int k) {
        return cell.sign(k) > 0;
    }

    @Override
    public int compareTo(SignedCell other) {
        return sign != other.sign ? Integer.compare(sign, other.sign) : cell.compareTo(other.cell);
    }

    @Override
    public String toString() {
        return (sign > 0 ? "+:" : "-:") + cell;
    }
}
