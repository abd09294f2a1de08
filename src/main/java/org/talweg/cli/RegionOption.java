package org.talweg.cli;

import org.talweg.arrangement.CellSet;
import org.talweg.data.InputException;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;

/** Regions given as {@code SIGN:CELL,SIGN:CELL,...} in an option. */
final class RegionOption {

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
                throw new InputException(
                        option + ": " + c + " has " + c.cell().size() + " signs, but the data have " + rows + " rows");
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
                throw new InputException(option + ": no cell of these data has the signs " + c.cell());
            }
        }
    }
}
