package org.talweg.arrangement;

import java.util.Arrays;

/** A growable list of cells of a flat: packed signs, and a witness with integer entries in the flat's coordinates. */
final class CellList {

    /** Some virtual machines have no longer arrays. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final int words;
    private final int dimension;
    private final long most;
    private long[] bits;
    private double[] witnesses;
    private int size;

    CellList(int words, int dimension) {
        this(words, dimension, Long.MAX_VALUE);
    }

    /** A list that takes no room for more than {@code most} longs of packed signs by {@link #addAll}. */
    CellList(int words, int dimension, long most) {
        this.words = words;
        this.dimension = dimension;
        this.most = most;
        this.bits = new long[4 * words];
        this.witnesses = new double[4 * dimension];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    long[] bits() {
        return bits;
    }

    double[] witnesses() {
        return witnesses;
    }

    /** The packed signs, no longer than needed. */
    long[] trimmedBits() {
        return bits.length == size * words ? bits : Arrays.copyOf(bits, size * words);
    }

    /**
     * The first cell of a sorted list whose signs under a mask are not before those of {@code key}.
     *
     * <p>Signs are compared as numbers, last word first: the order of the list, in which the hyperplanes of the mask come
     * before all others.
     */
    int lowerBound(long[] key, long[] mask, int maskAt) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(middle, key, mask, maskAt)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isBefore(int at, long[] key, long[] mask, int maskAt) {
        for (int q = words - 1; q >= 0; q--) {
            int order = Long.compareUnsigned(bits[at * words + q] & mask[maskAt + q], key[q] & mask[maskAt + q]);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    /** Appends a cell without a witness. */
    void add(long[] cell) {
        int at = size * words;
        if (at + words > bits.length) {
            bits = Arrays.copyOf(bits, grown(bits.length));
        }
        for (int q = 0; q < words; q++) {
            bits[at + q] = cell[q];
        }
        size++;
    }

    /** Appends packed cells without witnesses. */
    void addAll(long[] packed, int count) {
        int end = Math.multiplyExact(Math.addExact(size, count), words);
        if (end > bits.length) {
            long room = size == 0 ? end : Math.min(most, 2L * bits.length);
            bits = Arrays.copyOf(bits, (int) Math.max(end, Math.min(room, LONGEST_ARRAY)));
        }
        System.arraycopy(packed, 0, bits, size * words, count * words);
        size += count;
    }

    void add(long[] cell, double[] witness) {
        if ((size + 1) * words > bits.length) {
            bits = Arrays.copyOf(bits, grown(bits.length));
        }
        if ((size + 1) * dimension > witnesses.length) {
            witnesses = Arrays.copyOf(witnesses, grown(witnesses.length));
        }
        System.arraycopy(cell, 0, bits, size * words, words);
        System.arraycopy(witness, 0, witnesses, size * dimension, dimension);
        size++;
    }

    private static int grown(int length) {
        return Math.max(4, Math.addExact(length, length));
    }
}
