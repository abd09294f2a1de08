package org.talweg.census;

/** Whether the landscape of a width has a local minimum that is not global. */
public enum Benignity {
    /** Proved to have none. */
    BENIGN,
    /** Proved to have one. */
    SPURIOUS,
    /** Neither is proved. */
    UNDECIDED
}
