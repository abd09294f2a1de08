package org.talweg.certificate;

import java.util.List;

/**
 * The claim that the solution at the head of the certificate is the only optimum over all signed cells.
 *
 * @param stars star size of each ray
 * @param regions the number of regions that hold a global minimum, bases ascending
 */
public record UniqueOptimum(Masses masses, List<Long> stars, List<Term> regions) {

    public UniqueOptimum {
        stars = List.copyOf(stars);
        regions = List.copyOf(regions);
    }
}
