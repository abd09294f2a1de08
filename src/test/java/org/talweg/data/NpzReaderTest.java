package org.talweg.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

class NpzReaderTest {

    private static final RationalMatrix INPUTS = RationalMatrix.ofRows(
            Arrays.asList(RationalVector.of(0.1, -2.5), RationalVector.of(3.0, 1e-5), RationalVector.of(0.0, 7.0)), 2);
    private static final RationalVector LABELS = RationalVector.of(1.5, -2, 0.25);

    @TempDir
    private Path directory;

    private record Entry(String name, byte[] content) {}

    private static Entry array(String name, String shape, double... values) {
        return new Entry(
                name + ".npy",
                NpyReaderTest.npy(1, NpyReaderTest.header("<f8", false, shape), NpyReaderTest.doubles(values)));
    }

    private static byte[] npz(Entry... entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Entry entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.name()));
                zip.write(entry.content());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Dataset read(byte[] file) {
        return DatasetReader.readDataset("-", new ByteArrayInputStream(file), ReadOptions.DEFAULT);
    }

    private static void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InputException.class)
                .hasMessage("standard input: " + message);
    }

    private static InputStream fixture(String name) {
        return NpzReaderTest.class.getResourceAsStream(name);
    }

    /** Written by numpy 2.4: savez; savez_compressed with y of shape (3, 1), X in Fortran order, and one more array. */
    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void readsWhatNumPyWrites(String name) throws IOException {
        try (InputStream in = fixture(name)) {
            Dataset data = DatasetReader.readDataset("-", in, ReadOptions.DEFAULT);
            assertThat(data.inputs()).isEqualTo(INPUTS);
            assertThat(data.labels()).isEqualTo(LABELS);
        }
    }

    /** Written by numpy 2.4: big-endian float32 in Fortran order, inputs and labels side by side. */
    @Test
    void readsATableThatNumPyWrote() throws IOException {
        Path file = directory.resolve("table.npy");
        try (InputStream in = fixture("table.npy")) {
            Files.copy(in, file);
        }
        Dataset data = DatasetReader.readDataset(file.toString(), System.in, ReadOptions.DEFAULT);
        assertThat(data.inputs().row(0)).isEqualTo(RationalVector.of(0.1f, -2.5f));
        assertThat(data.inputs().row(1)).isEqualTo(RationalVector.of(3f, 1e-5f));
        assertThat(data.labels()).isEqualTo(LABELS);
    }

    @Test
    void inputsOnlyAndBias() {
        byte[] file = npz(array("X", "1, 2", 5, 6), array("y", "1,", 7));
        Table table = DatasetReader.readTable("-", new ByteArrayInputStream(file), false);
        assertThat(table.values().row(0)).isEqualTo(RationalVector.of(5, 6));
        assertThat(table.names()).containsExactly("c1", "c2");
        byte[] badLabel = npz(array("X", "1, 2", 5, 6), array("y", "1,", Double.NaN));
        assertThat(DatasetReader.readTable("-", new ByteArrayInputStream(badLabel), false))
                .isEqualTo(table);
        byte[] unlabelled = npz(array("X", "1, 2", 5, 6));
        assertThat(DatasetReader.readTable("-", new ByteArrayInputStream(unlabelled), false))
                .isEqualTo(table);
        Dataset data =
                DatasetReader.readDataset("-", new ByteArrayInputStream(file), new ReadOptions(Optional.empty(), true));
        assertThat(data.inputs().row(0)).isEqualTo(RationalVector.of(5, 6, 1));
        assertThat(data.labels()).isEqualTo(RationalVector.of(7));
    }

    @Test
    void theLabelsAreTheArrayY() {
        byte[] file = npz(array("X", "1, 2", 5, 6), array("y", "1,", 7));
        assertThat(DatasetReader.readDataset(
                                "-", new ByteArrayInputStream(file), new ReadOptions(Optional.of("y"), false))
                        .labels())
                .isEqualTo(RationalVector.of(7));
        assertThatThrownBy(() -> DatasetReader.readDataset(
                        "-", new ByteArrayInputStream(file), new ReadOptions(Optional.of("c1"), false)))
                .isInstanceOf(InputException.class)
                .hasMessage("standard input: expected the labels in array y, as in every .npz; --label names a column"
                        + " of a table");
    }

    @Test
    void refusesMissingAndMisshapenArrays() {
        assertRefused(npz(array("X", "1, 1", 1)), "expected an array y, found \"X\"");
        assertRefused(npz(array("a", "1,", 1), array("y", "1,", 1)), "expected an array X, found \"a, y\"");
        assertRefused(npz(), "expected an array X, found none");
        assertRefused(
                npz(array("X", "2, 1", 1, 2), array("y", "3,", 1, 2, 3)),
                "expected as many labels in y as rows in X, found 3 and 2");
        assertRefused(
                npz(array("X", "2,", 1, 2), array("y", "2,", 1, 2)),
                "array X: expected an array of 2 dimensions, found shape (2,)");
        assertRefused(
                npz(array("X", "1, 2", 1, 2), array("y", "1, 2", 1, 2)),
                "array y: expected labels of shape (n,) or (n, 1), found (1, 2)");
        assertRefused(
                npz(array("X", "1, 2", 1, Double.NaN), array("y", "1,", 1)),
                "array X: row 1, column 2: expected a finite number, found NaN");
        assertRefused(
                npz(array("y", "3,", 1, 2, Double.NaN), array("X", "1, 2", 1, 2)),
                "array y: row 3, column 1: expected a finite number, found NaN");
        assertRefused(
                npz(array("X", "1, 1", 1), new Entry("X", array("X", "1, 1", 1).content())),
                "expected one array X, found two");
    }

    @Test
    void refusesArchivesThatAreCutOrNotZip() {
        byte[] file = npz(array("X", "1, 2", 5, 6), array("y", "1,", 7));
        for (int length = 4; length < 100; length += 7) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> read(cut))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("standard input: ");
        }
        byte[] damaged = file.clone();
        Arrays.fill(damaged, 40, 60, (byte) 0xFF);
        assertThatThrownBy(() -> read(damaged))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("standard input: ");
    }

    @Test
    void aNumPyNameNeedsNumPyBytes() throws IOException {
        for (String name : new String[] {"a.npy", "a.NPZ"}) {
            Path file = directory.resolve(name);
            Files.writeString(file, "1,2\n");
            assertThatThrownBy(() -> DatasetReader.readTable(file.toString(), System.in, false))
                    .isInstanceOf(InputException.class)
                    .hasMessage(file + ": expected a NumPy file, found other bytes at its start");
        }
    }
}
