package org.talweg.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;

/** Reads NumPy's {@code .npz}: the array {@code X} (n by d) and, unless only inputs are wanted, {@code y} (n). */
final class NpzReader {

    private static final String INPUTS = "X";
    private static final String LABELS = "y";

    private NpzReader() {}

    /** The columns of {@code X} and, unless {@code inputsOnly}, a last column {@code y}. */
    static Table read(InputStream in, Source source, boolean inputsOnly) throws IOException {
        Map<String, NpyArray> arrays = new HashMap<>();
        TreeSet<String> others = new TreeSet<>();
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().replaceFirst("\\.npy$", "");
                boolean wanted = name.equals(INPUTS) || (name.equals(LABELS) && !inputsOnly);
                if (!wanted) {
                    others.add(name);
                } else if (arrays.put(name, NpyReader.read(new BufferedInputStream(zip), source.part("array " + name)))
                        != null) {
                    throw source.refuse("expected one array " + name + ", found two");
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            // The latter is how the JDK reports an entry name that is not UTF-8.
            throw new InputException(
                    source.refuse("expected a zip archive: " + e.getMessage()).getMessage(), e);
        }
        for (String name : inputsOnly ? List.of(INPUTS) : List.of(INPUTS, LABELS)) {
            if (!arrays.containsKey(name)) {
                others.addAll(arrays.keySet());
                throw source.refuse("expected an array " + name + ", found "
                        + (others.isEmpty() ? "none" : Source.quote(String.join(", ", others))));
            }
        }
        Table inputs = arrays.get(INPUTS).toTable(source.part("array " + INPUTS));
        if (inputsOnly) {
            return inputs;
        }
        return append(inputs, arrays.get(LABELS).toLabels(source.part("array " + LABELS)), source);
    }

    private static Table append(Table inputs, List<Rational> labels, Source source) {
        int rows = inputs.values().rows();
        if (labels.size() != rows) {
            throw source.refuse("expected as many labels in y as rows in X, found " + labels.size() + " and " + rows);
        }
        return inputs.appendColumn(LABELS, RationalVector.of(labels));
    }
}
