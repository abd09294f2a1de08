package org.talweg.data;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.talweg.exact.Rational;

/** Writes tables as CSV that {@link DatasetReader} reads back exactly: a header, then one line a row. */
public final class CsvWriter {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    /** Longer decimals are written as fractions: a decimal is for reading. */
    private static final int MAX_DECIMALS = 20;

    private CsvWriter() {}

    /**
     * Writes {@code table} to {@code out}.
     *
     * @throws IOException if {@code out} does
     */
    public static void write(Table table, Appendable out) throws IOException {
        CSVPrinter printer = new CSVPrinter(out, FORMAT);
        printer.printRecord(table.names());
        for (int k = 0; k < table.values().rows(); k++) {
            printer.printRecord(table.values().row(k).toList().stream().map(CsvWriter::format));
        }
        printer.flush();
    }

    /** A decimal if the number has one of at most 20 places, else {@code p/q}. */
    static String format(Rational value) {
        BigInteger power = BigInteger.TEN.pow(MAX_DECIMALS);
        if (power.mod(value.denominator()).signum() != 0) {
            return value.toString();
        }
        BigInteger scaled = value.numerator().multiply(power.divide(value.denominator()));
        return value.isZero()
                ? "0"
                : new BigDecimal(scaled, MAX_DECIMALS).stripTrailingZeros().toPlainString();
    }
}
