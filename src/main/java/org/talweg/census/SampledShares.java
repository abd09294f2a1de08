package org.talweg.census;

import java.util.LinkedHashMap;
import java.util.Map;
import org.talweg.census.VerdictSample.Measure;
import org.talweg.census.VerdictSample.Share;
import org.talweg.census.VerdictSample.Shares;
import org.talweg.landscape.Verdict;

/**
 * Shares of the verdicts, estimated from random regions.
 *
 * @param samples regions drawn at each width
 * @param widths the shares at each width
 */
public record SampledShares(int samples, long seed, Measure measure, Map<Integer, Shares> widths) {

    /** True if a region of this width was drawn and proved to hold a spurious local minimum. */
    public boolean holdSpurious(int width) {
        return widths.containsKey(width)
                && widths.get(width).verdicts().get(Verdict.SPURIOUS).estimate() > 0;
    }

    /** The shares of a width by name, TRAP after the SADDLE that it is part of. */
    public Map<String, Share> named(int width) {
        Map<String, Share> named = new LinkedHashMap<>();
        widths.get(width).verdicts().forEach((verdict, share) -> {
            named.put(verdict.toString(), share);
            if (verdict == Verdict.SADDLE) {
                named.put("TRAP", widths.get(width).trap());
            }
        });
        return named;
    }

    /** The measure as the command line spells it. */
    public String name() {
        return measure == Measure.UNIFORM ? "uniform" : "gaussian";
    }
}
