package org.talweg.checker;

/**
 * Which claim of a certificate.
 *
 * @param kind format, data, cells, global value, unique optimum, local minimum, complete list, width, ..
 * @param index which local minimum, from 1, or which width; 0 where there is only one of the kind
 */
public record Claim(String kind, int index) {

    /** The kind of a claim about one local minimum. */
    public static final String LOCAL_MINIMUM = "local minimum";

    static Claim of(String kind) {
        return new Claim(kind, 0);
    }

    @Override
    public String toString() {
        return index == 0 ? kind : kind + " " + index;
    }
}
