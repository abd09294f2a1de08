package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.exact.RationalVector;

/**
 * All cells of an arrangement, in memory, with random access.
 *
 * <p>A cell is packed as one bit a hyperplane (set: positive side of its normal). Cells are sorted by their packed bits
 * read as one number, hyperplane 0 lowest; so the order depends on the arrangement only, and the antipode of cell
 * {@code i} is cell {@code size() - 1 - i}. Only the first half is stored: {@link Arrangement#words} longs for each two
 * cells. Immutable and safe to share between threads.
 */
public final class CellSet {

    private final Arrangement arrangement;
    private final int words;
    private final long[] half;
    private final long[] all;
    private final int halfSize;
    private final EnumerationStatistics statistics;

    private CellSet(Arrangement arrangement, long[] half, int halfSize, EnumerationStatistics statistics) {
        this.arrangement = arrangement;
        this.words = arrangement.words();
        this.half = half;
        this.all = arrangement.allPositive();
        this.halfSize = halfSize;
        this.statistics = statistics;
    }

    /** All cells, found on all processors. Cost: see {@link CellEnumerator#automatic()}, and one sort. */
    public static CellSet of(Arrangement arrangement) {
        return of(arrangement, CellEnumerator.automatic());
    }

    /**
     * The bytes that so many cells need while they are found and sorted, at least: each half of them is there twice.
     */
    public static BigInteger bytes(Arrangement arrangement, BigInteger cells) {
        return cells.multiply(BigInteger.valueOf(8L * arrangement.words()));
    }

    /**
     * All cells, found by {@code enumerator}.
     *
     * @throws ArithmeticException if there are too many for one array
     */
    public static CellSet of(Arrangement arrangement, CellEnumerator enumerator) {
        if (arrangement.hyperplanes() == 0) {
            return new CellSet(arrangement, new long[0], 0, EnumerationStatistics.none("none"));
        }
        BigInteger most = bytes(arrangement, CellCount.most(arrangement.hyperplanes(), arrangement.rank()))
                .shiftRight(4);
        CellList list =
                new CellList(arrangement.words(), 0, most.bitLength() < 63 ? most.longValueExact() : Long.MAX_VALUE);
        EnumerationStatistics statistics = enumerator.enumerateHalf(arrangement, list::addAll);
        long[] half = list.trimmedBits();
        PackedSort.sort(half, arrangement.words());
        return new CellSet(arrangement, half, list.size(), statistics);
    }

    /** The arrangement whose cells these are. */
    public Arrangement arrangement() {
        return arrangement;
    }

    /** How the signs were decided. */
    public EnumerationStatistics statistics() {
        return statistics;
    }

    /** Number of cells. */
    public int size() {
        return words == 0 ? 1 : Math.multiplyExact(2, halfSize);
    }

    /** The cell of the opposite points. */
    public int antipode(int i) {
        return size() - 1 - i;
    }

    /** Word {@code q} of the packed bits of cell {@code i}. */
    public long word(int i, int q) {
        return i < halfSize ? half[i * words + q] : ~half[(size() - 1 - i) * words + q] & all[q];
    }

    /** The packed bits of cell {@code i}, copied. */
    public long[] packed(int i) {
        checkIndex(i);
        long[] cell = new long[words];
        for (int q = 0; q < words; q++) {
            cell[q] = word(i, q);
        }
        return cell;
    }

    /** True if cell {@code i} lies on the positive side of the normal of hyperplane {@code h}. */
    public boolean isPositive(int i, int h) {
        return (word(i, h >> 6) >>> h & 1) != 0;
    }

    /** The signs of cell {@code i} over the rows. */
    public SignVector signs(int i) {
        return arrangement.toRows(packed(i));
    }

    /**
     * The index of the cell with these packed bits, or -1 if there is no such cell.
     *
     * <p>Cost: O(words log size).
     */
    public int indexOf(long[] packed) {
        if (words == 0) {
            return 0;
        }
        int top = arrangement.hyperplanes() - 1;
        boolean upper = (packed[top >> 6] >>> top & 1) != 0;
        int low = 0;
        int high = halfSize - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(packed, upper, middle);
            if (order == 0) {
                return upper ? size() - 1 - middle : middle;
            }
            if (order > 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** Order of {@code packed}, complemented if {@code upper}, against stored cell {@code at}. */
    private int compare(long[] packed, boolean upper, int at) {
        for (int q = words - 1; q >= 0; q--) {
            long key = upper ? ~packed[q] & all[q] : packed[q];
            int order = Long.compareUnsigned(key, half[at * words + q]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The index of the cell with these signs over the rows, or -1 if there is no such cell. */
    public int indexOf(SignVector signs) {
        return arrangement.isCellPattern(signs) ? indexOf(arrangement.toHyperplanes(signs)) : -1;
    }

    /** The cell that contains {@code w}, or -1 if {@code w} lies on a hyperplane. */
    public int indexOf(RationalVector w) {
        return indexOf(arrangement.faceOf(w));
    }

    /** The cell across hyperplane {@code h} from cell {@code i}, or -1 if h is no facet of it. */
    public int neighbour(int i, int h) {
        long[] cell = packed(i);
        cell[h >> 6] ^= 1L << h;
        return indexOf(cell);
    }

    /**
     * The hyperplanes that hold a facet of cell {@code i}, ascending. Flipping one sign of a cell gives a cell if and only
     * if the two share a facet.
     */
    public int[] facets(int i) {
        int[] found = new int[arrangement.hyperplanes()];
        int count = 0;
        for (int h = 0; h < found.length; h++) {
            if (neighbour(i, h) >= 0) {
                found[count++] = h;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /**
     * A short integer point of cell {@code i}, near its middle, checked exactly. The same one each time.
     *
     * <p>Cost: some ten microseconds; a thin cell of long numbers may take milliseconds.
     */
    public RationalVector witness(int i) {
        return Witness.of(arrangement, packed(i))
                .orElseThrow(() -> new IllegalStateException("a listed cell is empty: " + signs(i)));
    }

    /** Cell {@code i} with its {@link #witness}. */
    public Cell cell(int i) {
        return new Cell(signs(i), witness(i));
    }

    /** All cells with witnesses, in order. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            cells.add(cell(i));
        }
        return cells;
    }

    private void checkIndex(int i) {
        java.util.Objects.checkIndex(i, size());
    }
}
