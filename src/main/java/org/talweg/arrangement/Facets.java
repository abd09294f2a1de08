package org.talweg.arrangement;

import java.util.Arrays;
import java.util.Optional;

/** Facets of cells, exactly, from the normals alone; {@link CellSet#facets} is faster where all cells are at hand. */
public final class Facets {

    private Facets() {}

    /**
     * The hyperplanes that hold a facet of the cell with these packed signs, ascending: those across which there is a cell.
     *
     * <p>Cost: one exact feasibility question for each hyperplane.
     *
     * @throws IllegalArgumentException if there is no such cell
     */
    public static int[] of(Arrangement arrangement, long[] packed) {
        if (Witness.of(arrangement, packed).isEmpty()) {
            throw new IllegalArgumentException("there is no such cell");
        }
        int[] found = new int[arrangement.hyperplanes()];
        int count = 0;
        for (int h = 0; h < found.length; h++) {
            if (Witness.of(arrangement, across(packed, h)).isPresent()) {
                found[count++] = h;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /**
     * Checks that every listed cell is one and that every facet neighbour of a listed cell is listed. The graph of cells is
     * connected, so a list that passes, and is not empty, is complete.
     *
     * <p>Cost: an exact feasibility question for each cell and hyperplane without a listed neighbour.
     *
     * @return the signs of a cell that is missing, or of a listed one that is empty; none if the list passes
     */
    public static Optional<SignVector> firstDefect(CellSet cells) {
        Arrangement arrangement = cells.arrangement();
        // With a cell its antipode is listed, and has the opposite neighbours: half of the cells is enough.
        for (int i = 0; i < (cells.size() + 1) / 2; i++) {
            long[] packed = cells.packed(i);
            if (Witness.of(arrangement, packed).isEmpty()) {
                return Optional.of(cells.signs(i));
            }
            for (int h = 0; h < arrangement.hyperplanes(); h++) {
                long[] other = across(packed, h);
                if (cells.indexOf(other) < 0 && Witness.of(arrangement, other).isPresent()) {
                    return Optional.of(arrangement.toRows(other));
                }
            }
        }
        return Optional.empty();
    }

    private static long[] across(long[] packed, int h) {
        long[] other = packed.clone();
        other[h >> 6] ^= 1L << h;
        return other;
    }
}
