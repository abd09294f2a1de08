package org.talweg.data.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.data.CsvWriter;
import org.talweg.data.DatasetReader;
import org.talweg.data.InputException;
import org.talweg.data.Table;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

class GeneratorsTest {

    private static RationalMatrix inputs(Table table) {
        RationalMatrix columns = table.values().transpose();
        List<RationalVector> kept =
                IntStream.range(0, columns.rows() - 1).mapToObj(columns::row).toList();
        return RationalMatrix.ofRows(kept, columns.columns()).transpose();
    }

    private static RationalVector labels(Table table) {
        return table.values().transpose().row(table.values().columns() - 1);
    }

    private static Table reread(Table table) throws IOException {
        StringBuilder csv = new StringBuilder();
        CsvWriter.write(table, csv);
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        return DatasetReader.readTable("-", new ByteArrayInputStream(bytes), false);
    }

    private static final List<DataGenerator> ALL = List.of(
            new GaussianData(5, 3, 2, 7),
            new TeacherData(5, 3, 10, 3, 7),
            new OrthogonalData(4, 6, Optional.empty(), 3, 7),
            new BoursierData(6),
            new OneDimensionalData(5, 17, 7));

    @Test
    void csvReadsBackExactly() throws IOException {
        for (DataGenerator generator : ALL) {
            assertThat(reread(generator.generate())).as("%s", generator).isEqualTo(generator.generate());
        }
    }

    @Test
    void theSeedDecides() {
        assertThat(new GaussianData(4, 3, 3, 1).generate()).isNotEqualTo(new GaussianData(4, 3, 3, 2).generate());
        assertThat(new OrthogonalData(3, 3, Optional.empty(), 3, 1).generate())
                .isNotEqualTo(new OrthogonalData(3, 3, Optional.empty(), 3, 2).generate());
        // Pinned: a seed printed in a report must give the same data in every release.
        assertThat(new GaussianData(1, 2, 3, 1).generate().values().row(0))
                .isEqualTo(
                        RationalVector.of(Rational.parse("0.078"), Rational.parse("0.436"), Rational.parse("0.445")));
    }

    @Test
    void gaussianValuesAreRoundedAndSpread() {
        Table table = new GaussianData(2000, 1, 2, 3).generate();
        assertThat(table.names()).containsExactly("x1", "y");
        Rational squares = Rational.ZERO;
        Rational products = Rational.ZERO;
        for (int k = 0; k < 2000; k++) {
            Rational x = table.values().get(k, 0);
            Rational y = table.values().get(k, 1);
            assertThat(x.multiply(100).isInteger()).isTrue();
            squares = squares.add(x.square()).add(y.square());
            products = products.add(x.multiply(y));
        }
        // Fixed seed; the standard errors are 0.02 and 0.02.
        assertThat(squares.doubleValue() / 4000).isBetween(0.9, 1.1);
        assertThat(products.doubleValue() / 2000).isBetween(-0.1, 0.1);
    }

    @Test
    void teacherLabelsAreExactAndHomogeneous() {
        Table table = new TeacherData(6, 3, 4, 2, 5).generate();
        assertThat(inputs(table)).isEqualTo(inputs(new GaussianData(6, 3, 2, 5).generate()));
        // The draws behind it, in the documented order.
        Draws draws = new Draws(5, 2);
        RationalMatrix x = draws.normals(6, 3);
        RationalMatrix w = draws.normals(4, 3);
        RationalVector a = draws.normals(4);
        for (int k = 0; k < 6; k++) {
            Rational sum = Rational.ZERO;
            for (int j = 0; j < 4; j++) {
                Rational z = w.row(j).dot(x.row(k));
                sum = z.signum() > 0 ? sum.add(a.get(j).multiply(z)) : sum;
            }
            assertThat(labels(table).get(k)).isEqualTo(sum);
            assertThat(sum.multiply(Rational.of(1_000_000)).isInteger()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,2", "2,2", "3,5", "4,4", "9,9", "2,12"})
    void orthogonalRowsAreExactlyOrthonormal(int rows, int dimension) {
        for (long seed = 0; seed < 4; seed++) {
            Table table = new OrthogonalData(rows, dimension, Optional.empty(), 3, seed).generate();
            RationalMatrix x = inputs(table);
            assertThat(x.rows()).isEqualTo(rows);
            assertThat(x.columns()).isEqualTo(dimension);
            assertThat(x.multiply(x.transpose())).as("seed %d", seed).isEqualTo(RationalMatrix.identity(rows));
            if (dimension > 1) {
                assertThat(x.get(0, 0)).as("no identity").isNotEqualTo(Rational.ONE);
            }
        }
    }

    @Test
    void orthogonalLabelsAsGiven() {
        RationalVector labels = RationalVector.of(3, -2, 1, 4);
        assertThat(labels(new OrthogonalData(4, 4, Optional.of(labels), 3, 1).generate()))
                .isEqualTo(labels);
    }

    @Test
    void boursierPoints() {
        Table table = new BoursierData(5).generate();
        RationalMatrix x = inputs(table);
        assertThat(x.row(0)).isEqualTo(RationalVector.unit(5, 0));
        Rational t = BoursierData.ROOT;
        assertThat(x.row(1).multiply(Rational.of(9))).isEqualTo(RationalVector.of(8, -4, 1, 0, 0));
        assertThat(x.row(2).multiply(Rational.of(9))).isEqualTo(RationalVector.of(8, 4, 1, 0, 0));
        assertThat(x.row(3).multiply(Rational.of(9)))
                .isEqualTo(RationalVector.of(Rational.of(8), Rational.ZERO, Rational.ZERO, t, Rational.ZERO));
        assertThat(x.row(4).multiply(Rational.of(9)))
                .isEqualTo(RationalVector.of(Rational.of(8), Rational.ZERO, Rational.ZERO, Rational.ZERO, t));
        assertThat(labels(table))
                .isEqualTo(RationalVector.of(
                        Rational.of(4, 5),
                        Rational.of(7, 9),
                        Rational.of(7, 9),
                        Rational.of(32, 45),
                        Rational.of(32, 45)));
        assertThat(new BoursierData(3).generate().values().rows()).isEqualTo(3);
    }

    @Test
    void theRootIsAConvergent() {
        Rational t = BoursierData.ROOT;
        assertThat(t.square().subtract(Rational.of(17))).isEqualTo(BoursierData.squareError());
        assertThat(BoursierData.squareError().numerator()).isEqualTo(BigInteger.ONE);
        assertThat(BoursierData.squareError().doubleValue()).isBetween(0.0, 1e-12);
        RationalVector x = inputs(new BoursierData(4).generate()).row(3);
        assertThat(x.squaredNorm().subtract(Rational.ONE))
                .isEqualTo(BoursierData.squareError().divide(Rational.of(81)));
    }

    @Test
    void oneDimensionalHasABias() {
        Table table = new OneDimensionalData(4, 2, 9).generate();
        assertThat(table.names()).containsExactly("x", "bias", "y");
        for (int k = 0; k < 4; k++) {
            assertThat(table.values().get(k, 1)).isEqualTo(Rational.ONE);
        }
        assertThat(table.values().get(0, 0)).isNotEqualTo(table.values().get(1, 0));
    }

    @Test
    void parametersAreChecked() {
        assertRefused(() -> new GaussianData(0, 1, 3, 1), "rows: expected at least 1, found 0");
        assertRefused(() -> new GaussianData(1, 0, 3, 1), "dimension: expected at least 1, found 0");
        assertRefused(() -> new GaussianData(1, 1, -1, 1), "decimals: expected 0 to 17, found -1");
        assertRefused(() -> new GaussianData(1, 1, 18, 1), "decimals: expected 0 to 17, found 18");
        assertRefused(() -> new TeacherData(0, 1, 1, 3, 1), "rows: expected at least 1, found 0");
        assertRefused(() -> new TeacherData(1, 0, 1, 3, 1), "dimension: expected at least 1, found 0");
        assertRefused(() -> new TeacherData(1, 1, 0, 3, 1), "hidden: expected at least 1, found 0");
        assertRefused(() -> new TeacherData(1, 1, 1, 18, 1), "decimals: expected 0 to 17, found 18");
        assertRefused(() -> new BoursierData(2), "dimension: expected at least 3, found 2");
        assertRefused(() -> new OneDimensionalData(0, 3, 1), "rows: expected at least 1, found 0");
        assertRefused(() -> new OneDimensionalData(1, 18, 1), "decimals: expected 0 to 17, found 18");
        assertRefused(() -> new OrthogonalData(0, 3, Optional.empty(), 3, 1), "rows: expected at least 1, found 0");
        assertRefused(() -> new OrthogonalData(1, 3, Optional.empty(), 18, 1), "decimals: expected 0 to 17, found 18");
        assertRefused(
                () -> new OrthogonalData(4, 3, Optional.empty(), 3, 1),
                "rows: expected at most the dimension 3, since orthonormal rows are independent, found 4");
        assertRefused(
                () -> new OrthogonalData(3, 3, Optional.of(RationalVector.of(1, 2)), 3, 1),
                "labels: expected 3, one a row, found 2");
    }

    private static void assertRefused(Runnable creation, String message) {
        assertThatThrownBy(creation::run).isInstanceOf(InputException.class).hasMessage(message);
    }
}
