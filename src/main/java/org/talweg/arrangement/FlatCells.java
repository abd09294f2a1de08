package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One level of the recursion of {@link DeletionRestriction}: enumerates the cells of a flat, with the level for the flats
 * one dimension lower below it. Storage is reused from flat to flat.
 */
final class FlatCells {

    /* Subtrees a thread should get, so that the last ones to finish do not matter. */
    private static final int SUBTREES = 64;

    private final Flat flat;
    private final FlatCells lower;
    private final Restriction restriction;
    private final CellList[] cut;
    private final PrefixWalk walk;

    FlatCells(int dimension, int words, int capacity) {
        flat = new Flat(dimension, words, capacity);
        lower = dimension == 1 ? null : new FlatCells(dimension - 1, words, capacity);
        restriction = new Restriction(dimension);
        cut = new CellList[capacity];
        walk = new PrefixWalk(flat, cut, capacity);
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

    private EnumerationStatistics statistics() {
        EnumerationStatistics here = walk.statistics();
        return lower == null ? here : here.plus(lower.statistics());
    }

    /** Appends the cells on the negative side of element 0 to {@code out}, in lexicographic order. */
    private void enumerate(CellList out) {
        for (int j = 1; j < flat.size; j++) {
            if (cut[j] == null) {
                cut[j] = new CellList(flat.words, flat.dimension - 1);
            }
            cut[j].clear();
            if (flat.dimension > 2 || !restriction.restrictToPoint(flat, j, cut[j])) {
                cutDown(flat, j, cut[j]);
            }
        }
        walk.walk(flat.size, cell -> out.add(cell.bits(), cell.point()));
    }

    /** Appends the cells of {@code upper} cut down to its element j. Reads {@code upper} only. */
    private void cutDown(Flat upper, int j, CellList out) {
        restriction.restrict(upper, j, lower.flat);
        lower.enumerate(out);
    }

    /** The cells on the negative side of element 0, in lexicographic order, by several threads, to {@code sink}. */
    EnumerationStatistics enumerate(int threads, CellEnumerator.BlockSink sink) {
        List<FlatCells> towers = new ArrayList<>();
        List<PrefixWalk> walks = new ArrayList<>(List.of(walk));
        if (flat.size > 1) {
            cutDownAll(threads, towers);
        }
        int split = splitAt(threads * SUBTREES);
        List<PrefixWalk.Prefix> prefixes = new ArrayList<>();
        walk.walk(split, p -> {
            PrefixWalk.Prefix copy = new PrefixWalk.Prefix(flat.words, flat.dimension);
            copy.copy(p.bits(), p.zero(), p.point());
            prefixes.add(copy);
        });
        CellList[] blocks = new CellList[prefixes.size()];
        walkBelow(prefixes, split, threads, blocks, walks);
        for (CellList block : blocks) {
            sink.accept(block.bits(), block.size());
        }
        EnumerationStatistics sum = EnumerationStatistics.none("deletion-restriction");
        for (FlatCells tower : towers) {
            sum = sum.plus(tower.statistics());
        }
        for (PrefixWalk used : walks) {
            sum = sum.plus(used.statistics());
        }
        return sum;
    }

    private void cutDownAll(int threads, List<FlatCells> towers) {
        AtomicInteger next = new AtomicInteger(flat.size - 1);
        List<Runnable> tasks = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
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
    }

    /** The number of first elements with at least {@code prefixes} cells, as each restricted cell makes one more. */
    private int splitAt(int prefixes) {
        long cells = 1;
        int s = 1;
        while (s < flat.size && cells < prefixes) {
            cells += cut[s++].size();
        }
        return s;
    }

    private void walkBelow(
            List<PrefixWalk.Prefix> prefixes, int split, int threads, CellList[] blocks, List<PrefixWalk> walks) {
        AtomicInteger next = new AtomicInteger();
        AtomicLong used = new AtomicLong();
        List<Runnable> tasks = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            PrefixWalk own = new PrefixWalk(flat, cut, flat.size);
            walks.add(own);
            tasks.add(() -> {
                for (int i = next.getAndIncrement(); i < blocks.length; i = next.getAndIncrement()) {
                    CellList block = new CellList(flat.words, 0);
                    used.addAndGet(own.walkBelow(prefixes.get(i), split, cell -> block.add(cell.bits())));
                    blocks[i] = block;
                }
            });
        }
        Workers.run(tasks);
        long expected = 0;
        for (int j = split; j < flat.size; j++) {
            expected += cut[j].size();
        }
        if (used.get() != expected) {
            throw new IllegalStateException("restricted cells left over: " + (expected - used.get()));
        }
    }
}
