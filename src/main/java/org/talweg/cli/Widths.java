package org.talweg.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** Widths given one by one, as ranges, or both: {@code 1-3,10}; in the order given. {@code 1..3} is a range too. */
record Widths(List<Integer> list) {

    /** What users are told. */
    static final String DESCRIPTION = "Number of hidden neurons; several as a list, a range, or both: 5, 1-5, 1-3,10.";

    /** The most widths of one range. */
    private static final int MOST = 1000;

    /** Numbers of regions have as many digits as neurons, or more, and are exact: beyond this they take minutes. */
    private static final int MOST_NEURONS = 100_000;

    private static final Pattern PART = Pattern.compile("\\s*([0-9]+)\\s*(?:(?:-|\\.\\.)\\s*([0-9]+)\\s*)?");

    Widths {
        list = List.copyOf(list);
    }

    /** All the widths of several lists. */
    static List<Integer> all(List<Widths> lists) {
        return lists.stream().flatMap(w -> w.list().stream()).toList();
    }

    /** Reads them. */
    static final class Converter implements ITypeConverter<Widths> {
        @Override
        public Widths convert(String text) {
            List<Integer> widths = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                Matcher range = PART.matcher(part);
                if (!range.matches()) {
                    throw Converters.refuse("widths such as 5, 1-5 or 1-3,10", text);
                }
                int first = width(range.group(1));
                int last = range.group(2) == null ? first : width(range.group(2));
                if (last < first) {
                    throw Converters.refuse("a range from the smaller width to the larger one", part.strip());
                }
                if (last - first >= MOST) {
                    throw Converters.refuse("a range of at most " + MOST + " widths", part.strip());
                }
                for (int offset = 0; offset <= last - first; offset++) {
                    widths.add(first + offset);
                }
            }
            return new Widths(widths);
        }

        private static int width(String digits) {
            BigInteger width = new BigInteger(digits);
            if (width.signum() < 1) {
                throw Converters.refuse("at least 1 neuron", digits);
            }
            if (width.compareTo(BigInteger.valueOf(MOST_NEURONS)) > 0) {
                throw Converters.refuse(
                        "at most " + MOST_NEURONS + " neurons (the formulas of any width hold beyond)", digits);
            }
            return width.intValueExact();
        }
    }
}
