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

    /**
     * Regions that use only slack cells and hosts, and a host of every ray: {@code sum_J (-1)^(|R|-|J|) (slack + sum_J
     * hosts)^m} over the subsets J of the rays. With no slack and no ray there is none.
     *
     * @param slack number of slack cells
     * @param hosts number of hosts of each ray, disjoint
     */
    public static ExponentialSum usingEveryHost(long slack, int... hosts) {
        long total = slack;
        long[] sizes = new long[hosts.length];
        for (int i = 0; i < hosts.length; i++) {
            sizes[i] = hosts[i];
            total += hosts[i];
        }
        return usingEveryStar(total, sizes);
    }
}
