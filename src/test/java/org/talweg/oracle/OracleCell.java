package org.talweg.oracle;

import java.util.Arrays;

/** A signed cell: the sign of the output weight and the signs of {@code x_k . w} (0 only at zero rows). */
public record OracleCell(int sign, int[] pattern) {

    public OracleCell {
        pattern = pattern.clone();
    }

    /** Reads {@code "+:+-+"}. */
    public static OracleCell parse(String text) {
        int[] pattern = text.substring(2)
                .chars()
                .map(c -> c == '+' ? 1 : c == '-' ? -1 : 0)
                .toArray();
        return new OracleCell(text.charAt(0) == '+' ? 1 : -1, pattern);
    }

    /** +1, 0 or -1 at row k. */
    public int at(int k) {
        return pattern[k];
    }

    /** True if a ray with these signs (0: on the hyperplane) lies in the closure of the cell. */
    public boolean hasInClosure(int[] covector) {
        for (int k = 0; k < covector.length; k++) {
            if (covector[k] != 0 && covector[k] != pattern[k]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof OracleCell other && sign == other.sign && Arrays.equals(pattern, other.pattern);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(pattern) + sign;
    }

    @Override
    public String toString() {
        return (sign > 0 ? "+:" : "-:") + signs(pattern);
    }

    static String signs(int[] covector) {
        StringBuilder s = new StringBuilder();
        for (int v : covector) {
            s.append("-0+".charAt(v + 1));
        }
        return s.toString();
    }
}
