package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * The central hyperplane arrangement {@code { w : x_k . w = 0 }} of the rows {@code x_k} in Q^d.
 *
 * <p>Rows that are positive or negative multiples of each other share one hyperplane; a zero row has none. Hyperplanes are
 * numbered by first appearance, each with the shortest integer normal that is a <em>positive</em> multiple of the first of
 * its rows. Everything is exact; nothing is perturbed.
 */
public final class Arrangement {

    private final RationalMatrix rows;
    private final List<BigInteger[]> normals;
    private final int[] hyperplane;
    private final int[] orientation;
    private final int[] essentialColumns;

    private Arrangement(RationalMatrix rows, List<BigInteger[]> normals, int[] hyperplane, int[] orientation) {
        this.rows = rows;
        this.normals = normals;
        this.hyperplane = hyperplane;
        this.orientation = orientation;
        this.essentialColumns = rows.transpose().independentRows();
    }

    /** The arrangement of these rows. Cost: one hash look-up a row and one exact rank. */
    public static Arrangement of(RationalMatrix rows) {
        Map<List<BigInteger>, Integer> index = new LinkedHashMap<>();
        List<BigInteger[]> normals = new ArrayList<>();
        int[] hyperplane = new int[rows.rows()];
        int[] orientation = new int[rows.rows()];
        for (int k = 0; k < rows.rows(); k++) {
            BigInteger[] normal = rows.row(k).primitive();
            int lead = 0;
            while (lead < normal.length && normal[lead].signum() == 0) {
                lead++;
            }
            if (lead == normal.length) {
                hyperplane[k] = -1;
                continue;
            }
            boolean flip = normal[lead].signum() < 0;
            List<BigInteger> key =
                    Arrays.stream(normal).map(x -> flip ? x.negate() : x).toList();
            Integer known = index.putIfAbsent(key, normals.size());
            if (known == null) {
                hyperplane[k] = normals.size();
                orientation[k] = 1;
                normals.add(normal);
            } else {
                hyperplane[k] = known;
                orientation[k] = Arrays.equals(normal, normals.get(known)) ? 1 : -1;
            }
        }
        return new Arrangement(rows, List.copyOf(normals), hyperplane, orientation);
    }

    /** The rows x_k, n by d. */
    public RationalMatrix rows() {
        return rows;
    }

    /** n, the number of rows. */
    public int size() {
        return rows.rows();
    }

    /** d, the dimension of the space. */
    public int dimension() {
        return rows.columns();
    }

    /** The dimension of the span of the rows. */
    public int rank() {
        return essentialColumns.length;
    }

    /** Number of distinct hyperplanes. */
    public int hyperplanes() {
        return normals.size();
    }

    /** The primitive integer normal of hyperplane {@code h}. */
    public BigInteger[] normal(int h) {
        return normals.get(h).clone();
    }

    /**
     * Coordinates, as many as the rank, on which the normals keep their rank. Cutting every normal down to them keeps all
     * linear relations, so the arrangement of the shorter normals has the same cells and faces; a witness of a cell there,
     * with zeros in the other coordinates, is a witness here.
     */
    public int[] essentialColumns() {
        return essentialColumns.clone();
    }

    /** The normals cut down to {@link #essentialColumns}. */
    public BigInteger[][] essentialNormals() {
        BigInteger[][] cut = new BigInteger[normals.size()][essentialColumns.length];
        for (int h = 0; h < cut.length; h++) {
            for (int i = 0; i < essentialColumns.length; i++) {
                cut[h][i] = normals.get(h)[essentialColumns[i]];
            }
        }
        return cut;
    }

    /** Number of 64-bit words that hold one bit a hyperplane. */
    public int words() {
        return (normals.size() + 63) >> 6;
    }

    /** The packed signs with every bit set: what to complement against. */
    public long[] allPositive() {
        long[] all = new long[words()];
        for (int h = 0; h < normals.size(); h++) {
            all[h >> 6] |= 1L << h;
        }
        return all;
    }

    /**
     * One bit a hyperplane from signs over rows: the inverse of {@link #toRows}.
     *
     * @throws IllegalArgumentException if {@code signs} is not {@link #isCellPattern a cell pattern}
     */
    public long[] toHyperplanes(SignVector signs) {
        if (!isCellPattern(signs)) {
            throw new IllegalArgumentException(signs + " is not the pattern of a cell");
        }
        long[] packed = new long[words()];
        for (int k = 0; k < hyperplane.length; k++) {
            int h = hyperplane[k];
            if (h >= 0 && signs.sign(k) == orientation[k]) {
                packed[h >> 6] |= 1L << h;
            }
        }
        return packed;
    }

    /** The hyperplane of row {@code k}; -1 for a zero row. */
    public int hyperplaneOf(int k) {
        return hyperplane[k];
    }

    /** +1 if row {@code k} is a positive multiple of its hyperplane's normal, -1 if negative, 0 for a zero row. */
    public int orientationOf(int k) {
        return orientation[k];
    }

    /** The face that contains {@code w}: the signs of {@code x_k . w}. */
    public SignVector faceOf(RationalVector w) {
        int[] signs = new int[size()];
        for (int k = 0; k < signs.length; k++) {
            signs[k] = rows.row(k).dot(w).signum();
        }
        return SignVector.of(signs);
    }

    /** The sign vector over rows of a cell given by one bit a hyperplane (set: positive side of its normal). */
    public SignVector toRows(long[] packed) {
        int[] signs = new int[size()];
        for (int k = 0; k < signs.length; k++) {
            int h = hyperplane[k];
            if (h >= 0) {
                signs[k] = (packed[h >> 6] >>> h & 1) != 0 ? orientation[k] : -orientation[k];
            }
        }
        return SignVector.of(signs);
    }

    /** True if no sign is zero except at zero rows, and rows on one hyperplane agree. Does not test that the cell exists. */
    public boolean isCellPattern(SignVector signs) {
        if (signs.size() != size()) {
            return false;
        }
        int[] side = new int[normals.size()];
        for (int k = 0; k < size(); k++) {
            int s = signs.sign(k) * orientation[k];
            if (hyperplane[k] < 0) {
                if (signs.sign(k) != 0) {
                    return false;
                }
            } else if (s == 0 || side[hyperplane[k]] == -s) {
                return false;
            } else {
                side[hyperplane[k]] = s;
            }
        }
        return true;
    }
}
