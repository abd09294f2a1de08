package org.talweg.arrangement;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/** Small arrangements, most of them degenerate: zero, repeated, parallel, opposite and dependent rows, low rank. */
final class RandomArrangements {

    private final Random random;

    RandomArrangements(Random random) {
        this.random = random;
    }

    /** At most {@code most} rows in at most four dimensions. */
    RationalMatrix next(int most) {
        int d = 1 + random.nextInt(4);
        int n = 1 + random.nextInt(most);
        int kind = random.nextInt(4);
        List<RationalVector> rows = new ArrayList<>();
        List<RationalVector> frame = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(d); i++) {
            frame.add(vector(d, 2));
        }
        for (int k = 0; k < n; k++) {
            rows.add(
                    switch (kind) {
                        case 0 -> vector(d, 1);
                        case 1 -> vector(d, 1_000_000);
                        case 2 -> combination(frame, d);
                        default -> vector(d, 3);
                    });
            if (k > 0 && random.nextInt(4) == 0) {
                RationalVector other = rows.get(random.nextInt(k));
                rows.set(k, other.multiply(Rational.of(random.nextInt(7) - 3, 1 + random.nextInt(3))));
            } else if (k > 1 && random.nextInt(4) == 0) {
                rows.set(k, rows.get(random.nextInt(k)).add(rows.get(random.nextInt(k))));
            }
        }
        return RationalMatrix.ofRows(rows, d);
    }

    private RationalVector vector(int d, int size) {
        Rational[] x = new Rational[d];
        for (int c = 0; c < d; c++) {
            x[c] = Rational.of(random.nextInt(2 * size + 1) - size, 1 + random.nextInt(2));
        }
        return RationalVector.of(x);
    }

    private RationalVector combination(List<RationalVector> frame, int d) {
        RationalVector sum = RationalVector.zero(d);
        for (RationalVector v : frame) {
            sum = sum.combine(v, Rational.of(random.nextInt(5) - 2));
        }
        return sum;
    }
}
