package org.talweg.minima;

import java.util.List;
import org.talweg.minima.ResidualCut.Row;

/**
 * Refutes linear inequalities on the residual of a local minimum, with the help of what is known of all of these residuals. A
 * workspace: not thread-safe.
 */
interface Cut {

    /** What came of some inequalities. */
    sealed interface Answer {}

    /** It is proved that no such residual satisfies them. */
    record Contradiction() implements Answer {}

    /**
     * Nothing is proved.
     *
     * @param approximate a vector that approximately satisfies them, or a fixed one
     */
    record Point(double[] approximate) implements Answer {}

    /** Whether the inequalities contradict what is known. */
    Answer refute(List<Row> rows);
}
