package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A flat of a matroid of integer vectors: its contraction, simplified. Elements are classes of parallel vectors.
 *
 * <p>Exact integers of any size, and no signs: the code of the second route, kept apart from the enumerators.
 */
final class MatroidFlat {

    private final int dimension;
    private final List<BigInteger[]> vectors;
    private final List<BitSet> members;

    private MatroidFlat(int dimension, List<BigInteger[]> vectors, List<BitSet> members) {
        this.dimension = dimension;
        this.vectors = vectors;
        this.members = members;
    }

    /** The whole space of the essential arrangement. */
    static MatroidFlat whole(Arrangement arrangement) {
        BitSet all = new BitSet();
        all.set(0, arrangement.hyperplanes());
        return some(arrangement, all);
    }

    /** The same with some of the hyperplanes only. */
    static MatroidFlat some(Arrangement arrangement, BitSet hyperplanes) {
        Collector all = new Collector();
        BigInteger[][] normals = arrangement.essentialNormals();
        for (int h = hyperplanes.nextSetBit(0); h >= 0; h = hyperplanes.nextSetBit(h + 1)) {
            BitSet own = new BitSet();
            own.set(h);
            all.add(normals[h], own);
        }
        return all.flat(arrangement.rank());
    }

    int dimension() {
        return dimension;
    }

    /** Number of elements. */
    int size() {
        return vectors.size();
    }

    /** The hyperplanes in element i. */
    BitSet members(int i) {
        return members.get(i);
    }

    /** The contraction by element j, of the elements before {@code end} only. */
    MatroidFlat contract(int j, int end) {
        BigInteger[] top = vectors.get(j);
        int c = 0;
        while (top[c].signum() == 0) {
            c++;
        }
        Collector left = new Collector();
        for (int a = 0; a < end; a++) {
            if (a == j) {
                continue;
            }
            BigInteger[] x = vectors.get(a);
            BigInteger[] y = new BigInteger[dimension - 1];
            for (int i = 0, k = 0; i < dimension; i++) {
                if (i != c) {
                    y[k++] = x[c].signum() == 0 ? x[i] : x[i].multiply(top[c]).subtract(x[c].multiply(top[i]));
                }
            }
            left.add(y, members.get(a));
        }
        return left.flat(dimension - 1);
    }

    /** True if the elements are independent. */
    boolean isIndependent() {
        if (size() > dimension) {
            return false;
        }
        MatroidFlat rest = this;
        while (rest.size() > 0) {
            int before = rest.size();
            rest = rest.contract(before - 1, before);
            if (rest.size() < before - 1 || rest.size() > rest.dimension) {
                return false;
            }
        }
        return true;
    }

    /** Joins parallel vectors, which are those with the same primitive multiple of positive lead. */
    private static final class Collector {
        private final Map<List<BigInteger>, Integer> index = new LinkedHashMap<>();
        private final List<BigInteger[]> vectors = new ArrayList<>();
        private final List<BitSet> members = new ArrayList<>();

        void add(BigInteger[] vector, BitSet hyperplanes) {
            BigInteger gcd = BigInteger.ZERO;
            int lead = 0;
            for (BigInteger x : vector) {
                gcd = gcd.gcd(x);
                lead = lead == 0 ? x.signum() : lead;
            }
            BigInteger divisor = lead < 0 ? gcd.negate() : gcd;
            BigInteger[] canonical = divisor.equals(BigInteger.ONE)
                    ? vector
                    : Arrays.stream(vector).map(x -> x.divide(divisor)).toArray(BigInteger[]::new);
            Integer known = index.putIfAbsent(Arrays.asList(canonical), vectors.size());
            if (known == null) {
                vectors.add(canonical);
                members.add((BitSet) hyperplanes.clone());
            } else {
                members.get(known).or(hyperplanes);
            }
        }

        MatroidFlat flat(int dimension) {
            return new MatroidFlat(dimension, vectors, members);
        }
    }
}
