package org.talweg.campaign;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.talweg.exact.Rational;

/** Inputs, labels and lambda. */
record Trial(Rational[][] x, Rational[] y, Rational lambda) {

    private static final int MOST_BITS = 13;

    int rows() {
        return y.length;
    }

    int dimension() {
        return x[0].length;
    }

    /** Whether doubles are enough for values: numerators and denominators, and the inverse of lambda, are small. */
    boolean isPlain() {
        return Stream.concat(
                        Stream.concat(Arrays.stream(x).flatMap(Arrays::stream), Arrays.stream(y)), Stream.of(lambda))
                .allMatch(q ->
                        q.numerator().bitLength() < MOST_BITS && q.denominator().bitLength() < MOST_BITS);
    }

    /** As a data file. */
    String csv() {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < y.length; k++) {
            for (Rational entry : x[k]) {
                text.append(entry).append(',');
            }
            text.append(y[k]).append('\n');
        }
        return text.toString();
    }

    /** What a person needs to repeat it. */
    @Override
    public String toString() {
        return "lambda " + lambda + ", rows " + csv().strip().replace("\n", " / ");
    }

    /** Each row is the inputs and the label. */
    static Trial of(List<Rational[]> rows, Rational lambda) {
        Rational[][] x = rows.stream().map(r -> Arrays.copyOf(r, r.length - 1)).toArray(Rational[][]::new);
        return new Trial(x, rows.stream().map(r -> r[r.length - 1]).toArray(Rational[]::new), lambda);
    }

    /** Rows separated by {@code " / "}, as {@link #toString} writes them. */
    static Trial parse(String lambda, String rows) {
        return of(
                Arrays.stream(rows.split(" / ", -1))
                        .map(r -> Arrays.stream(r.split(",", -1))
                                .map(Rational::parse)
                                .toArray(Rational[]::new))
                        .collect(Collectors.toList()),
                Rational.parse(lambda));
    }
}
