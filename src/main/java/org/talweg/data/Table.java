package org.talweg.data;

import java.util.ArrayList;
import java.util.List;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * A table of exact numbers as read from a file: {@code names} has one name a column ({@code c1, c2, ...} where the file
 * has no header).
 */
public record Table(List<String> names, RationalMatrix values) {

    public Table {
        names = List.copyOf(names);
        if (names.size() != values.columns()) {
            throw new IllegalArgumentException(names.size() + " names for " + values.columns() + " columns");
        }
    }

    /** This table with one more column at its right. */
    public Table appendColumn(String name, RationalVector column) {
        List<String> extended = new ArrayList<>(names);
        extended.add(name);
        return new Table(extended, values.appendColumn(column));
    }
}
