package org.talweg.certificate;

import java.util.List;
import org.talweg.exact.Enclosure;

/**
 * The claim that some rays are a local minimum.
 *
 * @param slack signed cells that are slack at it
 * @param stars star size of each ray
 * @param regions the number of regions with every neuron in a star and every star used, bases ascending
 */
public record LocalMinimum(
        Solution solution,
        List<SlackCell> slack,
        Masses masses,
        Enclosure value,
        List<Long> stars,
        List<Term> regions) {

    public LocalMinimum {
        slack = List.copyOf(slack);
        stars = List.copyOf(stars);
        regions = List.copyOf(regions);
    }
}
