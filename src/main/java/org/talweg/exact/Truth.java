package org.talweg.exact;

/** Kleene's three truth values: proved, refuted, or open because neither is shown. */
public enum Truth {
    YES,
    NO,
    OPEN;

    /** YES if both are, NO if one is. */
    public Truth and(Truth other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES ? other : OPEN;
    }
}
