package org.talweg.numeric;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Random numbers for many runs in parallel: a stream for each, the same whatever the number of threads. */
public final class RandomStreams {

    private RandomStreams() {}

    /** The stream of one run of one width. */
    public static UniformRandomProvider of(long seed, int width, int run) {
        // Mixed each time, or neighbouring seeds, widths and runs would share streams.
        long ofWidth = RandomSource.SPLIT_MIX_64.create(seed).nextLong() + width;
        long ofRun = RandomSource.SPLIT_MIX_64.create(ofWidth).nextLong() + run;
        return RandomSource.XO_RO_SHI_RO_128_PP.create(
                RandomSource.SPLIT_MIX_64.create(ofRun).nextLong());
    }
}
