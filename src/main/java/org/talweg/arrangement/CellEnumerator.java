package org.talweg.arrangement;

/**
 * Enumerates the cells of an arrangement, each exactly once, completely, in an order that depends on the arrangement
 * only. Implementations differ in speed and in the data they accept, never in the answer.
 */
public interface CellEnumerator {

    /** Receives cells. */
    @FunctionalInterface
    interface Sink {
        /**
         * Called once a cell, from one thread.
         *
         * @param packed one bit a hyperplane, set on the positive side of its normal; reused between calls, so copy it
         */
        void accept(long[] packed);
    }

    /** Sends every cell of {@code arrangement} to {@code sink}. An arrangement without hyperplanes has one cell. */
    void enumerate(Arrangement arrangement, Sink sink);
}
