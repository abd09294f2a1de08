package org.talweg.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An immutable matrix over Q, stored by rows. Elimination is exact, so ranks, null spaces and inverses are facts, not
 * estimates. Cost of {@link #rank}, {@link #nullSpace}, {@link #solve}: O(rows * columns * rank) rational operations.
 */
public final class RationalMatrix {

    private final List<RationalVector> rows;
    private final int columns;

    private RationalMatrix(List<RationalVector> rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * The matrix with these rows.
     *
     * @throws IllegalArgumentException if a row does not have {@code columns} entries
     */
    public static RationalMatrix ofRows(List<RationalVector> rows, int columns) {
        for (RationalVector row : rows) {
            if (row.size() != columns) {
                throw new IllegalArgumentException("row of " + row.size() + " entries, not " + columns);
            }
        }
        return new RationalMatrix(List.copyOf(rows), columns);
    }

    /** The identity matrix. */
    public static RationalMatrix identity(int size) {
        List<RationalVector> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(RationalVector.unit(size, i));
        }
        return new RationalMatrix(List.copyOf(rows), size);
    }

    public int rows() {
        return rows.size();
    }

    public int columns() {
        return columns;
    }

    public RationalVector row(int i) {
        return rows.get(i);
    }

    public Rational get(int i, int j) {
        return rows.get(i).get(j);
    }

    public RationalMatrix transpose() {
        List<RationalVector> transposed = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            Rational[] column = new Rational[rows.size()];
            for (int i = 0; i < column.length; i++) {
                column[i] = get(i, j);
            }
            transposed.add(RationalVector.of(column));
        }
        return new RationalMatrix(List.copyOf(transposed), rows.size());
    }

    /** This matrix with one more column at its right. */
    public RationalMatrix appendColumn(RationalVector column) {
        requireOneEntryPerRow(column);
        List<RationalVector> appended = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Rational[] row = Arrays.copyOf(rows.get(i).toList().toArray(Rational[]::new), columns + 1);
            row[columns] = column.get(i);
            appended.add(RationalVector.of(row));
        }
        return ofRows(appended, columns + 1);
    }

    /** {@code this * v}. */
    public RationalVector multiply(RationalVector v) {
        return RationalVector.of(rows.stream().map(r -> r.dot(v)).toArray(Rational[]::new));
    }

    /** {@code this^T * v}. */
    public RationalVector multiplyTransposed(RationalVector v) {
        requireOneEntryPerRow(v);
        RationalVector sum = RationalVector.zero(columns);
        for (int i = 0; i < rows.size(); i++) {
            sum = sum.combine(rows.get(i), v.get(i));
        }
        return sum;
    }

    /** {@code this * other}. */
    public RationalMatrix multiply(RationalMatrix other) {
        RationalMatrix t = other.transpose();
        return ofRows(rows.stream().map(t::multiply).toList(), other.columns);
    }

    /** The dimension of the row space. */
    public int rank() {
        return reduce().pivots.length;
    }

    /** Indices of the first rows that form a basis of the row space, ascending. */
    public int[] independentRows() {
        return transpose().reduce().pivots;
    }

    /** Rows that form a basis of {@code { v : this * v = 0 }}. */
    public RationalMatrix nullSpace() {
        Reduced reduced = reduce();
        List<RationalVector> basis = new ArrayList<>();
        for (int free = 0; free < columns; free++) {
            if (Arrays.binarySearch(reduced.pivots, free) >= 0) {
                continue;
            }
            Rational[] v = new Rational[columns];
            Arrays.fill(v, Rational.ZERO);
            v[free] = Rational.ONE;
            for (int i = 0; i < reduced.pivots.length; i++) {
                v[reduced.pivots[i]] = reduced.rows.get(i)[free].negate();
            }
            basis.add(RationalVector.of(v));
        }
        return ofRows(basis, columns);
    }

    /** Some {@code v} with {@code this * v = right}, free variables zero; empty if there is none. */
    public Optional<RationalVector> solve(RationalVector right) {
        Reduced reduced = appendColumn(right).reduce();
        Rational[] v = new Rational[columns];
        Arrays.fill(v, Rational.ZERO);
        for (int i = 0; i < reduced.pivots.length; i++) {
            if (reduced.pivots[i] == columns) {
                return Optional.empty();
            }
            v[reduced.pivots[i]] = reduced.rows.get(i)[columns];
        }
        return Optional.of(RationalVector.of(v));
    }

    /**
     * The inverse.
     *
     * @throws ArithmeticException if the matrix is not square or is singular
     */
    public RationalMatrix inverse() {
        int n = rows.size();
        if (columns != n) {
            throw new ArithmeticException("matrix of " + n + " rows and " + columns + " columns has no inverse");
        }
        List<RationalVector> augmented = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<Rational> row = new ArrayList<>(rows.get(i).toList());
            row.addAll(RationalVector.unit(n, i).toList());
            augmented.add(RationalVector.of(row));
        }
        Reduced reduced = ofRows(augmented, columns + n).reduce();
        // [this | I] has rank n always; the matrix has if all pivots lie in its half.
        if (n > 0 && reduced.pivots[n - 1] >= n) {
            throw new ArithmeticException("matrix has no inverse");
        }
        return ofRows(
                reduced.rows.stream()
                        .map(r -> RationalVector.of(Arrays.copyOfRange(r, n, 2 * n)))
                        .toList(),
                n);
    }

    private void requireOneEntryPerRow(RationalVector v) {
        if (v.size() != rows.size()) {
            throw new IllegalArgumentException(
                    "vector of " + v.size() + " entries, matrix of " + rows.size() + " rows");
        }
    }

    /** Reduced row echelon form: the nonzero rows, and the pivot column of each. */
    private record Reduced(List<Rational[]> rows, int[] pivots) {}

    private Reduced reduce() {
        List<Rational[]> work = new ArrayList<>();
        for (RationalVector row : rows) {
            work.add(row.toList().toArray(Rational[]::new));
        }
        int[] pivots = new int[Math.min(rows.size(), columns)];
        int rank = 0;
        for (int column = 0; column < columns && rank < work.size(); column++) {
            int pivot = rank;
            while (pivot < work.size() && work.get(pivot)[column].isZero()) {
                pivot++;
            }
            if (pivot == work.size()) {
                continue;
            }
            Rational[] top = work.get(pivot);
            work.set(pivot, work.get(rank));
            work.set(rank, top);
            Rational lead = top[column];
            for (int j = column; j < columns; j++) {
                top[j] = top[j].divide(lead);
            }
            for (int i = 0; i < work.size(); i++) {
                Rational factor = work.get(i)[column];
                if (i != rank && !factor.isZero()) {
                    Rational[] row = work.get(i);
                    for (int j = column; j < columns; j++) {
                        if (!top[j].isZero()) {
                            row[j] = row[j].subtract(factor.multiply(top[j]));
                        }
                    }
                }
            }
            pivots[rank++] = column;
        }
        return new Reduced(new ArrayList<>(work.subList(0, rank)), Arrays.copyOf(pivots, rank));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof RationalMatrix other && columns == other.columns && rows.equals(other.rows);
    }

    @Override
    public int hashCode() {
        return 31 * rows.hashCode() + columns;
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
