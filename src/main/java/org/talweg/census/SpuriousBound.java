package org.talweg.census;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A bound of the share of regions that hold a spurious local minimum, from the number and the stars of the faces alone (theorem T18):
 *
 * <pre>share(m) <= sum over sets R of at most n signed faces of min(1, sum over R of |star| / N)^m</pre>
 *
 * <p>It holds for all labels and decays for which the rays of every local minimum have independent outputs; where solutions tie they have not.
 * The sum is taken by a dynamic
 * program over the number of faces and the sum of their stars, in doubles rounded up. Cost: (sizes of stars) * n^2 * (sum of stars, at most
 * {@value #MOST_UNITS} units).
 */
public final class SpuriousBound {

    /** What the bound rests on. It is not true of all data: pairs of opposite rays can tie for an open set of labels. */
    public static final String HYPOTHESIS = "the rays of every local minimum have linearly independent outputs";

    /** Widths above which no threshold is looked for. */
    private static final int MOST_WIDTH = 1_000_000_000;

    /** Sums of stars are told apart up to this many; larger ones are rounded up to multiples. */
    private static final int MOST_UNITS = 4096;

    /** With fewer the bound would say little. */
    private static final int FEWEST_UNITS = 64;

    /** Twice the relative error of one rounding. */
    private static final double UNIT = 0x1p-52;

    /** Products that take some ten seconds. */
    private static final double MOST_PRODUCTS = 1e10;

    private final long signedCells;
    private final double unit;
    /** For k faces, {@code 2^exponent[k] terms[k][t]} is at least the number of sets of them with stars of sum {@code t unit}. */
    private final double[][] terms;

    private final int[] exponent;

    /** How many roundings of at most one {@link #UNIT} enter a term and then the sum, one after the other. */
    private final double roundings;

    private SpuriousBound(long signedCells, double unit, double[][] terms, int[] exponent, int sizes) {
        this.signedCells = signedCells;
        this.unit = unit;
        this.terms = terms;
        this.exponent = exponent;
        // A term is a sum of at most n products for each size of stars; then there are a power and a sum of all terms.
        this.roundings = 4.0 * terms.length * (sizes + terms[0].length) + 8;
    }

    /**
     * The bound for n rows; empty if its computation would take long.
     *
     * @param faces how many signed faces there are with a star of each size; faces that hold no ray may be left out
     * @param signedCells N
     */
    public static Optional<SpuriousBound> of(int n, Map<BigInteger, BigInteger> faces, long signedCells) {
        double largest = faces.keySet().stream()
                .max(BigInteger::compareTo)
                .map(BigInteger::doubleValue)
                .orElse(1.0);
        double most = Math.min((double) signedCells, n * largest);
        double products = (double) n * n / 2 * faces.size();
        double allowed = Math.min(MOST_UNITS, MOST_PRODUCTS / Math.max(1, products));
        if (allowed < Math.min(FEWEST_UNITS, most)) {
            return Optional.empty();
        }
        double unit = Math.max(1, Math.ceil(most / allowed));
        int units = (int) Math.ceil(most / unit);
        SortedMap<Integer, BigInteger> bySize = new TreeMap<>();
        BigInteger all = BigInteger.ZERO;
        for (Map.Entry<BigInteger, BigInteger> e : faces.entrySet()) {
            int size = (int) Math.ceil(Math.min(e.getKey().doubleValue(), (double) signedCells) / unit);
            bySize.merge(Math.min(size, units), e.getValue(), BigInteger::add);
            all = all.add(e.getValue());
        }
        int[] exponent = new int[n + 1];
        BigInteger sets = BigInteger.ONE;
        for (int k = 1; k <= n; k++) {
            sets = sets.multiply(all.subtract(BigInteger.valueOf(k - 1L)).max(BigInteger.ZERO))
                    .divide(BigInteger.valueOf(k));
            exponent[k] = sets.bitLength();
        }
        double[][] terms = new double[n + 1][units + 1];
        terms[0][0] = 1;
        bySize.forEach((size, count) -> add(terms, exponent, size, count));
        return Optional.of(new SpuriousBound(signedCells, unit, terms, exponent, bySize.size()));
    }

    /** Adds up to n faces of one size to all sets. */
    private static void add(double[][] terms, int[] exponent, int size, BigInteger count) {
        int n = terms.length - 1;
        int units = terms[0].length - 1;
        BigInteger[] choices = new BigInteger[n + 1];
        choices[0] = BigInteger.ONE;
        for (int j = 1; j <= n; j++) {
            choices[j] = choices[j - 1]
                    .multiply(count.subtract(BigInteger.valueOf(j - 1L)).max(BigInteger.ZERO))
                    .divide(BigInteger.valueOf(j));
        }
        for (int k = n; k > 0; k--) {
            for (int j = 1; j <= k && choices[j].signum() > 0; j++) {
                double factor = factor(choices[j], exponent[k - j] - exponent[k]);
                double[] from = terms[k - j];
                for (int t = 0; t <= units; t++) {
                    if (from[t] > 0) {
                        // A count may be too small a part of all for a double. It must not be lost: its stars may be
                        // large.
                        terms[k][Math.min(units, t + j * size)] += Math.max(from[t] * factor, Double.MIN_NORMAL);
                    }
                }
            }
        }
    }

    /** At least {@code count 2^shift}. */
    private static double factor(BigInteger count, int shift) {
        int drop = Math.max(0, count.bitLength() - 60);
        double leading = Math.nextUp(count.shiftRight(drop).doubleValue() + (drop > 0 ? 1 : 0));
        return Math.max(Math.scalb(leading, drop + shift), Double.MIN_NORMAL);
    }

    /** At least the share of regions of width m that hold a spurious local minimum; 1 where nothing is known. */
    public double at(int m) {
        double sum = 0;
        for (int k = 1; k < terms.length; k++) {
            for (int t = 1; t < terms[k].length; t++) {
                if (terms[k][t] > 0) {
                    double share = Math.min(1, t * unit / signedCells);
                    double power = m * Math.log(share);
                    double count = Math.log(terms[k][t]);
                    double scale = exponent[k] * Math.log(2);
                    // Each part is off by at most two units of its last place, so is each of the two sums; and the
                    // share, off by
                    // one unit, moves the first part by m of them.
                    double error = 4 * UNIT * (Math.abs(power) + Math.abs(count) + Math.abs(scale)) + m * UNIT;
                    sum += Math.exp(power + count + scale + error);
                }
            }
        }
        return Double.isFinite(sum) ? Math.min(1, sum * (1 + roundings * UNIT)) : 1;
    }

    /** The least width at which the bound is below {@code epsilon}, and so it is at all larger ones. */
    public OptionalInt leastWidth(double epsilon) {
        if (at(MOST_WIDTH) >= epsilon) {
            return OptionalInt.empty();
        }
        int low = 0;
        int high = 1;
        while (at(high) >= epsilon) {
            low = high;
            high = (int) Math.min(2L * high, MOST_WIDTH);
        }
        while (high - low > 1) {
            int middle = (int) (((long) low + high) >>> 1);
            if (at(middle) >= epsilon) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalInt.of(high);
    }

    /** All terms, for tests: the number of sets of k faces, rounded up. */
    double sets(int k) {
        return Math.scalb(Arrays.stream(terms[k]).sum(), exponent[k]);
    }
}
