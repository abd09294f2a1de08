package org.talweg.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;

/** Solutions of small systems, multiplied back by a library. */
class SmallSystemTest {

    @Test
    void solvesSystemsOfAnyRank() {
        Random random = Seeded.random(73);
        for (int trial = 0; trial < 200; trial++) {
            int n = 1 + random.nextInt(6);
            int rank = 1 + random.nextInt(n);
            RealMatrix factor = new Array2DRowRealMatrix(n, rank);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < rank; j++) {
                    factor.setEntry(i, j, random.nextInt(9) - 4);
                }
            }
            RealMatrix gram = factor.multiply(factor.transpose());
            double[] right = gram.operate(random.doubles(n, -1, 1).toArray());
            double[] solution = SmallSystem.solve(gram.getData(), right.clone());
            double[] back = gram.operate(solution);
            for (int i = 0; i < n; i++) {
                assertThat(back[i]).as("trial %d", trial).isCloseTo(right[i], within(1e-7));
            }
        }
    }
}
