package org.talweg.arrangement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.data.generator.OrthogonalData;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

class SolidAngleTest {

    /** The normals of the cell, turned inward. */
    private static List<RationalVector> inward(Arrangement arrangement, long[] packed) {
        List<RationalVector> normals = new ArrayList<>();
        for (int h = 0; h < arrangement.hyperplanes(); h++) {
            RationalVector normal = RationalVector.of(arrangement.normal(h));
            normals.add((packed[h >> 6] >>> h & 1) != 0 ? normal : normal.negate());
        }
        return normals;
    }

    private static Enclosure share(List<RationalVector> normals) {
        Enclosure share = SolidAngle.share(normals).orElseThrow();
        assertThat(share.relativeWidth()).isLessThanOrEqualTo(0x1p-60);
        assertThat(share.lower().signum()).isPositive();
        return share;
    }

    private static RationalVector v(long... entries) {
        return RationalVector.of(entries);
    }

    /** Chambers of reflection groups, and the cone over a face of the cube. */
    @Test
    void knownCones() {
        Rational half = Rational.of(1, 2);
        assertThat(share(List.of())).isEqualTo(Enclosure.of(Rational.ONE));
        assertThat(share(List.of(v(3, -1, 2)))).isEqualTo(Enclosure.of(half));
        assertThat(share(List.of(v(1, 0), v(-1, 1)))).isEqualTo(Enclosure.of(Rational.of(1, 8)));
        assertThat(share(List.of(v(1, -1, 0), v(0, 1, -1), v(0, 0, 1)))).isEqualTo(Enclosure.of(Rational.of(1, 48)));
        assertThat(share(List.of(v(1, -1, 0, 0), v(0, 1, -1, 0), v(0, 0, 1, -1))))
                .isEqualTo(Enclosure.of(Rational.of(1, 24)));
        assertThat(share(List.of(v(1, 1, 0), v(1, -1, 0), v(1, 0, 1), v(1, 0, -1))))
                .isEqualTo(Enclosure.of(Rational.of(1, 6)));
    }

    /** Two wedges and a half-space in orthogonal planes. */
    @Test
    void orthogonalGroupsMultiply() {
        List<RationalVector> cone =
                List.of(v(1, 0, 0, 0, 0), v(0, 0, 1, 0, 0), v(-1, 1, 0, 0, 0), v(0, 0, 0, 0, -7), v(0, 0, -1, 1, 0));
        assertThat(share(cone)).isEqualTo(Enclosure.of(Rational.of(1, 128)));
    }

    @Test
    void rankFourInOneGroupIsNotComputed() {
        List<RationalVector> chamber = List.of(v(1, -1, 0, 0), v(0, 1, -1, 0), v(0, 0, 1, -1), v(0, 0, 0, 1));
        assertThat(SolidAngle.share(chamber)).isEmpty();
    }

    @Test
    void anEmptyConeIsRefused() {
        assertThatThrownBy(() -> SolidAngle.share(List.of(v(1, 0), v(0, 1), v(-1, -1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void orthantsOfOrthonormalRows() {
        for (int n = 1; n <= 8; n++) {
            RationalMatrix rows = new OrthogonalData(n, n + 1, Optional.empty(), 3, n)
                    .generate()
                    .values();
            List<RationalVector> normals = new ArrayList<>();
            for (int k = 0; k < n; k++) {
                normals.add(RationalVector.of(rows.row(k).toList().subList(0, n + 1)));
            }
            assertThat(share(normals)).isEqualTo(Enclosure.of(Rational.of(1, 1L << n)));
        }
    }

    /** Cells fill the space, and opposite cells are congruent. */
    @ParameterizedTest
    @CsvSource({"1, 4, true", "2, 6, false", "2, 6, true", "3, 6, false", "3, 8, true", "4, 3, false", "5, 3, true"})
    void cellsFillTheSpace(int d, int n, boolean degenerate) {
        Random random = Seeded.random(10 * d + n);
        for (int trial = 0; trial < 4; trial++) {
            Instance instance =
                    degenerate ? Instance.degenerate(random, n, d, "1") : Instance.gaussian(random, n, d, "1");
            Arrangement arrangement = instance.objective().arrangement();
            CellSet cells = CellSet.of(arrangement);
            Enclosure sum = Enclosure.of(Rational.ZERO);
            for (int i = 0; i < cells.size(); i++) {
                Enclosure share = share(inward(arrangement, cells.packed(i)));
                assertThat(share).isEqualTo(share(inward(arrangement, cells.packed(cells.antipode(i)))));
                sum = sum.add(share);
            }
            assertThat(sum.contains(Rational.ONE)).as(instance.toString()).isTrue();
            assertThat(sum.width().doubleValue()).isLessThan(1e-15);
        }
    }

    /** Order, length and further normals that hold anyway change nothing; nor does an exact rotation. */
    @Test
    void lawsOfCones() {
        Random random = Seeded.random(5);
        RationalMatrix rotation = new OrthogonalData(3, 3, Optional.of(RationalVector.zero(3)), 3, 9)
                .generate()
                .values();
        for (int trial = 0; trial < 20; trial++) {
            Arrangement arrangement =
                    Instance.gaussian(random, 5, 3, "1").objective().arrangement();
            CellSet cells = CellSet.of(arrangement);
            List<RationalVector> normals = inward(arrangement, cells.packed(random.nextInt(cells.size())));
            Enclosure expected = share(normals);
            List<RationalVector> other = new ArrayList<>(SolidAngle.facets(normals));
            other.replaceAll(n -> n.multiply(Rational.of(1 + random.nextInt(9), 5)));
            other.add(normals.get(0).add(normals.get(1)).add(normals.get(2)));
            Collections.shuffle(other, random);
            assertThat(share(other).meets(expected)).isTrue();
            assertThat(share(rotate(rotation, normals)).meets(expected)).isTrue();
        }
    }

    private static List<RationalVector> rotate(RationalMatrix rotation, List<RationalVector> vectors) {
        List<RationalVector> turned = new ArrayList<>();
        for (RationalVector vector : vectors) {
            Rational[] entries = new Rational[3];
            for (int i = 0; i < 3; i++) {
                entries[i] = RationalVector.of(rotation.row(i).toList().subList(0, 3))
                        .dot(vector);
            }
            turned.add(RationalVector.of(entries));
        }
        return turned;
    }

    @Test
    void agreesWithCounting() {
        Random random = Seeded.random(6);
        Arrangement arrangement =
                Instance.gaussian(random, 6, 3, "1").objective().arrangement();
        CellSet cells = CellSet.of(arrangement);
        int samples = 200_000;
        int[] hits = new int[cells.size()];
        for (int i = 0; i < samples; i++) {
            long packed = 0;
            double[] w = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            for (int h = 0; h < arrangement.hyperplanes(); h++) {
                BigInteger[] n = arrangement.normal(h);
                double dot = n[0].doubleValue() * w[0] + n[1].doubleValue() * w[1] + n[2].doubleValue() * w[2];
                packed |= dot > 0 ? 1L << h : 0;
            }
            hits[cells.indexOf(new long[] {packed})]++;
        }
        for (int i = 0; i < cells.size(); i++) {
            double share = share(inward(arrangement, cells.packed(i))).middle().doubleValue();
            assertThat((double) hits[i] / samples).isCloseTo(share, within(5 * Math.sqrt(share / samples) + 1e-5));
        }
    }
}
