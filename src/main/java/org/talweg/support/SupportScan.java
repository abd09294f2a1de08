package org.talweg.support;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.talweg.exact.Interval;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCells;

/**
 * Finds the signed cells whose support function is not shown to stay below a threshold, among many, on all cores. The bound
 * of a cell not listed is rigorous (see {@link SupportBound#upper}); a cell listed need not exceed the threshold.
 */
public final class SupportScan {

    /** A signed cell by its index in the set, with an upper bound of its support function. */
    public record Entry(int index, double upper) {}

    /** Cells to leave out of a scan, because another argument covers them. */
    @FunctionalInterface
    public interface Exclusion {
        boolean test(int sign, int[] sides);
    }

    private SupportScan() {}

    /**
     * The cells not shown to have {@code h_c(r) < threshold} for every r in the enclosures, largest bound first, then by
     * index.
     */
    public static List<Entry> notBelow(
            SignedCells cells, List<Interval> residual, double threshold, Exclusion exclusion) {
        Objective objective = cells.objective();
        List<Entry> found = new ArrayList<>();
        cells.scan(
                () -> {
                    SupportBound bound = new SupportBound(objective);
                    bound.setEnclosures(residual);
                    return bound;
                },
                (bound, index, sign, sides) -> {
                    if (bound.gradientUpper(sign, sides) < threshold || exclusion.test(sign, sides)) {
                        return;
                    }
                    double upper = bound.upper(sign, sides, threshold);
                    if (!(upper < threshold)) {
                        synchronized (found) {
                            found.add(new Entry(index, upper));
                        }
                    }
                });
        found.sort(Comparator.comparingDouble(Entry::upper).reversed().thenComparingInt(Entry::index));
        return found;
    }
}
