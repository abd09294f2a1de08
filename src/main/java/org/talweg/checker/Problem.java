package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The data and the weight decay, and the integer problem that all evidence is about: inputs times {@code scaleX}, labels times
 * {@code scaleY}, the least common denominators. Its {@code mu} is {@code n lambda scaleX scaleY}, its values are {@code scaleY^2}
 * times the original ones, its cells are the same.
 */
final class Problem {

    private static final int ENTRIES = 1_000_000;
    private static final int SCALE_BITS = 50_000;

    final int n;
    final int d;
    final Fraction lambda;
    final String sha256;
    final BigInteger[][] x;
    final BigInteger[] y;
    final Fraction mu;
    final BigInteger scaleY;
    /** Row lengths, rounded up, and a bound of the root of the sum of their squares. */
    final BigInteger[] length;

    final BigInteger frobenius;
    final BigInteger squaredLabels;
    final boolean[] isZero;

    Problem(JsonReader json) throws IOException, Refusal {
        json.begin();
        json.pass('{');
        json.name("n", true);
        n = json.index(ENTRIES);
        json.name("d");
        d = json.index(ENTRIES);
        Refusal.unless(n > 0 && d > 0 && (long) n * (d + 1) <= ENTRIES, "no data, or more than %s numbers", ENTRIES);
        json.name("lambda");
        lambda = json.fraction();
        Refusal.unless(lambda.sign() > 0, "lambda is not positive");
        json.name("sha256");
        sha256 = json.text(64);
        json.name("rows");
        Fraction[][] rows = rows(json);
        json.pass('}');
        Refusal.unless(sha256.equals(digest(rows)), "the rows have another sha256");
        BigInteger scaleX = BigInteger.ONE;
        BigInteger labels = BigInteger.ONE;
        for (Fraction[] row : rows) {
            for (int j = 0; j < d; j++) {
                scaleX = common(scaleX, row[j]);
            }
            labels = common(labels, row[d]);
        }
        scaleY = labels;
        x = new BigInteger[n][d];
        y = new BigInteger[n];
        length = new BigInteger[n];
        isZero = new boolean[n];
        BigInteger squares = BigInteger.ZERO;
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < d; j++) {
                x[k][j] = scaled(rows[k][j], scaleX);
            }
            y[k] = scaled(rows[k][d], scaleY);
            BigInteger square = Vectors.square(x[k]);
            length[k] = Vectors.root(square);
            squares = squares.add(square);
            isZero[k] = square.signum() == 0;
        }
        frobenius = Vectors.root(squares);
        squaredLabels = Vectors.square(y);
        mu = lambda.times(BigInteger.valueOf(n)).times(scaleX.multiply(scaleY));
    }

    private Fraction[][] rows(JsonReader json) throws IOException, Refusal {
        Fraction[][] rows = new Fraction[n][d + 1];
        json.pass('[');
        int k = 0;
        while (json.more(k)) {
            Refusal.unless(k < n, "more rows than %s", n);
            json.pass('[');
            int j = 0;
            while (json.more(j)) {
                Refusal.unless(j <= d, "a row has more than %s numbers", (d + 1));
                rows[k][j++] = json.fraction();
            }
            Refusal.unless(j == d + 1, "a row has %s, not %s", Verifier.counted(j, "number"), (d + 1));
            k++;
        }
        Refusal.unless(k == n, "%s, not %s", Verifier.counted(k, "row"), n);
        return rows;
    }

    private static BigInteger common(BigInteger scale, Fraction value) throws Refusal {
        BigInteger q = value.denominator();
        BigInteger least = scale.multiply(q.divide(scale.gcd(q)));
        Refusal.unless(least.bitLength() <= SCALE_BITS, "the common denominator of the data is too long");
        return least;
    }

    private static BigInteger scaled(Fraction value, BigInteger scale) {
        return value.numerator().multiply(scale.divide(value.denominator()));
    }

    /** SHA-256 of {@code "n d\n"} and a line of numbers, separated by spaces, for each row. */
    private String digest(Fraction[][] rows) {
        StringBuilder text = new StringBuilder();
        text.append(n).append(' ').append(d).append('\n');
        for (Fraction[] row : rows) {
            for (int j = 0; j <= d; j++) {
                text.append(row[j]).append(j < d ? ' ' : '\n');
            }
        }
        return Sha256.hex(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** A value of the integer problem in the units of the data. */
    Fraction original(Fraction value) {
        return value.over(scaleY.multiply(scaleY));
    }

    /** {@code |y|^2 / mu}: twice the most mass that any optimum can have. */
    Fraction massBound() {
        return Fraction.of(squaredLabels).over(mu);
    }
}
