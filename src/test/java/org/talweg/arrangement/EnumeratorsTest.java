package org.talweg.arrangement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Seeded;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

class EnumeratorsTest {

    private static Arrangement arrangement(List<RationalVector> rows) {
        return Arrangement.of(RationalMatrix.ofRows(rows, rows.get(0).size()));
    }

    private static List<String> cells(Arrangement arrangement, CellEnumerator enumerator) {
        CellSet cells = CellSet.of(arrangement, enumerator);
        List<String> list = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            list.add(cells.signs(i).toString());
        }
        return list;
    }

    /** All methods that take these data agree. */
    private static void assertAgreement(Arrangement arrangement) {
        List<String> expected = cells(arrangement, CellEnumerator.feasibility());
        assertThat(expected).doesNotHaveDuplicates();
        assertThat(cells(arrangement, CellEnumerator.deletionRestriction(1))).isEqualTo(expected);
        assertThat(cells(arrangement, CellEnumerator.deletionRestriction(3))).isEqualTo(expected);
        if (arrangement.hyperplanes() > 0 && GeneralPosition.test(arrangement, 1)) {
            assertThat(cells(arrangement, new LowestVertex(1))).isEqualTo(expected);
            assertThat(cells(arrangement, new LowestVertex(3))).isEqualTo(expected);
            assertThat(FaceCount.generalCells(arrangement.hyperplanes(), arrangement.rank()))
                    .isEqualTo(expected.size());
        }
        assertThat(CharacteristicPolynomial.of(arrangement).cells()).isEqualTo(expected.size());
    }

    @Test
    void allMethodsAgreeOnDegenerateData() {
        RandomArrangements random = new RandomArrangements(Seeded.random(11));
        for (int trial = 0; trial < 200; trial++) {
            assertAgreement(Arrangement.of(random.next(11)));
        }
    }

    /** Integer entries of at most {@code bits} bits, and not many fewer. */
    private static RationalVector vector(Random random, int d, int bits) {
        Rational[] x = new Rational[d];
        for (int c = 0; c < d; c++) {
            x[c] = Rational.of(new java.math.BigInteger(bits - random.nextInt(Math.min(bits, 25)), random))
                    .multiply(random.nextBoolean() ? 1 : -1);
        }
        return RationalVector.of(x);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 30, 60, 200, 1000})
    void allMethodsAgreeOnLongNumbers(int bits) {
        Random random = Seeded.random(bits);
        for (int trial = 0; trial < (bits < 200 ? 12 : 2); trial++) {
            int d = 2 + random.nextInt(3);
            List<RationalVector> rows = new ArrayList<>();
            for (int k = 0; k < d + random.nextInt(5); k++) {
                rows.add(vector(random, d, bits));
                if (k > 1 && random.nextInt(3) == 0) {
                    rows.add(rows.get(k - 1).add(rows.get(random.nextInt(k))));
                }
            }
            assertAgreement(arrangement(rows));
        }
    }

    /** Rows that a double cannot tell from dependent ones: filters must not be trusted here. */
    @ParameterizedTest
    @ValueSource(ints = {20, 50, 60, 100, 300})
    void allMethodsAgreeOnNearlyDependentRows(int closeness) {
        Random random = Seeded.random(closeness);
        Rational tiny = Rational.scaleByPowerOfTwo(java.math.BigInteger.ONE, -closeness);
        for (int trial = 0; trial < (closeness < 100 ? 12 : 2); trial++) {
            int d = 3 + random.nextInt(2);
            List<RationalVector> rows = new ArrayList<>();
            for (int k = 0; k < d; k++) {
                rows.add(vector(random, d, 5));
            }
            for (int k = 0; k < 4; k++) {
                RationalVector sum = rows.get(random.nextInt(rows.size())).add(rows.get(random.nextInt(rows.size())));
                rows.add(sum.combine(vector(random, d, 3), random.nextInt(3) == 0 ? Rational.ZERO : tiny));
            }
            assertAgreement(arrangement(rows));
        }
    }

    @Test
    void moreThanSixtyFourHyperplanes() {
        Random random = Seeded.random(64);
        for (int d = 2; d <= 3; d++) {
            List<RationalVector> general = new ArrayList<>();
            for (int k = 0; k < (d == 2 ? 200 : 70); k++) {
                general.add(vector(random, d, 30));
            }
            Arrangement arrangement = arrangement(general);
            assertThat(arrangement.words()).isGreaterThan(1);
            List<String> expected = cells(arrangement, CellEnumerator.deletionRestriction(2));
            assertThat(expected).doesNotHaveDuplicates();
            assertThat(cells(arrangement, CellEnumerator.automatic(2))).isEqualTo(expected);
            assertThat(CellSet.of(arrangement).statistics().method()).isEqualTo("lowest-vertex");
            assertThat(FaceCount.generalCells(arrangement.hyperplanes(), d)).isEqualTo(expected.size());

            List<RationalVector> grid = new ArrayList<>();
            for (int k = 0; k < 90; k++) {
                grid.add(
                        d == 2
                                ? RationalVector.of(k % 10, k / 10)
                                : RationalVector.of(k % 5 - 2, k / 5 % 5 - 2, k / 25));
            }
            Arrangement degenerate = arrangement(grid);
            CellSet cells = CellSet.of(degenerate);
            assertThat(CharacteristicPolynomial.of(degenerate).cells()).isEqualTo(cells.size());
            assertThat(cells(degenerate, CellEnumerator.feasibility())).hasSize(cells.size());
            for (int i = 0; i < cells.size(); i++) {
                assertThat(cells.indexOf(cells.packed(i))).isEqualTo(i);
            }
        }
    }

    @Test
    void extremeShapes() {
        assertThat(cells(arrangement(List.of(RationalVector.of(0, 0))), CellEnumerator.automatic()))
                .containsExactly("0");
        assertThat(CellSet.of(Arrangement.of(RationalMatrix.ofRows(List.of(), 3)))
                        .size())
                .isEqualTo(1);
        assertThat(cells(arrangement(List.of(RationalVector.of(-2))), CellEnumerator.automatic()))
                .containsExactly("-", "+");
        assertThat(cells(
                        arrangement(List.of(RationalVector.of(2L), RationalVector.of(0L), RationalVector.of(-1L))),
                        CellEnumerator.automatic()))
                .containsExactly("-0+", "+0-");
        assertThat(cells(arrangement(List.of(RationalVector.of(0, 0, 7))), CellEnumerator.automatic()))
                .containsExactly("-", "+");
        assertThat(CellSet.of(Arrangement.of(RationalMatrix.identity(18))).size())
                .isEqualTo(1 << 18);
        assertThatIllegalArgumentException().isThrownBy(() -> CellEnumerator.automatic(0));
    }

    @Test
    void orderDoesNotDependOnThreads() throws IOException {
        for (String name : List.of("gauss_16_6", "threshold_4")) {
            Arrangement arrangement = CellSetTest.read(name);
            List<List<Long>> streams = new ArrayList<>();
            for (int threads : new int[] {1, 2, 5}) {
                List<Long> stream = new ArrayList<>();
                CellEnumerator.automatic(threads).enumerate(arrangement, cell -> stream.add(cell[0]));
                streams.add(stream);
            }
            assertThat(streams.get(1)).isEqualTo(streams.get(0));
            assertThat(streams.get(2)).isEqualTo(streams.get(0));
        }
    }

    @Test
    void laws() {
        Random random = Seeded.random(5);
        RandomArrangements arrangements = new RandomArrangements(random);
        for (int trial = 0; trial < 100; trial++) {
            RationalMatrix rows = arrangements.next(9);
            int n = rows.rows();
            List<String> cells = sorted(rows);
            // Scaling a row by t > 0 changes nothing; t < 0 flips its sign.
            int k = random.nextInt(n);
            assertThat(sorted(with(rows, k, rows.row(k).multiply(Rational.of(7, 3)))))
                    .isEqualTo(cells);
            List<String> flipped =
                    new ArrayList<>(cells.stream().map(c -> flip(c, k)).sorted().toList());
            assertThat(sorted(with(rows, k, rows.row(k).negate()))).isEqualTo(flipped);
            // Reversing the rows reverses the signs.
            List<RationalVector> reversed = new ArrayList<>();
            for (int i = n - 1; i >= 0; i--) {
                reversed.add(rows.row(i));
            }
            List<String> reversedCells = cells.stream()
                    .map(c -> new StringBuilder(c).reverse().toString())
                    .sorted()
                    .toList();
            assertThat(sorted(RationalMatrix.ofRows(reversed, rows.columns()))).isEqualTo(reversedCells);
            // A change of basis changes nothing.
            assertThat(sorted(rows.multiply(shear(random, rows.columns())))).isEqualTo(cells);
        }
    }

    private static List<String> sorted(RationalMatrix rows) {
        return cells(Arrangement.of(rows), CellEnumerator.automatic(1)).stream()
                .sorted()
                .toList();
    }

    private static RationalMatrix with(RationalMatrix rows, int k, RationalVector row) {
        List<RationalVector> list = new ArrayList<>();
        for (int i = 0; i < rows.rows(); i++) {
            list.add(i == k ? row : rows.row(i));
        }
        return RationalMatrix.ofRows(list, rows.columns());
    }

    private static String flip(String cell, int k) {
        char[] signs = cell.toCharArray();
        signs[k] = signs[k] == '+' ? '-' : signs[k] == '-' ? '+' : '0';
        return new String(signs);
    }

    /** Unimodular: a product of elementary matrices. */
    private static RationalMatrix shear(Random random, int d) {
        RationalMatrix product = RationalMatrix.identity(d);
        for (int step = 0; step < 3 && d > 1; step++) {
            int i = random.nextInt(d);
            int j = (i + 1 + random.nextInt(d - 1)) % d;
            product = product.multiply(with(
                    RationalMatrix.identity(d),
                    i,
                    RationalVector.unit(d, i).combine(RationalVector.unit(d, j), Rational.of(random.nextInt(9) - 4))));
        }
        return product;
    }

    @Test
    @Tag("slow")
    void allMethodsAgreeOnLargerData() throws IOException {
        for (String name : List.of("gauss_20_4", "gauss_16_6", "gauss_50_4", "gauss_30_6")) {
            Arrangement arrangement = CellSetTest.read(name);
            CellSet expected = CellSet.of(arrangement, CellEnumerator.deletionRestriction(2));
            CellSet found = CellSet.of(arrangement, new LowestVertex(2));
            assertThat(found.size()).isEqualTo(expected.size());
            for (int i = 0; i < found.size(); i++) {
                assertThat(Arrays.equals(found.packed(i), expected.packed(i))).isTrue();
            }
        }
    }
}
