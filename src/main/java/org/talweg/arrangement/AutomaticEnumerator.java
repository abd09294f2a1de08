package org.talweg.arrangement;

/** Picks {@link LowestVertex} for normals in general position, {@link DeletionRestriction} for all others. */
final class AutomaticEnumerator implements CellEnumerator {

    private final int threads;

    AutomaticEnumerator(int threads) {
        this.threads = Workers.requirePositive(threads);
    }

    @Override
    public EnumerationStatistics enumerateHalf(Arrangement arrangement, BlockSink sink) {
        // Tested before, not noticed on the way: once cells have been sent they cannot be taken back.
        CellEnumerator method = GeneralPosition.test(arrangement, threads)
                ? new LowestVertex(threads)
                : new DeletionRestriction(threads);
        return method.enumerateHalf(arrangement, sink);
    }
}
