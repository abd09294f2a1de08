package org.talweg.data;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.exact.Rational;

/**
 * Reads one array in NumPy's {@code .npy} format, versions 1 to 3: float64, float32, integers of 8 to 64 bits, signed or
 * not, and booleans; either byte order; C or Fortran order; one or two dimensions.
 *
 * <p>Nothing is allocated by the sizes a header claims: values are read one by one, so a header that claims more than the
 * file holds fails at the end of the file.
 */
final class NpyReader {

    /** NumPy itself refuses to read headers beyond 10,000 bytes without being told to. */
    private static final int MAX_HEADER = 1 << 16;

    /** More would not fit in memory as exact numbers; a small compressed file can claim any number. */
    private static final int MAX_VALUES = 20_000_000;

    private static final int MAGIC_LENGTH = 6;
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern FORTRAN = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE =
            Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(\\s*([0-9]+)L?\\s*(?:,\\s*|,\\s*([0-9]+)L?\\s*,?\\s*)\\)");
    private static final Pattern TYPE = Pattern.compile("[<>](?:f[48]|[iu][248])|[<>|](?:[iu]1|b1)");

    private final InputStream in;
    private final Source source;

    private NpyReader(InputStream in, Source source) {
        this.in = in;
        this.source = source;
    }

    /**
     * The array in {@code in}, which must hold nothing else.
     *
     * @throws InputException if the bytes are not such an array, a value is not finite, or the array is empty
     */
    static NpyArray read(InputStream in, Source source) throws IOException {
        return new NpyReader(in, source).array();
    }

    private NpyArray array() throws IOException {
        String header = header();
        String type = find(DESCR, header, "a descr that is one type").group(1);
        if (!TYPE.matcher(type).matches()) {
            throw source.refuse("expected float64, float32, an integer type or bool, found type " + Source.quote(type));
        }
        boolean fortran = find(FORTRAN, header, "fortran_order").group(1).equals("True");
        Matcher m = find(SHAPE, header, "a shape of 1 or 2 dimensions");
        int[] shape = m.group(2) == null
                ? new int[] {length(m.group(1))}
                : new int[] {length(m.group(1)), length(m.group(2))};
        long size = shape.length == 1 ? shape[0] : (long) shape[0] * shape[1];
        if (size == 0) {
            throw source.refuse("row 1, column 1: expected a number, found an empty array");
        }
        if (size > MAX_VALUES) {
            throw source.refuse("expected at most " + MAX_VALUES + " values, found a header that claims " + size);
        }
        return new NpyArray(shape, fortran, values(type, shape, fortran, (int) size));
    }

    private String header() throws IOException {
        byte[] start = bytes(MAGIC_LENGTH + 2);
        int version = start[MAGIC_LENGTH];
        if (version < 1 || version > 3) {
            throw source.refuse("expected .npy version 1, 2 or 3, found " + version);
        }
        int width = version == 1 ? 2 : 4;
        ByteBuffer field = ByteBuffer.wrap(bytes(width)).order(ByteOrder.LITTLE_ENDIAN);
        long length = width == 2 ? field.getShort() & 0xFFFFL : field.getInt() & 0xFFFF_FFFFL;
        if (length > MAX_HEADER) {
            throw source.refuse("expected an .npy header of at most " + MAX_HEADER + " bytes, found " + length);
        }
        return new String(bytes((int) length), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw source.refuse("expected an .npy header, found the end of the file");
        }
        return bytes;
    }

    private Matcher find(Pattern pattern, String header, String what) {
        Matcher m = pattern.matcher(header);
        if (!m.find()) {
            throw source.refuse("expected " + what + " in the .npy header, found " + Source.quote(header));
        }
        return m;
    }

    private int length(String digits) {
        BigInteger length = new BigInteger(digits);
        if (length.bitLength() > 31) {
            throw source.refuse("expected at most " + MAX_VALUES + " values, found a header that claims "
                    + Source.quote(digits) + " rows or columns");
        }
        return length.intValue();
    }

    private List<Rational> values(String type, int[] shape, boolean fortran, int size) throws IOException {
        byte[] item = new byte[type.charAt(2) - '0'];
        ByteBuffer buffer =
                ByteBuffer.wrap(item).order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        List<Rational> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String problem;
            if (in.readNBytes(item, 0, item.length) < item.length) {
                problem = "a finite number, found the end of the file";
            } else {
                try {
                    values.add(value(type, buffer));
                    continue;
                } catch (ArithmeticException e) {
                    problem = e.getMessage();
                }
            }
            int row = NpyArray.rowOf(i, shape, fortran);
            int column = NpyArray.columnOf(i, shape, fortran);
            throw source.refuse(row + 1L, column + 1L, "expected " + problem);
        }
        if (in.read() >= 0) {
            throw source.refuse("expected the end of the file after " + size + " values, found more bytes");
        }
        return values;
    }

    /** The value at the start of {@code buffer}; an ArithmeticException says what was expected instead. */
    private static Rational value(String type, ByteBuffer buffer) {
        return switch (type.substring(1)) {
            case "f8" -> finite(buffer.getDouble(0));
            case "f4" -> finite(buffer.getFloat(0));
            case "i8" -> Rational.of(buffer.getLong(0));
            case "i4" -> Rational.of(buffer.getInt(0));
            case "i2" -> Rational.of(buffer.getShort(0));
            case "i1" -> Rational.of(buffer.get(0));
            case "u8" -> Rational.of(new BigInteger(Long.toUnsignedString(buffer.getLong(0))));
            case "u4" -> Rational.of(buffer.getInt(0) & 0xFFFF_FFFFL);
            case "u2" -> Rational.of(buffer.getShort(0) & 0xFFFFL);
            case "u1" -> Rational.of(buffer.get(0) & 0xFFL);
            case "b1" -> bit(buffer.get(0));
            default -> throw new IllegalStateException(type);
        };
    }

    private static Rational finite(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("a finite number, found " + value);
        }
        return Rational.of(value);
    }

    private static Rational bit(byte value) {
        if (value != 0 && value != 1) {
            throw new ArithmeticException("a bool of 0 or 1, found " + value);
        }
        return Rational.of(value);
    }
}
