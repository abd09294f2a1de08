package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Linear inequalities {@code a.r >= b} on the residuals of local minima, in fixed point, and a ball that holds these residuals.
 *
 * <p>A row is scaled so that {@code |a| <= 1} for residuals in the units of {@link ScaledProblem}, then its coefficients are rounded
 * down to multiples of {@code 2^-BITS}, and b down by as much as that can matter for {@code |r| <= 1}. So each stored row is an
 * inequality that holds exactly.
 */
final class ResidualRows {

    static final int BITS = 30;

    /** The largest multiplier. */
    static final int LARGEST = 1 << 26;

    private static final int MOST_TERMS = 31;

    private static final long MOST_LOSS = 1L << 60;

    private final int labelBits;
    private final long[] center;
    private final long radius;
    private int[][] coefficients = new int[64][];
    private long[] bounds = new long[64];
    private long[] fromCenter = new long[64];
    private int size;

    private final long[] labels;
    /** What weights of generators with lengths above 1/4 can add up to: {@code sqrt(n) / mu}, in the units of {@link ScaledProblem}. */
    private final long mostWeight;

    private final long[] sum;
    private final long[] separator;
    private final WideSum left = new WideSum();
    private final WideSum right = new WideSum();

    /**
     * The ball {@code |r|^2 + (1 + t) r.y + t n P <= 0}.
     *
     * @param t from 0 to 1
     * @param lower P, a lower bound of the global value, in the integer problem; 0 is taken for a negative one, which says less and
     *     would make the ball so large that {@code R^2} does not fit in a long
     */
    ResidualRows(Problem problem, int labelBits, Fraction t, Fraction lower) throws Refusal {
        Refusal.unless(t.sign() >= 0 && t.compareTo(Fraction.ONE) <= 0, "t is not between 0 and 1");
        this.labelBits = labelBits;
        this.center = new long[problem.n];
        this.sum = new long[problem.n];
        this.separator = new long[problem.n];
        this.labels = new long[problem.n];
        int inputBits = problem.frobenius.bitLength();
        BigInteger root =
                Vectors.root(BigInteger.valueOf(problem.n).shiftLeft(20)).add(BigInteger.ONE);
        this.mostWeight = ScaledProblem.floorOf(Fraction.of(root).over(problem.mu), inputBits + labelBits - 10)
                .add(BigInteger.ONE)
                .min(BigInteger.valueOf(MOST_LOSS))
                .longValueExact();
        Fraction half = Fraction.ZERO.minus(t.plus(Fraction.ONE).over(Fraction.of(2)));
        for (int k = 0; k < center.length; k++) {
            labels[k] = ScaledProblem.floorOf(Fraction.of(problem.y[k]), BITS - labelBits)
                    .longValueExact();
            center[k] = ScaledProblem.floorOf(half.times(problem.y[k]), BITS - labelBits)
                    .longValueExact();
        }
        Fraction square = half.times(half)
                .times(Vectors.square(problem.y))
                .minus(t.times(lower.positivePart()).times(BigInteger.valueOf(problem.n)))
                .positivePart();
        BigInteger units = ScaledProblem.floorOf(square, 2 * (BITS - labelBits)).add(BigInteger.ONE);
        radius = Vectors.root(units).longValueExact() + problem.n;
    }

    /** The number of rows. */
    int size() {
        return size;
    }

    /** Adds {@code row.r >= bound}, r in the integer problem. */
    void add(BigInteger[] row, Fraction bound) {
        if (size == bounds.length) {
            coefficients = Arrays.copyOf(coefficients, 2 * size);
            bounds = Arrays.copyOf(bounds, 2 * size);
            fromCenter = Arrays.copyOf(fromCenter, 2 * size);
        }
        int length = Vectors.rootBits(Vectors.square(row));
        int[] scaled = new int[row.length];
        long product = 0;
        for (int k = 0; k < row.length; k++) {
            scaled[k] = row[k].shiftLeft(BITS - length).intValueExact();
            product += scaled[k] * center[k];
        }
        BigInteger scaledBound = ScaledProblem.floorOf(bound, BITS - length - labelBits);
        long most = 1L << BITS;
        // A bound below -1 says nothing; to lower one above says less.
        long b = scaledBound
                        .min(BigInteger.valueOf(most))
                        .max(BigInteger.valueOf(-most))
                        .longValueExact()
                - row.length;
        coefficients[size] = scaled;
        bounds[size] = b;
        fromCenter[size++] = b - (product >> BITS) - 1;
    }

    /**
     * Reads {@code row,nu,row,nu,..} up to the end of the list; refuses unless these rows contradict each other in the ball:
     * {@code sum nu (b - a.c) > |sum nu a| R}. Rows past the last one are those of {@code r_k + y_k} and {@code -r_k - y_k}, in pairs; with their
     * multipliers they are the coordinates of a separator q of the outputs, {@code q.(r + y) >= -loss}.
     */
    void requireContradiction(JsonReader json, RowFilter filter) throws IOException, Refusal {
        Arrays.fill(sum, 0);
        Arrays.fill(separator, 0);
        long bound = 0;
        int terms = 0;
        while (json.more(1)) {
            int row = json.index(size - 1 + 2 * center.length);
            if (row >= size) {
                int k = (row - size) >> 1;
                Refusal.unless(separator[k] == 0, "a coordinate of a separator is given twice");
                Refusal.unless(json.more(1), "a row has no multiplier");
                separator[k] = ((row - size) & 1) == 0 ? json.index(LARGEST) : -json.index(LARGEST);
                continue;
            }
            if (!filter.applies(row)) {
                throw new Refusal("row " + row + " belongs to no face of the set");
            }
            Refusal.unless(terms++ < MOST_TERMS, "a cut has too many rows");
            Refusal.unless(json.more(1), "a row has no multiplier");
            long nu = json.index(LARGEST);
            bound += nu * fromCenter[row];
            int[] a = coefficients[row];
            for (int k = 0; k < a.length; k++) {
                sum[k] += nu * a[k];
            }
        }
        bound -= addSeparator(filter);
        if (!isContradiction(bound)) {
            throw new Refusal("the rows of a cut do not contradict each other");
        }
    }

    /** Adds q to the sum of rows; an upper bound of {@code q.(y + c) + loss}. */
    private long addSeparator(RowFilter filter) throws Refusal {
        long size = 0;
        long product = 0;
        for (int k = 0; k < center.length; k++) {
            size += Math.abs(separator[k]);
            // The label is less than one unit above the stored one.
            product += separator[k] * (labels[k] + center[k]) + Math.max(0, separator[k]);
            sum[k] += separator[k] << BITS;
        }
        if (size == 0) {
            return 0;
        }
        long least = 0;
        for (int row : filter.generators()) {
            long value = 0;
            for (int k = 0; k < center.length; k++) {
                value += separator[k] * coefficients[row][k];
            }
            least = Math.min(least, value);
        }
        // Coefficients of generators are rounded down by less than a unit.
        long loss = size - least;
        Refusal.unless(loss < MOST_LOSS / mostWeight, "the outputs are not separated well enough");
        return product + loss * mostWeight;
    }

    private boolean isContradiction(long bound) {
        long largest = 0;
        for (long s : sum) {
            largest = Math.max(largest, Math.abs(s));
        }
        int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(largest) - 27);
        long square = 0;
        for (long s : sum) {
            long up = (Math.abs(s) >> shift) + 1;
            square += up * up;
        }
        long down = Math.min(bound >> shift, 1L << (BITS + 1));
        left.clear().add(down << BITS, down << BITS);
        right.clear().add(square, radius * radius);
        return down > 0 && left.exceeds(right);
    }

    /**
     * Whether no r within {@code reach} of some vector satisfies a row, in units of {@code 2^-BITS}.
     *
     * @param point each coordinate is within {@code error} of that of the vector
     */
    boolean isViolated(int row, long[] point, long error, long reach) {
        int[] a = coefficients[row];
        left.clear().add(1L << BITS, reach + error * a.length).add(a.length, reach);
        for (int k = 0; k < a.length; k++) {
            left.add(a[k], point[k]);
        }
        right.clear().add(bounds[row], 1L << BITS);
        return right.exceeds(left);
    }

    /** Says which rows may be used. */
    interface RowFilter {
        boolean applies(int row);

        /** The rows {@code s (X e)_+} of which outputs of the neurons in question are combinations. */
        int[] generators();
    }
}
