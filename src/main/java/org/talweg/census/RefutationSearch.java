package org.talweg.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.talweg.arrangement.CellSet;
import org.talweg.census.Refutation.Example;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.landscape.Verdict;
import org.talweg.verdict.LandscapeProver;
import org.talweg.verdict.RegionVerdict;

/**
 * Counts and regions against benignity for any data. Regions of few distinct signed cells are drawn at random and judged. Where they
 * do not settle it, the list of local minima is searched for, which shows a spurious region or, complete, proves that there is none;
 * and all regions are judged where there are few.
 */
public final class RefutationSearch {

    /** Random regions judged before the search is given up. */
    private static final int DRAWS = 500;

    /** All regions are judged if they take at most this many rows. */
    private static final BigInteger FEW_ROWS = BigInteger.valueOf(20_000);

    private static final long SEED = 1;

    private final LandscapeProver prover;
    private final SignedCells signedCells;
    private final CellSet cells;
    private final Supplier<LocalMinima> search;
    private final int width;
    private final LongConsumer progress;
    private final Map<Verdict, Example> examples = new EnumMap<>(Verdict.class);

    /**
     * @param search finds the local minima, as far as they can be found; asked at most once
     * @param width m
     * @param progress receives the number of regions judged
     */
    public RefutationSearch(
            LandscapeProver prover,
            SignedCells signedCells,
            CellSet cells,
            Supplier<LocalMinima> search,
            int width,
            LongConsumer progress) {
        this.prover = prover;
        this.signedCells = signedCells;
        this.cells = cells;
        this.search = search;
        this.width = width;
        this.progress = progress;
    }

    /** The counts and regions. Deterministic. */
    public Refutation refute() {
        examples.clear();
        fromDraws();
        LocalMinima minima = LocalMinima.onlyGlobal(signedCells, prover.global());
        Optional<BigInteger> global = global(minima);
        if (!examples.containsKey(Verdict.SPURIOUS) || global.isEmpty()) {
            LocalMinima found = search.get();
            counts(found).ifPresent(c -> spuriousFromList(found, c));
            global = global(found);
        }
        if (!isSettled() && RegionTable.rows(signedCells.size(), width).compareTo(FEW_ROWS) <= 0) {
            fromAllRegions();
        }
        for (Verdict verdict : wanted()) {
            examples.putIfAbsent(
                    verdict, Example.open("no such region was found, and it is not proved that there is none"));
        }
        String open = global.isPresent() ? "" : "the regions that hold a global minimum of this width are not known";
        return new Refutation(BigInteger.valueOf(signedCells.size()).pow(width), global, open, examples);
    }

    private Optional<WidthCensus> counts(LocalMinima minima) {
        return WidthCensus.of(minima, prover.global(), Optional.empty(), width);
    }

    /** Regions that hold a global minimum, where these minima tell. */
    private Optional<BigInteger> global(LocalMinima minima) {
        return counts(minima)
                .map(WidthCensus::global)
                .or(() -> minima.global(prover.global())
                        .filter(c -> c.leastRays() <= width)
                        .map(c -> c.regionsThrough(signedCells.size()).at(width)));
    }

    private static List<Verdict> wanted() {
        return List.of(Verdict.SPURIOUS, Verdict.SADDLE, Verdict.NONE);
    }

    private boolean isSettled() {
        return examples.keySet().containsAll(wanted());
    }

    /** All neurons on the rays of a class that is not global, a proof that there is no such class, or nothing. */
    private void spuriousFromList(LocalMinima minima, WidthCensus counts) {
        for (MinimumClass c : minima.classes()) {
            if (!counts.best().contains(c) && c.leastRays() <= width) {
                consider(prover.judge(host(c)));
            }
        }
        if (!examples.containsKey(Verdict.SPURIOUS)
                && minima.isComplete()
                && counts.spurious().signum() == 0
                && counts.undecided().signum() == 0) {
            examples.put(
                    Verdict.SPURIOUS, Example.none("the list of local minima is complete and has none at this width"));
        }
    }

    /** The region with a neuron in the star of each ray of a least solution, the rest beside the first. */
    private Region host(MinimumClass c) {
        BitSet support = c.supports().stream()
                .filter(s -> s.cardinality() == c.leastRays())
                .findFirst()
                .orElseThrow();
        List<SignedCell> hosts = new ArrayList<>();
        for (SignedFace face : support.stream().mapToObj(c.faces()::get).toList()) {
            // Composing with a cell fills the zeros of a covector: a cell around the face.
            hosts.add(new SignedCell(
                    face.sign(), face.covector().compose(signedCells.get(0).cell())));
        }
        fill(hosts);
        return new Region(hosts);
    }

    /** Regions of 1, 2, .. distinct signed cells in turn: most regions of many cells are alike. */
    private void fromDraws() {
        RegionDraw draw = new RegionDraw(signedCells.objective(), cells, VerdictSample.Measure.UNIFORM, SEED);
        int most = Math.min(width, signedCells.objective().size());
        for (int i = 0; i < DRAWS && !isSettled(); i++) {
            List<SignedCell> neurons = new ArrayList<>();
            for (int j = 0; j <= i % most; j++) {
                neurons.add(signedCells.get(draw.next()));
            }
            fill(neurons);
            Region region = new Region(neurons);
            if (isNew(prover.verdict(region, width))) {
                consider(prover.judge(region));
            }
            progress.accept(i + 1L);
        }
    }

    /** Repeats the first cell up to the width. */
    private void fill(List<SignedCell> neurons) {
        while (neurons.size() < width) {
            neurons.add(neurons.get(0));
        }
    }

    private boolean isNew(Verdict verdict) {
        return wanted().contains(verdict) && !examples.containsKey(verdict);
    }

    private void consider(RegionVerdict region) {
        if (isNew(region.verdict())) {
            examples.put(region.verdict(), Example.of(region));
        }
    }

    /** Judges every region up to the order of neurons; what does not occur among them does not exist. */
    private void fromAllRegions() {
        boolean[] open = new boolean[1];
        RegionTable.write(
                signedCells,
                width,
                this::verdict,
                row -> {
                    open[0] |= row.finding() == Verdict.UNDECIDED;
                    if (isNew(row.finding())) {
                        consider(prover.judge(row.region()));
                    }
                },
                progress);
        for (Verdict verdict : wanted()) {
            if (!open[0]) {
                examples.putIfAbsent(
                        verdict, Example.none("every region of this width was judged, and none is " + verdict));
            }
        }
    }

    private Verdict verdict(int[] set) {
        List<SignedCell> neurons = new ArrayList<>();
        for (int c : set) {
            neurons.add(signedCells.get(c));
        }
        return prover.verdict(new Region(neurons), width);
    }
}
