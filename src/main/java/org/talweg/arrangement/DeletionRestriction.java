package org.talweg.arrangement;

/**
 * Enumerates the cells of any arrangement: repeated, parallel and dependent rows, any rank, any number of rows.
 *
 * <p>Add the hyperplanes one at a time. The cells of the first k - 1 that hyperplane k cuts in two are exactly those
 * whose signs are the signs of a cell of the arrangement that the first k - 1 induce on hyperplane k, which is one
 * dimension lower: enumerate that first, by the same method. Every cell carries a representative, an interior point with
 * integer entries. It decides on which side of hyperplane k an uncut cell lies, and which part of a cut cell keeps the
 * representative. The other part gets the point of the restricted cell, pushed off hyperplane k.
 *
 * <p>Written out depth first, this visits the tree of all sign prefixes in lexicographic order. The restricted cells
 * come in the same order, so one cursor for each hyperplane finds the cut cells and nothing is looked up. Each list must
 * be used up at the end, which is checked. Only cells on the negative side of the last hyperplane are produced; the
 * others are their antipodes.
 *
 * <p>Cost: O(n d) machine operations for each cell and each dimension 2..rank. Memory: half the cells, one point each.
 * All signs are exact: see {@link SignedPoint}. Cells that are too thin for integer points of 50 bits are left to
 * {@link FeasibilityTree}.
 */
final class DeletionRestriction implements CellEnumerator {

    private final int threads;

    DeletionRestriction(int threads) {
        this.threads = Workers.requirePositive(threads);
    }

    @Override
    public EnumerationStatistics enumerateHalf(Arrangement arrangement, BlockSink sink) {
        int n = arrangement.hyperplanes();
        if (n == 0) {
            throw new IllegalArgumentException("the arrangement has no hyperplane");
        }
        try {
            return FlatCells.of(arrangement).enumerate(threads, sink);
        } catch (SignedPoint.TooThin e) {
            return new FeasibilityTree().enumerateHalf(arrangement, sink);
        }
    }
}
