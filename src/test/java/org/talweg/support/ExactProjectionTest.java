package org.talweg.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

class ExactProjectionTest {

    private static RationalVector random(Random random, int d) {
        long[] entries = new long[d];
        for (int i = 0; i < d; i++) {
            entries[i] = random.nextInt(7) - 3L;
        }
        return RationalVector.of(entries);
    }

    /** The nearest among the projections on all intersections of hyperplanes that lie in the cone. */
    private static Rational leastDistance(RationalVector g, List<RationalVector> rows) {
        Rational best = g.squaredNorm();
        for (int subset = 0; subset < 1 << rows.size(); subset++) {
            List<RationalVector> on = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                if ((subset >> i & 1) != 0) {
                    on.add(rows.get(i));
                }
            }
            RationalMatrix n = RationalMatrix.ofRows(on, g.size());
            RationalVector v = on.isEmpty()
                    ? g
                    : g.subtract(n.multiplyTransposed(
                            n.multiply(n.transpose()).solve(n.multiply(g)).orElseThrow()));
            if (rows.stream().allMatch(row -> row.dot(v).signum() >= 0)) {
                best = best.min(v.subtract(g).squaredNorm());
            }
        }
        return best;
    }

    @Test
    void isTheNearestPointOfTheCone() {
        Random random = new Random(5);
        for (int trial = 0; trial < 300; trial++) {
            int d = 2 + trial % 3;
            RationalVector g = random(random, d);
            List<RationalVector> rows = new ArrayList<>();
            for (int i = 0; i < 1 + trial % 6; i++) {
                rows.add(random(random, d));
            }
            RationalVector v = ExactProjection.of(g, rows);
            assertThat(rows).allMatch(row -> row.dot(v).signum() >= 0);
            assertThat(v.subtract(g).squaredNorm()).isEqualTo(leastDistance(g, rows));
            // The projection on a cone is orthogonal to the rest.
            assertThat(v.dot(g.subtract(v))).isEqualTo(Rational.ZERO);
        }
    }

    @Test
    void oppositeRowsLeaveAHyperplane() {
        RationalVector a = RationalVector.of(1L, 1L);
        assertThat(ExactProjection.of(RationalVector.of(1L, 3L), List.of(a, a.negate(), a)))
                .isEqualTo(RationalVector.of(-1L, 1L));
        assertThat(ExactProjection.of(RationalVector.of(1L, 3L), List.of())).isEqualTo(RationalVector.of(1L, 3L));
    }
}
