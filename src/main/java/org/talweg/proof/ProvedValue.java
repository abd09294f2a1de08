package org.talweg.proof;

import org.talweg.exact.Enclosure;
import org.talweg.exact.Outcome;
import org.talweg.landscape.RegionProgram;

/**
 * The value of a region program.
 *
 * @param program the program
 * @param enclosure contains its value
 * @param outcome the optimum with its structure, or why that is open; the enclosure is proved either way
 */
public record ProvedValue(RegionProgram program, Enclosure enclosure, Outcome<ProvedOptimum> outcome) {

    /**
     * True if the optimum is proved and every ray of it lies in the closure of a cell or face of {@code other}. If in addition
     * {@code other} only restricts the neurons of this program, both have this optimum, so the same value exactly.
     */
    public boolean isAttainedIn(RegionProgram other) {
        return outcome.proved()
                .map(p -> p.faces().stream()
                        .allMatch(face -> other.cells().stream().anyMatch(face::isInClosureOf)))
                .orElse(false);
    }
}
