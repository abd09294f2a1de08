package org.talweg.arrangement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How many cells an arrangement has, told without listing them.
 *
 * <p>No m hyperplanes of rank r have more than {@code 2 sum_{i<r} C(m-1, i)} cells (Cover 1965), nor fewer than {@code 2^r}. The bound is the
 * number in general position. Elsewhere the number of cells is the number of nodes of the recursion of {@link
 * CharacteristicPolynomial}: {@code 1 + sum_j cells((A_0, ..., A_{j-1}) contracted by A_j)}. Small trees are walked. Of others, paths are drawn
 * (Knuth, Estimating the efficiency of backtrack programs, 1975): j with a chance in proportion to the bound of its subtree, and the
 * subtree's estimate divided by the chance. That has the number of cells as its mean, is never above the bound, and in general
 * position always meets it; the tree has r - 2 levels only, for planes have closed forms.
 *
 * @param least no arrangement with this many hyperplanes and this rank has fewer; the number, if it is known
 * @param most nor more; the number, if it is known
 * @param estimate an unbiased estimate of the number; NaN where none was made
 * @param error its standard error, itself estimated
 */
public record CellCount(BigInteger least, BigInteger most, double estimate, double error) {

    /** Above this rank even 2^r is more than anyone can hold. */
    private static final int HIGH_RANK = 40;

    /** Minors that are looked at to prove general position. */
    private static final long MINORS = 10_000_000;

    private static final int PATHS = 300;

    /** For the tree, and again for the paths. */
    private static final long NANOSECONDS = 300_000_000;

    /** Cover's bound for this many hyperplanes of this rank. */
    public static BigInteger most(int hyperplanes, int rank) {
        return rank == 0 ? BigInteger.ONE : FaceCount.generalCells(hyperplanes, rank);
    }

    /** The count for {@code arrangement}: exact where that is quick, else an estimate; well under a second. */
    public static CellCount of(Arrangement arrangement) {
        int m = arrangement.hyperplanes();
        int rank = arrangement.rank();
        BigInteger most = most(m, rank);
        boolean few = FaceCount.binomial(m, rank).compareTo(BigInteger.valueOf(MINORS)) <= 0;
        if (rank <= 2 || m == rank || (few && GeneralPosition.test(arrangement, 1))) {
            return exactly(most);
        }
        BigInteger least = BigInteger.ONE.shiftLeft(rank);
        if (rank > HIGH_RANK) {
            return new CellCount(least, most, Double.NaN, 0);
        }
        MatroidFlat whole = MatroidFlat.whole(arrangement);
        return walk(whole, System.nanoTime() + NANOSECONDS)
                .map(CellCount::exactly)
                .orElseGet(() -> estimate(whole, least, most));
    }

    private static CellCount exactly(BigInteger count) {
        return new CellCount(count, count, count.doubleValue(), 0);
    }

    /** True if {@link #least} and {@link #most} are the number. */
    public boolean isExact() {
        return least.equals(most);
    }

    /** True if the rows are in general position, or every path that was drawn looks like it. */
    public boolean looksGeneral() {
        return estimate >= most.doubleValue() * (1 - 1e-9);
    }

    /** What the number is hardly below: five standard errors under the estimate, or {@link #least}. */
    public BigInteger hardlyBelow() {
        double low = estimate - 5 * error;
        if (isExact() || !(low > least.doubleValue())) {
            return least;
        }
        return low >= most.doubleValue() ? most : new BigDecimal(low).toBigInteger();
    }

    /** The number of cells, if it is found in time. */
    private static Optional<BigInteger> walk(MatroidFlat flat, long end) {
        if (isClosedForm(flat)) {
            return Optional.of(closedForm(flat));
        }
        BigInteger sum = BigInteger.ONE;
        for (int j = 0; j < flat.size(); j++) {
            boolean inTime = System.nanoTime() < end;
            Optional<BigInteger> lower = inTime ? walk(flat.contract(j, j), end) : Optional.empty();
            if (lower.isEmpty()) {
                return lower;
            }
            sum = sum.add(lower.get());
        }
        return Optional.of(sum);
    }

    private static boolean isClosedForm(MatroidFlat flat) {
        return flat.dimension() <= 2 || flat.size() <= 2;
    }

    /** Two elements are independent, for parallel ones are one; a plane has two cells an element. */
    private static BigInteger closedForm(MatroidFlat flat) {
        return BigInteger.valueOf(flat.size() == 0 ? 1 : 2L * flat.size());
    }

    private static CellCount estimate(MatroidFlat whole, BigInteger least, BigInteger most) {
        SplittableRandom random = new SplittableRandom(1);
        double[][] bound = bounds(whole.dimension(), whole.size());
        long end = System.nanoTime() + NANOSECONDS;
        double mean = 0;
        double squares = 0;
        int drawn = 0;
        while (drawn < 2 || (drawn < PATHS && System.nanoTime() < end)) {
            double value = path(whole, bound, random);
            drawn++;
            double change = value - mean;
            mean += change / drawn;
            squares += change * (value - mean);
        }
        return new CellCount(least, most, mean, Math.sqrt(squares / (drawn - 1) / drawn));
    }

    /** Cover's bound for each dimension and number of elements: one more element cuts at most as many cells as there are on it. */
    private static double[][] bounds(int dimension, int size) {
        double[][] bound = new double[dimension + 1][size + 1];
        for (int d = 0; d <= dimension; d++) {
            bound[d][0] = 1;
            for (int m = 1; m <= size && d > 0; m++) {
                bound[d][m] = bound[d][m - 1] + bound[d - 1][m - 1];
            }
        }
        return bound;
    }

    private static double path(MatroidFlat flat, double[][] bound, SplittableRandom random) {
        if (isClosedForm(flat)) {
            return closedForm(flat).doubleValue();
        }
        double[] below = bound[flat.dimension() - 1];
        double sum = bound[flat.dimension()][flat.size()] - 1;
        double at = random.nextDouble() * sum;
        int j = 0;
        while (j < flat.size() - 1 && at >= below[j]) {
            at -= below[j++];
        }
        return 1 + path(flat.contract(j, j), bound, random) * (sum / below[j]);
    }
}
