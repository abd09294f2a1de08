package org.talweg.census;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.apache.commons.rng.JumpableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.landscape.Objective;
import org.talweg.numeric.DoubleVectors;

/**
 * Statistical bounds of the shares of space in cones bounded by hyperplanes of the data: normal points are drawn and counted, the
 * same points for all cones, and each share gets a Clopper-Pearson interval. The error rate is divided by the number of cones,
 * so all intervals hold together with the confidence stated. Not a proof.
 *
 * <p>A point within rounding of a hyperplane, {@code |a.x| <= (d + 2) 2^-53 |a| |x|}, may be counted on its other side. The cosine of
 * a and x has a density of at most {@code sqrt(d / 2 pi)}, so this has a probability below {@code (d + 2)^1.5 2^-53} a hyperplane,
 * far less than the intervals are wide.
 */
final class GaussianShares {

    /** Points drawn. */
    static final int SAMPLES = 1 << 20;

    /** The probability that some interval misses its share. */
    static final Rational ERROR_RATE = Rational.of(1, 1000);

    /** The points do not depend on any option, so that equal problems get equal answers. */
    private static final long SEED = 1;

    private static final int CHUNK = 1 << 14;

    private GaussianShares() {}

    /**
     * Intervals around the share of each cone. Does not depend on the number of threads. Cost: one product of each point with
     * each normal.
     *
     * @param cones for each cone the wanted side of each hyperplane, or 0 where it does not matter
     */
    static List<Enclosure> of(Objective objective, List<int[]> cones) {
        AtomicLongArray hits = new AtomicLongArray(cones.size());
        JumpableUniformRandomProvider streams =
                (JumpableUniformRandomProvider) RandomSource.XO_RO_SHI_RO_128_PP.create(SEED);
        List<UniformRandomProvider> chunks = IntStream.range(0, SAMPLES / CHUNK)
                .mapToObj(i -> streams.jump())
                .toList();
        chunks.parallelStream().forEach(random -> count(objective, cones, random, hits));
        double rate = ERROR_RATE.doubleValue() / cones.size();
        return IntStream.range(0, cones.size())
                .mapToObj(c -> BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(
                        SAMPLES, Math.toIntExact(hits.get(c)), rate))
                .map(i -> new Enclosure(Rational.of(i.getLowerBound()), Rational.of(i.getUpperBound())))
                .toList();
    }

    private static void count(
            Objective objective, List<int[]> cones, UniformRandomProvider random, AtomicLongArray hits) {
        SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[][] normals = objective.approximateNormals();
        long[] counts = new long[cones.size()];
        double[] point = new double[objective.dimension()];
        boolean[] positive = new boolean[normals.length];
        for (int i = 0; i < CHUNK; i++) {
            for (int j = 0; j < point.length; j++) {
                point[j] = normal.sample();
            }
            for (int h = 0; h < normals.length; h++) {
                positive[h] = DoubleVectors.dot(normals[h], point) > 0;
            }
            for (int c = 0; c < counts.length; c++) {
                if (contains(cones.get(c), positive)) {
                    counts[c]++;
                }
            }
        }
        for (int c = 0; c < counts.length; c++) {
            hits.addAndGet(c, counts[c]);
        }
    }

    private static boolean contains(int[] cone, boolean[] positive) {
        for (int h = 0; h < cone.length; h++) {
            if (cone[h] != 0 && cone[h] > 0 != positive[h]) {
                return false;
            }
        }
        return true;
    }
}
