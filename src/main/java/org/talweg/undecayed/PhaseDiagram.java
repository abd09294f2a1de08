package org.talweg.undecayed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.numeric.RandomStreams;

/**
 * How often the first-layer Jacobian of a random network on random data has full rank n, over numbers of rows and widths. Each draw has new data, uniform in [0, 1) with a constant column 1 beside, weights N(0, 1) and output weights N(0, 1), all
 * of them floats and taken as the rationals they are; its rank is decided ({@link JacobianSample}).
 *
 * <p>Beside it the verdict of a float32 rank with the usual tolerance: the matrix rounded to float32, and as many singular values (computed in double) above {@code max(n, md) 2^-23} times the largest.
 */
public final class PhaseDiagram {

    private static final double EPSILON = 0x1p-23;

    private final int draws;
    private final int floatDraws;
    private final long seed;

    /**
     * @param draws of each point
     * @param floatDraws of them, those of which the float32 rank is computed too
     */
    public PhaseDiagram(int draws, int floatDraws, long seed) {
        this.draws = draws;
        this.floatDraws = Math.min(draws, floatDraws);
        this.seed = seed;
    }

    /**
     * One point.
     *
     * @param rows n
     * @param inputs beside the constant one
     * @param full draws of rank n
     * @param open draws of which the rank is not decided
     * @param floatDraws draws of which the float32 rank was computed, and that are decided
     * @param floatWrong of them, those in which it is n and the rank is not, or the other way round
     */
    public record Point(
            int rows, int inputs, int width, int draws, int full, int open, int floatDraws, int floatWrong) {}

    /** Draws networks and data. The same for any number of threads. */
    public Point at(int rows, int inputs, int width, DoubleConsumer progress) {
        AtomicLong done = new AtomicLong();
        List<Draw> all = IntStream.range(0, draws)
                .parallel()
                .mapToObj(run -> {
                    Draw draw = draw(rows, inputs, width, run);
                    progress.accept((double) done.incrementAndGet() / draws);
                    return draw;
                })
                .toList();
        return new Point(
                rows,
                inputs,
                width,
                draws,
                (int) all.stream().filter(d -> d.full.orElse(false)).count(),
                (int) all.stream().filter(d -> d.full.isEmpty()).count(),
                (int) all.stream()
                        .filter(d -> d.full.isPresent() && d.floatFull.isPresent())
                        .count(),
                (int) all.stream()
                        .filter(d -> d.full.isPresent()
                                && d.floatFull.isPresent()
                                && !d.full.get().equals(d.floatFull.get()))
                        .count());
    }

    private record Draw(Optional<Boolean> full, Optional<Boolean> floatFull) {}

    private Draw draw(int rows, int inputs, int width, int run) {
        // points of one width share no streams: the seed is mixed with the size of the data
        UniformRandomProvider random = RandomStreams.of(seed + 1_000_003L * rows + 7_919L * inputs, width, run);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[][] x = new double[rows][inputs + 1];
        for (double[] row : x) {
            for (int i = 0; i < inputs; i++) {
                row[i] = random.nextFloat();
            }
            row[inputs] = 1;
        }
        List<SignVector> cells = new ArrayList<>();
        double[] output = new double[width];
        RationalMatrix exact =
                RationalMatrix.ofRows(Arrays.stream(x).map(RationalVector::of).toList(), inputs + 1);
        JacobianSample sample = new JacobianSample(exact, Optional.empty(), seed);
        for (int j = 0; j < width; j++) {
            double[] w = new double[inputs + 1];
            for (int i = 0; i < w.length; i++) {
                w[i] = (float) normal.sample();
            }
            cells.add(sample.pattern(w));
            output[j] = (float) normal.sample();
        }
        Optional<Boolean> full = sample.isFull(cells.stream().distinct().toList());
        return new Draw(
                full, run < floatDraws ? Optional.of(approximateRank(x, cells, output) == rows) : Optional.empty());
    }

    /** The number of singular values above the tolerance, by the Gram matrix of the rows: relative to the largest they are right to about 10^-8, a tenth of the tolerance or less. */
    private static int approximateRank(double[][] x, List<SignVector> cells, double[] output) {
        int n = x.length;
        int columns = cells.size() * x[0].length;
        if (columns < n) {
            return columns;
        }
        RealMatrix gram = MatrixUtils.createRealMatrix(n, n);
        for (int k = 0; k < n; k++) {
            for (int l = 0; l <= k; l++) {
                double sum = 0;
                for (int j = 0; j < output.length; j++) {
                    if (cells.get(j).sign(k) > 0 && cells.get(j).sign(l) > 0) {
                        for (int i = 0; i < x[k].length; i++) {
                            sum += (double) ((float) output[j] * (float) x[k][i])
                                    * ((float) output[j] * (float) x[l][i]);
                        }
                    }
                }
                gram.setEntry(k, l, sum);
                gram.setEntry(l, k, sum);
            }
        }
        double[] squares = eigenvalues(gram);
        double largest = Math.sqrt(Arrays.stream(squares).max().orElse(0));
        double tolerance = Math.max(n, columns) * EPSILON * largest;
        return (int) Arrays.stream(squares)
                .filter(s -> s > 0 && Math.sqrt(s) > tolerance)
                .count();
    }

    /** Of a positive semidefinite matrix: its singular values, where the iteration for eigenvalues does not converge. */
    private static double[] eigenvalues(RealMatrix gram) {
        try {
            return new EigenDecompositionSymmetric(gram).getEigenvalues();
        } catch (MathIllegalStateException e) {
            return new SingularValueDecomposition(gram).getSingularValues();
        }
    }
}
