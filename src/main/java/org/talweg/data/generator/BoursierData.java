package org.talweg.data.generator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.data.Table;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * The d points of Boursier's counterexample: {@code x_1 = e_1}, {@code x_2 = (8/9, -4/9, 1/9, 0, ..)},
 * {@code x_3 = (8/9, 4/9, 1/9, 0, ..)}, {@code x_i = (8/9) e_1 + (t/9) e_i} for i &gt;= 4, with labels
 * {@code x_i . (4/5, 0, 3/5, 0, ..)}.
 *
 * <p>The points are unit vectors for t the square root of 17. That is irrational, so for i &gt;= 4 the stand-in
 * {@link #ROOT} is used and {@code |x_i|^2} is off by {@link #squareError}/81.
 *
 * <p>Throws {@link org.talweg.data.InputException} unless d is at least 3.
 *
 * @param dimension d, the number of inputs and of rows
 */
public record BoursierData(int dimension) implements DataGenerator {

    /** A convergent p/q of the square root of 17, so that {@code p^2 - 17 q^2 = 1}. */
    public static final Rational ROOT = convergent();

    private static final Rational SEVENTEEN = Rational.of(17);

    public BoursierData {
        Draws.requireAtLeast("dimension", dimension, 3);
    }

    /** {@code ROOT^2 - 17}, about 2e-13. */
    public static Rational squareError() {
        return ROOT.square().subtract(SEVENTEEN);
    }

    private static Rational convergent() {
        // (33 + 8 sqrt(17))^4 = p + q sqrt(17), and the norm 33^2 - 17 * 8^2 = 1 is multiplicative.
        long p = 1;
        long q = 0;
        for (int i = 0; i < 4; i++) {
            long next = 33 * p + 17 * 8 * q;
            q = 8 * p + 33 * q;
            p = next;
        }
        return Rational.of(p, q);
    }

    @Override
    public Table generate() {
        Rational eightNinths = Rational.of(8, 9);
        List<RationalVector> rows = new ArrayList<>();
        rows.add(RationalVector.unit(dimension, 0));
        rows.add(padded(eightNinths, Rational.of(-4, 9), Rational.of(1, 9)));
        rows.add(padded(eightNinths, Rational.of(4, 9), Rational.of(1, 9)));
        for (int i = 3; i < dimension; i++) {
            rows.add(padded(eightNinths).combine(RationalVector.unit(dimension, i), ROOT.divide(Rational.of(9))));
        }
        RationalMatrix inputs = RationalMatrix.ofRows(rows, dimension);
        return Tables.labelled(inputs, inputs.multiply(padded(Rational.of(4, 5), Rational.ZERO, Rational.of(3, 5))));
    }

    private RationalVector padded(Rational... leading) {
        Rational[] entries = new Rational[dimension];
        Arrays.fill(entries, Rational.ZERO);
        System.arraycopy(leading, 0, entries, 0, leading.length);
        return RationalVector.of(entries);
    }
}
