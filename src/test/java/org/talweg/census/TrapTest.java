package org.talweg.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.census.WidthCensus.Others;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.proof.ProvedOptimum;

/** Theorem T15: which saddles attract an open set of networks. */
class TrapTest {

    private static final Instance RELU = Instance.of("1/1000", "-2,0", "-1,0", "1,1", "2,2");

    private static final Instance ONE_HOT = Instance.of("1/1000", "1,0,0,0,1", "0,1,0,0,-1", "0,0,1,0,1", "0,0,0,1,-1");

    private static Others others(Instance instance, int m) {
        Searched searched = Searched.of(instance);
        return searched.verdicts(searched.census(), m).orElseThrow().others().orElseThrow();
    }

    /** The zero network: three of four regions. All saddles of orthonormal rows, 15/16 of the regions of width 2. */
    @Test
    void knownCounts() {
        assertThat(others(RELU, 1)).isEqualTo(counts(3, 3, 0, 0));
        assertThat(others(ONE_HOT, 2)).isEqualTo(counts(960, 960, 0, 0));
        assertThat(others(ONE_HOT, 4)).isEqualTo(counts(897_024, 897_024, 0, 0));
    }

    private static Others counts(long saddle, long trap, long open, long none) {
        return new Others(
                BigInteger.valueOf(saddle),
                BigInteger.valueOf(trap),
                BigInteger.valueOf(open),
                BigInteger.valueOf(none));
    }

    private static double[] residual(Instance instance, ProvedOptimum optimum) {
        double[] r = instance.data().labels().negate().toDoubles();
        for (int i = 0; i < optimum.faces().size(); i++) {
            double[] u = optimum.center(i).toDoubles();
            for (int k = 0; k < r.length; k++) {
                double[] x = instance.data().inputs().row(k).toDoubles();
                double product = IntStream.range(0, u.length)
                        .mapToDouble(j -> x[j] * u[j])
                        .sum();
                boolean active = optimum.faces().get(i).covector().sign(k) > 0;
                r[k] += active ? optimum.faces().get(i).sign() * product : 0;
            }
        }
        return r;
    }

    /** F at an angle, for neurons of one sign. */
    private static double pull(Instance instance, double[] r, int sign, double angle) {
        double sum = 0;
        for (int k = 0; k < r.length; k++) {
            double[] x = instance.data().inputs().row(k).toDoubles();
            sum -= sign * r[k] * Math.max(0, x[0] * Math.cos(angle) + x[1] * Math.sin(angle));
        }
        return sum;
    }

    /** Whether F has a local maximum in [0, mu) on a fine circle, or is nowhere positive for one sign. */
    private static boolean hasSinkOnTheCircle(Instance instance, double[] r) {
        double mu = instance.lambda().doubleValue() * r.length;
        int steps = 20_000;
        for (int sign = 1; sign >= -1; sign -= 2) {
            double[] f = new double[steps];
            for (int i = 0; i < steps; i++) {
                f[i] = pull(instance, r, sign, 2 * Math.PI * i / steps);
            }
            if (Arrays.stream(f).allMatch(v -> v < 1e-12)) {
                return true;
            }
            for (int i = 0; i < steps; i++) {
                boolean top = f[i] >= f[(i + 1) % steps] - 1e-13 && f[i] >= f[(i + steps - 1) % steps] - 1e-13;
                if (top && f[i] > -1e-12 && f[i] < mu * (1 - 5e-3)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** All saddles of all regions against a search on the circle; and the counts against the sum over all regions. */
    @ParameterizedTest
    @CsvSource({"3, 1/50", "4, 1/50", "5, 1/50"})
    void sinksOnTheCircle(int n, String lambda) {
        Random random = Seeded.random(n);
        int[] seen = new int[2];
        for (int trial = 0; trial < 4; trial++) {
            Instance instance = Instance.gaussian(random, n, 2, lambda);
            Census census = Searched.of(instance).census();
            for (RaySet set : census.raySets()) {
                int[] idle = IntStream.range(0, census.cells().size())
                        .filter(c -> set.role(c) == -1)
                        .toArray();
                if (set.isGlobal() || set.optimum().isClarkeStationary() != Truth.YES || idle.length == 0) {
                    continue;
                }
                boolean sink = hasSinkOnTheCircle(instance, residual(instance, set.optimum()));
                assertThat(set.isTrap(idle)).as("%s %s", instance, set.faces()).isEqualTo(sink ? Truth.YES : Truth.NO);
                seen[sink ? 1 : 0]++;
            }
        }
        assertThat(seen).doesNotContain(0);
    }

    /** Order of rows, signs of labels, units: nothing changes. */
    @ParameterizedTest
    @CsvSource({"4, 2, false", "3, 3, false", "3, 2, true", "2, 3, true"})
    void laws(int n, int d, boolean degenerate) {
        Random random = Seeded.random(10 * n + d);
        for (int trial = 0; trial < 3; trial++) {
            Instance instance =
                    degenerate ? Instance.degenerate(random, n, d, "1/7") : Instance.gaussian(random, n, d, "1/50");
            List<String> rows = new ArrayList<>();
            List<String> flipped = new ArrayList<>();
            List<String> scaled = new ArrayList<>();
            for (int k = 0; k < n; k++) {
                RationalVector x = instance.data().inputs().row(k);
                Rational y = instance.data().labels().get(k);
                rows.add(row(x, y));
                flipped.add(row(x, y.negate()));
                scaled.add(row(x.multiply(Rational.of(8)), y));
            }
            Collections.shuffle(rows, random);
            String lambda = instance.lambda().toString();
            Rational eight = instance.lambda().multiply(Rational.of(8));
            for (int m = 1; m <= 3; m++) {
                Optional<Others> expected = maybe(instance, m);
                assertThat(maybe(Instance.of(lambda, rows.toArray(String[]::new)), m))
                        .isEqualTo(expected);
                assertThat(maybe(Instance.of(lambda, flipped.toArray(String[]::new)), m))
                        .isEqualTo(expected);
                assertThat(maybe(Instance.of(eight.toString(), scaled.toArray(String[]::new)), m))
                        .isEqualTo(expected);
                expected.ifPresent(
                        o -> assertThat(o.trap().add(o.trapUndecided())).isLessThanOrEqualTo(o.saddle()));
            }
        }
    }

    private static String row(RationalVector x, Rational y) {
        return String.join(",", x.toList().stream().map(Rational::toString).toList()) + "," + y;
    }

    private static Optional<Others> maybe(Instance instance, int m) {
        Searched searched = Searched.of(instance);
        return searched.verdicts(searched.census(), m).flatMap(WidthCensus::others);
    }

    /** Plain descent of one small neuron from the zero network: it dies in some starts at a trap, in none at an open saddle. */
    @Test
    void descentFromTheZeroNetwork() throws IOException {
        Random random = Seeded.random(15);
        Instance open = Instance.of(
                "1/100",
                Files.readAllLines(Path.of("examples/teacher-4x3.csv")).stream()
                        .filter(line -> !line.startsWith("x"))
                        .toArray(String[]::new));
        assertThat(others(open, 1).trap()).isZero();
        assertThat(others(open, 1).saddle()).isPositive();
        assertThat(died(open, random)).isZero();
        assertThat(died(RELU, random)).isBetween(10, 90);
        assertThat(died(ONE_HOT, random)).isPositive();
    }

    /** How many of 100 small neurons are smaller at the end; the slowest, active at no row, shrink to a tenth. */
    private static int died(Instance instance, Random random) {
        double[][] x = Arrays.stream(instance.rows())
                .map(row -> RationalVector.of(row).toDoubles())
                .toArray(double[][]::new);
        double[] y = instance.data().labels().toDoubles();
        int count = 0;
        for (int run = 0; run < 100; run++) {
            double[] w = random.doubles(x[0].length, -1, 1).map(v -> 0.01 * v).toArray();
            double length = Math.sqrt(Arrays.stream(w).map(v -> v * v).sum());
            // Not exactly balanced: an open set has networks on both sides.
            double a = (random.nextBoolean() ? 1 : -1) * length * Math.exp(0.3 * random.nextGaussian());
            for (int step = 0; step < 60_000; step++) {
                a = descend(x, y, instance.lambda().doubleValue(), a, w);
            }
            count += Math.abs(a) < length / 4 ? 1 : 0;
        }
        return count;
    }

    /** One step of width 1; changes w and returns the new output weight. */
    private static double descend(double[][] x, double[] y, double lambda, double a, double[] w) {
        double step = 0.02;
        double gradientA = 2 * lambda * a;
        double[] gradientW = Arrays.stream(w).map(v -> 2 * lambda * v).toArray();
        for (int k = 0; k < y.length; k++) {
            double z = 0;
            for (int j = 0; j < w.length; j++) {
                z += x[k][j] * w[j];
            }
            if (z > 0) {
                double r = 2 * (a * z - y[k]) / y.length;
                gradientA += r * z;
                for (int j = 0; j < w.length; j++) {
                    gradientW[j] += r * a * x[k][j];
                }
            }
        }
        for (int j = 0; j < w.length; j++) {
            w[j] -= step * gradientW[j];
        }
        return a - step * gradientA;
    }
}
