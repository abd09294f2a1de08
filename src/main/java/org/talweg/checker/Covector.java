package org.talweg.checker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A sign vector over at most {@link Checker#MOST_SEARCH_ROWS} rows.
 *
 * @param plus the rows with sign +
 * @param minus the rows with sign -
 */
record Covector(long plus, long minus) {

    static Covector of(int[] signs) {
        long plus = 0;
        long minus = 0;
        for (int k = 0; k < signs.length; k++) {
            plus |= signs[k] > 0 ? 1L << k : 0;
            minus |= signs[k] < 0 ? 1L << k : 0;
        }
        return new Covector(plus, minus);
    }

    Covector opposite() {
        return new Covector(minus, plus);
    }

    /** Whether no row has + in one and - in the other; two faces are both in the closure of some cell iff this holds. */
    boolean isConformal(Covector other) {
        return ((plus & other.minus) | (minus & other.plus)) == 0;
    }

    /** Whether this one, as a face, lies in the closure of the other. */
    boolean isFaceOf(Covector other) {
        return (plus & ~other.plus) == 0 && (minus & ~other.minus) == 0;
    }

    /**
     * Refuses unless all faces with an output are listed. A face X, completed by any cell where it is 0, is a cell again: moving from a
     * point of it a little towards a cell gives that completion. A face is the meet of its completions by two opposite
     * cells, so it suffices to look at the cells and at the meets of pairs of cells. What is listed need not be looked at.
     */
    static void requireListed(Cells cells, int rows, Set<Covector> listed) throws Refusal {
        Refusal.unless(
                cells.size() <= Checker.MOST_SEARCH_CELLS,
                "more than %s cells with a search",
                Checker.MOST_SEARCH_CELLS);
        List<Covector> all = cells(cells, rows);
        long[] plus = all.stream().mapToLong(Covector::plus).sorted().toArray();
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j <= i; j++) {
                Covector a = all.get(i);
                Covector b = all.get(j);
                Covector meet = new Covector(a.plus & b.plus, a.minus & b.minus);
                if (meet.plus != 0 && !listed.contains(meet) && meet.completesToCells(all, plus)) {
                    throw new Refusal("a face of the arrangement is not listed, or without a chart");
                }
            }
        }
    }

    private static List<Covector> cells(Cells cells, int rows) {
        List<Covector> all = new ArrayList<>();
        int[] signs = new int[rows];
        for (int c = 0; c < cells.size(); c++) {
            cells.signs(2 * c, signs);
            all.add(of(signs));
        }
        return all;
    }

    private boolean completesToCells(List<Covector> cells, long[] sorted) {
        for (Covector cell : cells) {
            if (Arrays.binarySearch(sorted, plus | (cell.plus & ~minus)) < 0) {
                return false;
            }
        }
        return true;
    }
}
