package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.Optional;

/**
 * Enumerates the cells of any arrangement with one exact feasibility question for each sign prefix and hyperplane. Slow;
 * it needs no short points and is what the others fall back to.
 *
 * <p>Walks the tree of sign prefixes depth first with an interior point at each node: the side of the next hyperplane
 * that holds the point is not empty; for the other side {@link OpenCone} decides. A point on the hyperplane shows both
 * sides to be there, but each still needs an interior point of its own.
 */
final class FeasibilityTree implements CellEnumerator {

    private BigInteger[][] normals = {};
    private BigInteger[][] signed = {};
    private CellList out = new CellList(0, 0);
    private long[] cell = {};
    private long questions;

    @Override
    public EnumerationStatistics enumerateHalf(Arrangement arrangement, BlockSink sink) {
        int n = arrangement.hyperplanes();
        if (n == 0) {
            throw new IllegalArgumentException("the arrangement has no hyperplane");
        }
        normals = arrangement.essentialNormals();
        signed = new BigInteger[n][];
        out = new CellList(arrangement.words(), 0);
        cell = new long[arrangement.words()];
        questions = 0;
        BigInteger[] first = new BigInteger[arrangement.rank()];
        for (int c = 0; c < first.length; c++) {
            first[c] = normals[n - 1][c].negate();
        }
        signed[n - 1] = first;
        descend(n - 2, first);
        sink.accept(out.bits(), out.size());
        return new EnumerationStatistics("feasibility", 0, 0, questions);
    }

    private void descend(int h, BigInteger[] point) {
        if (h < 0) {
            out.add(cell);
            return;
        }
        int side = OpenCone.dot(normals[h], point).signum();
        for (int s = -1; s <= 1; s += 2) {
            BigInteger[] row = normals[h].clone();
            for (int c = 0; s < 0 && c < row.length; c++) {
                row[c] = row[c].negate();
            }
            signed[h] = row;
            Optional<BigInteger[]> next = side == s ? Optional.of(point) : decide(h);
            if (next.isPresent()) {
                if (s > 0) {
                    cell[h >> 6] |= 1L << h;
                }
                descend(h - 1, next.get());
                cell[h >> 6] &= ~(1L << h);
            }
        }
    }

    private Optional<BigInteger[]> decide(int h) {
        questions++;
        BigInteger[][] prefix = new BigInteger[signed.length - h][];
        System.arraycopy(signed, h, prefix, 0, prefix.length);
        return OpenCone.interior(prefix);
    }
}
