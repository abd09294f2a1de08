package org.talweg.descent;

import java.util.Optional;

/**
 * The end of one run.
 *
 * @param run its number
 * @param kind what it is
 * @param point the proved stationary point of its live neurons; empty if unfinished
 * @param isTrapped true if neurons at zero stand beside a point that is not global
 * @param steps of the flow, or of plain descent
 * @param passed open saddles that the run was pushed off
 * @param reason what is missing for an end; empty if there is one
 * @param isQuiet false if plain descent did not become quiet, and the flow went on from where its steps ran out
 * @param weights where it stopped
 */
public record RunEnd(
        int run,
        EndKind kind,
        Optional<StationaryPoint> point,
        boolean isTrapped,
        long steps,
        int passed,
        String reason,
        boolean isQuiet,
        Weights weights) {

    static RunEnd unfinished(int run, long steps, int passed, String reason, Weights weights) {
        return new RunEnd(run, EndKind.UNFINISHED, Optional.empty(), false, steps, passed, reason, true, weights);
    }

    /** The same of a run whose plain descent was given up. */
    RunEnd withoutRest() {
        return new RunEnd(run, kind, point, isTrapped, steps, passed, reason, false, weights);
    }
}
