package org.talweg.undecayed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.talweg.arrangement.CellSet;
import org.talweg.census.ExponentialSum;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.undecayed.JacobianFlats.Flat;

/**
 * How many regions have a first-layer Jacobian of each rank, for all widths at once. A region is a map of the m neurons to the P cells (signs do not matter, as long as
 * no output weight is zero), so there are P^m; those whose cells span exactly the flat F number {@code sum over flats G in F of mu(G, F) |G|^m} (theorem J2).
 */
public final class JacobianRanks {

    private static final int BITS = 256;

    private final int rows;
    private final int cells;
    private final List<Flat> flats;
    private final Map<Integer, ExponentialSum> byRank;
    private final long[] toTop;

    private JacobianRanks(int rows, int cells, List<Flat> flats) {
        this.rows = rows;
        this.cells = cells;
        this.flats = flats;
        this.byRank = byRank(flats, cells);
        this.toTop = toTop(flats);
    }

    /**
     * The ranks over the regions of these inputs; empty if there are more than {@code most} flats.
     *
     * <p>Cost: that of the flats, and their number squared times P.
     *
     * @param progress receives the number of flats so far
     */
    public static Optional<JacobianRanks> of(RationalMatrix x, CellSet cells, int most, LongConsumer progress) {
        return JacobianFlats.of(x, cells, most, progress)
                .map(flats -> new JacobianRanks(x.rows(), cells.size(), flats));
    }

    /** For each rank the number of regions, as a function of the width. */
    private static Map<Integer, ExponentialSum> byRank(List<Flat> flats, int cells) {
        // e_F = |F|^m - sum of e_G over the flats G below F: coefficients by base
        List<long[]> exact = new ArrayList<>();
        Map<Integer, long[]> sums = new TreeMap<>();
        for (int f = 0; f < flats.size(); f++) {
            Flat flat = flats.get(f);
            long[] sum = new long[cells + 1];
            sum[flat.cells().cardinality()] = 1;
            for (int g = 0; g < f; g++) {
                if (flats.get(g).rank() < flat.rank() && isSubset(flats.get(g).cells(), flat.cells())) {
                    subtract(sum, exact.get(g));
                }
            }
            exact.add(sum);
            long[] total = sums.computeIfAbsent(flat.rank(), r -> new long[cells + 1]);
            for (int b = 0; b <= cells; b++) {
                total[b] = Math.addExact(total[b], sum[b]);
            }
        }
        Map<Integer, ExponentialSum> byRank = new TreeMap<>();
        sums.forEach((rank, total) -> {
            ExponentialSum count = ExponentialSum.ZERO;
            for (int b = 1; b <= cells; b++) {
                if (total[b] != 0) {
                    count = count.add(BigInteger.valueOf(total[b]), BigInteger.valueOf(b));
                }
            }
            byRank.put(rank, count);
        });
        return byRank;
    }

    private static void subtract(long[] from, long[] what) {
        for (int b = 0; b < from.length; b++) {
            from[b] = Math.subtractExact(from[b], what[b]);
        }
    }

    private static boolean isSubset(BitSet small, BitSet large) {
        BitSet outside = (BitSet) small.clone();
        outside.andNot(large);
        return outside.isEmpty();
    }

    /** {@code mu(G, top)} for every flat G. */
    private static long[] toTop(List<Flat> flats) {
        long[] mu = new long[flats.size()];
        mu[mu.length - 1] = 1;
        for (int g = mu.length - 2; g >= 0; g--) {
            for (int f = g + 1; f < mu.length; f++) {
                if (mu[f] != 0
                        && flats.get(g).rank() < flats.get(f).rank()
                        && isSubset(flats.get(g).cells(), flats.get(f).cells())) {
                    mu[g] = Math.subtractExact(mu[g], mu[f]);
                }
            }
        }
        return mu;
    }

    /** n. */
    public int rows() {
        return rows;
    }

    /** P. */
    public int cells() {
        return cells;
    }

    /** The number of flats. */
    public int flats() {
        return flats.size();
    }

    /** The largest rank of a region of any width: n unless rows are zero or too many are alike. */
    public int maximalRank() {
        return flats.get(flats.size() - 1).rank();
    }

    /** P^m. */
    public BigInteger regions(int m) {
        return BigInteger.valueOf(cells).pow(m);
    }

    /** For each rank that occurs at some width, ascending, the number of regions that have it as a function of the width. */
    public Map<Integer, ExponentialSum> byRank() {
        return Collections.unmodifiableMap(byRank);
    }

    /** Regions of maximal rank. */
    public ExponentialSum maximal() {
        return byRank.get(maximalRank());
    }

    /** Regions of rank n, whose differentiable critical points all have zero loss. */
    public ExponentialSum full() {
        return byRank.getOrDefault(rows, ExponentialSum.ZERO);
    }

    /**
     * Bounds of the probability that a network of width m, drawn so that its neurons are independent and lie in each cell with the given probability, has rank n:
     * {@code sum over flats G of mu(G, top) p(G)^m}. Cost: the number of flats.
     *
     * @param probabilities of each cell; all or none of them exact
     */
    public Enclosure fullProbability(List<Enclosure> probabilities, int m) {
        if (full().equals(ExponentialSum.ZERO) || full().at(m).signum() == 0) {
            return Enclosure.of(Rational.ZERO);
        }
        Enclosure sum = Enclosure.of(Rational.ZERO);
        for (int g = 0; g < toTop.length; g++) {
            if (toTop[g] != 0) {
                Enclosure p = union(probabilities, flats.get(g).cells());
                sum = sum.add(power(p, m).multiply(Rational.of(toTop[g])));
            }
        }
        Rational lower = sum.lower().max(Rational.ZERO);
        Rational upper = sum.upper().min(Rational.ONE);
        return new Enclosure(lower, upper.max(lower));
    }

    private Enclosure union(List<Enclosure> probabilities, BitSet set) {
        Enclosure in = Enclosure.of(Rational.ZERO);
        Enclosure out = Enclosure.of(Rational.ZERO);
        for (int i = 0; i < cells; i++) {
            if (set.get(i)) {
                in = in.add(probabilities.get(i));
            } else {
                out = out.add(probabilities.get(i));
            }
        }
        // the rest has what is left of 1, which may be known better
        Rational lower = in.lower().max(Rational.ONE.subtract(out.upper()));
        Rational upper = in.upper().min(Rational.ONE.subtract(out.lower()));
        return new Enclosure(lower.max(Rational.ZERO), upper.max(lower.max(Rational.ZERO)));
    }

    private static Enclosure power(Enclosure p, int m) {
        Enclosure result = Enclosure.of(Rational.ONE);
        Enclosure square = p;
        for (int e = m; e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result = new Enclosure(
                                result.lower().multiply(square.lower()),
                                result.upper().multiply(square.upper()))
                        .roundOutward(BITS);
            }
            square = new Enclosure(square.lower().square(), square.upper().square()).roundOutward(BITS);
        }
        return result;
    }
}
