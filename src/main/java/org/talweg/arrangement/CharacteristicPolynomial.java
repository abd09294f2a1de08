package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * The characteristic polynomial chi(t) of an arrangement in d dimensions, by deletion and contraction of its matroid.
 *
 * <p>It counts without looking at a single cell: there are {@code |chi(-1)|} of them (Zaslavsky, Facing up to
 * arrangements, 1975). Deleting the elements from the last to the first gives
 * {@code chi(A) = t^d - sum_j chi((A_0, ..., A_{j-1}) contracted by A_j)}. Independent elements, and dimensions one and
 * two, have closed forms. Exact integers throughout.
 *
 * <p>Cost: one elimination for each flag of flats that is met, about C(n, r - 1) vectors in general position.
 */
public final class CharacteristicPolynomial {

    private final BigInteger[] coefficients;

    private CharacteristicPolynomial(BigInteger[] coefficients) {
        this.coefficients = coefficients;
    }

    /** The characteristic polynomial of {@code arrangement}. */
    public static CharacteristicPolynomial of(Arrangement arrangement) {
        BigInteger[] essential =
                arrangement.rank() == 0 ? new BigInteger[] {BigInteger.ONE} : compute(MatroidFlat.whole(arrangement));
        int shift = arrangement.dimension() - arrangement.rank();
        BigInteger[] all = new BigInteger[essential.length + shift];
        Arrays.fill(all, BigInteger.ZERO);
        System.arraycopy(essential, 0, all, shift, essential.length);
        return new CharacteristicPolynomial(all);
    }

    /** The coefficients of {@code t^0, t^1, ..., t^d}. */
    public List<BigInteger> coefficients() {
        return List.of(coefficients);
    }

    /** {@code |chi(-1)|}, the number of cells. */
    public BigInteger cells() {
        return cells(coefficients);
    }

    private static BigInteger cells(BigInteger[] coefficients) {
        // The signs of the coefficients alternate, so at -1 all terms have one sign.
        return Arrays.stream(coefficients).map(BigInteger::abs).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Number of cells of a flat. */
    static BigInteger cells(MatroidFlat flat) {
        return cells(compute(flat));
    }

    private static BigInteger[] compute(MatroidFlat flat) {
        int d = flat.dimension();
        BigInteger[] chi = new BigInteger[d + 1];
        Arrays.fill(chi, BigInteger.ZERO);
        int m = flat.size();
        if (flat.isIndependent()) {
            // t^(d-m) (t-1)^m
            BigInteger binomial = BigInteger.ONE;
            for (int i = 0; i <= m; i++) {
                chi[d - i] = (i & 1) == 0 ? binomial : binomial.negate();
                binomial = binomial.multiply(BigInteger.valueOf(m - i)).divide(BigInteger.valueOf(i + 1));
            }
            return chi;
        }
        chi[d] = BigInteger.ONE;
        if (d == 2) {
            chi[1] = BigInteger.valueOf(-m);
            chi[0] = BigInteger.valueOf(m - 1);
            return chi;
        }
        for (int j = 0; j < m; j++) {
            BigInteger[] lower = compute(flat.contract(j, j));
            for (int i = 0; i < d; i++) {
                chi[i] = chi[i].subtract(lower[i]);
            }
        }
        return chi;
    }
}
