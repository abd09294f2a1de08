package org.talweg.landscape;

import java.util.List;

/**
 * Solves region programs in floating point. Implementations may fail to converge; {@link ApproximateOptimum#excess} says
 * how far they got, and nothing that is proved rests on them. Thread-safe.
 */
public interface RegionSolver {

    /**
     * An approximate optimum of {@code program}.
     *
     * @param start neurons in cells of the program to start from; may be empty
     */
    ApproximateOptimum approximate(RegionProgram program, List<ApproximateRay> start);

    /** An approximate optimum of {@code program}. */
    default ApproximateOptimum approximate(RegionProgram program) {
        return approximate(program, List.of());
    }
}
