package org.talweg.solver;

/**
 * A strictly convex quadratic program on a cone: {@code min x'Hx/2 - c'x} subject to {@code rows x >= 0}.
 *
 * @param hessian H, symmetric positive definite, D by D
 * @param linear c, length D
 * @param rows one inequality a row, each of length D
 * @param interior a point with {@code rows x > 0}, if one is known, else {@code null}; solvers may start from it
 */
record ConeQuadratic(double[][] hessian, double[] linear, double[][] rows, double[] interior) {

    /** Solves such programs in floating point. Thread-safe. */
    @FunctionalInterface
    interface Solver {
        /** An approximate minimiser, or {@code null} if the method broke down. */
        double[] approximate(ConeQuadratic program);
    }
}
