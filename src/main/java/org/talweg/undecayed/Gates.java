package org.talweg.undecayed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
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
        List<RationalVector> columns = new ArrayList<>();
        for (int k = 0; k < x.rows(); k++) {
            columns.add(cell.sign(k) > 0 ? x.row(k) : RationalVector.zero(x.columns()));
        }
        return RationalMatrix.ofRows(columns, x.columns()).transpose();
    }

    /**
     * The rank of the Jacobian of a network with neurons in these cells, modulo the prime: at most the rank over Q, by a minor that is not zero.
     * Cost: cells times n^2 d.
     */
    int rankAtLeast(List<SignVector> cells) {
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
        return rank;
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
        RationalMatrix kernel = RationalMatrix.identity(x.rows());
        for (SignVector cell : cells) {
            kernel = within(kernel, of(cell));
        }
        return x.rows() - kernel.rows();
    }

    /** Rows that span the part of the row space of {@code kernel} which {@code gate} sends to zero. */
    static RationalMatrix within(RationalMatrix kernel, RationalMatrix gate) {
        return kernel.rows() == 0 ? kernel : gate.multiply(kernel.transpose()).nullSpace().multiply(kernel);
    }
}
