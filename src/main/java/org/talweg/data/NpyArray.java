package org.talweg.data;

import java.util.ArrayList;
import java.util.List;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/** An array of one or two dimensions; {@code values} in the order of the file. */
record NpyArray(int[] shape, boolean fortranOrder, List<Rational> values) {

    private static String shapeText(int[] shape) {
        return shape.length == 1 ? "(" + shape[0] + ",)" : "(" + shape[0] + ", " + shape[1] + ")";
    }

    /** The row of entry {@code index} of the file, from 0. */
    static int rowOf(int index, int[] shape, boolean fortranOrder) {
        return shape.length == 1 ? index : fortranOrder ? index % shape[0] : index / shape[1];
    }

    /** The column of entry {@code index} of the file, from 0. */
    static int columnOf(int index, int[] shape, boolean fortranOrder) {
        return shape.length == 1 ? 0 : fortranOrder ? index / shape[0] : index % shape[1];
    }

    /** The rows of a two-dimensional array, columns named {@code c1, c2, ...}. */
    Table toTable(Source source) {
        if (shape.length != 2) {
            throw source.refuse("expected an array of 2 dimensions, found shape " + shapeText(shape));
        }
        Rational[][] cells = new Rational[shape[0]][shape[1]];
        for (int i = 0; i < values.size(); i++) {
            cells[rowOf(i, shape, fortranOrder)][columnOf(i, shape, fortranOrder)] = values.get(i);
        }
        List<RationalVector> rows = new ArrayList<>();
        for (Rational[] row : cells) {
            rows.add(RationalVector.of(row));
        }
        return new Table(CsvReader.numbered(shape[1]), RationalMatrix.ofRows(rows, shape[1]));
    }

    /** The entries of an array of shape {@code (n,)} or {@code (n, 1)}. */
    List<Rational> toLabels(Source source) {
        if (shape.length == 2 && shape[1] != 1) {
            throw source.refuse("expected labels of shape (n,) or (n, 1), found " + shapeText(shape));
        }
        return values;
    }
}
