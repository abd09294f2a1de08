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

    /** The longest number, in characters. */
    static final int DIGITS = 10_000;

    private static final int UNIT = 1 << 24;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;
    private int left = UNIT;

    JsonReader(InputStream in) {
        this.in = in;
    }

    /** Starts a unit: a part of the file that is checked and then forgotten, or kept as a whole. */
    void begin() {
        left = UNIT;
    }

    private int read() throws IOException, Refusal {
        if (next == end) {
            end = in.read(buffer);
            next = 0;
            if (end <= 0) {
                end = 0;
                return -1;
            }
        }
        Refusal.unless(left-- > 0, "a part of the file is longer than %s bytes", UNIT);
        return buffer[next++];
    }

    /** The next character that is no white space, left in place; -1 at the end. */
    private int peek() throws IOException, Refusal {
        int c = read();
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            c = read();
        }
        if (c >= 0) {
            next--;
        }
        return c;
    }

    /** Passes this character. */
    void pass(char wanted) throws IOException, Refusal {
        int c = peek();
        Refusal.unless(c == wanted, "expected %s, found %s", wanted, shown(c));
        next++;
    }

    private static String shown(int c) {
        return c == -1 ? "the end of the file" : c > ' ' && c < 127 ? "" + (char) c : "byte " + (c & 255);
    }

    /** Passes {@code "name":}, after a comma unless first in its object. */
    void name(String name, boolean first) throws IOException, Refusal {
        if (!first) {
            pass(',');
        }
        String found = text(40);
        Refusal.unless(found.equals(name), "expected the field %s, found %s", name, found);
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

    /** Passes {@code null} if it comes next. */
    boolean isNull() throws IOException, Refusal {
        if (peek() != 'n') {
            return false;
        }
        for (char c : "null".toCharArray()) {
            Refusal.unless(read() == c, "expected null");
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
        StringBuilder text = new StringBuilder();
        while (true) {
            int start = next;
            while (next < end && buffer[next] != '"') {
                byte c = buffer[next++];
                Refusal.unless(c >= ' ' && c < 127 && c != '\\', "a text holds a character that is not allowed");
            }
            left -= next - start;
            Refusal.unless(text.length() + next - start <= longest, "a text is longer than %s characters", longest);
            text.append(new String(buffer, start, next - start, StandardCharsets.US_ASCII));
            int c = read();
            if (c == '"') {
                return text.toString();
            }
            Refusal.unless(c >= 0, "a text has no end");
            next--;
        }
    }

    /** A number from 0 to {@code largest}, written without quotes. */
    int index(int largest) throws IOException, Refusal {
        long value = digits();
        Refusal.unless(value <= largest, "expected a number up to %s, found %s", largest, value);
        return (int) value;
    }

    private long digits() throws IOException, Refusal {
        int c = peek();
        long value = 0;
        int digits = 0;
        while (c >= '0' && c <= '9') {
            next++;
            value = 10 * value + (c - '0');
            Refusal.unless(++digits <= 18, "a number is too long");
            Refusal.unless(digits == 1 || value > 9, "a number starts with 0");
            c = read();
            if (c >= 0) {
                next--;
                left++;
            }
        }
        Refusal.unless(digits > 0, "expected a number, found %s", shown(c));
        return value;
    }

    /** An integer, as text. */
    BigInteger integer() throws IOException, Refusal {
        return Fraction.integer(text(DIGITS));
    }

    /** An integer of at least 1, as text. */
    BigInteger positive() throws IOException, Refusal {
        BigInteger value = integer();
        Refusal.unless(value.signum() > 0, "expected a positive integer");
        return value;
    }

    /** {@code p} or {@code p/q} in lowest terms, as text. */
    Fraction fraction() throws IOException, Refusal {
        return Fraction.parse(text(2 * DIGITS));
    }

    /** An array of integers, of this length. */
    BigInteger[] integers(int length) throws IOException, Refusal {
        pass('[');
        BigInteger[] values = new BigInteger[length];
        int i = 0;
        while (more(i)) {
            Refusal.unless(i < length, "a list is longer than %s", length);
            values[i++] = integer();
        }
        Refusal.unless(i == length, "a list has %s entries, not %s", i, length);
        return values;
    }

    /** An array of arrays of integers, each of this length. */
    List<BigInteger[]> vectors(int length) throws IOException, Refusal {
        List<BigInteger[]> vectors = new ArrayList<>();
        pass('[');
        while (more(vectors.size())) {
            vectors.add(integers(length));
        }
        return vectors;
    }

    /** A number from {@code -largest} to {@code largest}, written without quotes. */
    long number(long largest) throws IOException, Refusal {
        boolean negative = peek() == '-';
        next += negative ? 1 : 0;
        long value = digits();
        Refusal.unless(!negative || value != 0, "a number is -0");
        Refusal.unless(value <= largest, "expected a number up to %s, found %s", largest, value);
        return negative ? -value : value;
    }
}
