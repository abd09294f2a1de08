package org.talweg.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * Reads comma-separated values, UTF-8 with or without a byte order mark, as exact numbers.
 *
 * <p>Header: the first row is a header if none of its fields is a number. Spellings of NaN and of infinity count as
 * numbers here, so a file without header whose first row holds a NaN is refused at that NaN and not read one row short.
 * A first row that mixes numbers and names is refused at its first name, and an empty name is refused. A header that
 * consists of numbers cannot be told from data and is read as data.
 *
 * <p>Rows count from 1 in messages, the header included, as a spreadsheet shows them. Blank lines are refused, since in a
 * file of one column they cannot be told from missing values.
 */
final class CsvReader {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setIgnoreEmptyLines(false)
            .setIgnoreSurroundingSpaces(true)
            .get();

    private static final Pattern NUMBER = Pattern.compile(
            "[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[+-]?[0-9]+)?|[+-]?[0-9]+\\s*/\\s*[+-]?[0-9]+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_FINITE =
            Pattern.compile("[+-]?(?:nan|inf|infinity|1\\.#inf|1\\.#ind|1\\.#qnan)", Pattern.CASE_INSENSITIVE);

    private final Source source;
    private List<String> header = List.of();
    private int columns;

    private CsvReader(Source source) {
        this.source = source;
    }

    /**
     * The table in {@code in}.
     *
     * @throws InputException if the text is not UTF-8, not CSV, has no data rows, is ragged, or holds anything that is
     *     not an exact number
     */
    static Table read(InputStream in, Source source) throws IOException {
        return new CsvReader(source).parse(decode(in.readAllBytes(), source));
    }

    /** Decoded at once, so that the place of a malformed byte is known. */
    private static String decode(byte[] bytes, Source source) {
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer output = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(input, output, true);
        String text = output.flip().toString();
        if (result.isError()) {
            String line = text.substring(text.lastIndexOf('\n') + 1);
            throw source.refuse(1 + count(text, '\n'), 1 + count(line, ','), "expected UTF-8 text");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static long count(String text, char c) {
        return text.chars().filter(x -> x == c).count();
    }

    private Table parse(String text) throws IOException {
        List<RationalVector> rows = new ArrayList<>();
        long row = 0;
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(text))
                .setFormat(FORMAT)
                .get()) {
            Iterator<CSVRecord> records = parser.iterator();
            while (records.hasNext()) {
                row++;
                List<String> fields = records.next().toList();
                if (row == 1) {
                    columns = fields.size();
                    if (isHeader(fields)) {
                        header = fields;
                        continue;
                    }
                }
                rows.add(number(fields, row));
            }
        } catch (UncheckedIOException e) {
            throw new InputException(
                    source.refuse(
                                    row + 1,
                                    1,
                                    "expected comma-separated values: "
                                            + e.getCause().getMessage())
                            .getMessage(),
                    e);
        }
        if (rows.isEmpty()) {
            throw source.refuse(
                    row == 0
                            ? "row 1, column 1: expected a number, found an empty file"
                            : "row 2, column 1: expected a number, found only a header");
        }
        List<String> names = header.isEmpty() ? numbered(columns) : header;
        return new Table(names, RationalMatrix.ofRows(rows, columns));
    }

    /** The names {@code c1, c2, ...} of columns without header. */
    static List<String> numbered(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(j -> "c" + j).toList();
    }

    private boolean isHeader(List<String> fields) {
        boolean blank = fields.stream().allMatch(String::isEmpty);
        if (blank || fields.stream().anyMatch(f -> isNumber(f) || isNotFinite(f))) {
            return false;
        }
        int empty = fields.indexOf("");
        if (empty >= 0) {
            throw source.refuse(1, empty + 1, "expected a column name, found an empty field");
        }
        return true;
    }

    private static boolean isNumber(String field) {
        return NUMBER.matcher(field).matches();
    }

    private static boolean isNotFinite(String field) {
        return NOT_FINITE.matcher(field).matches();
    }

    private RationalVector number(List<String> fields, long row) {
        if (fields.size() == 1 && fields.get(0).isEmpty()) {
            throw source.refuse(row, 1, "expected " + Plural.of(columns, "value") + ", found a blank line");
        }
        if (fields.size() != columns) {
            throw source.refuse(
                    row,
                    Math.min(fields.size(), columns) + 1L,
                    "expected " + Plural.of(columns, "value") + " as in row 1, found " + fields.size());
        }
        Rational[] values = new Rational[columns];
        for (int j = 0; j < columns; j++) {
            values[j] = number(fields.get(j), row, j);
        }
        return RationalVector.of(values);
    }

    private Rational number(String field, long row, int j) {
        try {
            return Rational.parse(field);
        } catch (NumberFormatException e) {
            String found = field.isEmpty() ? "an empty field" : Source.quote(field);
            String hint = "";
            if (isNumber(field)) {
                hint = " (" + e.getMessage() + ")";
            } else if (row == 1 && !isNotFinite(field) && !field.isEmpty()) {
                hint = " (a header has names only, this row has numbers too)";
            }
            String name = header.isEmpty() ? "" : " in column " + Source.quote(header.get(j));
            throw source.refuse(row, j + 1L, "expected a finite number" + name + ", found " + found + hint);
        }
    }
}
