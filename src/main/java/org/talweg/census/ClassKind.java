package org.talweg.census;

/** What a class of local minima is, at widths that reach the convex optimum. */
public enum ClassKind {
    /** Proved to attain the least value over all signed cells. */
    GLOBAL,
    /** Its value is proved to exceed that. */
    SPURIOUS,
    /** Neither is proved. */
    UNDECIDED
}
