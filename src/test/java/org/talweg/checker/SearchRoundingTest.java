package org.talweg.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.talweg.checker.CheckerParts.accepts;
import static org.talweg.checker.CheckerParts.fraction;
import static org.talweg.checker.CheckerParts.problem;
import static org.talweg.checker.CheckerParts.scaled;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;
import org.talweg.exact.Rational;

/** Inputs of more than 46 bits, so that the checker of a search tree does round, and numbers for which all roundings add up. */
class SearchRoundingTest {

    private static final int BITS = ScaledProblem.BITS;
    private static final long UNIT = 1L << BITS;

    private static BigInteger bits(Random random, int bits) {
        BigInteger v = new BigInteger(bits, random).setBit(bits - 1);
        return random.nextBoolean() ? v : v.negate();
    }

    /** Neurons within some units of the hyperplane of a row whose inputs are some units: only the right side is accepted. */
    @Test
    void neuronsNextToAHyperplane() throws Exception {
        Random random = Seeded.random(51);
        int unit = 54;
        String lambda = BigInteger.ONE.shiftLeft(BITS + unit - 2).toString();
        int accepted = 0;
        int refused = 0;
        for (int trial = 0; trial < 300; trial++) {
            BigInteger[][] x = new BigInteger[2][2];
            x[0][0] = BigInteger.ONE.shiftLeft(BITS + unit - 1);
            x[0][1] = BigInteger.ZERO;
            for (int j = 0; j < 2; j++) {
                long part =
                        random.nextInt(4) == 0 ? random.nextInt(1 << 20) : (1L << unit) - 1 - random.nextInt(1 << 20);
                x[1][j] = BigInteger.valueOf(random.nextInt(5) - 2)
                        .shiftLeft(unit)
                        .add(BigInteger.valueOf(random.nextInt(3) == 0 ? 0 : part));
            }
            if (x[1][1].signum() == 0) {
                continue;
            }
            int face = random.nextInt(2);
            PairOfRows pair = new PairOfRows(x, new BigInteger[] {BigInteger.TEN, BigInteger.ONE}, lambda, 2 * face);
            assertThat(pair.a).isEqualTo(BITS + unit);
            for (int round = 0; round < 10; round++) {
                long[] u = new long[2];
                for (int j = 0; j < 2; j++) {
                    u[j] = (1 + random.nextInt(4)) * UNIT + random.nextInt(5) - 2;
                }
                u[1] = random.nextBoolean() ? u[1] : -u[1];
                pair.neurons.clear();
                pair.add(0, u);
                String why = pair.refused(1L << 45, 1L << 30);
                if (why != null && why.startsWith("a neuron is not shown")) {
                    refused++;
                } else {
                    accepted++;
                    assertThat(pair.output(1, pair.neurons.get(0)).signum())
                            .as("%s %s", Arrays.deepToString(x), Arrays.toString(u))
                            .isEqualTo(face == 0 ? 1 : -1);
                }
            }
        }
        assertThat(accepted).isGreaterThan(50);
        assertThat(refused).isGreaterThan(50);
    }

    /** The products of the inputs rounded down are -2, the sum of the coordinates is below 2, and the neuron is on the side +. */
    @Test
    void marginsForRoundedSums() throws Exception {
        BigInteger unit = BigInteger.ONE.shiftLeft(54);
        BigInteger[][] x = {
            {BigInteger.ONE.shiftLeft(BITS + 53), BigInteger.ZERO},
            {BigInteger.ONE.negate(), unit.subtract(BigInteger.ONE)}
        };
        String lambda = BigInteger.ONE.shiftLeft(BITS + 52).toString();
        PairOfRows pair = new PairOfRows(x, new BigInteger[] {BigInteger.TEN, BigInteger.ONE}, lambda, 2);
        pair.add(0, UNIT + 1, UNIT - 2);
        assertThat(pair.output(1, pair.neurons.get(0)).signum()).isPositive();
        assertThat(pair.refused(1L << 45, 1L << 30)).startsWith("a neuron is not shown");
    }

    /** Norms that are too short or negative, and bounds that are negative. */
    @Test
    void norms() throws Exception {
        BigInteger[][] x = {{BigInteger.ONE, BigInteger.ZERO}, {BigInteger.ZERO, BigInteger.ONE}};
        PairOfRows pair = new PairOfRows(x, new BigInteger[] {BigInteger.TEN, BigInteger.ONE}, "1/8", 0);
        pair.add(0, 3 << 20, 4 << 20);
        long[] neuron = pair.neurons.get(0);
        assertThat(neuron[1]).isEqualTo(5 << 20);
        assertThat(pair.refused(1L << 46, 1L << 30)).isEqualTo("the radius is too small");
        assertThat(pair.refused(-1, 1L << 30)).contains("not in order");
        assertThat(pair.refused(1L << 46, -1)).contains("not in order");
        assertThat(pair.refused(1L << 46, -(1L << 30))).contains("not in order");
        for (long norm : new long[] {(5 << 20) - 1, -(5 << 20)}) {
            neuron[1] = norm;
            assertThat(pair.refused(1L << 46, 1L << 30)).isEqualTo("a neuron is longer than its norm");
        }
    }

    /** Neurons nearly optimal, so that the bounds are some units: the least accepted excess and radius are bounds. */
    @Test
    void boundsOfSomeUnits() throws Exception {
        Random random = Seeded.random(52);
        int small = 0;
        for (int trial = 0; trial < 120; trial++) {
            int d = 1 + random.nextInt(3);
            BigInteger[][] x = {new BigInteger[Math.max(2, d)], new BigInteger[Math.max(2, d)]};
            for (BigInteger[] row : x) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = bits(random, 70);
                }
            }
            BigInteger[] y = {bits(random, 66).abs(), bits(random, 60 + random.nextInt(5))};
            String lambda = bits(random, 136 - random.nextInt(4)).abs().toString();
            // A ray along the first row.
            boolean plus = Vectors.dot(x[0], x[1]).signum() > 0;
            if (plus) {
                x[1] = Vectors.times(BigInteger.ONE.negate(), x[1]);
            }
            PairOfRows pair = new PairOfRows(x, y, lambda, 2);
            Rational length = Rational.of(Vectors.root(Vectors.square(x[0])));
            Rational unit = Rational.scaleByPowerOfTwo(BigInteger.ONE, pair.a);
            Rational ratio = length.divide(unit);
            // |x| t = y - mu / |x|
            Rational t = pair.labels()[0].subtract(pair.mu().divide(ratio)).divide(ratio);
            if (t.signum() <= 0) {
                continue;
            }
            long[] u = new long[x[0].length];
            for (int j = 0; j < u.length; j++) {
                Rational e = t.multiply(Rational.of(x[0][j])).divide(length).multiply(scaled(1, BITS));
                u[j] = integer(e) + random.nextInt(200) - 100;
            }
            pair.add(0, u);
            long excess = pair.leastExcess();
            long radius = pair.leastRadius(excess);
            String why = pair.refused(excess, radius);
            if (excess < 0 || radius < 0 || (why != null && !why.startsWith("a set of faces"))) {
                continue;
            }
            small += radius < 1 << 13 ? 1 : 0;
            requireBounds(pair, excess, radius);
        }
        assertThat(small).isGreaterThan(30);
    }

    private static void requireBounds(PairOfRows pair, long excess, long radius) {
        assertThat(pair.squaredDistance(excess))
                .as("distance")
                .isLessThanOrEqualTo(scaled(radius, -ResidualRows.BITS).square());
        for (int i = 0; i < pair.set.length; i++) {
            assertThat(pair.squaredSupport(i))
                    .as("support")
                    .isLessThanOrEqualTo(pair.mu().add(scaled(excess, -BITS)).square());
        }
    }

    /** Long neurons of both signs whose outputs cancel, and little decay. */
    @Test
    void longNeuronsThatCancel() throws Exception {
        Random random = Seeded.random(53);
        int tried = 0;
        for (int trial = 0; trial < 100; trial++) {
            BigInteger[][] x = new BigInteger[2][3];
            for (BigInteger[] row : x) {
                for (int j = 0; j < 3; j++) {
                    row[j] = bits(random, 75);
                }
            }
            BigInteger[] y = {
                bits(random, 66).abs(), bits(random, 66 - random.nextInt(4)).abs()
            };
            String lambda = bits(random, 112 + random.nextInt(28)).abs().toString();
            PairOfRows pair = new PairOfRows(x, y, lambda, 0, 1);
            // x_0.w = y_0 D, x_1.w = y_1 D.
            BigInteger[] w = Vectors.times(y[0], pair.across(0, 1));
            Vectors.add(w, y[1], pair.across(1, 0));
            Rational part = Rational.of(512 + random.nextInt(512), 1024)
                    .multiply(Rational.scaleByPowerOfTwo(BigInteger.ONE, BITS + pair.a))
                    .divide(Rational.scaleByPowerOfTwo(Vectors.dot(x[0], pair.across(0, 1)), pair.b));
            BigInteger[] zero = {
                x[0][1].multiply(x[1][2]).subtract(x[0][2].multiply(x[1][1])),
                x[0][2].multiply(x[1][0]).subtract(x[0][0].multiply(x[1][2])),
                x[0][0].multiply(x[1][1]).subtract(x[0][1].multiply(x[1][0]))
            };
            int size = BITS + random.nextInt(11);
            long[] u = new long[3];
            long[] v = new long[3];
            for (int j = 0; j < 3; j++) {
                u[j] = integer(part.multiply(Rational.of(w[j]))) + unit(zero, j, size);
                v[j] = integer(part.multiply(Rational.of(w[j])).divide(scaled(1, 20))) - unit(zero, j, size);
            }
            pair.add(0, u);
            pair.add(1, v);
            long[] nu = {random.nextInt(2), 0, -integer(pair.residual()[0].multiply(scaled(1, BITS)))};
            pair.multipliers = random.nextBoolean() && nu[2] >= 0 ? nu : null;
            long excess = pair.leastExcess();
            if (excess < 0) {
                continue;
            }
            excess += random.nextInt(3) == 0 ? 1L << random.nextInt(34) : 0;
            long radius = pair.leastRadius(excess);
            String why = pair.refused(excess, Math.max(0, radius));
            if (radius < 0 || (why != null && !why.startsWith("a set of faces"))) {
                continue;
            }
            tried++;
            requireBounds(pair, excess, radius);
        }
        System.out.println(tried + " tried");
        assertThat(tried).isGreaterThan(5);
    }

    private static long integer(Rational value) {
        return value.roundDown(0).numerator().longValueExact();
    }

    /** Coordinate j of the multiple of v whose largest one is about 2^size. */
    private static long unit(BigInteger[] v, int j, int size) {
        int length = Vectors.size(v).bitLength();
        return v[j].shiftRight(length - size).longValueExact();
    }

    /**
     * One row and one label. The residual r is the end of the ball and meets the row with equality; coefficient, center and bound are all just
     * below the next unit.
     */
    @Test
    void allRoundingsOfACutAtOnce() throws Exception {
        Random random = Seeded.random(54);
        int accepted = 0;
        for (int trial = 0; trial < 60; trial++) {
            BigInteger y = BigInteger.ONE.shiftLeft(60).subtract(BigInteger.valueOf(1L + random.nextInt(1 << 20)));
            Problem problem = problem(new BigInteger[][] {{BigInteger.ONE}}, new BigInteger[] {y.negate()}, "1");
            for (int round = 0; round < 60; round++) {
                // The center is (1 + t) y / 2: t = 2 c / y - 1.
                BigInteger center = BigInteger.valueOf((1L << 30) - 2 - random.nextInt(1 << 26))
                        .shiftLeft(30)
                        .add(BigInteger.valueOf((1L << 30) - 1 - random.nextInt(1 << 26)));
                Rational t =
                        Rational.of(center).multiply(2).divide(Rational.of(y)).subtract(Rational.ONE);
                // The radius is that of the end: r = c + R.
                BigInteger r = y.subtract(BigInteger.valueOf(random.nextInt(1 << 30)));
                BigInteger reach = r.subtract(center);
                if (t.signum() <= 0 || t.compareTo(Rational.ONE) > 0 || reach.signum() <= 0) {
                    continue;
                }
                Rational lower =
                        Rational.of(center.pow(2).subtract(reach.pow(2))).divide(t);
                ResidualRows rows = new ResidualRows(problem, 60, fraction(t), fraction(lower));
                for (int i = 0; i < 20; i++) {
                    BigInteger a = BigInteger.valueOf((1L << 30) - 16 - random.nextInt(1 << 26) | 15)
                            .shiftLeft(30)
                            .add(BigInteger.valueOf((1L << 30) - 1 - random.nextInt(1 << 26)));
                    rows.add(new BigInteger[] {a}, Fraction.of(a.multiply(r)));
                    int last = rows.size() - 1;
                    for (long nu : new long[] {1, 2, ResidualRows.LARGEST}) {
                        assertThat(accepts(rows, "[0," + last + "," + nu + "]"))
                                .as("%s %s %s %s", y, center, r, a)
                                .isFalse();
                    }
                }
                rows.add(new BigInteger[] {BigInteger.ONE}, Fraction.of(r.add(BigInteger.ONE.shiftLeft(38))));
                accepted += accepts(rows, "[0," + (rows.size() - 1) + ",1]") ? 1 : 0;
            }
        }
        assertThat(accepted).isGreaterThan(200);
    }

    /** A point of length 2, a row that is rounded to a longer one, and a residual of length 1 within reach that satisfies it. */
    @Test
    void rowsThatGrowByRounding() throws Exception {
        Random random = Seeded.random(55);
        BigInteger one = BigInteger.ONE;
        int tried = 0;
        for (int trial = 0; trial < 10000; trial++) {
            long p = (1L << 29) + random.nextInt(1 << 28);
            BigInteger rest = one.shiftLeft(60).subtract(BigInteger.valueOf(p).pow(2));
            long q = rest.sqrt().longValueExact();
            BigInteger left = rest.subtract(BigInteger.valueOf(q).pow(2));
            if (left.bitLength() > 28 || left.bitLength() < 25) {
                continue;
            }
            tried++;
            BigInteger y = one.shiftLeft(60).subtract(one);
            Problem problem = problem(new BigInteger[][] {{one}, {one}}, new BigInteger[] {y, BigInteger.ZERO}, "1");
            ResidualRows rows = new ResidualRows(problem, 60, Fraction.ZERO, Fraction.ZERO);
            BigInteger[] a = {tiny(p).negate(), tiny(q).negate()};
            BigInteger product = a[0].multiply(BigInteger.valueOf(p)).add(a[1].multiply(BigInteger.valueOf(q)));
            rows.add(a, Fraction.of(product.shiftLeft(30)));
            assertThat(rows.isViolated(0, new long[] {2 * p, 2 * q}, 0, 1L << 30))
                    .isFalse();
            // Half as far, it is not met.
            assertThat(rows.isViolated(0, new long[] {2 * p, 2 * q}, 0, 1L << 29))
                    .isTrue();
        }
        assertThat(tried).isGreaterThan(20);
    }

    private static BigInteger tiny(long p) {
        return BigInteger.valueOf(p).shiftLeft(20).add(BigInteger.ONE);
    }
}
