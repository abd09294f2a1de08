package org.talweg.data.generator;

import java.util.ArrayList;
import java.util.List;
import org.talweg.data.Table;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * Scalar inputs with a bias: columns {@code x}, standard normal, and {@code bias}, the constant 1; labels standard normal.
 * Random numbers are rounded half even to {@code decimals} places. Inputs may repeat after rounding.
 *
 * <p>Throws {@link org.talweg.data.InputException} unless n is at least 1 and decimals 0 to 17.
 *
 * @param rows n
 */
public record OneDimensionalData(int rows, int decimals, long seed) implements DataGenerator {

    public OneDimensionalData {
        Draws.requireAtLeast("rows", rows, 1);
        Draws.requireDecimals(decimals);
    }

    @Override
    public Table generate() {
        Draws draws = new Draws(seed, decimals);
        List<RationalVector> inputs = new ArrayList<>();
        for (int k = 0; k < rows; k++) {
            inputs.add(RationalVector.of(draws.normal(), Rational.ONE));
        }
        return Tables.labelled(List.of("x", "bias"), RationalMatrix.ofRows(inputs, 2), draws.normals(rows));
    }
}
