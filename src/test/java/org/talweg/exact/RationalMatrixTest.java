package org.talweg.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;

class RationalMatrixTest {

    private static RationalMatrix matrix(long[]... rows) {
        return RationalMatrix.ofRows(Arrays.stream(rows).map(RationalVector::of).toList(), rows[0].length);
    }

    private static RationalVector vector(Random random, int size) {
        return RationalVector.of(IntStream.range(0, size)
                .mapToObj(i -> Rational.of(random.nextInt(7) - 3, 1 + random.nextInt(4)))
                .toArray(Rational[]::new));
    }

    private static RationalMatrix matrix(Random random, int rows, int columns) {
        List<RationalVector> drawn = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            drawn.add(vector(random, columns));
        }
        return RationalMatrix.ofRows(drawn, columns);
    }

    /** A product of rank at most {@code inner}, with a zero row and a repeated and an opposite row now and then. */
    private static RationalMatrix degenerate(Random random, int rows, int columns, int inner) {
        RationalMatrix product = matrix(random, rows, inner).multiply(matrix(random, inner, columns));
        List<RationalVector> changed = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            RationalVector row = product.row(i);
            changed.add(
                    switch (random.nextInt(8)) {
                        case 0 -> RationalVector.zero(columns);
                        case 1 -> product.row(0);
                        case 2 -> product.row(0).negate();
                        default -> row;
                    });
        }
        return RationalMatrix.ofRows(changed, columns);
    }

    /** Rank by the largest nonzero minor: a second route, without elimination. */
    private static int rankByMinors(RationalMatrix m) {
        for (int size = Math.min(m.rows(), m.columns()); size > 0; size--) {
            for (int r = 0; r < 1 << m.rows(); r++) {
                for (int c = 0; c < 1 << m.columns(); c++) {
                    if (Integer.bitCount(r) == size
                            && Integer.bitCount(c) == size
                            && !determinant(m, r, c).isZero()) {
                        return size;
                    }
                }
            }
        }
        return 0;
    }

    /** Laplace expansion along the first of the rows in the bit set {@code rows}. */
    private static Rational determinant(RationalMatrix m, int rows, int columns) {
        if (rows == 0) {
            return Rational.ONE;
        }
        int row = Integer.numberOfTrailingZeros(rows);
        Rational sum = Rational.ZERO;
        int sign = 1;
        for (int c = 0; c < m.columns(); c++) {
            if ((columns & 1 << c) != 0) {
                Rational minor = determinant(m, rows & ~(1 << row), columns & ~(1 << c));
                sum = sum.add(m.get(row, c).multiply(minor).multiply(sign));
                sign = -sign;
            }
        }
        return sum;
    }

    @Test
    void rankAgreesWithMinors() {
        Random random = Seeded.random(101);
        for (int i = 0; i < 150; i++) {
            RationalMatrix m = degenerate(random, 1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(3));
            assertThat(m.rank()).as("%s", m).isEqualTo(rankByMinors(m));
            assertThat(m.transpose().rank()).isEqualTo(m.rank());
        }
    }

    @Test
    void nullSpaceIsABasisOfTheKernel() {
        Random random = Seeded.random(102);
        for (int i = 0; i < 200; i++) {
            RationalMatrix m = degenerate(random, 1 + random.nextInt(6), 1 + random.nextInt(6), 1 + random.nextInt(4));
            RationalMatrix kernel = m.nullSpace();
            assertThat(kernel.rows()).isEqualTo(m.columns() - m.rank());
            assertThat(kernel.columns()).isEqualTo(m.columns());
            assertThat(kernel.rank()).isEqualTo(kernel.rows());
            for (int k = 0; k < kernel.rows(); k++) {
                assertThat(m.multiply(kernel.row(k)).isZero()).isTrue();
            }
        }
        assertThat(RationalMatrix.identity(3).nullSpace().rows()).isZero();
    }

    @Test
    void independentRowsAreTheFirstBasis() {
        Random random = Seeded.random(103);
        for (int i = 0; i < 200; i++) {
            RationalMatrix m = degenerate(random, 5, 4, 3);
            List<Integer> expected = new ArrayList<>();
            List<RationalVector> above = new ArrayList<>();
            for (int k = 0; k < m.rows(); k++) {
                int before = RationalMatrix.ofRows(above, 4).rank();
                above.add(m.row(k));
                if (RationalMatrix.ofRows(above, 4).rank() > before) {
                    expected.add(k);
                }
            }
            assertThat(m.independentRows())
                    .containsExactly(expected.stream().mapToInt(k -> k).toArray());
        }
    }

    @Test
    void solvesExactlyWhenSolvable() {
        Random random = Seeded.random(104);
        int solvable = 0;
        int unsolvable = 0;
        for (int i = 0; i < 300; i++) {
            RationalMatrix m = degenerate(random, 1 + random.nextInt(5), 1 + random.nextInt(5), 1 + random.nextInt(4));
            RationalVector right = i % 2 == 0 ? m.multiply(vector(random, m.columns())) : vector(random, m.rows());
            Optional<RationalVector> solution = m.solve(right);
            List<RationalVector> columns = new ArrayList<>();
            for (int j = 0; j < m.columns(); j++) {
                columns.add(m.transpose().row(j));
            }
            columns.add(right);
            boolean inSpan = RationalMatrix.ofRows(columns, m.rows()).rank() == m.rank();
            assertThat(solution.isPresent()).isEqualTo(inSpan);
            solution.ifPresent(v -> assertThat(m.multiply(v)).isEqualTo(right));
            solvable += inSpan ? 1 : 0;
            unsolvable += inSpan ? 0 : 1;
        }
        assertThat(solvable).isGreaterThan(50);
        assertThat(unsolvable).isGreaterThan(50);
    }

    @Test
    void inverseExistsExactlyForFullRank() {
        Random random = Seeded.random(105);
        int singular = 0;
        for (int i = 0; i < 200; i++) {
            int n = 1 + random.nextInt(5);
            RationalMatrix m = i % 2 == 0 ? matrix(random, n, n) : degenerate(random, n, n, n);
            if (m.rank() < n) {
                singular++;
                assertThatThrownBy(m::inverse).isInstanceOf(ArithmeticException.class);
            } else {
                assertThat(m.multiply(m.inverse())).isEqualTo(RationalMatrix.identity(n));
                assertThat(m.inverse().multiply(m)).isEqualTo(RationalMatrix.identity(n));
                assertThat(m.inverse().inverse()).isEqualTo(m);
            }
        }
        assertThat(singular).isGreaterThan(20);
        assertThat(RationalMatrix.identity(0).inverse()).isEqualTo(RationalMatrix.identity(0));
        RationalMatrix wide = matrix(new long[] {1, 0, 0}, new long[] {0, 1, 0});
        assertThatThrownBy(wide::inverse).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> wide.transpose().inverse()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void productsAgreeWithEachOther() {
        Random random = Seeded.random(106);
        for (int i = 0; i < 50; i++) {
            RationalMatrix a = matrix(random, 3, 4);
            RationalMatrix b = matrix(random, 4, 2);
            RationalVector v = vector(random, 2);
            RationalVector w = vector(random, 3);
            assertThat(a.multiply(b).multiply(v)).isEqualTo(a.multiply(b.multiply(v)));
            assertThat(a.multiplyTransposed(w)).isEqualTo(a.transpose().multiply(w));
            assertThat(a.multiply(b).transpose()).isEqualTo(b.transpose().multiply(a.transpose()));
        }
        RationalMatrix m = matrix(new long[] {1, 2}, new long[] {3, 4});
        assertThat(m.multiply(RationalVector.of(5, 6))).isEqualTo(RationalVector.of(17, 39));
        assertThat(m.multiply(m)).isEqualTo(matrix(new long[] {7, 10}, new long[] {15, 22}));
    }

    @Test
    void columnsAreAppendedAtTheRight() {
        RationalMatrix m = matrix(new long[] {1, 2}, new long[] {3, 4});
        assertThat(m.appendColumn(RationalVector.of(5, 6)))
                .isEqualTo(matrix(new long[] {1, 2, 5}, new long[] {3, 4, 6}));
        assertThatThrownBy(() -> m.appendColumn(RationalVector.of(5))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sizesMustFit() {
        RationalMatrix m = matrix(new long[] {1, 2, 3}, new long[] {4, 5, 6});
        RationalVector two = RationalVector.of(1, 1);
        RationalVector three = RationalVector.of(1, 1, 1);
        assertThatThrownBy(() -> m.multiply(two)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> m.multiplyTransposed(three)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> m.solve(three)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> m.multiply(m)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RationalMatrix.ofRows(List.of(two, three), 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalityIsByEntriesAndShape() {
        RationalMatrix m = matrix(new long[] {1, 2});
        assertThat(m).isEqualTo(matrix(new long[] {1, 2})).hasSameHashCodeAs(matrix(new long[] {1, 2}));
        assertThat(m).isNotEqualTo(matrix(new long[] {1, 3})).isNotEqualTo(m.transpose());
        assertThat(RationalMatrix.ofRows(List.of(), 2)).isNotEqualTo(RationalMatrix.ofRows(List.of(), 3));
    }
}
