package org.talweg.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.data.InputException;
import org.talweg.data.Plural;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;

/** Regions given as {@code SIGN:CELL,SIGN:CELL,...} in an option. */
final class RegionOption {

    /** Cells of a star that a message names. */
    private static final int SHOWN = 6;

    private RegionOption() {}

    /**
     * Reads the region.
     *
     * @param rows the number of data rows
     * @throws InputException if the text has another form
     */
    static Region parse(String option, String text, int rows) {
        Region region;
        try {
            region = Region.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InputException(option + ": " + e.getMessage(), e);
        }
        for (SignedCell c : region.neurons()) {
            if (c.cell().size() != rows) {
                throw new InputException(option + ": " + c + " has "
                        + Plural.of(c.cell().size(), "sign") + ", but the data have " + Plural.of(rows, "row"));
            }
        }
        return region;
    }

    /**
     * Checks that the cells exist.
     *
     * @throws InputException if one does not
     */
    static void check(String option, Region region, CellSet cells) {
        for (SignedCell c : region.neurons()) {
            if (cells.indexOf(c.cell()) < 0) {
                throw new InputException(option + ": " + whyNoCell(c, cells));
            }
        }
    }

    /** Rays are printed with the covectors of faces, so that a face is given where a cell is needed: then its cells are named. */
    private static String whyNoCell(SignedCell given, CellSet cells) {
        Arrangement arrangement = cells.arrangement();
        for (int k = 0; k < arrangement.size(); k++) {
            if (arrangement.hyperplaneOf(k) < 0 && given.cell().sign(k) != 0) {
                return given + " has a sign at row " + (k + 1) + ", which is zero: give 0 there";
            }
        }
        if (!isFace(given.cell(), cells)) {
            return "no cell of these data has the signs " + given.cell();
        }
        List<SignedCell> star = IntStream.range(0, cells.size())
                .mapToObj(cells::signs)
                .filter(given.cell()::isFaceOf)
                .map(cell -> new SignedCell(given.sign(), cell))
                .toList();
        String shown = star.stream().limit(SHOWN).map(SignedCell::toString).collect(Collectors.joining(", "));
        return given + " is a face, not a cell; give one of the " + star.size() + " cells around it: " + shown
                + (star.size() > SHOWN ? ", ..." : "");
    }

    /** Sign vectors are faces if and only if they compose with every cell to a cell (Mandel's theorem). */
    private static boolean isFace(SignVector signs, CellSet cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(cells::signs)
                .allMatch(cell -> cells.indexOf(signs.compose(cell)) >= 0);
    }
}
