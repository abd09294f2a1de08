package org.talweg.evidence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.talweg.arrangement.CellSet;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;

/**
 * The order of cells in a certificate: those that are positive on the first row, by their signs, {@code +} after {@code -}, first row
 * first; each followed by its opposite. Signed cell {@code 2 c} is cell c with sign +, {@code 2 c + 1} with sign -.
 */
final class CellNumbers {

    private final CellSet cells;
    private final SignedCells signedCells;
    private final int[] listed;
    private final int[] positions;

    CellNumbers(CellSet cells, SignedCells signedCells) {
        this.cells = cells;
        this.signedCells = signedCells;
        // Hyperplanes are numbered by first row and look to its positive side, so their bits are the signs that matter.
        Stream<Integer> half = IntStream.range(0, cells.size())
                .filter(i -> !isCentral() || cells.isPositive(i, 0))
                .boxed();
        this.listed = half.sorted(order()).mapToInt(Integer::intValue).toArray();
        this.positions = new int[cells.size()];
        Arrays.fill(positions, -1);
        for (int i = 0; i < listed.length; i++) {
            positions[listed[i]] = i;
        }
    }

    private Comparator<Integer> order() {
        int words = cells.arrangement().words();
        return (a, b) -> {
            int order = 0;
            for (int q = 0; q < words && order == 0; q++) {
                order = Long.compareUnsigned(Long.reverse(cells.word(a, q)), Long.reverse(cells.word(b, q)));
            }
            return order;
        };
    }

    private boolean isCentral() {
        return cells.arrangement().hyperplanes() > 0;
    }

    /** Number of listed cells. */
    int listed() {
        return listed.length;
    }

    /** The index of the i-th listed cell in the set of cells. */
    int cell(int i) {
        return listed[i];
    }

    /** The numbers of the signed cells of the i-th listed cell and its opposite. */
    List<Integer> numbers(int i) {
        int each = isCentral() ? 4 : 2;
        return IntStream.range(each * i, each * (i + 1)).boxed().toList();
    }

    /** N. */
    int size() {
        return signedCells.size();
    }

    /** The index, in the set of signed cells, of the one numbered c. */
    int signedCell(int c) {
        int cell = c >> 1;
        if (!isCentral()) {
            return c;
        }
        int i = listed[cell >> 1];
        int index = (cell & 1) == 0 ? i : cells.antipode(i);
        return 2 * index + (c & 1);
    }

    /** The signed cell numbered c. */
    SignedCell get(int c) {
        return signedCells.get(signedCell(c));
    }

    /** The number of a signed cell. */
    int of(SignedCell cell) {
        int index = cells.indexOf(cell.cell());
        int sign = cell.sign() > 0 ? 0 : 1;
        if (!isCentral()) {
            return sign;
        }
        int i = positions[index] >= 0 ? 2 * positions[index] : 2 * positions[cells.antipode(index)] + 1;
        return 2 * i + sign;
    }
}
