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

    /** Receives cells by the block. */
    @FunctionalInterface
    interface BlockSink {
        /**
         * Called from one thread.
         *
         * @param packed {@link Arrangement#words} words a cell, one cell after the other; may be reused between calls
         * @param count number of cells in this block
         */
        void accept(long[] packed, int count);
    }

    /**
     * Sends one cell of each antipodal pair to {@code sink}: the one on the negative side of the last hyperplane.
     *
     * @throws IllegalArgumentException if the arrangement has no hyperplane (its one cell is its own antipode)
     */
    EnumerationStatistics enumerateHalf(Arrangement arrangement, BlockSink sink);

    /**
     * Sends every cell to {@code sink}, each followed by its antipode. An arrangement without hyperplanes has one cell.
     */
    default EnumerationStatistics enumerate(Arrangement arrangement, Sink sink) {
        if (arrangement.hyperplanes() == 0) {
            sink.accept(new long[0]);
            return EnumerationStatistics.none("none");
        }
        int words = arrangement.words();
        long[] cell = new long[words];
        long[] all = arrangement.allPositive();
        return enumerateHalf(arrangement, (packed, count) -> {
            for (int i = 0; i < count; i++) {
                System.arraycopy(packed, i * words, cell, 0, words);
                sink.accept(cell);
                for (int q = 0; q < words; q++) {
                    cell[q] = ~packed[i * words + q] & all[q];
                }
                sink.accept(cell);
            }
        });
    }

    /** The enumerator for any data, which picks the fastest method that the data allows. */
    static CellEnumerator automatic(int threads) {
        return new AutomaticEnumerator(threads);
    }

    /** {@link #automatic(int)} on all processors. */
    static CellEnumerator automatic() {
        return automatic(Runtime.getRuntime().availableProcessors());
    }

    /** Any data, fast: one hyperplane after the other, each by the cells of the arrangement on it. */
    static CellEnumerator deletionRestriction(int threads) {
        return new DeletionRestriction(threads);
    }

    /** Any data, slow, one thread: an exact feasibility question for each sign prefix. */
    static CellEnumerator feasibility() {
        return new FeasibilityTree();
    }
}
