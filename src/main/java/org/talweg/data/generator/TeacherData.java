package org.talweg.data.generator;

import org.talweg.data.Table;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * Inputs as in {@link GaussianData} with the same seed; labels of a random teacher,
 * {@code y_k = sum_j a_j max(0, w_j . x_k)}, j = 1..hidden. Teacher weights {@code w_j} (first) and {@code a_j} are
 * standard normal, rounded like the inputs; the labels are exact for the rounded weights.
 *
 * <p>Throws {@link org.talweg.data.InputException} unless n, d and hidden are at least 1 and decimals 0 to 17. Cost: n d
 * hidden exact products.
 *
 * @param rows n
 * @param dimension d
 */
public record TeacherData(int rows, int dimension, int hidden, int decimals, long seed) implements DataGenerator {

    public TeacherData {
        Draws.requireAtLeast("rows", rows, 1);
        Draws.requireAtLeast("dimension", dimension, 1);
        Draws.requireAtLeast("hidden", hidden, 1);
        Draws.requireDecimals(decimals);
    }

    @Override
    public Table generate() {
        Draws draws = new Draws(seed, decimals);
        RationalMatrix inputs = draws.normals(rows, dimension);
        RationalMatrix first = draws.normals(hidden, dimension);
        RationalVector second = draws.normals(hidden);
        Rational[] labels = new Rational[rows];
        for (int k = 0; k < rows; k++) {
            labels[k] =
                    first.multiply(inputs.row(k)).map(z -> z.max(Rational.ZERO)).dot(second);
        }
        return Tables.labelled(inputs, RationalVector.of(labels));
    }
}
