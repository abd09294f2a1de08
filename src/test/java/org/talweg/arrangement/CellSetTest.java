package org.talweg.arrangement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Seeded;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

class CellSetTest {

    /** The arrangement of the named table of normals. */
    static Arrangement read(String name) throws IOException {
        List<RationalVector> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CellSetTest.class.getResourceAsStream("/arrangements/" + name + ".csv")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(RationalVector.of(
                        Arrays.stream(line.split(",", -1)).map(Rational::parse).toArray(Rational[]::new)));
            }
        }
        return Arrangement.of(RationalMatrix.ofRows(rows, rows.get(0).size()));
    }

    /*
     * General position: 2 sum_{i<d} C(n-1, i). Braid A_{k-1}: k!. Type B_4: 2^4 4!. Threshold functions: OEIS A000609.
     * Resonance arrangement: OEIS A034997.
     */
    @ParameterizedTest
    @CsvSource({
        "gauss_8_3, 58",
        "gauss_10_4, 260",
        "gauss_20_4, 2320",
        "gauss_16_6, 9888",
        "gauss_50_4, 39300",
        "gauss_30_6, 293192",
        "braid_A4, 120",
        "braid_A5, 720",
        "braid_A6, 5040",
        "typeB_4, 384",
        "threshold_3, 104",
        "threshold_4, 1882",
        "threshold_5, 94572",
        "resonance_4, 370",
        "resonance_5, 11292",
        "resonance_6, 1066044"
    })
    void knownCounts(String name, int count) throws IOException {
        Arrangement arrangement = read(name);
        assertThat(CellSet.of(arrangement).size()).isEqualTo(count);
    }

    @Test
    void degenerateArrangementsAgreeWithTheOracleCellByCell() {
        RandomArrangements random = new RandomArrangements(Seeded.random(20260101));
        for (int trial = 0; trial < 500; trial++) {
            RationalMatrix rows = random.next(9);
            Set<SignVector> expected = new CovectorOracle(rows).cells();
            Arrangement arrangement = Arrangement.of(rows);
            CellSet cells = CellSet.of(arrangement);
            TreeSet<SignVector> found = new TreeSet<>();
            for (int i = 0; i < cells.size(); i++) {
                Cell cell = cells.cell(i);
                assertThat(arrangement.faceOf(cell.witness())).isEqualTo(cell.signs());
                assertThat(cells.indexOf(cell.signs())).isEqualTo(i);
                assertThat(cells.indexOf(cell.witness())).isEqualTo(i);
                assertThat(cells.signs(cells.antipode(i)))
                        .isEqualTo(cell.signs().negate());
                found.add(cell.signs());
            }
            assertThat(found).as("trial %d rows %s", trial, rows).isEqualTo(expected);
            assertThat(cells.size()).isEqualTo(expected.size());
        }
    }
}
