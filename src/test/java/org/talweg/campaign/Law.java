package org.talweg.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.talweg.Instance;
import org.talweg.exact.Rational;

/** Changes of a problem that keep its landscape: the same minima, kinds and numbers of regions, and values times a known factor. */
enum Law {
    PERMUTE_ROWS {
        @Override
        Changed apply(Instance t, Random random) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, t.data().size()).boxed().toList());
            Collections.shuffle(order, random);
            return new Changed(
                    Instance.of(
                            order.stream().map(k -> t.rows()[k]).toArray(Rational[][]::new),
                            order.stream().map(k -> t.labels()[k]).toArray(Rational[]::new),
                            t.lambda()),
                    Rational.ONE);
        }
    },
    NEGATE_LABELS {
        @Override
        Changed apply(Instance t, Random random) {
            return new Changed(Instance.of(t.rows(), times(Rational.of(-1), t.labels()), t.lambda()), Rational.ONE);
        }
    },
    /** By the angle of the triangle 3, 4, 5 in the plane of two coordinates. */
    ROTATE {
        @Override
        Changed apply(Instance t, Random random) {
            int d = t.data().dimension();
            int a = random.nextInt(d);
            int b = random.nextInt(d);
            Rational[][] x = Arrays.stream(t.rows()).map(Rational[]::clone).toArray(Rational[][]::new);
            for (Rational[] row : x) {
                if (a == b) {
                    row[a] = row[a].negate();
                } else {
                    Rational first = row[a];
                    row[a] = first.multiply(3).subtract(row[b].multiply(4)).divide(Rational.of(5));
                    row[b] = first.multiply(4).add(row[b].multiply(3)).divide(Rational.of(5));
                }
            }
            return new Changed(Instance.of(x, t.labels(), t.lambda()), Rational.ONE);
        }
    },
    /** Every row twice: the mean does not change. */
    REPEAT_ROWS {
        @Override
        Changed apply(Instance t, Random random) {
            int n = t.data().size();
            return new Changed(
                    Instance.of(
                            IntStream.range(0, 2 * n)
                                    .mapToObj(k -> t.rows()[k % n])
                                    .toArray(Rational[][]::new),
                            IntStream.range(0, 2 * n)
                                    .mapToObj(k -> t.labels()[k % n])
                                    .toArray(Rational[]::new),
                            t.lambda()),
                    Rational.ONE);
        }
    },
    /** A row of zeros with label zero, and lambda such that n lambda stays. */
    ADD_ZERO_ROW {
        @Override
        Changed apply(Instance t, Random random) {
            int n = t.data().size();
            Rational[] zero = new Rational[t.data().dimension()];
            Arrays.fill(zero, Rational.ZERO);
            Rational[][] x = Arrays.copyOf(t.rows(), n + 1);
            Rational[] y = Arrays.copyOf(t.labels(), n + 1);
            x[n] = zero;
            y[n] = Rational.ZERO;
            Rational factor = Rational.of(n, n + 1);
            return new Changed(Instance.of(x, y, t.lambda().multiply(factor)), factor);
        }
    },
    /** Inputs times s, labels times t and lambda times s t: weights change their units, values are t^2 times as large. */
    CHANGE_UNITS {
        @Override
        Changed apply(Instance t, Random random) {
            Rational s = Rational.parse("1e" + (random.nextInt(13) - 6));
            Rational f = Rational.parse("1e" + (random.nextInt(13) - 6)).multiply(3);
            return new Changed(
                    Instance.of(
                            Arrays.stream(t.rows()).map(r -> times(s, r)).toArray(Rational[][]::new),
                            times(f, t.labels()),
                            t.lambda().multiply(s).multiply(f)),
                    f.square());
        }
    };

    /** @param factor what values are multiplied by */
    record Changed(Instance instance, Rational factor) {}

    abstract Changed apply(Instance t, Random random);

    private static Rational[] times(Rational s, Rational[] row) {
        return Arrays.stream(row).map(s::multiply).toArray(Rational[]::new);
    }
}
