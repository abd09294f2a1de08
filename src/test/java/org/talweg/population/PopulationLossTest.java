package org.talweg.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hipparchus.dfp.Dfp;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;
import org.talweg.exact.Interval;

class PopulationLossTest {

    private static final List<Shape> SHAPES = List.of(
            new Shape(new int[] {4}, 0),
            new Shape(new int[] {1, 3}, 0),
            new Shape(new int[] {1, 1, 2}, 0),
            new Shape(new int[] {2, 3}, 1),
            new Shape(new int[] {1, 2}, 2),
            new Shape(new int[] {3, 2}, 1).refined().shape());

    private final Digits digits = new Digits();

    private static double[] flat(double[][] w) {
        return Arrays.stream(w).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Central differences with step 10^-15 are off by 10^-30. */
    @Test
    void derivativesAgreeWithDifferencesOfSixtyDigits() {
        Random random = Seeded.random(1);
        Dfp h = Digits.FIELD.newDfp("1e-15");
        Dfp tolerance = Digits.FIELD.newDfp("1e-25");
        for (Shape shape : SHAPES) {
            PopulationLoss loss = new PopulationLoss(shape);
            Dfp[] x = Digits.of(Digits.random(random, shape.parameters()));
            PopulationLoss.Derivatives<Dfp> d = loss.derivatives(digits, x);
            for (int i = 0; i < x.length; i++) {
                Dfp[] up = x.clone();
                Dfp[] down = x.clone();
                up[i] = x[i].add(h);
                down[i] = x[i].subtract(h);
                Dfp slope = loss.value(digits, up)
                        .subtract(loss.value(digits, down))
                        .divide(h.multiply(2));
                assertThat(slope.subtract(d.gradient()[i]).abs().lessThan(tolerance))
                        .as(shape + " " + i)
                        .isTrue();
                Dfp[] above = loss.derivatives(digits, up).gradient();
                Dfp[] below = loss.derivatives(digits, down).gradient();
                for (int j = 0; j < x.length; j++) {
                    Dfp second = above[j].subtract(below[j]).divide(h.multiply(2));
                    assertThat(second.subtract(d.hessian()[j][i]).abs().lessThan(tolerance))
                            .as(shape + " " + i + " " + j)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void intervalsContainWhatDigitsGive() {
        Random random = Seeded.random(2);
        for (Shape shape : SHAPES) {
            PopulationLoss loss = new PopulationLoss(shape);
            double[] at = Digits.random(random, shape.parameters());
            Dfp[] x = Digits.of(at);
            Interval[] box = Arrays.stream(at)
                    .mapToObj(v -> new Interval(v - 1e-12, v + 1e-13))
                    .toArray(Interval[]::new);
            contains(loss.value(Arithmetic.PROVED, box), loss.value(digits, x));
            PopulationLoss.Derivatives<Dfp> d = loss.derivatives(digits, x);
            PopulationLoss.Derivatives<Interval> e = loss.derivatives(Arithmetic.PROVED, box);
            for (int i = 0; i < x.length; i++) {
                contains(e.gradient()[i], d.gradient()[i]);
                for (int j = 0; j < x.length; j++) {
                    contains(e.hessian()[i][j], d.hessian()[i][j]);
                    assertThat(e.hessian()[i][j].upper() - e.hessian()[i][j].lower())
                            .isLessThan(1e-4);
                }
            }
        }
    }

    private static void contains(Interval interval, Dfp value) {
        assertThat(Digits.FIELD.newDfp(interval.lower()).lessThan(value)
                        && value.lessThan(Digits.FIELD.newDfp(interval.upper())))
                .as(interval + " " + value)
                .isTrue();
    }

    /** The sum over orbits is the sum over all pairs of neurons, whose gradient is that of the full loss. */
    @Test
    void orbitsCountAllPairs() {
        Random random = Seeded.random(3);
        for (Shape shape : SHAPES) {
            if (shape.neurons() < shape.teachers()) {
                continue;
            }
            PopulationLoss loss = new PopulationLoss(shape);
            double[] x = Digits.random(random, shape.parameters());
            Double[] boxed = Arrays.stream(x).boxed().toArray(Double[]::new);
            double[][] w = shape.matrix(x);
            assertThat(w).hasDimensions(shape.neurons(), shape.teachers());
            StudentDescent full = new StudentDescent(shape.neurons(), shape.teachers());
            assertThat(full.value(flat(w))).isCloseTo(loss.value(Arithmetic.APPROXIMATE, boxed), within(1e-12));
            // each entry of the matrix is one parameter: a marked parameter marks its entries
            double[] gradient = full.gradient(flat(w));
            Double[] reduced = loss.derivatives(Arithmetic.APPROXIMATE, boxed).gradient();
            double[] counts = shape.multiplicities();
            for (int i = 0; i < x.length; i++) {
                double[] unit = new double[x.length];
                unit[i] = 1;
                double[] entries = flat(shape.matrix(unit));
                double sum = 0;
                for (int c = 0; c < entries.length; c++) {
                    sum += entries[c] * gradient[c];
                }
                assertThat(sum).isCloseTo(reduced[i], within(1e-11));
                assertThat(Arrays.stream(entries).sum()).isEqualTo(counts[i]);
            }
        }
    }

    /** The definition: 10^6 Gaussian inputs. */
    @Test
    void lossIsTheMeanOverGaussianInputs() {
        Random random = Seeded.random(4);
        Shape shape = new Shape(new int[] {1, 3}, 1);
        double[] x = Digits.random(random, shape.parameters());
        double[][] w = shape.matrix(x);
        int runs = 1_000_000;
        double sum = 0;
        double squares = 0;
        for (int run = 0; run < runs; run++) {
            double[] z = new double[4];
            double difference = 0;
            for (int c = 0; c < 4; c++) {
                z[c] = random.nextGaussian();
                difference -= Math.max(z[c], 0);
            }
            for (double[] row : w) {
                double product = 0;
                for (int c = 0; c < 4; c++) {
                    product += row[c] * z[c];
                }
                difference += Math.max(product, 0);
            }
            double term = difference * difference / 2;
            sum += term;
            squares += term * term;
        }
        double mean = sum / runs;
        double deviation = Math.sqrt((squares / runs - mean * mean) / runs);
        double loss = new StudentDescent(5, 4).value(flat(w));
        assertThat(loss).isCloseTo(mean, within(4 * deviation));
        assertThat(deviation / mean).isLessThan(0.005);
    }
}
