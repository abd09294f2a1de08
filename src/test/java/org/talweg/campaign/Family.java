package org.talweg.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.talweg.Instance;
import org.talweg.exact.Rational;

/** Kinds of small problems. All but the last have exact ties, zeros or extreme numbers more often than not. */
enum Family {
    /** Inputs and labels of +1 and -1. */
    SIGNS {
        @Override
        Instance draw(Random random) {
            return instance(
                    rows(2 + random.nextInt(3), 1 + random.nextInt(2), () -> sign(random), () -> sign(random)),
                    lambda(random));
        }
    },
    /** Parities of two signs, in any order, with a repeated row or a constant column at times. */
    XOR {
        @Override
        Instance draw(Random random) {
            int size = 1 + random.nextInt(3);
            boolean bias = random.nextInt(4) == 0;
            List<Rational[]> rows = new ArrayList<>();
            for (int a = -1; a <= 1; a += 2) {
                for (int b = -1; b <= 1; b += 2) {
                    Rational label = Rational.of((long) a * b * size);
                    rows.add(
                            bias
                                    ? new Rational[] {Rational.of(a), Rational.of(b), Rational.ONE, label}
                                    : new Rational[] {Rational.of(a), Rational.of(b), label});
                }
            }
            Collections.shuffle(rows, random);
            return instance(random.nextInt(4) == 0 ? rows.subList(0, 3) : rows, lambda(random));
        }
    },
    /** Zero, repeated, opposite and dependent rows. */
    DEGENERATE {
        @Override
        Instance draw(Random random) {
            return Instance.degenerate(random, 1 + random.nextInt(4), 1 + random.nextInt(3), decay(random));
        }
    },
    /** Points of a line with a constant column. */
    ONE_DIMENSIONAL {
        @Override
        Instance draw(Random random) {
            return instance(
                    IntStream.range(0, 2 + random.nextInt(3))
                            .mapToObj(k -> new Rational[] {
                                Rational.of(random.nextInt(7) - 3), Rational.ONE, Rational.of(random.nextInt(5) - 2)
                            })
                            .toList(),
                    lambda(random));
        }
    },
    /** Multiples of unit vectors; lambda is often one at which a neuron appears. */
    ORTHOGONAL {
        @Override
        Instance draw(Random random) {
            int n = 2 + random.nextInt(2);
            List<Rational[]> rows = new ArrayList<>();
            Rational switching = Rational.ONE;
            for (int k = 0; k < n; k++) {
                Rational[] row = new Rational[n + 1];
                Arrays.fill(row, Rational.ZERO);
                row[k] = Rational.of(1 + random.nextInt(3)).multiply(sign(random));
                row[n] = Rational.of(random.nextInt(7) - 3);
                Rational size = row[k].multiply(row[n]).abs();
                switching = size.isZero() ? switching : size.divide(Rational.of(n));
                rows.add(row);
            }
            return instance(rows, random.nextBoolean() ? switching : lambda(random));
        }
    },
    /** Rows and their negatives. */
    OPPOSITE {
        @Override
        Instance draw(Random random) {
            List<Rational[]> rows = new ArrayList<>();
            for (Rational[] row : rows(
                    1 + random.nextInt(2),
                    1 + random.nextInt(2),
                    () -> Rational.of(random.nextInt(5) - 2),
                    () -> Rational.of(random.nextInt(5) - 2))) {
                rows.add(row);
                Rational[] other = new Rational[row.length];
                for (int j = 0; j + 1 < row.length; j++) {
                    other[j] = row[j].negate();
                }
                Rational label = row[row.length - 1];
                other[row.length - 1] = random.nextBoolean() ? label : label.negate();
                rows.add(other);
            }
            return instance(rows, lambda(random));
        }
    },
    /** Rows that a cyclic shift of the coordinates permutes, with labels that it keeps or nearly keeps. */
    CYCLIC {
        @Override
        Instance draw(Random random) {
            int d = 2 + random.nextInt(2);
            Rational[] first = new Rational[d];
            Arrays.setAll(first, j -> Rational.of(random.nextInt(5) - 2));
            Rational label = Rational.of(1 + random.nextInt(2));
            List<Rational[]> rows = new ArrayList<>();
            for (int shift = 0; shift < d; shift++) {
                Rational[] row = new Rational[d + 1];
                for (int j = 0; j < d; j++) {
                    row[j] = first[(j + shift) % d];
                }
                row[d] = random.nextInt(4) == 0 ? label.negate() : label;
                rows.add(row);
            }
            return instance(rows, lambda(random));
        }
    },
    /** One input; lambda is one at which a neuron appears on one of the two half lines. */
    SWITCHING {
        @Override
        Instance draw(Random random) {
            List<Rational[]> rows = rows(
                    1 + random.nextInt(4),
                    1,
                    () -> Rational.of(random.nextInt(7) - 3),
                    () -> Rational.of(random.nextInt(7) - 3));
            int side = random.nextBoolean() ? 1 : -1;
            Rational support = rows.stream()
                    .filter(r -> r[0].signum() == side)
                    .map(r -> r[0].multiply(r[1]))
                    .reduce(Rational.ZERO, Rational::add)
                    .abs();
            return instance(rows, support.isZero() ? Rational.ONE : support.divide(Rational.of(rows.size())));
        }
    },
    /** Fractions with denominators near 1e9: cells and margins of 1e-9. */
    THIN {
        @Override
        Instance draw(Random random) {
            return instance(
                    rows(
                            2 + random.nextInt(3),
                            2,
                            () -> Rational.of(random.nextInt(3) - 1)
                                    .add(Rational.of(random.nextInt(3) - 1, 999_999_937L + random.nextInt(100))),
                            () -> Rational.of(random.nextInt(5) - 2)
                                    .add(Rational.of(random.nextInt(3) - 1, 1_000_000_007L))),
                    lambda(random));
        }
    },
    /** Raw columns, labels of 1e-3 to 1e6, decay of 1e-15 to 1. */
    SCALES {
        @Override
        Instance draw(Random random) {
            int d = 1 + random.nextInt(2);
            Rational[] unit = new Rational[d + 1];
            for (int j = 0; j <= d; j++) {
                unit[j] = Rational.parse("1e" + (random.nextInt(10) - 3));
            }
            List<Rational[]> rows = rows(
                    2 + random.nextInt(3),
                    d,
                    () -> Rational.of(random.nextInt(19) - 9),
                    () -> Rational.of(random.nextInt(19) - 9));
            for (Rational[] row : rows) {
                for (int j = 0; j <= d; j++) {
                    row[j] = row[j].multiply(unit[j]);
                }
            }
            return instance(
                    rows, Rational.parse("1e-" + random.nextInt(16)).multiply(Rational.of(1 + random.nextInt(9), 1)));
        }
    },
    /** Normal numbers with three decimals. */
    GAUSSIAN {
        @Override
        Instance draw(Random random) {
            return Instance.gaussian(random, 2 + random.nextInt(3), 1 + random.nextInt(3), decay(random));
        }
    };

    abstract Instance draw(Random random);

    private interface Entry {
        Rational draw();
    }

    private static List<Rational[]> rows(int n, int d, Entry input, Entry label) {
        List<Rational[]> rows = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            Rational[] row = new Rational[d + 1];
            for (int j = 0; j < d; j++) {
                row[j] = input.draw();
            }
            row[d] = label.draw();
            rows.add(row);
        }
        return rows;
    }

    private static Rational sign(Random random) {
        return Rational.of(random.nextBoolean() ? 1 : -1);
    }

    private static Instance instance(List<Rational[]> rows, Rational lambda) {
        return Instance.of(rows.toArray(Rational[][]::new), lambda);
    }

    private static Rational lambda(Random random) {
        return Rational.parse(decay(random));
    }

    private static String decay(Random random) {
        String[] usual = {"1/1000", "1/100", "1/50", "1/10", "1/7", "1/4", "1/2", "1", "3/1000"};
        return usual[random.nextInt(usual.length)];
    }
}
