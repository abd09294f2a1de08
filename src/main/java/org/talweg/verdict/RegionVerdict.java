package org.talweg.verdict;

import java.util.List;
import java.util.Optional;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Truth;
import org.talweg.landscape.Region;
import org.talweg.landscape.Verdict;
import org.talweg.proof.ProvedOptimum;

/**
 * What is proved about one region.
 *
 * @param region the region
 * @param value encloses the minimum of the loss in the closed region
 * @param verdict see {@link Verdict}
 * @param reason one sentence: the argument for the verdict, or what is missing for one
 * @param optimum the region's minimiser with its structure, where that is proved
 * @param stationary whether the minimiser is Clarke-stationary
 * @param trap whether the region is a SADDLE that traps (theorem T15); open if the verdict is
 * @param neighbours adjacent regions that are proved to have a lower value
 * @param escape how the loss can be lowered at the minimiser of a SADDLE or NONE
 */
public record RegionVerdict(
        Region region,
        Enclosure value,
        Verdict verdict,
        String reason,
        Optional<ProvedOptimum> optimum,
        Truth stationary,
        Truth trap,
        List<Region> neighbours,
        Optional<Escape> escape) {

    public RegionVerdict {
        neighbours = List.copyOf(neighbours);
    }

    /** The same with adjacent regions and a way down. */
    RegionVerdict with(List<Region> lower, Optional<Escape> way) {
        return new RegionVerdict(region, value, verdict, reason, optimum, stationary, trap, lower, way);
    }
}
