package org.talweg.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.existence.SolutionBox;
import org.talweg.landscape.Objective;

class DualEquationsTest {

    private static KktSystem system(Objective objective, String... rays) {
        FaceCache cache = new FaceCache(objective);
        List<FaceData> faces = List.of(rays).stream()
                .map(ray -> cache.get(SignVector.parse(ray.substring(2))))
                .toList();
        int[] signs = List.of(rays).stream()
                .mapToInt(ray -> ray.charAt(0) == '+' ? 1 : -1)
                .toArray();
        return new KktSystem(objective, faces, signs);
    }

    /** Rows (1,0), (0,2), labels 3, -4, mu = 1/50: t_k |x_k| = |y_k| - mu / |x_k| and q = y / (|y| |x|). */
    @Test
    void orthogonalRows() {
        KktSystem system = system(Instance.of("0.01", "1,0,3", "0,2,-4").objective(), "+:+0", "-:0+");
        DualEquations dual = system.dual();
        RationalVector start = RationalVector.of(5, 7, 2, -1);
        Optional<RationalVector> zero = dual.approximateZero(start);
        assertThat(zero).isPresent();
        RationalVector expected = RationalVector.of(
                Rational.parse("2.98"), Rational.parse("1.995"), Rational.ONE, Rational.parse("-0.5"));
        assertThat(zero.get().subtract(expected).squaredNorm()).isLessThan(Rational.parse("1e-100"));
        assertThat(dual.value(expected).isZero()).isTrue();
        DualEquations.Box box = dual.prove(zero.get(), 200).orElseThrow();
        assertThat(box.center()
                        .subtract(expected)
                        .map(Rational::abs)
                        .subtract(box.radius())
                        .toList())
                .allMatch(e -> e.signum() <= 0);
        assertThat(box.radius().toList()).allMatch(e -> e.compareTo(Rational.parse("1e-58")) < 0);
    }

    /** With the label below mu the mass that the equations ask for is negative: found, named, not proved. */
    @Test
    void negativeMass() {
        KktSystem system = system(Instance.of("1", "1,0,3", "0,2,-0.5").objective(), "+:+0", "-:0+");
        DualEquations dual = system.dual();
        RationalVector zero =
                dual.approximateZero(RationalVector.of(5, 7, 2, -1)).orElseThrow();
        assertThat(dual.vanishing(zero)).isEqualTo(1);
        assertThat(zero.get(1).subtract(Rational.parse("-0.25")).abs()).isLessThan(Rational.parse("1e-60"));
        assertThat(dual.prove(zero, 128)).isEmpty();
    }

    /** Two rays with the same outputs: any split of the mass solves the equations, so none is proved. */
    @Test
    void dependentOutputs() {
        KktSystem system = system(Instance.of("0.01", "1,0,3", "0,2,-4").objective(), "+:+0", "+:+-");
        DualEquations dual = system.dual();
        assertThat(dual.prove(RationalVector.of(1, 1, 1, 0), 128)).isEmpty();
    }

    /** The proof by masses and that by neurons enclose one solution, and the finer box lies near the coarser one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void bothSystemsHaveTheSameSolution(long seed) {
        Random random = Seeded.random(seed);
        int compared = 0;
        for (int trial = 0; trial < 12; trial++) {
            Instance instance = Instance.gaussian(random, 4, 2, trial % 2 == 0 ? "0.1" : "1e-9");
            Optional<ProvedOptimum> global =
                    instance.prover(12).global().outcome().proved();
            if (global.isEmpty() || global.get().faces().isEmpty()) {
                continue;
            }
            compared++;
            KktSystem system = global.get().system();
            DualEquations dual = system.dual();
            RationalVector x = dual.masses(global.get().box().center());
            SolutionBox box = system.proveByMasses(dual, x, 200).orElseThrow();
            SolutionBox fine = system.refine(global.get().box(), 250).orElseThrow();
            for (int i = 0; i < system.unknowns(); i++) {
                Rational gap =
                        box.center().get(i).subtract(fine.center().get(i)).abs();
                assertThat(gap)
                        .isLessThanOrEqualTo(
                                box.radius().get(i).add(fine.radius().get(i)));
                assertThat(box.radius().get(i)).isLessThan(Rational.parse("1e-40"));
            }
        }
        assertThat(compared).isGreaterThan(6);
    }
}
