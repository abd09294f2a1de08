package org.talweg.report;

import java.math.BigInteger;
import java.util.List;
import org.talweg.exact.Enclosure;
import org.talweg.network.Classification;
import org.talweg.network.NearbyRegion;

/**
 * What {@code classify} found.
 *
 * @param regions how many closed regions hold the network; null where none was looked for
 * @param nearby the first of them
 * @param whyNot why none was looked for, or null
 * @param global the least value of any width; null where none was looked for
 * @param reached true if networks of this width are known to attain it
 */
public record ClassifyReport(
        Classification classification,
        BigInteger regions,
        List<NearbyRegion> nearby,
        String whyNot,
        Enclosure global,
        boolean reached) {

    /** m. */
    public int width() {
        return classification.network().width();
    }
}
