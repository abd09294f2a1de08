package org.talweg.arrangement;

/**
 * Walks the tree of sign prefixes of a flat in lexicographic order, negative side first, given the cells of the flat cut
 * down to each of its elements in the same order. See {@link DeletionRestriction}. Reusable storage, for one thread.
 */
final class PrefixWalk {

    /** A prefix: the signs of its representative, the elements that the representative lies on, and the representative. */
    record Prefix(long[] bits, long[] zero, double[] point) {
        Prefix(int words, int dimension) {
            this(new long[words], new long[words], new double[dimension]);
        }

        void copy(long[] fromBits, long[] fromZero, double[] fromPoint) {
            System.arraycopy(fromBits, 0, bits, 0, bits.length);
            System.arraycopy(fromZero, 0, zero, 0, zero.length);
            System.arraycopy(fromPoint, 0, point, 0, point.length);
        }
    }

    /** Receives completed prefixes, whose arrays are reused. */
    @FunctionalInterface
    interface Sink {
        void accept(Prefix prefix);
    }

    private final Flat flat;
    private final CellList[] cut;
    private final SignedPoint fresh;
    /* The next cell of each element, and its signs. */
    private final int[] cursor;
    private final long[] head;
    /* Unfinished prefixes, and the element to go on with. */
    private final Prefix[] stack;
    private final int[] next;
    private int depth;
    private Prefix current;
    private int end;

    /**
     * @param flat the flat, which may be refilled between walks
     * @param cut {@code cut[j]} holds the cells of the flat cut down to element j
     */
    PrefixWalk(Flat flat, CellList[] cut, int capacity) {
        this.flat = flat;
        this.cut = cut;
        fresh = new SignedPoint(flat.dimension, flat.words, capacity);
        cursor = new int[capacity];
        head = new long[capacity * flat.words];
        stack = new Prefix[capacity + 2];
        next = new int[capacity + 2];
        current = new Prefix(flat.words, flat.dimension);
    }

    EnumerationStatistics statistics() {
        return fresh.statistics();
    }

    /** All prefixes of the first {@code upTo} elements with a negative first sign; with all elements, the cells. */
    void walk(int upTo, Sink sink) {
        for (int j = 1; j < upTo; j++) {
            setHead(j, 0);
        }
        fresh.start(flat);
        end = upTo;
        depth = 0;
        pushFresh(1);
        finish(sink);
        for (int j = 1; j < upTo; j++) {
            if (cursor[j] != cut[j].size()) {
                throw new IllegalStateException("restricted cells left over at element " + j);
            }
        }
    }

    /**
     * All cells below a prefix of the first {@code from} elements.
     *
     * @return the number of restricted cells used
     */
    long walkBelow(Prefix prefix, int from, Sink sink) {
        long used = 0;
        for (int j = from; j < flat.size; j++) {
            int start = cut[j].lowerBound(prefix.bits(), flat.below, from * flat.words);
            used -= start;
            setHead(j, start);
        }
        end = flat.size;
        depth = 0;
        push(prefix.bits(), prefix.zero(), prefix.point(), from);
        finish(sink);
        for (int j = from; j < flat.size; j++) {
            used += cursor[j];
        }
        return used;
    }

    private void finish(Sink sink) {
        boolean whole = end == flat.size;
        while (depth > 0) {
            depth--;
            swapWithCurrent();
            descend(next[depth]);
            for (int q = 0; whole && q < flat.words; q++) {
                if (current.zero[q] != 0) {
                    throw new IllegalStateException("a representative stayed on a hyperplane");
                }
            }
            sink.accept(current);
        }
    }

    /** Follows the current prefix from element {@code start} on, always to the negative side; stacks the others. */
    private void descend(int start) {
        for (int j = nextCut(start); j < end; j = nextCut(j + 1)) {
            int at = cursor[j];
            setHead(j, at + 1);
            int word = flat.first[j] >> 6;
            long bit = 1L << flat.first[j];
            boolean isOn = (current.zero[word] & bit) != 0;
            boolean isPositive = (current.bits[word] & bit) != 0;
            if (isOn || !isPositive) {
                fresh.beside(flat, j, cut[j], at, 1);
                pushFresh(j + 1);
            }
            if (isOn || isPositive) {
                fresh.beside(flat, j, cut[j], at, -1);
                if (isPositive) {
                    next[depth] = j + 1;
                    swapWithCurrent();
                    depth++;
                }
                current.copy(fresh.bits, fresh.zero, fresh.point);
            }
        }
    }

    /** The first element from {@code start} on that cuts the current prefix: whose next cell has the prefix's signs. */
    private int nextCut(int start) {
        int j = start;
        if (flat.words == 1) {
            long bits = current.bits[0];
            long[] below = flat.below;
            while (j < end && (bits & below[j]) != head[j]) {
                j++;
            }
            return j;
        }
        while (j < end && !isCutBy(j)) {
            j++;
        }
        return j;
    }

    private boolean isCutBy(int j) {
        int from = j * flat.words;
        for (int q = 0; q < flat.words; q++) {
            if ((current.bits[q] & flat.below[from + q]) != head[from + q]) {
                return false;
            }
        }
        return true;
    }

    private void setHead(int j, int at) {
        int words = flat.words;
        cursor[j] = at;
        if (at < cut[j].size()) {
            System.arraycopy(cut[j].bits(), at * words, head, j * words, words);
        } else {
            // The element's own sign is never among the signs before it: this matches no prefix.
            head[j * words + (flat.first[j] >> 6)] = 1L << flat.first[j];
        }
    }

    private void pushFresh(int from) {
        push(fresh.bits, fresh.zero, fresh.point, from);
    }

    private void push(long[] bits, long[] zero, double[] point, int from) {
        if (stack[depth] == null) {
            stack[depth] = new Prefix(flat.words, flat.dimension);
        }
        stack[depth].copy(bits, zero, point);
        next[depth++] = from;
    }

    /** Exchanges the current prefix with the one at {@link #depth}. */
    private void swapWithCurrent() {
        Prefix other = stack[depth] == null ? new Prefix(flat.words, flat.dimension) : stack[depth];
        stack[depth] = current;
        current = other;
    }
}
