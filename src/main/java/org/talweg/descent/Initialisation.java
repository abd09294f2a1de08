package org.talweg.descent;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.talweg.numeric.RandomStreams;

/** How a network is drawn before training; every weight is then multiplied by a scale. */
public enum Initialisation {
    /** {@code w_j ~ N(0, I)} and {@code a_j = +-|w_j|} with a fair sign: the published experiments. */
    BALANCED,
    /** {@code w_j ~ N(0, I)}, {@code a_j ~ N(0, 1)}. */
    GAUSSIAN,
    /** PyTorch's default for two linear layers without bias: uniform in {@code +-1/sqrt(d)} and {@code +-1/sqrt(m)}. */
    PYTORCH;

    /**
     * The start of one run. It depends on the seed, the width and the number of the run; runs of different scales begin in the same directions.
     *
     * @param m width
     * @param d inputs
     * @param scale multiplies every weight
     */
    Weights draw(int m, int d, double scale, long seed, int run) {
        UniformRandomProvider random = RandomStreams.of(seed, m, run);
        SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] a = new double[m];
        double[][] w = new double[m][d];
        for (int j = 0; j < m; j++) {
            double square = 0;
            for (int i = 0; i < d; i++) {
                double e = this == PYTORCH ? random.nextDouble(-1, 1) / Math.sqrt(d) : normal.sample();
                w[j][i] = scale * e;
                square += e * e;
            }
            a[j] = scale
                    * switch (this) {
                        case BALANCED -> random.nextBoolean() ? Math.sqrt(square) : -Math.sqrt(square);
                        case GAUSSIAN -> normal.sample();
                        case PYTORCH -> random.nextDouble(-1, 1) / Math.sqrt(m);
                    };
        }
        return new Weights(a, w);
    }
}
