package org.talweg.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;

/** Arrays written byte by byte; {@link NpzReaderTest} reads files that NumPy wrote. */
class NpyReaderTest {

    static String header(String descr, boolean fortran, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': (" + shape
                + "), }\n";
    }

    static byte[] npy(int version, String header, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        int width = version == 1 ? 2 : 4;
        for (int i = 0; i < width; i++) {
            out.write(text.length >> (8 * i));
        }
        out.writeBytes(text);
        out.writeBytes(data);
        return out.toByteArray();
    }

    static byte[] doubles(double... values) {
        return bytes(
                8 * values.length,
                ByteOrder.LITTLE_ENDIAN,
                b -> Arrays.stream(values).forEach(b::putDouble));
    }

    private static byte[] bytes(int size, ByteOrder order, Consumer<ByteBuffer> content) {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(order);
        content.accept(buffer);
        return buffer.array();
    }

    private static Table read(byte[] file) {
        return DatasetReader.readTable("-", new ByteArrayInputStream(file), false);
    }

    private static void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InputException.class)
                .hasMessage("standard input: " + message);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void versions(int version) {
        byte[] file = npy(version, header("<f8", false, "2, 2"), doubles(0.1, 2, -3, 0.5));
        Table table = read(file);
        assertThat(table.names()).containsExactly("c1", "c2");
        assertThat(table.values().row(0)).isEqualTo(RationalVector.of(0.1, 2));
        assertThat(table.values().row(1)).isEqualTo(RationalVector.of(-3, 0.5));
        assertThat(table.values().get(0, 0)).isNotEqualTo(Rational.of(1, 10));
    }

    @Test
    void fortranOrder() {
        Table table = read(npy(1, header("<f8", true, "2, 3"), doubles(1, 2, 3, 4, 5, 6)));
        assertThat(table.values().row(0)).isEqualTo(RationalVector.of(1, 3, 5));
        assertThat(table.values().row(1)).isEqualTo(RationalVector.of(2, 4, 6));
    }

    @Test
    void cOrder() {
        Table table = read(npy(1, header("<f8", false, "2, 3"), doubles(1, 2, 3, 4, 5, 6)));
        assertThat(table.values().row(0)).isEqualTo(RationalVector.of(1, 2, 3));
        assertThat(table.values().row(1)).isEqualTo(RationalVector.of(4, 5, 6));
    }

    /** Expected values are NumPy's. Bytes that are distinct and begin with a high bit at either end, so that order and sign both show. */
    @ParameterizedTest
    @CsvSource({
        "<i2, 8182, -32127",
        ">i2, 8182, -32382",
        "<u2, 8182, 33409",
        ">u2, 8182, 33154",
        "<i4, 81020383, -2096954751",
        ">i4, 81020383, -2130574461",
        "<u4, 81020383, 2198012545",
        ">u4, 81020383, 2164392835",
        "<i8, 8102030405060788, -8644934341102468479",
        ">i8, 8102030405060788, -9150748177064392824",
        "<u8, 8102030405060788, 9801809732607083137",
        ">u8, 8102030405060788, 9295995896645158792",
        "|i1, 81, -127",
        "<i1, 81, -127",
        "|u1, 81, 129",
        "|b1, 01, 1",
        "|b1, 00, 0",
        "<f4, cdcccc3d, 13421773/134217728",
        ">f4, 3dcccccd, 13421773/134217728",
        ">f8, bff8000000000000, -3/2",
        "<f8, 000000000000f8bf, -3/2",
        "<f4, 01000000, 1/713623846352979940529142984724747568191373312",
    })
    void types(String type, String hex, String expected) {
        byte[] data = HexFormat.of().parseHex(hex);
        assertThat(read(npy(1, header(type, false, "1, 1"), data)).values().get(0, 0))
                .hasToString(expected);
    }

    @Test
    void theLastColumnIsTheLabel() {
        byte[] file = npy(1, header("<f8", false, "1, 3"), doubles(1, 2, 3));
        Dataset data = DatasetReader.readDataset("-", new ByteArrayInputStream(file), ReadOptions.DEFAULT);
        assertThat(data.inputs().row(0)).isEqualTo(RationalVector.of(1, 2));
        assertThat(data.labels()).isEqualTo(RationalVector.of(3));
    }

    @Test
    void valuesThatAreNotFiniteAreRefusedAtTheirPlace() {
        assertRefused(
                npy(1, header("<f8", false, "2, 3"), doubles(1, 2, 3, 4, 5, Double.NaN)),
                "row 2, column 3: expected a finite number, found NaN");
        assertRefused(
                npy(1, header("<f8", true, "2, 3"), doubles(1, 2, 3, 4, Double.NEGATIVE_INFINITY, 6)),
                "row 1, column 3: expected a finite number, found -Infinity");
        assertRefused(
                npy(1, header(">f4", false, "1, 1"), new byte[] {0x7f, (byte) 0x80, 0, 0}),
                "row 1, column 1: expected a finite number, found Infinity");
        assertRefused(
                npy(1, header("|b1", false, "1, 2"), new byte[] {1, 2}),
                "row 1, column 2: expected a bool of 0 or 1, found 2");
    }

    @Test
    void sizesThatDoNotFitAreRefused() {
        assertRefused(
                npy(1, header("<f8", false, "2, 2"), doubles(1, 2, 3)),
                "row 2, column 2: expected a finite number, found the end of the file");
        assertRefused(
                npy(1, header("<f8", false, "1, 2"), doubles(1, 2, 3)),
                "expected the end of the file after 2 values, found more bytes");
        // Within the limit: refused by the missing data, before memory for the claim is taken.
        assertRefused(
                npy(1, header("<f8", false, "5000, 4000"), doubles(1)),
                "row 1, column 2: expected a finite number, found the end of the file");
        assertRefused(
                npy(1, header("<f8", false, "5000, 4001"), doubles(1)),
                "expected at most 20000000 values, found a header that claims 20005000");
        assertRefused(
                npy(1, header("<f8", false, "2147483647, 2147483647"), doubles(1)),
                "expected at most 20000000 values, found a header that claims 4611686014132420609");
        assertRefused(
                npy(1, header("<f8", false, "2147483648, 1"), doubles(1)),
                "expected at most 20000000 values, found a header that claims \"2147483648\" rows or columns");
        for (String empty : new String[] {"0, 3", "3, 0", "0,"}) {
            assertRefused(
                    npy(1, header("<f8", false, empty), new byte[0]),
                    "row 1, column 1: expected a number, found an empty array");
        }
    }

    @Test
    void hostileHeadersAreRefused() {
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
        assertRefused(magic, "expected an .npy header, found the end of the file");
        byte[] huge = Arrays.copyOf(magic, 12);
        huge[6] = 2;
        Arrays.fill(huge, 8, 12, (byte) 0xFF);
        assertRefused(huge, "expected an .npy header of at most 65536 bytes, found 4294967295");
        byte[] cut = Arrays.copyOf(magic, 20);
        cut[6] = 1;
        cut[8] = 100;
        assertRefused(cut, "expected an .npy header, found the end of the file");
        assertRefused(npy(4, "", new byte[0]), "expected .npy version 1, 2 or 3, found 4");
        assertRefused(npy(0, "", new byte[0]), "expected .npy version 1, 2 or 3, found 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'descr': '<f8', 'fortran_order': False, 'shape': ();a shape of 1 or 2 dimensions",
                "'descr': '<f8', 'fortran_order': False, 'shape': (1, 2, 3);a shape of 1 or 2 dimensions",
                "'descr': '<f8', 'fortran_order': False, 'shape': (-1, 2);a shape of 1 or 2 dimensions",
                "'descr': '<f8', 'shape': (1, 2);fortran_order",
                "'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1, 2);a descr that is one type"
            })
    void headersThatDoNotParseAreRefused(String header, String expected) {
        assertThatThrownBy(() -> read(npy(1, "{" + header + "}", new byte[0])))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("standard input: expected " + expected + " in the .npy header, found \"{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<c16", "|O", "<f2", "|S3", "<M8[ns]", "=f8", "|f8", "<i3", "<b2", "<f8x"})
    void otherTypesAreRefused(String type) {
        assertRefused(
                npy(1, header(type, false, "1, 1"), doubles(1)),
                "expected float64, float32, an integer type or bool, found type \"" + type + "\"");
    }

    @Test
    void aTableHasTwoDimensions() {
        assertRefused(
                npy(1, header("<f8", false, "2,"), doubles(1, 2)),
                "expected an array of 2 dimensions, found shape (2,)");
    }
}
