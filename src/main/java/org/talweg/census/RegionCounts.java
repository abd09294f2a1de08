package org.talweg.census;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** Numbers of regions as functions of the width, by inclusion and exclusion over stars (theorem T6). */
public final class RegionCounts {

    private RegionCounts() {}

    /**
     * Regions in which every star is used, other neurons anywhere: {@code sum_J (-1)^|J| (N - sum_{rho in J} |star(rho)|)^m} over
     * the subsets J of the rays. The stars must be disjoint.
     *
     * <p>Subsets are gathered by their total star size, so the cost is polynomial in N, not exponential in the rays.
     *
     * @param signedCells N
     * @param stars the star sizes
     */
    public static ExponentialSum usingEveryStar(long signedCells, long... stars) {
        Map<Long, BigInteger> bySize = new TreeMap<>(Map.of(0L, BigInteger.ONE));
        for (long star : stars) {
            Map<Long, BigInteger> next = new TreeMap<>(bySize);
            bySize.forEach((size, count) -> next.merge(size + star, count.negate(), BigInteger::add));
            bySize = next;
        }
        ExponentialSum sum = ExponentialSum.ZERO;
        for (Map.Entry<Long, BigInteger> term : bySize.entrySet()) {
            sum = sum.add(term.getValue(), BigInteger.valueOf(signedCells - term.getKey()));
        }
        return sum;
    }
}
