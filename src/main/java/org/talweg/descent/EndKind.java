package org.talweg.descent;

/** What stands at the end of a run. */
public enum EndKind {
    /** The live rays are proved to be a global minimum of the width. */
    GLOBAL,
    /** The live rays are proved to be a local minimum that is not global. */
    SPURIOUS,
    /** All neurons die, and the zero network is not global. */
    ZERO,
    /** The live rays are proved to be a saddle that holds them at a concave kink. */
    SADDLE,
    /** A proved stationary point that is not what the proved list says it must be: the list or the run is wrong. */
    UNMATCHED,
    /** No end was reached, or nothing is proved about it. */
    UNFINISHED
}
