package org.talweg.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.talweg.exact.Interval;

class OnePointConvexityTest {

    /** With n = k the Hessian at the teacher is at least 1/4 - 1/(2 pi): close by, so is every quotient. */
    @Test
    void quotientsExceedTheLeastEigenvalueNearTheTeacher() {
        OnePointConvexity.Draws draws = new OnePointConvexity(5, 5).draw(1e-3, 200, 1);
        double least = GlobalMinimum.smallestEigenvalue().lower();
        assertThat(draws.atLeast(least - 0.01)).isEqualTo(200);
        assertThat(draws.below(least - 0.01)).isZero();
        assertThat(draws.atLeast(2)).isZero();
        assertThat(draws.below(2)).isEqualTo(200);
        for (Interval q : draws.quotients()) {
            assertThat(q.upper() - q.lower()).isLessThan(1e-6);
        }
    }

    @Test
    void sameDrawsForTheSameSeed() {
        OnePointConvexity around = new OnePointConvexity(6, 4);
        assertThat(around.draw(0.1, 50, 3)).isEqualTo(around.draw(0.1, 50, 3));
        assertThat(around.draw(0.1, 50, 3)).isNotEqualTo(around.draw(0.1, 50, 4));
    }

    /** The mean over directions of the quotient at a small radius is the trace of the Hessian by the number of weights, here by differences of the full gradient. */
    @Test
    void meanOfTheQuotientsIsTheMeanCurvature() {
        int k = 4;
        double[] w = new double[k * k];
        for (int i = 0; i < k; i++) {
            w[i * k + i] = 1;
        }
        StudentDescent full = new StudentDescent(k, k);
        double trace = 0;
        double h = 1e-5;
        for (int i = 0; i < w.length; i++) {
            double[] up = w.clone();
            double[] down = w.clone();
            up[i] += h;
            down[i] -= h;
            trace += (full.gradient(up)[i] - full.gradient(down)[i]) / (2 * h);
        }
        OnePointConvexity.Draws draws = new OnePointConvexity(k, k).draw(1e-4, 4000, 2);
        double[] quotients =
                draws.quotients().stream().mapToDouble(Interval::middle).toArray();
        double mean = Arrays.stream(quotients).average().orElseThrow();
        double spread = Math.sqrt(Arrays.stream(quotients)
                .map(q -> (q - mean) * (q - mean))
                .average()
                .orElseThrow());
        assertThat(mean).isCloseTo(trace / w.length, within(4 * spread / Math.sqrt(quotients.length) + 1e-3));
    }
}
