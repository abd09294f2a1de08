package org.talweg.arrangement;

import java.util.Arrays;

/** Sorts packed cells as unsigned numbers, last word first. */
final class PackedSort {

    private PackedSort() {}

    /** Sorts groups of {@code words} longs in place. A list that is sorted already costs one look. */
    static void sort(long[] packed, int words) {
        if (isSorted(packed, words)) {
            return;
        }
        if (words == 1) {
            // Half the cells lie on the negative side of the last hyperplane, so a full word is never negative.
            Arrays.parallelSort(packed);
            return;
        }
        radixSort(packed, words);
    }

    private static boolean isSorted(long[] packed, int words) {
        for (int i = words; i < packed.length; i += words) {
            int q = words - 1;
            while (q > 0 && packed[i + q] == packed[i - words + q]) {
                q--;
            }
            if (Long.compareUnsigned(packed[i + q], packed[i - words + q]) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Least significant digit first, 16 bits at a time. */
    private static void radixSort(long[] packed, int words) {
        long[] from = packed;
        long[] to = new long[packed.length];
        int[] start = new int[(1 << 16) + 1];
        for (int digit = 0; digit < 4 * words; digit++) {
            int q = digit >> 2;
            int shift = (digit & 3) << 4;
            Arrays.fill(start, 0);
            for (int i = q; i < from.length; i += words) {
                start[(int) (from[i] >>> shift & 0xFFFF) + 1]++;
            }
            for (int v = 0; v < 1 << 16; v++) {
                start[v + 1] += start[v];
            }
            for (int i = 0; i < from.length; i += words) {
                int at = start[(int) (from[i + q] >>> shift & 0xFFFF)]++;
                System.arraycopy(from, i, to, at * words, words);
            }
            long[] swap = from;
            from = to;
            to = swap;
        }
        // An even number of rounds ends where it began.
    }
}
