package org.talweg.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * Reads data sets exactly from CSV, {@code .npy} and {@code .npz}.
 *
 * <p>A source is a path, or {@code -} for standard input. The format is told by the first bytes, not by the name. A CSV or
 * a lone {@code .npy} is a table, one row an example. An {@code .npz} holds the inputs in an array {@code X} and the labels
 * in an array {@code y}.
 *
 * <p>Every method throws {@link InputException} with one line that names the source, the row and the column where there
 * are such, and what was expected. Values are kept exactly: decimals as decimals, floats as their binary value. Memory: a
 * few hundred bytes a value.
 */
public final class DatasetReader {

    private static final byte[] NPY_MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final byte[] ZIP_MAGIC = {'P', 'K', 3, 4};
    private static final byte[] EMPTY_ZIP_MAGIC = {'P', 'K', 5, 6};
    private static final int MAX_NAMES = 20;

    private DatasetReader() {}

    /**
     * Inputs and labels.
     *
     * @param standardInput read if {@code source} is {@code -}
     */
    public static Dataset readDataset(String source, InputStream standardInput, ReadOptions options) {
        Source name = Source.of(source);
        Content content = open(source, standardInput, false);
        Table table = content.table;
        int label = labelColumn(table, options.label(), name);
        if (content.hasLabels && label != table.values().columns() - 1) {
            throw name.refuse("expected the labels in array y, as in every .npz; --label names a column of a table");
        }
        RationalMatrix inputs = withoutColumn(table.values(), label);
        if (options.bias()) {
            inputs = inputs.appendColumn(ones(inputs.rows()));
        }
        if (inputs.columns() == 0) {
            throw name.refuse("row 1, column 2: expected an input column beside the label "
                    + Source.quote(table.names().get(label)));
        }
        Rational[] labels = new Rational[inputs.rows()];
        for (int k = 0; k < labels.length; k++) {
            labels[k] = table.values().get(k, label);
        }
        return new Dataset(inputs, RationalVector.of(labels));
    }

    /**
     * Inputs and labels of several outputs: the last {@code outputs} columns are the labels.
     *
     * @param standardInput read if {@code source} is {@code -}
     * @param bias whether a constant column 1 is appended after the inputs
     */
    public static VectorDataset readVectorDataset(String source, InputStream standardInput, int outputs, boolean bias) {
        Source name = Source.of(source);
        Content content = open(source, standardInput, false);
        if (content.hasLabels && outputs > 1) {
            throw name.refuse("expected a table: an .npz holds the labels of one output");
        }
        RationalMatrix values = content.table.values();
        int dimension = values.columns() - outputs;
        if (dimension < 1) {
            throw name.refuse("row 1, column " + (values.columns() + 1) + ": expected at least "
                    + Plural.of(outputs + 1, "column") + ", an input and the labels of "
                    + Plural.of(outputs, "output"));
        }
        RationalMatrix inputs = columns(values, 0, dimension);
        return new VectorDataset(
                bias ? inputs.appendColumn(ones(inputs.rows())) : inputs, columns(values, dimension, values.columns()));
    }

    private static RationalMatrix columns(RationalMatrix values, int from, int to) {
        List<RationalVector> rows = new ArrayList<>();
        for (int k = 0; k < values.rows(); k++) {
            rows.add(RationalVector.of(values.row(k).toList().subList(from, to)));
        }
        return RationalMatrix.ofRows(rows, to - from);
    }

    /**
     * Every column as an input, and a last column {@code bias} of ones if {@code bias}. Of an {@code .npz}, the array
     * {@code X}.
     *
     * @param standardInput read if {@code source} is {@code -}
     */
    public static Table readTable(String source, InputStream standardInput, boolean bias) {
        Table table = open(source, standardInput, true).table;
        return bias ? table.appendColumn("bias", ones(table.values().rows())) : table;
    }

    /** A table, and whether its last column is known to be the labels. */
    private record Content(Table table, boolean hasLabels) {}

    private static Content open(String source, InputStream standardInput, boolean inputsOnly) {
        return Source.read(source, standardInput, (in, name) -> read(in, name, inputsOnly));
    }

    private static Content read(InputStream stream, Source name, boolean inputsOnly) throws IOException {
        BufferedInputStream in = new BufferedInputStream(stream);
        in.mark(NPY_MAGIC.length);
        byte[] start = in.readNBytes(NPY_MAGIC.length);
        in.reset();
        if (startsWith(start, NPY_MAGIC)) {
            return new Content(NpyReader.read(in, name).toTable(name), false);
        }
        if (startsWith(start, ZIP_MAGIC) || startsWith(start, EMPTY_ZIP_MAGIC)) {
            return new Content(NpzReader.read(in, name, inputsOnly), !inputsOnly);
        }
        String lower = name.name().toLowerCase(Locale.ROOT);
        if (lower.endsWith(".npy") || lower.endsWith(".npz")) {
            throw name.refuse("expected a NumPy file, found other bytes at its start");
        }
        return new Content(CsvReader.read(in, name), false);
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        return IntStream.range(0, magic.length).allMatch(i -> i < bytes.length && bytes[i] == magic[i]);
    }

    private static int labelColumn(Table table, Optional<String> label, Source name) {
        List<String> names = table.names();
        if (label.isEmpty()) {
            return names.size() - 1;
        }
        String wanted = label.get();
        int first = names.indexOf(wanted);
        if (first >= 0) {
            int last = names.lastIndexOf(wanted);
            if (first != last) {
                throw name.refuse("label column " + Source.quote(wanted) + " is ambiguous: columns " + (first + 1)
                        + " and " + (last + 1) + " have that name; give a number");
            }
            return first;
        }
        // Nine digits always fit an int.
        if (wanted.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(wanted);
            if (number >= 1 && number <= names.size()) {
                return number - 1;
            }
        }
        throw name.refuse("no label column " + Source.quote(wanted) + "; the columns are " + list(names));
    }

    private static String list(List<String> names) {
        String shown = String.join(
                ", ", names.stream().limit(MAX_NAMES).map(Source::quote).toList());
        return names.size() <= MAX_NAMES ? shown : shown + ", ... (" + names.size() + " columns)";
    }

    private static RationalMatrix withoutColumn(RationalMatrix values, int column) {
        int[] kept =
                IntStream.range(0, values.columns()).filter(j -> j != column).toArray();
        List<RationalVector> rows = new ArrayList<>();
        for (int k = 0; k < values.rows(); k++) {
            RationalVector row = values.row(k);
            rows.add(RationalVector.of(Arrays.stream(kept).mapToObj(row::get).toArray(Rational[]::new)));
        }
        return RationalMatrix.ofRows(rows, kept.length);
    }

    private static RationalVector ones(int size) {
        return RationalVector.of(Collections.nCopies(size, Rational.ONE));
    }
}
