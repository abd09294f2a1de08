package org.talweg.data.generator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.talweg.data.InputException;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/** A seeded stream of exact random numbers. */
final class Draws {

    private final UniformRandomProvider random;
    private final NormalizedGaussianSampler normal;
    private final int decimals;

    Draws(long seed, int decimals) {
        this.random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        this.normal = ZigguratSampler.NormalizedGaussian.of(random);
        this.decimals = decimals;
    }

    /** A standard normal number, rounded half even to the decimals. */
    Rational normal() {
        return Rational.of(new BigDecimal(normal.sample()).setScale(decimals, RoundingMode.HALF_EVEN));
    }

    RationalVector normals(int size) {
        Rational[] entries = new Rational[size];
        for (int i = 0; i < size; i++) {
            entries[i] = normal();
        }
        return RationalVector.of(entries);
    }

    RationalMatrix normals(int rows, int columns) {
        List<RationalVector> drawn = new ArrayList<>();
        for (int k = 0; k < rows; k++) {
            drawn.add(normals(columns));
        }
        return RationalMatrix.ofRows(drawn, columns);
    }

    /** Uniform on the 8 numbers p/q with p in {-2, -1, 1, 2}, q in {1, 2}; two of them are 1 and two are -1. */
    Rational smallNonzero() {
        int p = random.nextInt(4);
        return Rational.of(p < 2 ? p - 2 : p - 1, 1 + random.nextInt(2));
    }

    /** The parameter {@code name}, at least {@code least}. */
    static void requireAtLeast(String name, int value, int least) {
        requireBetween(name, value, least, Integer.MAX_VALUE);
    }

    /** The number of decimals of random numbers: a double has no more than 17 that mean anything. */
    static void requireDecimals(int decimals) {
        requireBetween("decimals", decimals, 0, 17);
    }

    static void requireBetween(String name, int value, int least, int most) {
        if (value < least || value > most) {
            String bound = most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
            throw new InputException(name + ": expected " + bound + ", found " + value);
        }
    }
}
