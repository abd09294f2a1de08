package org.talweg.arrangement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;

class CovectorsTest {

    /**
     * As many as the characteristic polynomials of the flats say, closed under negation and composition, and the maximal ones are the
     * cells.
     */
    @ParameterizedTest
    @CsvSource({"5, 2", "4, 3", "6, 3", "5, 4", "3, 5", "4, 1"})
    void satisfyTheCovectorAxioms(int n, int d) {
        Random random = Seeded.random(5 * n + d);
        for (int trial = 0; trial < 6; trial++) {
            Instance instance =
                    trial % 2 == 0 ? Instance.degenerate(random, n, d, "1") : Instance.gaussian(random, n, d, "1");
            Arrangement arrangement = instance.objective().arrangement();
            List<SignVector> covectors = Covectors.of(arrangement);
            BigInteger faces = FaceCount.byDimension(arrangement).stream().reduce(BigInteger.ZERO, BigInteger::add);
            if (arrangement.hyperplanes() == 0) {
                assertThat(covectors).isEmpty();
                continue;
            }
            assertThat(covectors).hasSize(faces.intValueExact() - 1).doesNotHaveDuplicates();
            Set<SignVector> set = new HashSet<>(covectors);
            for (SignVector a : covectors) {
                assertThat(set).contains(a.negate());
                covectors.stream().limit(40).forEach(b -> assertThat(set).contains(a.compose(b)));
            }
            CellSet cells = CellSet.of(arrangement);
            TreeMap<BigInteger, BigInteger> stars = new TreeMap<>();
            for (SignVector face : covectors) {
                long star = IntStream.range(0, cells.size())
                        .filter(i -> face.isFaceOf(cells.signs(i)))
                        .count();
                stars.merge(BigInteger.valueOf(star), BigInteger.ONE, BigInteger::add);
            }
            assertThat(FaceCount.byStar(arrangement)).isEqualTo(stars);
            Set<SignVector> maximal = new TreeSet<>();
            for (int i = 0; i < cells.size(); i++) {
                maximal.add(cells.signs(i));
            }
            assertThat(covectors.stream().filter(arrangement::isCellPattern))
                    .containsExactlyInAnyOrderElementsOf(maximal);
        }
    }
}
