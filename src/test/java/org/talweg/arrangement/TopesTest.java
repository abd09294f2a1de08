package org.talweg.arrangement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Seeded;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/** Faces, facets, neighbours, and the second routes to completeness. */
class TopesTest {

    @Test
    void facesAndFacetsAgreeWithTheOracle() {
        RandomArrangements random = new RandomArrangements(Seeded.random(3));
        for (int trial = 0; trial < 100; trial++) {
            RationalMatrix rows = random.next(7);
            Arrangement arrangement = Arrangement.of(rows);
            long[] expected = new CovectorOracle(rows).facesByDimension();
            assertThat(FaceCount.byDimension(arrangement))
                    .as("%s", rows)
                    .isEqualTo(Arrays.stream(expected)
                            .mapToObj(BigInteger::valueOf)
                            .toList());
            CellSet cells = CellSet.of(arrangement);
            TopeGraph graph = TopeGraph.of(cells);
            assertThat(graph.isConnected()).isTrue();
            // Each facet of the arrangement lies between two cells.
            assertThat(graph.edges()).isEqualTo(rows.columns() == 0 ? 0 : expected[rows.columns() - 1]);
            for (int i = 0; i < cells.size(); i++) {
                int[] facets = cells.facets(i);
                assertThat(Facets.of(arrangement, cells.packed(i))).isEqualTo(facets);
                for (int k = 0; k < facets.length; k++) {
                    assertThat(graph.wall(i, k)).isEqualTo(facets[k]);
                    assertThat(cells.neighbour(graph.neighbour(i, k), facets[k]))
                            .isEqualTo(i);
                }
            }
            assertThat(Facets.firstDefect(cells)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gauss_10_4, 260",
        "gauss_16_6, 9888",
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
    void characteristicPolynomialCounts(String name, int count) throws IOException {
        assertThat(CharacteristicPolynomial.of(CellSetTest.read(name)).cells()).isEqualTo(count);
    }

    @Test
    void characteristicPolynomialOfTheBraidArrangement() throws IOException {
        // t (t-1) (t-2) (t-3) (t-4): colourings of the complete graph.
        assertThat(CharacteristicPolynomial.of(CellSetTest.read("braid_A4")).coefficients())
                .containsExactly(
                        BigInteger.ZERO,
                        BigInteger.valueOf(24),
                        BigInteger.valueOf(-50),
                        BigInteger.valueOf(35),
                        BigInteger.valueOf(-10),
                        BigInteger.ONE);
    }

    @Test
    void facesOfKnownArrangements() throws IOException {
        // The permutohedron's faces: ordered set partitions of five elements, one dimension for each block.
        assertThat(FaceCount.byDimension(CellSetTest.read("braid_A4"))).isEqualTo(longs(0, 1, 30, 150, 240, 120));
        // Three coordinate planes: 3^3 faces.
        assertThat(FaceCount.byDimension(Arrangement.of(RationalMatrix.identity(3))))
                .isEqualTo(longs(1, 6, 12, 8));
        assertThat(FaceCount.byDimension(Arrangement.of(RationalMatrix.ofRows(List.of(), 2))))
                .isEqualTo(longs(0, 0, 1));
    }

    private static List<BigInteger> longs(long... values) {
        return Arrays.stream(values).mapToObj(BigInteger::valueOf).toList();
    }

    @Test
    void aMissingCellIsFound() throws IOException {
        for (String name : List.of("gauss_8_3", "typeB_4", "threshold_3")) {
            Arrangement arrangement = CellSetTest.read(name);
            CellSet all = CellSet.of(arrangement);
            CellSet some = CellSet.of(arrangement, (a, sink) -> {
                CellEnumerator.automatic(1).enumerateHalf(a, (packed, count) -> {
                    long[] fewer = new long[packed.length];
                    int kept = 0;
                    for (int i = 0; i < count; i++) {
                        if (packed[i] != all.word(5, 0)) {
                            fewer[kept++] = packed[i];
                        }
                    }
                    sink.accept(fewer, kept);
                });
                return EnumerationStatistics.none("incomplete");
            });
            assertThat(some.size()).isEqualTo(all.size() - 2);
            assertThat(Facets.firstDefect(some))
                    .hasValueSatisfying(s -> assertThat(s).isIn(all.signs(5), all.signs(all.antipode(5))));
        }
    }

    @Test
    void patternsOfNoCellAreRefused() {
        Arrangement arrangement = Arrangement.of(RationalMatrix.ofRows(
                List.of(RationalVector.of(1, 0), RationalVector.of(0, 1), RationalVector.of(1, 1)), 2));
        CellSet cells = CellSet.of(arrangement);
        SignVector none = SignVector.parse("++-");
        assertThat(cells.indexOf(none)).isNegative();
        assertThat(Witness.of(arrangement, none)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Facets.of(arrangement, arrangement.toHyperplanes(none)));
        assertThat(cells.indexOf(SignVector.parse("+0+"))).isNegative();
        assertThat(cells.indexOf(SignVector.parse("++"))).isNegative();
        assertThat(cells.indexOf(RationalVector.of(1, -1))).isNegative();
        assertThat(cells.signs(cells.indexOf(RationalVector.of(3, -1)))).isEqualTo(SignVector.parse("+-+"));
    }

    @Test
    void emptinessComesWithGordanMultipliers() {
        RandomArrangements random = new RandomArrangements(Seeded.random(8));
        int empty = 0;
        for (int trial = 0; trial < 300; trial++) {
            BigInteger[][] rows = Arrangement.of(random.next(7)).essentialNormals();
            if (rows.length == 0) {
                continue;
            }
            OpenCone.Decision decision = OpenCone.decide(rows);
            assertThat(decision.interior().isPresent())
                    .isNotEqualTo(decision.emptiness().isPresent());
            decision.interior()
                    .ifPresent(w -> assertThat(OpenCone.contains(rows, w)).isTrue());
            if (decision.emptiness().isPresent()) {
                empty++;
                RationalVector m = decision.emptiness().get();
                RationalMatrix matrix = RationalMatrix.ofRows(
                        Arrays.stream(rows).map(RationalVector::of).toList(), rows[0].length);
                assertThat(m.toList()).allMatch(x -> x.signum() >= 0).anyMatch(x -> x.signum() > 0);
                assertThat(matrix.multiplyTransposed(m).isZero()).isTrue();
            }
        }
        assertThat(empty).isPositive();
    }

    @Test
    @Tag("slow")
    void closureOfLargerLists() throws IOException {
        for (String name : List.of("gauss_20_4", "threshold_4", "braid_A5")) {
            assertThat(Facets.firstDefect(CellSet.of(CellSetTest.read(name)))).isEmpty();
        }
    }
}
