package org.talweg.census;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.talweg.landscape.Verdict;
import org.talweg.verdict.RegionVerdict;

/**
 * What speaks against a benign landscape at one width: how many regions hold no global minimum, and a region of each other verdict.
 *
 * @param regions N^m
 * @param global regions that hold a global minimum; empty if that is open
 * @param openCount why the count is open; empty if it is not
 * @param examples for SPURIOUS, SADDLE and NONE
 */
public record Refutation(
        BigInteger regions, Optional<BigInteger> global, String openCount, Map<Verdict, Example> examples) {

    public Refutation {
        examples = Map.copyOf(examples);
    }

    /** Regions that hold no global minimum. */
    public Optional<BigInteger> withoutGlobal() {
        return global.map(regions::subtract);
    }

    /**
     * A region of some verdict.
     *
     * @param region the region, proved to have the verdict; empty if there is none, or none is known
     * @param exists false if it is proved that there is none, null if that is open
     * @param reason why there is none, or why that is open; the argument for the verdict if there is one
     */
    public record Example(Optional<RegionVerdict> region, Boolean exists, String reason) {

        static Example of(RegionVerdict region) {
            return new Example(Optional.of(region), true, region.reason());
        }

        static Example none(String why) {
            return new Example(Optional.empty(), false, why);
        }

        static Example open(String why) {
            return new Example(Optional.empty(), null, why);
        }
    }
}
