package org.talweg.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Truth;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.landscape.Verdict;

/**
 * The verdict of every region of one width, one row for the regions that differ only in the order of their neurons: the multisets
 * of m signed cells. Their number is the binomial coefficient of N + m - 1 over m, and a multiset with multiplicities k_i stands
 * for {@code m! / prod k_i!} regions; these add up to N^m.
 */
public final class RegionTable {

    private static final int BATCH = 4096;

    private RegionTable() {}

    /**
     * What is proved about the regions that use exactly one set of signed cells.
     *
     * @param verdict their verdict at the width in question
     * @param trap whether they are SADDLE regions that trap; open if the verdict is
     * @param value encloses the minimum of the loss in each of them
     * @param rays the faces of the rays of their optimum; empty if that is open
     */
    public record Finding(Verdict verdict, Truth trap, Enclosure value, List<SignedFace> rays) {}

    /**
     * A row.
     *
     * @param region one of the regions, its signed cells in the order of their indices
     * @param orbit the number of regions it stands for
     * @param finding what was found about its set of signed cells
     */
    public record Row<F>(Region region, BigInteger orbit, F finding) {}

    /** Receives rows. */
    @FunctionalInterface
    public interface Sink<F, E extends Exception> {
        /** Takes the next row. */
        void accept(Row<F> row) throws E;
    }

    /** The number of rows. */
    public static BigInteger rows(int signedCells, int width) {
        BigInteger rows = BigInteger.ONE;
        for (int i = 1; i <= width; i++) {
            rows = rows.multiply(BigInteger.valueOf((long) signedCells + i - 1)).divide(BigInteger.valueOf(i));
        }
        return rows;
    }

    /**
     * Sends all rows to {@code sink}, in lexicographic order of indices, judged in parallel, each set of signed cells once.
     *
     * @param judge the finding of a set of signed cells, given by ascending indices; called from several threads
     * @param progress receives the number of rows sent
     */
    public static <F, E extends Exception> void write(
            SignedCells cells, int width, Function<int[], F> judge, Sink<F, E> sink, LongConsumer progress) throws E {
        Map<List<Integer>, F> known = new ConcurrentHashMap<>();
        int[] next = new int[width];
        long sent = 0;
        while (next != null) {
            List<int[]> batch = new ArrayList<>(BATCH);
            while (next != null && batch.size() < BATCH) {
                batch.add(next);
                next = successor(next, cells.size());
            }
            List<Row<F>> rows = batch.parallelStream()
                    .map(region -> row(cells, region, judge, known))
                    .toList();
            for (Row<F> row : rows) {
                sink.accept(row);
            }
            sent += rows.size();
            progress.accept(sent);
        }
    }

    /** The next multiset of indices below {@code size}, ascending; null after the last. */
    private static int[] successor(int[] region, int size) {
        int[] next = region.clone();
        for (int j = next.length - 1; j >= 0; j--) {
            if (next[j] < size - 1) {
                Arrays.fill(next, j, next.length, next[j] + 1);
                return next;
            }
        }
        return null;
    }

    private static <F> Row<F> row(
            SignedCells cells, int[] region, Function<int[], F> judge, Map<List<Integer>, F> known) {
        int[] set = Arrays.stream(region).distinct().toArray();
        List<Integer> key = Arrays.stream(set).boxed().toList();
        F finding = known.get(key);
        if (finding == null) {
            finding = judge.apply(set);
            known.put(key, finding);
        }
        Region neurons = new Region(Arrays.stream(region).mapToObj(cells::get).toList());
        return new Row<>(neurons, orbit(region), finding);
    }

    private static BigInteger orbit(int[] region) {
        BigInteger orbit = BigInteger.ONE;
        int run = 0;
        for (int j = 0; j < region.length; j++) {
            run = j > 0 && region[j] == region[j - 1] ? run + 1 : 1;
            orbit = orbit.multiply(BigInteger.valueOf(j + 1L)).divide(BigInteger.valueOf(run));
        }
        return orbit;
    }
}
