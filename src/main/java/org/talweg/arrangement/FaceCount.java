package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the faces of an arrangement by dimension: the faces of dimension i are the cells of its i-dimensional flats.
 *
 * <p>In general position there are C(n, k) flats of codimension k, each cut by n - k hyperplanes in general position.
 * Otherwise the flats are listed codimension by codimension, each once, told apart by the hyperplanes that contain them,
 * and {@link CharacteristicPolynomial} counts the cells of each. Cost then: one polynomial for each flat.
 */
public final class FaceCount {

    private FaceCount() {}

    /** The number of faces of dimension 0, 1, ..., d. Faces below the dimension of the lineality space do not exist. */
    public static List<BigInteger> byDimension(Arrangement arrangement) {
        int d = arrangement.dimension();
        int rank = arrangement.rank();
        BigInteger[] count = new BigInteger[d + 1];
        Arrays.fill(count, BigInteger.ZERO);
        if (rank == 0) {
            count[d] = BigInteger.ONE;
        } else if (GeneralPosition.test(arrangement, 1)) {
            int n = arrangement.hyperplanes();
            for (int k = 0; k < rank; k++) {
                count[d - k] = binomial(n, k).multiply(generalCells(n - k, rank - k));
            }
            count[d - rank] = BigInteger.ONE;
        } else {
            forEachFlat(
                    arrangement,
                    rank,
                    (k, flat, containing) -> count[d - k] = count[d - k].add(CharacteristicPolynomial.cells(flat)));
        }
        return List.of(count);
    }

    /**
     * The number of faces by the size of their star, the number of cells that have the face in their closure; without the face on which all
     * hyperplanes meet. The star of a face of the flat X has as many cells as the arrangement of the hyperplanes that contain X: 2^k if there
     * are k of codimension k.
     */
    public static SortedMap<BigInteger, BigInteger> byStar(Arrangement arrangement) {
        int rank = arrangement.rank();
        SortedMap<BigInteger, BigInteger> count = new TreeMap<>();
        if (rank > 0 && GeneralPosition.test(arrangement, 1)) {
            int n = arrangement.hyperplanes();
            for (int k = 0; k < rank; k++) {
                BigInteger faces = binomial(n, k).multiply(generalCells(n - k, rank - k));
                count.merge(BigInteger.ONE.shiftLeft(k), faces, BigInteger::add);
            }
            return count;
        }
        forEachFlat(
                arrangement,
                rank - 1,
                (k, flat, containing) -> count.merge(
                        star(arrangement, containing, k), CharacteristicPolynomial.cells(flat), BigInteger::add));
        return count;
    }

    /** Receives a flat of codimension k and the hyperplanes that contain it. */
    private interface FlatVisitor {
        void visit(int k, MatroidFlat flat, BitSet containing);
    }

    /** Visits all flats up to a codimension, each once. */
    private static void forEachFlat(Arrangement arrangement, int most, FlatVisitor visitor) {
        List<MatroidFlat> flats = List.of(MatroidFlat.whole(arrangement));
        List<BitSet> closed = List.of(new BitSet());
        for (int k = 0; k <= most; k++) {
            for (int f = 0; f < flats.size(); f++) {
                visitor.visit(k, flats.get(f), closed.get(f));
            }
            Map<BitSet, MatroidFlat> below = k == most ? Map.of() : oneLower(flats, closed);
            flats = new ArrayList<>(below.values());
            closed = new ArrayList<>(below.keySet());
        }
    }

    private static BigInteger star(Arrangement arrangement, BitSet containing, int codimension) {
        return containing.cardinality() == codimension
                ? BigInteger.ONE.shiftLeft(codimension)
                : CharacteristicPolynomial.cells(MatroidFlat.some(arrangement, containing));
    }

    private static Map<BitSet, MatroidFlat> oneLower(List<MatroidFlat> flats, List<BitSet> closed) {
        Map<BitSet, MatroidFlat> below = new HashMap<>();
        for (int f = 0; f < flats.size(); f++) {
            MatroidFlat flat = flats.get(f);
            for (int i = 0; i < flat.size(); i++) {
                BitSet containing = (BitSet) closed.get(f).clone();
                containing.or(flat.members(i));
                int element = i;
                below.computeIfAbsent(containing, key -> flat.contract(element, flat.size()));
            }
        }
        return below;
    }

    /** {@code 2 sum_{i<r} C(n-1, i)}: the cells of n hyperplanes in general position in dimension r. */
    static BigInteger generalCells(int n, int r) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < r; i++) {
            sum = sum.add(binomial(n - 1, i));
        }
        return sum.shiftLeft(1);
    }

    /** C(n, k). */
    static BigInteger binomial(int n, int k) {
        BigInteger b = BigInteger.ONE;
        for (int i = 0; i < k; i++) {
            b = b.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
        }
        return b;
    }
}
