package org.talweg.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;

class CsvReaderTest {

    @TempDir
    private Path directory;

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Table table(String text) {
        return DatasetReader.readTable("-", stream(text), false);
    }

    private static Dataset dataset(String text, String label, boolean bias) {
        return DatasetReader.readDataset("-", stream(text), new ReadOptions(Optional.ofNullable(label), bias));
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> table(text))
                .isInstanceOf(InputException.class)
                .hasMessage("standard input: " + message);
    }

    @Test
    void valuesAreExact() {
        Table table = table("0.1,1e-5\n-22/7,3\n");
        assertThat(table.names()).containsExactly("c1", "c2");
        assertThat(table.values().rows()).isEqualTo(2);
        assertThat(table.values().row(0)).isEqualTo(RationalVector.of(Rational.of(1, 10), Rational.of(1, 100_000)));
        assertThat(table.values().row(1)).isEqualTo(RationalVector.of(Rational.of(-22, 7), Rational.of(3)));
    }

    @Test
    void layoutDoesNotMatter() {
        Table expected = table("a,b\n1,2\n3,4\n");
        assertThat(table("\uFEFFa,b\r\n1,2\r\n3,4")).isEqualTo(expected);
        assertThat(table("a, b\n 1 ,2 \n\"3\",\"4\"\n")).isEqualTo(expected);
    }

    @Test
    void aHeaderHasNoNumbers() {
        assertThat(table("x,y\n1,2\n").names()).containsExactly("x", "y");
        assertThat(table("x,y\n1,2\n").values().rows()).isEqualTo(1);
        assertThat(table("1stFloor,2nd\n1,2\n").names()).containsExactly("1stFloor", "2nd");
        assertThat(table("\"a,b\",\u00e9\n1,2\n").names()).containsExactly("a,b", "\u00e9");
        assertThat(table("2019,2020\n1,2\n").values().rows()).isEqualTo(2);
    }

    @Test
    void refusesABadFirstRow() {
        assertRefused("1,NaN\n2,3\n", "row 1, column 2: expected a finite number, found \"NaN\"");
        assertRefused("nan,inf\n2,3\n", "row 1, column 1: expected a finite number, found \"nan\"");
        assertRefused("-Infinity\n2\n", "row 1, column 1: expected a finite number, found \"-Infinity\"");
        assertRefused("1,\n2,3\n", "row 1, column 2: expected a finite number, found an empty field");
        assertRefused(",\n2,3\n", "row 1, column 1: expected a finite number, found an empty field");
        assertRefused(",x,y\n0,1,2\n", "row 1, column 1: expected a column name, found an empty field");
        assertRefused(
                "1,two\n3,4\n",
                "row 1, column 2: expected a finite number, found \"two\" (a header has names only, this row has numbers too)");
        assertRefused(
                "1e9999\n2\n",
                "row 1, column 1: expected a finite number, found \"1e9999\" (exponent beyond 4096: 1e9999)");
        assertRefused("1/0\n2\n", "row 1, column 1: expected a finite number, found \"1/0\" (denominator is zero)");
    }

    @Test
    void refusesABadLaterRow() {
        assertRefused("x,y\n1,2\n3,abc\n", "row 3, column 2: expected a finite number in column \"y\", found \"abc\"");
        assertRefused("1,2\ninf,4\n", "row 2, column 1: expected a finite number, found \"inf\"");
        assertRefused("1,2\n,4\n", "row 2, column 1: expected a finite number, found an empty field");
        assertRefused("1,2\n3,\n", "row 2, column 2: expected a finite number, found an empty field");
        assertRefused("1,2\n3,0x10\n", "row 2, column 2: expected a finite number, found \"0x10\"");
        assertRefused(
                "1\n\"a\nb" + "c".repeat(50) + "\"\n",
                "row 2, column 1: expected a finite number, found \"a?b" + "c".repeat(34) + "...\"");
    }

    @Test
    void refusesRaggedRowsAndBlankLines() {
        assertRefused("1,2,3\n4,5\n", "row 2, column 3: expected 3 values as in row 1, found 2");
        assertRefused("a,b\n1,2\n3,4,5\n", "row 3, column 3: expected 2 values as in row 1, found 3");
        assertRefused("1\n2,3\n", "row 2, column 2: expected 1 value as in row 1, found 2");
        assertRefused("1,2\n\n3,4\n", "row 2, column 1: expected 2 values, found a blank line");
        assertRefused("1,2\n3,4\n\n", "row 3, column 1: expected 2 values, found a blank line");
        assertRefused("\n1\n", "row 1, column 1: expected 1 value, found a blank line");
    }

    @Test
    void refusesFilesWithoutData() {
        assertRefused("", "row 1, column 1: expected a number, found an empty file");
        assertRefused("\uFEFF", "row 1, column 1: expected a number, found an empty file");
        assertRefused("x,y\n", "row 2, column 1: expected a number, found only a header");
    }

    @Test
    void refusesWhatIsNotCsvOrNotUtf8() {
        assertThatThrownBy(() -> table("1,2\n3,\"4\n"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("standard input: row 2, column 1: expected comma-separated values: ");
        byte[] latin = "1,2\n3,4,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> DatasetReader.readTable("-", new ByteArrayInputStream(latin), false))
                .isInstanceOf(InputException.class)
                .hasMessage("standard input: row 2, column 3: expected UTF-8 text");
        byte[] cut = {'1', '\n', (byte) 0xC3};
        assertThatThrownBy(() -> DatasetReader.readTable("-", new ByteArrayInputStream(cut), false))
                .isInstanceOf(InputException.class)
                .hasMessage("standard input: row 2, column 1: expected UTF-8 text");
    }

    @Test
    void theLastColumnIsTheLabel() {
        Dataset data = dataset("a,b,c\n1,2,3\n4,5,6\n", null, false);
        assertThat(data.labels()).isEqualTo(RationalVector.of(3, 6));
        assertThat(data.inputs().row(0)).isEqualTo(RationalVector.of(1, 2));
        assertThat(data.inputs().row(1)).isEqualTo(RationalVector.of(4, 5));
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.dimension()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"a,1", "b,2", "c,3", "1,1", "2,2", "3,3"})
    void theLabelIsChosenByNameOrNumber(String label, long expected) {
        Dataset data = dataset("a,b,c\n1,2,3\n", label, false);
        assertThat(data.labels()).isEqualTo(RationalVector.of(expected));
        assertThat(data.dimension()).isEqualTo(2);
        assertThat(data.inputs().row(0).get(0)).isEqualTo(Rational.of(expected == 1 ? 2 : 1));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "c2,2", "2,2"})
    void withoutHeaderColumnsHaveNumbers(String label, long expected) {
        assertThat(dataset("1,2\n", label, false).labels()).isEqualTo(RationalVector.of(expected));
    }

    @ParameterizedTest
    @CsvSource({"z", "0", "4", "-1", "99999999999"})
    void refusesALabelThatDoesNotExist(String label) {
        assertThatThrownBy(() -> dataset("a,b,c\n1,2,3\n", label, false))
                .isInstanceOf(InputException.class)
                .hasMessage("standard input: no label column \"" + label + "\"; the columns are \"a\", \"b\", \"c\"");
    }

    @Test
    void listsAtMostTwentyColumns() {
        String header = "a" + ",a".repeat(24) + "\n1" + ",1".repeat(24) + "\n";
        assertThatThrownBy(() -> dataset(header, "z", false))
                .hasMessage("standard input: no label column \"z\"; the columns are " + "\"a\", ".repeat(20)
                        + "... (25 columns)");
    }

    @Test
    void refusesAnAmbiguousLabel() {
        String text = "a,b,a\n1,2,3\n";
        assertThatThrownBy(() -> dataset(text, "a", false))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "standard input: label column \"a\" is ambiguous: columns 1 and 3 have that name; give a number");
        assertThat(dataset(text, "3", false).labels()).isEqualTo(RationalVector.of(3));
    }

    @Test
    void theBiasFollowsTheInputs() {
        Dataset data = dataset("a,y\n5,2\n6,3\n", null, true);
        assertThat(data.inputs().row(0)).isEqualTo(RationalVector.of(5, 1));
        assertThat(data.inputs().row(1)).isEqualTo(RationalVector.of(6, 1));
        assertThat(data.labels()).isEqualTo(RationalVector.of(2, 3));
        Table table = DatasetReader.readTable("-", stream("a,y\n5,2\n"), true);
        assertThat(table.names()).containsExactly("a", "y", "bias");
        assertThat(table.values().row(0)).isEqualTo(RationalVector.of(5, 2, 1));
        assertThat(dataset("y\n2\n", null, true).inputs().row(0)).isEqualTo(RationalVector.of(1));
    }

    @Test
    void refusesLabelsWithoutInputs() {
        assertThatThrownBy(() -> dataset("y\n2\n", null, false))
                .isInstanceOf(InputException.class)
                .hasMessage("standard input: row 1, column 2: expected an input column beside the label \"y\"");
    }

    @Test
    void readsFilesAndNamesThem() throws IOException {
        Path file = directory.resolve("some data.csv");
        Files.writeString(file, "1,2\n3,x\n");
        assertThatThrownBy(() -> DatasetReader.readDataset(file.toString(), System.in, ReadOptions.DEFAULT))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": row 2, column 2: expected a finite number, found \"x\"");
        Files.writeString(file, "1,2\n");
        assertThat(DatasetReader.readDataset(file.toString(), System.in, ReadOptions.DEFAULT))
                .isEqualTo(dataset("1,2\n", null, false));
    }

    @Test
    void refusesFilesThatCannotBeRead() {
        assertThatThrownBy(() -> DatasetReader.readTable("no/such.csv", System.in, false))
                .isInstanceOf(InputException.class)
                .hasMessage("no/such.csv: no such file");
        assertThatThrownBy(() -> DatasetReader.readTable(directory.toString(), System.in, false))
                .isInstanceOf(InputException.class)
                .hasMessage(directory + ": expected a file, found a directory");
        assertThatThrownBy(() -> DatasetReader.readTable("a\0b", System.in, false))
                .isInstanceOf(InputException.class)
                .hasMessage("\"a?b\": expected a file name");
    }

    @Test
    void anUnreadableStreamIsBadInput() {
        InputStream broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("device gone");
            }
        };
        assertThatThrownBy(() -> DatasetReader.readTable("-", broken, false))
                .isInstanceOf(InputException.class)
                .hasMessage("standard input: cannot be read: device gone");
    }
}
