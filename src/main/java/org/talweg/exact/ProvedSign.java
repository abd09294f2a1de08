package org.talweg.exact;

/** The proved sign of a number; ZERO only where that is proved (theorem T14, or a form that vanishes identically), OPEN where nothing is shown. */
public enum ProvedSign {
    NEGATIVE,
    ZERO,
    POSITIVE,
    OPEN;

    public static ProvedSign of(int signum) {
        return signum < 0 ? NEGATIVE : signum > 0 ? POSITIVE : ZERO;
    }

    /** The sign of {@code factor} times the number, factor +1 or -1. */
    public ProvedSign times(int factor) {
        if (factor > 0 || this == ZERO || this == OPEN) {
            return this;
        }
        return this == POSITIVE ? NEGATIVE : POSITIVE;
    }

    /** Whether the number is at least zero. */
    public Truth isNonnegative() {
        return switch (this) {
            case NEGATIVE -> Truth.NO;
            case ZERO, POSITIVE -> Truth.YES;
            case OPEN -> Truth.OPEN;
        };
    }
}
