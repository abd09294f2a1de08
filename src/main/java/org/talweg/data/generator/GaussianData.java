package org.talweg.data.generator;

import org.talweg.data.Table;
import org.talweg.exact.RationalMatrix;

/**
 * Inputs and labels independent standard normal, rounded half even to {@code decimals} places.
 *
 * <p>Throws {@link org.talweg.data.InputException} unless n and d are at least 1 and decimals 0 to 17.
 *
 * @param rows n
 * @param dimension d
 */
public record GaussianData(int rows, int dimension, int decimals, long seed) implements DataGenerator {

    public GaussianData {
        Draws.requireAtLeast("rows", rows, 1);
        Draws.requireAtLeast("dimension", dimension, 1);
        Draws.requireDecimals(decimals);
    }

    @Override
    public Table generate() {
        Draws draws = new Draws(seed, decimals);
        RationalMatrix inputs = draws.normals(rows, dimension);
        return Tables.labelled(inputs, draws.normals(rows));
    }
}
