package org.talweg.checker;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads JSON of a known shape: the caller says what must come next, anything else is refused. So names come in one order,
 * none twice, nesting is as deep as the caller's own code, and nothing is kept that was not asked for. Texts are printable ASCII
 * without escapes. Numbers that may be long are texts.
 *
 * <p>Bounded: each {@link #begin unit} of the file may have {@link #UNIT} bytes, each number {@link #DIGITS} digits.
 */
final class JsonReader {

    /** The longest number, in digits. */
    static final int DIGITS = 10_000;

    private static final int UNIT = 1 << 24;

    /** Digits are read in parts below this power of ten: a long holds them. */
    private static final long CHUNK = 1_000_000_000_000_000_000L;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;
    /** How much more this unit may take from the file. */
    private int left = UNIT;

    JsonReader(InputStream in) {
        this.in = in;
    }

    /** Starts a unit: a part of the file that is checked and then forgotten, or kept as a whole. */
    void begin() {
        left = UNIT - (end - next);
    }

    /** Fills the buffer when all in it has been read; false at the end of the file. */
    private boolean load() throws IOException, Refusal {
        next = 0;
        end = Math.max(0, in.read(buffer));
        left -= end;
        Refusal.unless(left >= 0, "a part of the file is longer than %s bytes", UNIT);
        return end > 0;
    }

    /** The next byte, left in place; -1 at the end. */
    private int byteAhead() throws IOException, Refusal {
        return next < end || load() ? buffer[next] & 255 : -1;
    }

    /** The next character that is no white space, left in place; -1 at the end. */
    private int peek() throws IOException, Refusal {
        while (true) {
            int c = byteAhead();
            if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
                return c;
            }
            next++;
        }
    }

    /** Passes this character. */
    void pass(char wanted) throws IOException, Refusal {
        int c = peek();
        if (c != wanted) {
            throw new Refusal("expected " + wanted + ", found " + shown(c));
        }
        next++;
    }

    private static String shown(int c) {
        return c == -1 ? "the end of the file" : c > ' ' && c < 127 ? "" + (char) c : "byte " + c;
    }

    /** Passes {@code "name":}, after a comma unless first in its object. */
    void name(String name, boolean first) throws IOException, Refusal {
        if (!first) {
            pass(',');
        }
        String found = text(40);
        if (!found.equals(name)) {
            throw new Refusal("expected the field " + name + ", found " + found);
        }
        pass(':');
    }

    /** Passes {@code ,"name":}. */
    void name(String name) throws IOException, Refusal {
        name(name, false);
    }

    /** Whether an array goes on; passes the comma before an element, and the bracket at the end. */
    boolean more(int index) throws IOException, Refusal {
        if (peek() == ']') {
            next++;
            return false;
        }
        if (index > 0) {
            pass(',');
            Refusal.unless(peek() != ']', "expected an element after a comma");
        }
        return true;
    }

    /** Passes the bracket at the end of an array if it comes next. */
    boolean isEnd() throws IOException, Refusal {
        if (peek() != ']') {
            return false;
        }
        next++;
        return true;
    }

    /** Passes {@code null} if it comes next. */
    boolean isNull() throws IOException, Refusal {
        if (peek() != 'n') {
            return false;
        }
        for (char c : "null".toCharArray()) {
            Refusal.unless(byteAhead() == c, "expected null");
            next++;
        }
        return true;
    }

    /** Refuses anything but white space up to the end of the file. */
    void end() throws IOException, Refusal {
        int c = peek();
        Refusal.unless(c == -1, "expected the end of the file, found %s", shown(c));
    }

    /** A text of at most {@code longest} characters. */
    String text(int longest) throws IOException, Refusal {
        pass('"');
        String text = "";
        while (true) {
            int start = next;
            while (next < end && buffer[next] != '"') {
                byte c = buffer[next++];
                if (c < ' ' || c == 127 || c == '\\') {
                    throw new Refusal("a text holds a character that is not allowed");
                }
            }
            Refusal.unless(text.length() + next - start <= longest, "a text is too long");
            // Bytes of ASCII: the quickest of the charsets that read them.
            String part = new String(buffer, start, next - start, StandardCharsets.ISO_8859_1);
            text = text.isEmpty() ? part : text + part;
            Refusal.unless(byteAhead() >= 0, "a text has no end");
            if (buffer[next] == '"') {
                next++;
                return text;
            }
        }
    }

    /** A number from 0 to {@code largest}, written without quotes. */
    int index(int largest) throws IOException, Refusal {
        return (int) bare(largest);
    }

    /** A number from {@code -largest} to {@code largest}, written without quotes. */
    long number(long largest) throws IOException, Refusal {
        if (peek() != '-') {
            return bare(largest);
        }
        next++;
        long value = bare(largest);
        Refusal.unless(value != 0, "a number is -0");
        return -value;
    }

    private long bare(long largest) throws IOException, Refusal {
        int c = peek();
        long value = 0;
        int digits = 0;
        while (c >= '0' && c <= '9') {
            next++;
            value = 10 * value + (c - '0');
            Refusal.unless(++digits <= 18, "a number is too long");
            Refusal.unless(digits == 1 || value > 9, "a number starts with 0");
            c = next < end ? buffer[next] : byteAhead();
        }
        if (digits == 0 || value > largest) {
            String found = digits == 0 ? shown(c) : "" + value;
            throw new Refusal("expected a number up to " + largest + ", found " + found);
        }
        return value;
    }

    /** An integer, as text. */
    BigInteger integer() throws IOException, Refusal {
        pass('"');
        BigInteger value = digits();
        quote();
        return value;
    }

    private void quote() throws IOException, Refusal {
        Refusal.unless(byteAhead() == '"', "expected an integer");
        next++;
    }

    /** {@code 0} or digits that do not start with 0, perhaps after a minus sign. */
    private BigInteger digits() throws IOException, Refusal {
        int c = byteAhead();
        boolean negative = c == '-';
        if (negative) {
            next++;
            c = byteAhead();
        }
        Refusal.unless(c >= '0' && c <= '9', "expected an integer");
        boolean zero = c == '0';
        BigInteger high = BigInteger.ZERO;
        long low = 0;
        long power = 1;
        int count = 0;
        while (c >= '0' && c <= '9') {
            if (power == CHUNK) {
                Refusal.unless(count < DIGITS, "a number is too long");
                high = high.multiply(BigInteger.valueOf(power)).add(BigInteger.valueOf(low));
                low = 0;
                power = 1;
            }
            low = 10 * low + (c - '0');
            power *= 10;
            count++;
            next++;
            c = next < end ? buffer[next] : byteAhead();
        }
        Refusal.unless(count <= DIGITS, "a number is too long");
        Refusal.unless(!zero || (count == 1 && !negative), "a number starts with 0");
        BigInteger value = BigInteger.valueOf(low);
        if (high.signum() != 0) {
            value = high.multiply(BigInteger.valueOf(power)).add(value);
        }
        return negative ? value.negate() : value;
    }

    /** An integer of at least 1, as text. */
    BigInteger positive() throws IOException, Refusal {
        BigInteger value = integer();
        Refusal.unless(value.signum() > 0, "expected a positive integer");
        return value;
    }

    /** {@code p} or {@code p/q} in lowest terms, q at least 2, as text. */
    Fraction fraction() throws IOException, Refusal {
        pass('"');
        BigInteger p = digits();
        BigInteger q = BigInteger.ONE;
        if (byteAhead() == '/') {
            next++;
            q = digits();
            boolean lowest = q.compareTo(BigInteger.ONE) > 0 && p.gcd(q).equals(BigInteger.ONE);
            Refusal.unless(lowest, "expected a fraction in lowest terms");
        }
        quote();
        return new Fraction(p, q);
    }

    /** An array of integers, of this length. */
    BigInteger[] integers(int length) throws IOException, Refusal {
        pass('[');
        BigInteger[] values = new BigInteger[length];
        int i = 0;
        while (more(i)) {
            Refusal.unless(i < length, "a list is too long");
            values[i++] = integer();
        }
        Refusal.unless(i == length, "a list is too short");
        return values;
    }

    /** An array of at most {@code most} arrays of integers, each of this length. */
    List<BigInteger[]> vectors(int most, int length) throws IOException, Refusal {
        List<BigInteger[]> vectors = new ArrayList<>();
        pass('[');
        while (more(vectors.size())) {
            Refusal.unless(vectors.size() < most, "more than %s vectors", most);
            vectors.add(integers(length));
        }
        return vectors;
    }
}
