package org.talweg.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The permutations of m neurons as numbers, with their products, and the subgroups they generate as bit sets. Permutation p sends
 * position i to {@code p(i)}; {@code product(p, q)} applies q first. Memory: {@code (m!)^2} shorts, so m is at most
 * {@value #LARGEST}.
 */
final class Permutations {

    static final int LARGEST = 6;

    private final List<int[]> all = new ArrayList<>();
    private final Map<List<Integer>, Integer> index = new HashMap<>();
    private final short[][] products;
    private final int[] inverses;

    Permutations(int m) {
        collect(new int[m], 0, new boolean[m]);
        products = new short[all.size()][all.size()];
        inverses = new int[all.size()];
        int[] product = new int[m];
        for (int p = 0; p < all.size(); p++) {
            for (int q = 0; q < all.size(); q++) {
                for (int i = 0; i < m; i++) {
                    product[i] = all.get(p)[all.get(q)[i]];
                }
                products[p][q] = (short) number(product);
                if (products[p][q] == 0) {
                    inverses[p] = q;
                }
            }
        }
    }

    /** In lexicographic order, so the identity is number 0. */
    private void collect(int[] images, int i, boolean[] used) {
        if (i == images.length) {
            index.put(Arrays.stream(images).boxed().toList(), all.size());
            all.add(images.clone());
            return;
        }
        for (int k = 0; k < images.length; k++) {
            if (!used[k]) {
                used[k] = true;
                images[i] = k;
                collect(images, i + 1, used);
                used[k] = false;
            }
        }
    }

    /** m!. */
    int order() {
        return all.size();
    }

    /** The number of the permutation with these images. */
    int number(int... images) {
        return index.get(Arrays.stream(images).boxed().toList());
    }

    int product(int p, int q) {
        return products[p][q];
    }

    int inverse(int p) {
        return inverses[p];
    }

    /** The least subgroup that contains the group and the permutation. */
    BitSet generated(BitSet group, int p) {
        return group.get(p) ? group : closure(with(group, p));
    }

    private static BitSet with(BitSet group, int p) {
        BitSet generators = (BitSet) group.clone();
        generators.set(p);
        return generators;
    }

    /** The least subgroup that contains both. */
    BitSet generated(BitSet group, BitSet other) {
        BitSet rest = (BitSet) other.clone();
        rest.andNot(group);
        if (rest.isEmpty()) {
            return group;
        }
        rest.or(group);
        return closure(rest);
    }

    /** In a finite group the products of generators are already closed under inverses. */
    BitSet closure(BitSet generators) {
        BitSet group = new BitSet(order());
        Deque<Integer> open = new ArrayDeque<>(List.of(0));
        group.set(0);
        while (!open.isEmpty()) {
            int p = open.remove();
            for (int g = generators.nextSetBit(0); g >= 0; g = generators.nextSetBit(g + 1)) {
                int product = product(p, g);
                if (!group.get(product)) {
                    group.set(product);
                    open.add(product);
                }
            }
        }
        return group;
    }

    /** {@code p group p^-1}. */
    BitSet conjugate(BitSet group, int p) {
        BitSet conjugate = new BitSet(order());
        for (int g = group.nextSetBit(0); g >= 0; g = group.nextSetBit(g + 1)) {
            conjugate.set(product(product(p, g), inverse(p)));
        }
        return conjugate;
    }
}
