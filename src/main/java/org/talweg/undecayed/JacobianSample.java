package org.talweg.undecayed;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.numeric.RandomStreams;

/**
 * Ranks of the first-layer Jacobian at random regions, each decided: rank n by a minor that is not zero modulo a prime; less by a linear
 * relation over Q between the rows that one modulo the prime points to, or since there are fewer columns than rows. The activation patterns of drawn weights are decided over Q, the weights being the doubles they are.
 */
public final class JacobianSample {

    /** Relations between more rows are not looked for over Q. */
    private static final int MOST_ROWS = 80;

    private final Gates gates;
    private final RationalMatrix x;
    private final double[][] approximateInputs;
    private final Optional<CellSet> uniform;
    private final long seed;

    /**
     * @param uniform the cells, to draw them alike; empty to draw weights from N(0, I)
     */
    public JacobianSample(RationalMatrix x, Optional<CellSet> uniform, long seed) {
        this.gates = new Gates(x);
        this.x = x;
        this.approximateInputs = new double[x.rows()][];
        for (int k = 0; k < x.rows(); k++) {
            approximateInputs[k] = x.row(k).toDoubles();
        }
        this.uniform = uniform;
        this.seed = seed;
    }

    /**
     * What was found at one width.
     *
     * @param full draws of rank n
     * @param open draws whose rank is below n modulo the prime, which was not looked at over Q
     */
    public record Result(int width, int runs, int full, int open) {}

    /** Draws regions of width m. The same for any number of threads. */
    public Result draw(int m, int runs, DoubleConsumer progress) {
        AtomicLong done = new AtomicLong();
        int[] found = IntStream.range(0, runs)
                .parallel()
                .map(run -> {
                    int rank = judge(cells(m, run));
                    progress.accept((double) done.incrementAndGet() / runs);
                    return rank;
                })
                .toArray();
        int full = (int) IntStream.of(found).filter(r -> r == FULL).count();
        int open = (int) IntStream.of(found).filter(r -> r == OPEN).count();
        return new Result(m, runs, full, open);
    }

    /** Whether the Jacobian of neurons in these cells has rank n; empty if that is not decided. */
    Optional<Boolean> isFull(List<SignVector> cells) {
        int verdict = judge(cells);
        return verdict == OPEN ? Optional.empty() : Optional.of(verdict == FULL);
    }

    private static final int FULL = 1;
    private static final int DEFICIENT = 0;
    private static final int OPEN = -1;

    private int judge(List<SignVector> cells) {
        int n = x.rows();
        if ((long) cells.size() * x.columns() < n) {
            return DEFICIENT;
        }
        Optional<int[]> relation = gates.relation(cells);
        if (relation.isEmpty()) {
            return FULL;
        }
        int[] rows = relation.get();
        if (Math.min(boundByCells(cells, rows), boundByPatterns(cells, rows)) < rows.length) {
            return DEFICIENT;
        }
        if (rows.length <= MOST_ROWS) {
            if (gates.rank(cells, rows) < rows.length) {
                return DEFICIENT;
            }
            // the prime misled: it divides a minor
            return n <= MOST_ROWS && gates.rank(cells) == n ? FULL : OPEN;
        }
        return OPEN;
    }

    /** An upper bound of the rank of these rows: each cell has d columns, zero outside the rows that are active in it. */
    private long boundByCells(List<SignVector> cells, int[] rows) {
        return cells.stream()
                .mapToLong(cell -> Math.min(
                        x.columns(),
                        IntStream.of(rows).filter(k -> cell.sign(k) > 0).count()))
                .sum();
    }

    /** Another: rows that are active in the same cells are rows of X, repeated side by side, and have rank at most d together. */
    private long boundByPatterns(List<SignVector> cells, int[] rows) {
        Map<BitSet, Long> alike = IntStream.of(rows)
                .mapToObj(k -> IntStream.range(0, cells.size())
                        .filter(i -> cells.get(i).sign(k) > 0)
                        .collect(BitSet::new, BitSet::set, BitSet::or))
                .collect(Collectors.groupingBy(p -> p, Collectors.counting()));
        return alike.entrySet().stream()
                .mapToLong(e -> e.getKey().isEmpty() ? 0 : Math.min(x.columns(), e.getValue()))
                .sum();
    }

    /** The distinct cells of the neurons of a region. */
    private List<SignVector> cells(int m, int run) {
        UniformRandomProvider random = RandomStreams.of(seed, m, run);
        SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
        Set<SignVector> cells = new LinkedHashSet<>();
        for (int j = 0; j < m; j++) {
            cells.add(uniform.map(all -> all.signs(random.nextInt(all.size()))).orElseGet(() -> pattern(normal)));
        }
        return new ArrayList<>(cells);
    }

    private SignVector pattern(SharedStateContinuousSampler normal) {
        double[] w = new double[x.columns()];
        for (int i = 0; i < w.length; i++) {
            w[i] = normal.sample();
        }
        return pattern(w);
    }

    /** The signs of x_k.w, the weights being the doubles they are. */
    SignVector pattern(double[] w) {
        int[] signs = new int[x.rows()];
        for (int k = 0; k < signs.length; k++) {
            signs[k] = sign(k, w);
        }
        return SignVector.of(signs);
    }

    /**
     * The sign of x_k.w: in floating point where that decides. Entries of x are rounded once, products and sums once each, so the error is at most
     * {@code (d + 2) 2^-53} of the sum of absolute values, but for terms near the least double.
     */
    private int sign(int k, double[] w) {
        double product = 0;
        double size = 0;
        for (int i = 0; i < w.length; i++) {
            double term = approximateInputs[k][i] * w[i];
            product += term;
            size += Math.abs(term);
        }
        double doubt = Math.scalb((w.length + 4) * size, -52) + w.length * Double.MIN_NORMAL;
        if (Math.abs(product) > doubt) {
            return product > 0 ? 1 : -1;
        }
        return x.row(k).dot(RationalVector.of(w)).signum();
    }
}
