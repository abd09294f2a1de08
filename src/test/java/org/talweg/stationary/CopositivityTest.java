package org.talweg.stationary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

class CopositivityTest {

    private static RationalMatrix symmetric(Random random, int size) {
        long[][] s = new long[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                s[i][j] = (long) random.nextInt(i == j ? 4 : 7) - (i == j ? 0 : 3);
                s[j][i] = s[i][j];
            }
        }
        List<RationalVector> rows = new ArrayList<>();
        for (long[] row : s) {
            rows.add(RationalVector.of(row));
        }
        return RationalMatrix.ofRows(rows, size);
    }

    /** For [[a, b], [b, c]]: copositive if and only if a, c >= 0 and b >= -sqrt(ac). */
    @Test
    void twoByTwoByTheClosedForm() {
        for (int a = -1; a <= 4; a++) {
            for (int c = -1; c <= 4; c++) {
                for (int b = -5; b <= 5; b++) {
                    boolean no = a < 0 || c < 0 || (b < 0 && b * b > a * c);
                    boolean strict = a > 0 && c > 0 && (b >= 0 || b * b < a * c);
                    RationalMatrix s =
                            RationalMatrix.ofRows(List.of(RationalVector.of(a, b), RationalVector.of(b, c)), 2);
                    int expected = no ? -1 : strict ? 1 : 0;
                    assertThat(Copositivity.of(s).sign()).as(s.toString()).isEqualTo(expected);
                }
            }
        }
    }

    /** Against all integer points of a grid; the least value may lie between them, so only one way is compared, and the evidence the other. */
    @Test
    void largerOnesAgainstAGrid() {
        Random random = Seeded.random(5);
        int[] seen = new int[3];
        for (int i = 0; i < 150; i++) {
            RationalMatrix s = symmetric(random, 3 + i % 2);
            Copositivity.Decision decision = Copositivity.of(s);
            seen[decision.sign() + 1]++;
            int least = leastSign(s, new int[s.rows()], 0);
            int claimed = decision.sign();
            assertThat(least).as(s.toString()).isGreaterThanOrEqualTo(claimed);
            decision.c().ifPresent(c -> {
                assertThat(c.toList().stream().allMatch(e -> e.signum() >= 0)).isTrue();
                assertThat(c.isZero()).isFalse();
                assertThat(c.dot(s.multiply(c)).signum()).isEqualTo(claimed);
            });
        }
        assertThat(seen).doesNotContain(0);
    }

    private static int leastSign(RationalMatrix s, int[] c, int from) {
        if (from == c.length) {
            RationalVector v =
                    RationalVector.of(IntStream.of(c).mapToObj(Rational::of).toArray(Rational[]::new));
            return v.isZero() ? 1 : v.dot(s.multiply(v)).signum();
        }
        int least = 1;
        for (c[from] = 0; c[from] <= 5; c[from]++) {
            least = Math.min(least, leastSign(s, c, from + 1));
        }
        return least;
    }
}
