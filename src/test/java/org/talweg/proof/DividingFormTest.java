package org.talweg.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/** Theorem T17: forms that divide a combination of the first-order equations. */
class DividingFormTest {

    /** Rows (-1,0,1), (1,-1,0), (1,0,0): the rays +:++0 and +:-++ make r_1 = r_2 + r_3 or r_1 = -(r_2 + r_3). */
    @Test
    void twoRaysOfOneLength() {
        Instance instance = Instance.of("1e-2", "-1,0,1,2", "1,-1,0,2", "1,0,0,2");
        DualEquations dual = dual(instance, "++0", "-++");
        DividingForm form = new DividingForm(dual, RationalVector.of(1, -1, -1), Rational.ZERO);
        List<RationalVector> cofactors = form.cofactors();
        assertThat(cofactors).hasSize(1);
        RationalVector m = cofactors.get(0);
        assertThat(m.get(0)).isEqualTo(m.get(1)).isEqualTo(m.get(2));
        assertThat(m.get(0).isZero()).isFalse();
        assertThat(m.get(3).isZero()).isTrue();
        assertThat(new DividingForm(dual, RationalVector.of(1, -1, -2), Rational.ZERO).cofactors())
                .isEmpty();
        assertThat(new DividingForm(dual, RationalVector.of(1, -1, -1), Rational.ONE).cofactors())
                .isEmpty();
    }

    private static DualEquations dual(Instance instance, String... faces) {
        FaceCache cache = new FaceCache(instance.objective());
        List<FaceData> data =
                List.of(faces).stream().map(f -> cache.get(SignVector.parse(f))).toList();
        return new KktSystem(instance.objective(), data, new int[] {1, 1}).dual();
    }

    /** Each identity holds as one of polynomials: at random rational masses and q the product is a combination of the equations' values. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void cofactorsAreCofactors(long seed) {
        Random random = Seeded.random(seed);
        int found = 0;
        for (int trial = 0; trial < 60; trial++) {
            Instance instance = Instance.degenerate(random, 4, 3, "0.01");
            ProvedOptimum optimum =
                    instance.prover(12).global().outcome().proved().orElse(null);
            if (optimum == null || optimum.faces().isEmpty()) {
                continue;
            }
            DualEquations dual = optimum.system().dual();
            int size = dual.target().size();
            for (int draw = 0; draw < 8; draw++) {
                RationalVector a = draw(random, size, 1);
                List<RationalVector> cofactors = new DividingForm(dual, a, Rational.ZERO).cofactors();
                found += cofactors.size();
                for (RationalVector m : cofactors) {
                    assertThat(m.isZero()).isFalse();
                    assertThat(isCombination(random, dual, a, m)).isTrue();
                }
                RationalVector other = draw(random, size + 1, 1);
                List<RationalVector> more = new ArrayList<>(cofactors);
                more.add(other);
                boolean inSpan = RationalMatrix.ofRows(more, size + 1).rank() == cofactors.size();
                assertThat(isCombination(random, dual, a, other)).isEqualTo(inSpan);
            }
        }
        assertThat(found).isGreaterThan(5);
    }

    private static RationalVector draw(Random random, int size, int most) {
        return RationalVector.of(
                random.ints(size, -most, most + 1).mapToObj(Rational::of).toArray(Rational[]::new));
    }

    /** Whether {@code a.q (m.q + m_0)} lies in the span of the equations' values, at more random points than there are equations. */
    private static boolean isCombination(Random random, DualEquations dual, RationalVector a, RationalVector m) {
        int size = dual.target().size();
        int unknowns = dual.forms().size() + size;
        List<RationalVector> values = new ArrayList<>();
        List<Rational> products = new ArrayList<>();
        for (int i = 0; i < 2 * unknowns + 4; i++) {
            RationalVector x = draw(random, unknowns, 99);
            RationalVector q = RationalVector.of(x.toList().subList(dual.forms().size(), unknowns));
            values.add(dual.value(x));
            products.add(a.dot(q)
                    .multiply(RationalVector.of(m.toList().subList(0, size))
                            .dot(q)
                            .add(m.get(size))));
        }
        return RationalMatrix.ofRows(values, unknowns)
                .solve(RationalVector.of(products))
                .isPresent();
    }
}
