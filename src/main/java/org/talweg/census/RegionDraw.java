package org.talweg.census;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellSet;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.numeric.DoubleVectors;

/**
 * Random signed cells, one a neuron: all equally likely, or that of a neuron with w ~ N(0, I) and a fair sign of its output
 * weight. A reproducible stream; not thread-safe.
 */
final class RegionDraw {

    private final VerdictSample.Measure measure;
    private final CellSet cells;
    private final double[][] normals;
    private final double[] point;
    private final double doubt;
    private final UniformRandomProvider random;
    private final SharedStateContinuousSampler normal;

    RegionDraw(Objective objective, CellSet cells, VerdictSample.Measure measure, long seed) {
        this.measure = measure;
        this.cells = cells;
        this.normals = objective.approximateNormals();
        this.point = new double[objective.dimension()];
        // Entries of normals are below 1 and rounded once, those of points below 2^4: d products and d sums, each
        // rounded once.
        this.doubt = Math.scalb((double) point.length * (point.length + 2), 4 - 52);
        this.random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        this.normal = ZigguratSampler.NormalizedGaussian.of(random);
    }

    /** The index of the next signed cell: 2 i for cell i with sign +, 2 i + 1 with sign -. */
    int next() {
        int sign = random.nextInt(2);
        int cell = measure == VerdictSample.Measure.UNIFORM ? random.nextInt(cells.size()) : cellOfPoint();
        return 2 * cell + sign;
    }

    private int cellOfPoint() {
        while (true) {
            for (int j = 0; j < point.length; j++) {
                point[j] = normal.sample();
            }
            int cell = find();
            if (cell >= 0) {
                return cell;
            }
            // On a hyperplane, which has probability zero but for rounding.
        }
    }

    /** The cell of the point, decided exactly near hyperplanes; -1 if it lies on one. */
    private int find() {
        Arrangement arrangement = cells.arrangement();
        long[] packed = new long[arrangement.words()];
        for (int h = 0; h < normals.length; h++) {
            double product = DoubleVectors.dot(normals[h], point);
            if (Math.abs(product) <= doubt) {
                return cells.indexOf(RationalVector.of(point));
            }
            packed[h >> 6] |= product > 0 ? 1L << h : 0;
        }
        return cells.indexOf(packed);
    }
}
