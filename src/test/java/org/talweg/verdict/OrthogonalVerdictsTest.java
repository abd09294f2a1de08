package org.talweg.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.SignVector;
import org.talweg.data.generator.OrthogonalData;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.Verdict;
import org.talweg.proof.GlobalOptimum;

/** Theorem T8: on exactly orthonormal rows every verdict and value has a closed form. */
class OrthogonalVerdictsTest {

    private static Instance orthonormal(RationalVector y, int d, String lambda, long seed) {
        return Instance.of(new OrthogonalData(y.size(), d, Optional.of(y), 0, seed).generate(), lambda);
    }

    private static RationalVector labels(String text) {
        return RationalVector.of(
                List.of(text.split(" ", -1)).stream().map(Rational::parse).toList());
    }

    /** The square of the norm of the labels of one sign. */
    private static Rational square(RationalVector y, int sign) {
        return y.map(v -> v.signum() == sign ? v : Rational.ZERO).squaredNorm();
    }

    private static boolean exists(Instance instance, int sign) {
        Rational mu = instance.lambda().multiply(instance.data().size());
        return square(instance.data().labels(), sign).compareTo(mu.square()) > 0;
    }

    private static boolean inStar(SignedCell c, RationalVector y, int sign) {
        return c.sign() == sign
                && IntStream.range(0, y.size()).allMatch(k -> y.get(k).signum() != sign || c.isActive(k));
    }

    private static Verdict expected(Instance instance, Region region) {
        RationalVector y = instance.data().labels();
        boolean global = true;
        boolean spurious = false;
        for (int sign : new int[] {1, -1}) {
            if (exists(instance, sign)) {
                global &= region.neurons().stream().anyMatch(c -> inStar(c, y, sign));
                spurious |= region.neurons().stream().allMatch(c -> inStar(c, y, sign));
            }
        }
        boolean both = exists(instance, 1) && exists(instance, -1);
        if (region.width() == 1 && both && spurious) {
            int order = square(y, 1).compareTo(square(y, -1))
                    * region.neurons().get(0).sign();
            return order < 0 ? Verdict.SPURIOUS : Verdict.GLOBAL;
        }
        return global ? Verdict.GLOBAL : spurious ? Verdict.SPURIOUS : Verdict.SADDLE;
    }

    /** {@code (|y|^2 - (|y+| - mu)_+^2 - (|y-| - mu)_+^2) / n} over the given signs, enclosed. */
    private static Enclosure closedForm(Instance instance, int... signs) {
        RationalVector y = instance.data().labels();
        Rational mu = instance.lambda().multiply(y.size());
        Enclosure value = Enclosure.of(y.squaredNorm());
        for (int sign : signs) {
            if (exists(instance, sign)) {
                Enclosure rest = square(y, sign).sqrt(200).subtract(Enclosure.of(mu));
                value = value.subtract(
                        new Enclosure(rest.lower().square(), rest.upper().square()));
            }
        }
        return value.multiply(Rational.of(1, y.size()));
    }

    private static Region random(Random random, int n, int m) {
        return new Region(IntStream.range(0, m)
                .mapToObj(j -> new SignedCell(
                        random.nextBoolean() ? 1 : -1,
                        SignVector.of(IntStream.range(0, n)
                                .map(k -> random.nextBoolean() ? 1 : -1)
                                .toArray())))
                .toList());
    }

    /** Random signs, but in most cells the labels of the neuron's sign are active: half of all stars would be missed else. */
    private static Region likely(Random random, RationalVector y, int m) {
        return new Region(random(random, y.size(), m).neurons().stream()
                .map(c -> random.nextInt(3) == 0
                        ? c
                        : new SignedCell(
                                c.sign(),
                                SignVector.of(IntStream.range(0, y.size())
                                        .map(k -> y.get(k).signum() == c.sign()
                                                ? 1
                                                : c.cell().sign(k))
                                        .toArray())))
                .toList());
    }

    private static void check(Instance instance, LandscapeProver prover, Region region) {
        RegionVerdict verdict = prover.judge(region);
        assertThat(verdict.verdict()).as("%s\n%s", instance, verdict).isEqualTo(expected(instance, region));
        if (verdict.verdict() == Verdict.GLOBAL) {
            Enclosure value = region.width() > 1
                    ? closedForm(instance, 1, -1)
                    : closedForm(instance, region.neurons().get(0).sign());
            assertThat(verdict.value().meets(value)).as("%s", verdict).isTrue();
        } else if (verdict.verdict() == Verdict.SPURIOUS) {
            Enclosure value = closedForm(instance, region.neurons().get(0).sign());
            assertThat(verdict.value().meets(value)).as("%s", verdict).isTrue();
            assertThat(prover.global().value().isBelow(verdict.value())).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2,2,2 -1,1/20",
        "2,3,2 1,1/20",
        "2,2,2 -1,3/5",
        "2,2,-2 -1,6/5",
        "2,2,3 0,1/20",
        "3,3,3 -2 1,1/20",
        "3,4,3 2 1,1/20",
        "3,3,3 -2 1,7/10",
        "3,3,-3 -2 -1,3/2"
    })
    void everyRegionOfWidthTwoOfSmallData(int n, int d, String y, String lambda) {
        Instance instance = orthonormal(labels(y), d, lambda, n + d);
        LandscapeProver prover = instance.prover(12);
        List<SignedCell> cells =
                instance.oracleCells().stream().map(Instance::cell).toList();
        for (int i = 0; i < cells.size(); i++) {
            for (int j = i; j < cells.size(); j++) {
                check(instance, prover, new Region(List.of(cells.get(i), cells.get(j))));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4,4,3 -2 1 4,1/20",
        "4,6,3 2 1 4,1/20",
        "5,5,3 -2 1 4 -1,1/20",
        "5,5,-3 -2 -1 -4 -1,1/100",
        "6,6,3 -2 1 4 -1 2,1/50",
        "6,7,3 2 1 4 1 2,1/1000",
        "6,6,3 -2 0 4 -1 0,1/50"
    })
    void sampledRegionsOfLargerData(int n, int d, String y, String lambda) {
        Random random = Seeded.random(n);
        Instance instance = orthonormal(labels(y), d, lambda, n);
        LandscapeProver prover = instance.prover(12);
        for (int i = 0; i < 25; i++) {
            check(instance, prover, random(random, n, 2 + random.nextInt(4)));
            check(instance, prover, likely(random, instance.data().labels(), 2 + random.nextInt(3)));
        }
    }

    @Test
    void globalValueAndRaysAreTheClosedForm() {
        Instance instance = orthonormal(labels("3 -2 1 4"), 4, "1/20", 1);
        GlobalOptimum global = instance.prover(40).global();
        assertThat(global.isUnique()).isTrue();
        assertThat(global.rays().toString()).isEqualTo("[+:+0++, -:0+00]");
        assertThat(global.value().meets(closedForm(instance, 1, -1))).isTrue();
        assertThat(global.value().relativeWidth()).isLessThan(1e-38);
    }

    /** At width 1 the value of the width is not the convex one; both signs' rays are minima, and one is global. */
    @Test
    void widthOneIsRightOrOpen() {
        for (String y : new String[] {"2 -1", "1 -2", "2 -2"}) {
            Instance instance = orthonormal(labels(y), 2, "1/20", 1);
            LandscapeProver prover = instance.prover(12);
            instance.oracleCells().forEach(c -> {
                Region region = new Region(List.of(Instance.cell(c)));
                RegionVerdict verdict = prover.judge(region);
                assertThat(verdict.verdict())
                        .as("%s %s", y, verdict)
                        .isIn(Verdict.UNDECIDED, expected(instance, region));
            });
        }
    }
}
