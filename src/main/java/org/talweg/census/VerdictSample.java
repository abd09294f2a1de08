package org.talweg.census;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;
import org.talweg.arrangement.CellSet;
import org.talweg.exact.Truth;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.Verdict;
import org.talweg.verdict.LandscapeProver;
import org.talweg.verdict.LandscapeProver.Brief;

/**
 * Shares of the verdicts among the regions of a width, estimated from random regions, for data with too many regions to
 * count. Each region drawn is judged with proof; only the step from the regions drawn to all regions is statistical. What is not
 * proved about a region counts as UNDECIDED, a verdict like the others.
 *
 * <p>The verdict of a region depends on its width and on the set of its signed cells alone (theorems T1, T2 and the rules of {@link LandscapeProver}), and
 * not on the width from {@link LandscapeProver#enoughNeurons} on; each set is judged once.
 */
public final class VerdictSample {

    /** How regions are drawn: all N^m equally likely, or as Gaussian initialisation draws them. */
    public enum Measure {
        UNIFORM,
        GAUSSIAN
    }

    /** The probability that an interval misses the share. */
    private static final double ERROR_RATE = 0.05;

    private final LandscapeProver prover;
    private final CellSet cells;
    private final SignedCells signedCells;
    private final Measure measure;
    private final int samples;
    private final long baseSeed;
    private final Map<Key, Brief> known = new ConcurrentHashMap<>();

    /**
     * @param signedCells all signed cells
     * @param cells all cells
     * @param measure how regions are drawn
     * @param samples number of regions of each width, at least 1
     * @param seed of the random numbers; the regions drawn at a width depend on it, the measure and the width only
     */
    public VerdictSample(
            LandscapeProver prover, SignedCells signedCells, CellSet cells, Measure measure, int samples, long seed) {
        this.prover = prover;
        this.cells = cells;
        this.signedCells = signedCells;
        this.measure = measure;
        this.samples = samples;
        // Mixed first, or seeds 1 and 2 would share regions of neighbouring widths.
        this.baseSeed = RandomSource.SPLIT_MIX_64.create(seed).nextLong();
    }

    /** Sorted distinct indices of signed cells, and the width if that matters. */
    private record Key(int width, List<Integer> cells) {}

    /**
     * The share of a verdict.
     *
     * @param estimate its share of the regions drawn
     * @param low lower end of the 95% Clopper-Pearson interval
     * @param high upper end
     */
    public record Share(double estimate, double low, double high) {

        /** The share from {@code hits} of {@code samples}. */
        public static Share of(int hits, int samples) {
            Interval interval = BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(samples, hits, ERROR_RATE);
            return new Share((double) hits / samples, interval.getLowerBound(), interval.getUpperBound());
        }
    }

    /**
     * The shares of one width.
     *
     * @param verdicts of every verdict; they add up to 1
     * @param trap of the SADDLE regions that are proved to be traps (theorem T15)
     */
    public record Shares(Map<Verdict, Share> verdicts, Share trap) {}

    /**
     * The share of every verdict at width m, and of traps. Does not depend on the number of threads.
     *
     * <p>Cost: one program and proof for each set of signed cells drawn, without those that use every global star.
     *
     * @param progress receives the number of sets judged
     */
    public Shares shares(int m, LongConsumer progress) {
        int relevantWidth = Math.min(m, prover.enoughNeurons());
        Map<Key, Integer> drawn = new LinkedHashMap<>();
        RegionDraw draw = new RegionDraw(signedCells.objective(), cells, measure, baseSeed + m);
        for (int i = 0; i < samples; i++) {
            int[] region = new int[m];
            Arrays.setAll(region, j -> draw.next());
            List<Integer> set =
                    Arrays.stream(region).sorted().distinct().boxed().toList();
            drawn.merge(new Key(relevantWidth, set), 1, Integer::sum);
        }
        AtomicLong judged = new AtomicLong();
        drawn.keySet().parallelStream().forEach(key -> {
            if (!known.containsKey(key)) {
                known.put(key, judge(key, m));
            }
            progress.accept(judged.incrementAndGet());
        });
        Map<Verdict, Integer> counts = drawn.entrySet().stream()
                .collect(Collectors.groupingBy(
                        e -> known.get(e.getKey()).verdict(),
                        () -> new EnumMap<>(Verdict.class),
                        Collectors.summingInt(Map.Entry::getValue)));
        Map<Verdict, Share> shares = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            shares.put(verdict, Share.of(counts.getOrDefault(verdict, 0), samples));
        }
        int traps = drawn.entrySet().stream()
                .filter(e -> known.get(e.getKey()).trap() == Truth.YES)
                .mapToInt(Map.Entry::getValue)
                .sum();
        return new Shares(shares, Share.of(traps, samples));
    }

    private Brief judge(Key key, int m) {
        List<SignedCell> neurons = key.cells().stream().map(signedCells::get).toList();
        return prover.brief(new Region(neurons), m);
    }
}
