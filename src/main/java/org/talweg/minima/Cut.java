package org.talweg.minima;

import java.util.List;
import java.util.Optional;
import org.talweg.minima.ResidualCut.Row;

/**
 * Refutes linear inequalities on the residual of a local minimum, with the help of what is known of all of these residuals. A
 * workspace: not thread-safe.
 */
interface Cut {

    /** Empty if it is proved that no such residual satisfies the inequalities; else a vector that approximately does, or a fixed one. */
    Optional<double[]> approximatePoint(List<Row> rows);
}
