package org.talweg.checker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.talweg.exact.Rational;

/** Parts of certificates as the checker reads them, and exact vectors to hold its numbers against. */
final class CheckerParts {

    private CheckerParts() {}

    static JsonReader reader(String text) {
        return new JsonReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }

    static Problem problem(BigInteger[][] x, BigInteger[] y, String lambda) throws Exception {
        int n = y.length;
        int d = x[0].length;
        StringBuilder text = new StringBuilder(n + " " + d + "\n");
        List<String> rows = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            BigInteger[] row = Arrays.copyOf(x[k], d + 1);
            row[d] = y[k];
            text.append(Arrays.stream(row).map(BigInteger::toString).collect(Collectors.joining(" ")))
                    .append('\n');
            rows.add(list(row));
        }
        String sha256 = Sha256.hex(text.toString().getBytes(StandardCharsets.US_ASCII));
        return new Problem(reader("{\"n\":" + n + ",\"d\":" + d + ",\"lambda\":\"" + lambda + "\",\"sha256\":\""
                + sha256 + "\",\"rows\":[" + String.join(",", rows) + "]}"));
    }

    static String list(BigInteger... v) {
        return Arrays.stream(v).map(e -> "\"" + e + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    static BigInteger[] random(Random random, int n, int bits) {
        BigInteger[] v = new BigInteger[n];
        for (int k = 0; k < n; k++) {
            v[k] = new BigInteger(1 + random.nextInt(bits), random);
            v[k] = random.nextBoolean() ? v[k] : v[k].negate();
        }
        return v;
    }

    static Rational dot(Rational[] a, Rational[] b) {
        Rational sum = Rational.ZERO;
        for (int k = 0; k < a.length; k++) {
            sum = sum.add(a[k].multiply(b[k]));
        }
        return sum;
    }

    static Rational[] rational(BigInteger[] v) {
        return Arrays.stream(v).map(Rational::of).toArray(Rational[]::new);
    }

    /** A multiple in integers. */
    static BigInteger[] integers(Rational[] v) {
        BigInteger common = BigInteger.ONE;
        for (Rational e : v) {
            common = common.multiply(e.denominator()).divide(common.gcd(e.denominator()));
        }
        Rational factor = Rational.of(common);
        return Arrays.stream(v).map(e -> e.multiply(factor).numerator()).toArray(BigInteger[]::new);
    }

    static Fraction fraction(Rational value) {
        return new Fraction(value.numerator(), value.denominator());
    }

    /** Whether the checker takes these rows and multipliers for a contradiction. */
    static boolean accepts(ResidualRows rows, String multipliers, int... generators) throws IOException {
        try {
            // The list of a cut, after its candidate.
            JsonReader json = reader(multipliers);
            json.pass('[');
            json.index(0);
            rows.requireContradiction(json, new ResidualRows.RowFilter() {
                @Override
                public boolean applies(int row) {
                    return true;
                }

                @Override
                public int[] generators() {
                    return generators;
                }
            });
            return true;
        } catch (Refusal e) {
            return false;
        }
    }

    static int labelBits(Problem problem) {
        return Vectors.root(Vectors.square(problem.y)).bitLength();
    }

    static Rational scaled(long value, int bits) {
        return Rational.scaleByPowerOfTwo(BigInteger.valueOf(value), bits);
    }

    /** Gives why a number is refused, or null. */
    interface Trial {
        String refused(long value) throws IOException;
    }

    /** The least number in [0, most] that is not refused for this reason; -1 if all are. */
    static long least(long most, String reason, Trial trial) throws IOException {
        if (reason.equals(trial.refused(most))) {
            return -1;
        }
        long low = -1;
        long high = most;
        while (high - low > 1) {
            long middle = (low + high) >> 1;
            if (reason.equals(trial.refused(middle))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
