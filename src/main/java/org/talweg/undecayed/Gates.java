package org.talweg.undecayed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * The d by n matrices {@code X^T D_A} of activation patterns A, over Q and modulo a prime. A vector z with {@code X^T D_A z = 0} for all cells A of a network's neurons is a
 * linear relation between the rows of its Jacobian with respect to the first layer.
 */
final class Gates {

    /** A prime below 2^31, so that products fit. */
    static final long PRIME = (1L << 31) - 1;

    private final RationalMatrix x;
    private final long[][] residues;

    Gates(RationalMatrix x) {
        this.x = x;
        this.residues = new long[x.rows()][x.columns()];
        for (int k = 0; k < x.rows(); k++) {
            // a row times a number is the same row for every rank
            BigInteger[] row = integers(x.row(k));
            for (int j = 0; j < row.length; j++) {
                residues[k][j] = row[j].mod(BigInteger.valueOf(PRIME)).longValueExact();
            }
        }
    }

    /** The entries times the least common multiple of their denominators. */
    static BigInteger[] integers(RationalVector v) {
        BigInteger common = BigInteger.ONE;
        for (Rational e : v.toList()) {
            common = common.divide(common.gcd(e.denominator())).multiply(e.denominator());
        }
        BigInteger factor = common;
        return v.toList().stream()
                .map(e -> e.numerator().multiply(factor.divide(e.denominator())))
                .toArray(BigInteger[]::new);
    }

    /** n. */
    int rows() {
        return x.rows();
    }

    /** {@code X^T D_A}, d by n. */
    RationalMatrix of(SignVector cell) {
        return of(cell, allRows());
    }

    /** The columns of {@code X^T D_A} for these rows of the data. */
    private RationalMatrix of(SignVector cell, int[] rows) {
        List<RationalVector> columns = new ArrayList<>();
        for (int k : rows) {
            columns.add(cell.sign(k) > 0 ? x.row(k) : RationalVector.zero(x.columns()));
        }
        return RationalMatrix.ofRows(columns, x.columns()).transpose();
    }

    private int[] allRows() {
        return IntStream.range(0, x.rows()).toArray();
    }

    /**
     * The rank of the Jacobian of a network with neurons in these cells, modulo the prime: at most the rank over Q, by a minor that is not zero.
     * Cost: cells times n^2 d.
     */
    int rankAtLeast(List<SignVector> cells) {
        return (int) Arrays.stream(basis(cells)).filter(Objects::nonNull).count();
    }

    /** The columns in echelon form, indexed by first nonzero entry; null where there is none. */
    private long[][] basis(List<SignVector> cells) {
        int n = x.rows();
        long[][] basis = new long[n][];
        int rank = 0;
        for (SignVector cell : cells) {
            for (int j = 0; j < x.columns() && rank < n; j++) {
                long[] column = new long[n];
                for (int k = 0; k < n; k++) {
                    column[k] = cell.sign(k) > 0 ? residues[k][j] : 0;
                }
                rank += insert(basis, column) ? 1 : 0;
            }
        }
        return basis;
    }

    /** The fewest rows of a linear relation modulo the prime among those that end at a row without a pivot; empty if the rank is n. */
    Optional<int[]> relation(List<SignVector> cells) {
        long[][] basis = basis(cells);
        int[] fewest = null;
        for (int free = 0; free < basis.length; free++) {
            if (basis[free] == null) {
                int[] rows = relation(basis, free);
                fewest = fewest == null || rows.length < fewest.length ? rows : fewest;
            }
        }
        return Optional.ofNullable(fewest);
    }

    private static int[] relation(long[][] basis, int free) {
        long[] z = new long[basis.length];
        z[free] = 1;
        for (int i = free - 1; i >= 0; i--) {
            if (basis[i] != null) {
                long sum = 0;
                for (int k = i + 1; k <= free; k++) {
                    sum = (sum + basis[i][k] * z[k]) % PRIME;
                }
                z[i] = sum == 0 ? 0 : PRIME - sum;
            }
        }
        return IntStream.range(0, z.length).filter(k -> z[k] != 0).toArray();
    }

    /** Reduces the column by the basis, indexed by first nonzero entry, and adds what is left. */
    private static boolean insert(long[][] basis, long[] column) {
        for (int k = 0; k < column.length; k++) {
            if (column[k] == 0) {
                continue;
            }
            if (basis[k] == null) {
                long inverse = inverse(column[k]);
                for (int i = k; i < column.length; i++) {
                    column[i] = column[i] * inverse % PRIME;
                }
                basis[k] = column;
                return true;
            }
            long factor = PRIME - column[k];
            for (int i = k; i < column.length; i++) {
                column[i] = (column[i] + factor * basis[k][i]) % PRIME;
            }
        }
        return false;
    }

    private static long inverse(long a) {
        long result = 1;
        long power = a;
        for (long e = PRIME - 2; e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result = result * power % PRIME;
            }
            power = power * power % PRIME;
        }
        return result;
    }

    /** The rank over Q of the same Jacobian. */
    int rank(List<SignVector> cells) {
        return rank(cells, allRows());
    }

    /** The rank over Q of these rows of the Jacobian: less than their number if and only if there is a linear relation between them. */
    int rank(List<SignVector> cells, int[] rows) {
        RationalMatrix kernel = RationalMatrix.identity(rows.length);
        for (SignVector cell : cells) {
            kernel = within(kernel, of(cell, rows));
        }
        return rows.length - kernel.rows();
    }

    /** Rows that span the part of the row space of {@code kernel} which {@code gate} sends to zero. */
    static RationalMatrix within(RationalMatrix kernel, RationalMatrix gate) {
        return kernel.rows() == 0
                ? kernel
                : gate.multiply(kernel.transpose()).nullSpace().multiply(kernel);
    }
}
