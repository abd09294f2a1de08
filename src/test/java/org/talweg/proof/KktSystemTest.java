package org.talweg.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Interval;
import org.talweg.exact.Outcome;
import org.talweg.exact.ProvedSign;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.existence.SolutionBox;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;

class KktSystemTest {

    /** A system with the box of its solution, refined until it is a point for this test. */
    private record Solved(KktSystem system, RationalVector solution) {}

    private static Solved solved(Random random) {
        Instance instance = Instance.gaussian(random, 4, 2, "0.1");
        Objective objective = instance.objective();
        GlobalOptimum global = instance.prover(12).global();
        FaceCache cache = new FaceCache(objective);
        List<SignedFace> faces = global.rays();
        KktSystem system = new KktSystem(
                objective,
                faces.stream().map(f -> cache.get(f.covector())).toList(),
                faces.stream().mapToInt(SignedFace::sign).toArray());
        SolutionBox box =
                ((Outcome.Proved<ProvedOptimum>) global.outcome()).result().box();
        return new Solved(system, system.refine(box, 400).orElseThrow().center());
    }

    private static SolutionBox box(RationalVector center, RationalVector radius) {
        return SolutionBox.of(center, radius, new Interval[0], new Interval[0]);
    }

    private static boolean contains(SolutionBox box, RationalVector z) {
        RationalVector gap = box.center().subtract(z);
        for (int i = 0; i < gap.size(); i++) {
            // The solution itself is known to 2^-400 or so.
            if (gap.get(i).abs().compareTo(box.radius().get(i).add(Rational.parse("1e-100"))) > 0) {
                return false;
            }
        }
        return true;
    }

    private static double[] disturbed(RationalVector solution, double noise, Random random) {
        double[] z = solution.toDoubles();
        for (int i = 0; i < z.length; i++) {
            z[i] += noise * random.nextGaussian();
        }
        return z;
    }

    /** The system has one solution, so a box proved anywhere must hold it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void boxesHoldTheSolutionOrAreNotProved(long seed) {
        Random random = Seeded.random(seed);
        int proved = 0;
        for (int trial = 0; trial < 12; trial++) {
            Solved s = solved(random);
            for (int i = 0; i < 300; i++) {
                // Mostly so far off that the derivative changes over the box; sometimes down to rounding.
                double noise = Math.pow(10, -random.nextDouble() * (i % 4 == 0 ? 16 : 2));
                Optional<SolutionBox> box = s.system.prove(disturbed(s.solution, noise, random));
                if (box.isPresent()) {
                    proved++;
                    assertThat(contains(box.get(), s.solution)).isTrue();
                    RationalVector r = s.system.residual(s.solution);
                    for (int k = 0; k < r.size(); k++) {
                        Interval enclosure = box.get().residual().get(k);
                        assertThat(enclosure.contains(r.get(k).doubleValue())).isTrue();
                    }
                }
            }
        }
        assertThat(proved).isGreaterThan(100);
    }

    /** With few bits asked for, the first iterate passes for a center; only the contraction test stands against it. */
    @ParameterizedTest
    @ValueSource(longs = {3})
    void coarseRefinementsHoldTheSolutionOrAreNotProved(long seed) {
        Random random = Seeded.random(seed);
        int refused = 0;
        for (int trial = 0; trial < 6; trial++) {
            Solved s = solved(random);
            for (int i = 0; i < 40; i++) {
                RationalVector z = RationalVector.of(disturbed(s.solution, Math.pow(10, -random.nextInt(4)), random));
                SolutionBox wrong = box(z, z.map(e -> Rational.ZERO));
                for (int bits : new int[] {-6, -2, 0, 4}) {
                    Optional<SolutionBox> box = s.system.refine(wrong, bits);
                    refused += box.isEmpty() ? 1 : 0;
                    box.ifPresent(
                            b -> assertThat(contains(b, s.solution)).as("%s", b).isTrue());
                }
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void numbersThatAreNoneProveNothing() {
        Solved s = solved(Seeded.random(5));
        for (double bad : new double[] {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, 0, Double.MIN_VALUE
        }) {
            double[] z = s.solution.toDoubles();
            Arrays.fill(z, bad);
            assertThat(s.system.prove(z)).as("%s", bad).isEmpty();
            assertThat(s.system.approximateNewton(z)).hasSameSizeAs(z);
        }
    }

    /** Below the normal doubles roundings are absolute; a box that is proved all the same holds the solution. */
    @Test
    void dataOfTinyEntries() {
        for (String tiny : List.of("1e-20", "1e-200", "1e-310")) {
            Objective wide = Instance.of("1/10", tiny + ",1,2", "1,0,1").objective();
            FaceData face = new FaceCache(wide).get(SignVector.parse("++"));
            KktSystem system = new KktSystem(wide, List.of(face), new int[] {1});
            double[] start = system.approximateNewton(new double[] {1, 2});
            Optional<SolutionBox> box = system.prove(start);
            Optional<SolutionBox> fine = box.flatMap(b -> system.refine(b, 300));
            fine.ifPresent(b -> assertThat(contains(box.get(), b.center())).isTrue());
            assertThat(fine.isPresent() || !tiny.equals("1e-20")).isTrue();
        }
    }

    @Test
    void signsOfFormsAtTheSolution() {
        SolutionBox box = box(
                RationalVector.of(Rational.ONE, Rational.of(-2)),
                RationalVector.of(Rational.of(1, 10), Rational.of(1, 10)));
        RationalVector a = RationalVector.of(Rational.ONE, Rational.ONE);
        // z_1 + z_2 lies in -1 +- 1/5.
        assertThat(box.sign(a, Rational.ZERO)).isEqualTo(ProvedSign.NEGATIVE);
        assertThat(box.sign(a, Rational.of(6, 5))).isEqualTo(ProvedSign.OPEN);
        assertThat(box.sign(a, Rational.of(13, 10))).isEqualTo(ProvedSign.POSITIVE);
        assertThat(box.sign(a, Rational.ONE)).isEqualTo(ProvedSign.OPEN);
        RationalVector none = RationalVector.zero(2);
        assertThat(box.sign(none, Rational.ZERO)).isEqualTo(ProvedSign.ZERO);
        assertThat(box.sign(none, Rational.of(-1))).isEqualTo(ProvedSign.NEGATIVE);
        assertThat(ProvedSign.NEGATIVE.times(-1)).isEqualTo(ProvedSign.POSITIVE);
        assertThat(ProvedSign.OPEN.isNonnegative()).isEqualTo(Truth.OPEN);
        assertThat(ProvedSign.ZERO.isNonnegative()).isEqualTo(Truth.YES);
        assertThat(Truth.OPEN.and(Truth.NO)).isEqualTo(Truth.NO);
        assertThat(Truth.YES.and(Truth.OPEN)).isEqualTo(Truth.OPEN);
    }
}
