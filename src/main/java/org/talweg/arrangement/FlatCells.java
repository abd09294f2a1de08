package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One level of the recursion of {@link DeletionRestriction}: enumerates the cells of a flat, with the level for the flats
 * one dimension lower below it. Storage is reused from flat to flat.
 */
final class FlatCells {

    private final Flat flat;
    private final FlatCells lower;
    private final Restriction restriction;
    private final CellList[] cut;
    private final int[] cursor;
    private final SignedPoint fresh;

    /* Unfinished prefixes: signs, elements met at zero, point, and the next element of each. */
    private final long[][] stackBits;
    private final long[][] stackZero;
    private final double[][] stackPoint;
    private final int[] stackNext;
    private int depth;

    /* The prefix being completed. */
    private long[] bits;
    private long[] zero;
    private double[] point;

    FlatCells(int dimension, int words, int capacity) {
        flat = new Flat(dimension, words, capacity);
        lower = dimension == 1 ? null : new FlatCells(dimension - 1, words, capacity);
        restriction = new Restriction(dimension);
        cut = new CellList[capacity];
        cursor = new int[capacity];
        fresh = new SignedPoint(dimension, words, capacity);
        stackBits = new long[capacity + 2][words];
        stackZero = new long[capacity + 2][words];
        stackPoint = new double[capacity + 2][dimension];
        stackNext = new int[capacity + 2];
        bits = new long[words];
        zero = new long[words];
        point = new double[dimension];
    }

    /** The level of the whole space, holding the hyperplanes of {@code arrangement}, the last one first. */
    static FlatCells of(Arrangement arrangement) {
        int words = arrangement.words();
        FlatCells top = new FlatCells(arrangement.rank(), words, arrangement.hyperplanes());
        BigInteger[][] normals = arrangement.essentialNormals();
        long[] none = new long[words];
        double[] row = new double[arrangement.rank()];
        top.flat.clear();
        for (int h = normals.length - 1; h >= 0; h--) {
            long[] mask = new long[words];
            mask[h >> 6] = 1L << h;
            boolean exact = Restriction.toDoubles(normals[h], row);
            top.flat.add(row, exact ? null : normals[h], mask, none, 0, h);
        }
        top.flat.close();
        return top;
    }

    /** Signs decided so far, here and below. */
    EnumerationStatistics statistics() {
        EnumerationStatistics here = fresh.statistics();
        return lower == null ? here : here.plus(lower.statistics());
    }

    /** Appends the cells on the negative side of element 0 to {@code out}, in lexicographic order. */
    void enumerate(CellList out) {
        for (int j = 1; j < flat.size; j++) {
            if (cut[j] == null) {
                cut[j] = new CellList(flat.words, flat.dimension - 1);
            }
            cut[j].clear();
            cutDown(flat, j, cut[j]);
        }
        merge(out);
    }

    /** The same, with the flats one dimension lower shared among threads. */
    EnumerationStatistics enumerate(CellList out, int threads) {
        int workers = Math.min(threads, flat.size - 1);
        if (workers < 2 || lower == null) {
            enumerate(out);
            return statistics();
        }
        List<FlatCells> towers = new ArrayList<>();
        List<Runnable> tasks = new ArrayList<>();
        AtomicInteger next = new AtomicInteger(flat.size - 1);
        for (int t = 0; t < workers; t++) {
            FlatCells tower = new FlatCells(flat.dimension, flat.words, flat.size);
            towers.add(tower);
            tasks.add(() -> {
                // The last elements have the most elements before them: take those first.
                for (int j = next.getAndDecrement(); j > 0; j = next.getAndDecrement()) {
                    CellList list = new CellList(flat.words, flat.dimension - 1);
                    tower.cutDown(flat, j, list);
                    cut[j] = list;
                }
            });
        }
        Workers.run(tasks);
        merge(out);
        EnumerationStatistics sum = statistics();
        for (FlatCells tower : towers) {
            sum = sum.plus(tower.statistics());
        }
        return sum;
    }

    /** Appends the cells of {@code upper} cut down to its element j. Reads {@code upper} only. */
    private void cutDown(Flat upper, int j, CellList out) {
        restriction.restrict(upper, j, lower.flat);
        lower.enumerate(out);
    }

    /** Walks the tree of sign prefixes; {@code cut[j]} holds the cells of the flat cut down to element j. */
    private void merge(CellList out) {
        Arrays.fill(cursor, 0, flat.size, 0);
        depth = 0;
        fresh.start(flat);
        pushFresh(1);
        while (depth > 0) {
            depth--;
            swapWithCurrent(depth);
            descend(stackNext[depth]);
            for (long z : zero) {
                if (z != 0) {
                    throw new IllegalStateException("a representative stayed on a hyperplane");
                }
            }
            out.add(bits, point);
        }
        for (int j = 1; j < flat.size; j++) {
            if (cursor[j] != cut[j].size()) {
                throw new IllegalStateException("restricted cells left over at element " + j);
            }
        }
    }

    /** Follows the current prefix through elements j.. to a cell, always to the negative side; stacks the others. */
    private void descend(int start) {
        for (int j = start; j < flat.size; j++) {
            if (cursor[j] == cut[j].size() || !isCutBy(j)) {
                continue;
            }
            int at = cursor[j]++;
            int word = flat.first[j] >> 6;
            long bit = 1L << flat.first[j];
            boolean isOn = (zero[word] & bit) != 0;
            boolean isPositive = (bits[word] & bit) != 0;
            if (isOn || !isPositive) {
                fresh.beside(flat, j, cut[j], at, 1);
                pushFresh(j + 1);
            }
            if (isOn || isPositive) {
                fresh.beside(flat, j, cut[j], at, -1);
                if (isPositive) {
                    stackNext[depth] = j + 1;
                    swapWithCurrent(depth++);
                }
                copyFresh(bits, zero, point);
            }
        }
    }

    /** True if the current prefix up to element j has the signs of the next cell on element j. */
    private boolean isCutBy(int j) {
        int words = flat.words;
        long[] head = cut[j].bits();
        int from = cursor[j] * words;
        for (int q = 0; q < words; q++) {
            if ((bits[q] & flat.below[j * words + q]) != head[from + q]) {
                return false;
            }
        }
        return true;
    }

    private void pushFresh(int next) {
        copyFresh(stackBits[depth], stackZero[depth], stackPoint[depth]);
        stackNext[depth++] = next;
    }

    private void copyFresh(long[] toBits, long[] toZero, double[] toPoint) {
        System.arraycopy(fresh.bits, 0, toBits, 0, toBits.length);
        System.arraycopy(fresh.zero, 0, toZero, 0, toZero.length);
        System.arraycopy(fresh.point, 0, toPoint, 0, toPoint.length);
    }

    private void swapWithCurrent(int slot) {
        long[] b = bits;
        bits = stackBits[slot];
        stackBits[slot] = b;
        long[] z = zero;
        zero = stackZero[slot];
        stackZero[slot] = z;
        double[] p = point;
        point = stackPoint[slot];
        stackPoint[slot] = p;
    }
}
