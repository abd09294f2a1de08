package org.talweg.census;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

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

    /**
     * Regions in which the rays whose stars are used form one of certain sets, and other neurons are in {@code others} cells: {@code
     * sum_K c_K (others + sum_K stars)^m} with {@code c_K = sum_{J containing K, J a support} (-1)^(|J|-|K|)} (Moebius inversion).
     *
     * <p>Cost: {@code 2^rays * rays}.
     *
     * @param stars the star sizes, disjoint
     * @param isSupport tells of a set of rays, as bits, whether it counts
     */
    public static ExponentialSum usingSupports(long others, long[] stars, IntPredicate isSupport) {
        long[] coefficients = new long[1 << stars.length];
        for (int rays = 0; rays < coefficients.length; rays++) {
            coefficients[rays] = isSupport.test(rays) ? 1 : 0;
        }
        for (int i = 0; i < stars.length; i++) {
            for (int rays = 0; rays < coefficients.length; rays++) {
                if ((rays >> i & 1) == 0) {
                    coefficients[rays] -= coefficients[rays | 1 << i];
                }
            }
        }
        ExponentialSum.Accumulator sum = new ExponentialSum.Accumulator();
        for (int rays = 0; rays < coefficients.length; rays++) {
            if (coefficients[rays] != 0) {
                long base = others;
                for (int i = 0; i < stars.length; i++) {
                    base += (rays >> i & 1) * stars[i];
                }
                sum.add(ExponentialSum.ZERO.add(BigInteger.valueOf(coefficients[rays]), BigInteger.valueOf(base)));
            }
        }
        return sum.total();
    }
}
