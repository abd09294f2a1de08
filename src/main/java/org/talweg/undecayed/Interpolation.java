package org.talweg.undecayed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.numbers.combinatorics.BinomialCoefficient;
import org.apache.commons.numbers.combinatorics.Combinations;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.census.ExponentialSum;
import org.talweg.data.Dataset;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * Which regions hold a network of zero loss, without decay. Whether a closed region does depends on the set S of signed cells that its neurons use, and if S does so does every
 * larger set (theorem J5). Open regions are told apart by their differentiable critical points, which all have the outputs {@code P_V y}: zero loss, positive loss (a bad minimum), or none (theorem J6).
 *
 * <p>With a_k sets of k signed cells of a kind, {@code sum_k a_k surj(m, k)} of the N^m regions are of this kind, an exponential sum in m.
 */
public final class Interpolation {

    /** All sets of so many signed cells are looked at, one bit each. */
    private static final int MOST_CELLS = 24;

    /** For open regions each set needs exact arithmetic. */
    private static final int MOST_OPEN_CELLS = 16;

    /** What an open region holds. */
    private enum Open {
        ZERO_LOSS,
        BAD_MINIMUM,
        NOTHING
    }

    private final RationalVector y;
    private final List<List<RationalVector>> generators = new ArrayList<>();
    /** {@code X^T D_A} for each signed cell. */
    private final List<RationalMatrix> gates = new ArrayList<>();

    private final List<Integer> minimal = new ArrayList<>();
    private final ExponentialSum holding;
    private final Optional<Map<Open, ExponentialSum>> open;

    private Interpolation(Dataset data, CellSet cells, DoubleConsumer progress) {
        this.y = data.labels();
        InterpolationCones cones = new InterpolationCones(data.inputs());
        Gates gate = new Gates(data.inputs());
        for (int i = 0; i < cells.size(); i++) {
            SignVector cell = cells.signs(i);
            for (int sign : new int[] {1, -1}) {
                generators.add(cones.generators(sign, cell));
                gates.add(gate.of(cell));
            }
        }
        findMinimal(progress);
        this.holding = count(holdingSets()::get);
        this.open = signedCells() > MOST_OPEN_CELLS ? Optional.empty() : Optional.of(openCounts());
    }

    /**
     * The regions of a data set; empty if it has too many signed cells.
     *
     * <p>Cost: an exact projection for each set of at most n signed cells that contains no smaller one that holds zero loss, and a pass over all 2^N sets.
     *
     * @param progress receives the share of the sets of at most n cells that are done
     */
    public static Optional<Interpolation> of(Dataset data, DoubleConsumer progress) {
        CellSet cells = CellSet.of(Arrangement.of(data.inputs()));
        return 2 * cells.size() > MOST_CELLS ? Optional.empty() : Optional.of(new Interpolation(data, cells, progress));
    }

    /** N. */
    public int signedCells() {
        return generators.size();
    }

    /** The number of sets of signed cells that hold zero loss and of which no part does. */
    public int minimalSets() {
        return minimal.size();
    }

    /** Closed regions that hold a point of zero loss. */
    public ExponentialSum holding() {
        return holding;
    }

    /** Open regions that hold a differentiable critical point of zero loss; empty where not counted. */
    public Optional<ExponentialSum> openHolding() {
        return open.map(o -> o.get(Open.ZERO_LOSS));
    }

    /** Open regions that hold a differentiable critical point of positive loss; empty where not counted. */
    public Optional<ExponentialSum> badMinimum() {
        return open.map(o -> o.get(Open.BAD_MINIMUM));
    }

    /** Open regions without a differentiable critical point; empty where not counted. */
    public Optional<ExponentialSum> noCriticalPoint() {
        return open.map(o -> o.get(Open.NOTHING));
    }

    /** N^m. */
    public BigInteger regions(int m) {
        return BigInteger.valueOf(signedCells()).pow(m);
    }

    /** By Caratheodory's theorem a minimal set has at most n signed cells. */
    private void findMinimal(DoubleConsumer progress) {
        int most = Math.min(y.size(), signedCells());
        for (int k = 1; k <= most; k++) {
            List<Integer> smaller = List.copyOf(minimal);
            for (int[] choice : Combinations.of(signedCells(), k)) {
                int set = IntStream.of(choice).map(i -> 1 << i).sum();
                if (smaller.stream().noneMatch(s -> (s & ~set) == 0)
                        && InterpolationCones.contains(generatorsOf(set), y)) {
                    minimal.add(set);
                }
            }
            progress.accept((double) k / most);
        }
    }

    private List<RationalVector> generatorsOf(int set) {
        Set<RationalVector> all = new LinkedHashSet<>();
        for (int i = 0; i < signedCells(); i++) {
            if ((set & 1 << i) != 0) {
                all.addAll(generators.get(i));
            }
        }
        return List.copyOf(all);
    }

    private BitSet holdingSets() {
        BitSet holds = new BitSet(1 << signedCells());
        minimal.forEach(holds::set);
        for (int i = 0; i < signedCells(); i++) {
            int bit = 1 << i;
            for (int set = holds.nextSetBit(0); set >= 0; set = holds.nextSetBit(set + 1)) {
                holds.set(set | bit);
            }
        }
        return holds;
    }

    /** The regions whose set of signed cells is of a kind, as a function of the width. */
    private ExponentialSum count(IntPredicate kind) {
        long[] sets = new long[signedCells() + 1];
        for (int set = 1; set < 1 << signedCells(); set++) {
            if (kind.test(set)) {
                sets[Integer.bitCount(set)]++;
            }
        }
        ExponentialSum sum = ExponentialSum.ZERO;
        for (int k = 1; k < sets.length; k++) {
            for (int j = 1; j <= k; j++) {
                BigInteger term =
                        BigInteger.valueOf(BinomialCoefficient.value(k, j)).multiply(BigInteger.valueOf(sets[k]));
                sum = sum.add((k - j) % 2 == 0 ? term : term.negate(), BigInteger.valueOf(j));
            }
        }
        return sum;
    }

    private Map<Open, ExponentialSum> openCounts() {
        Open[] kinds = IntStream.range(0, 1 << signedCells())
                .parallel()
                .mapToObj(set -> set == 0 ? Open.NOTHING : open(set))
                .toArray(Open[]::new);
        Map<Open, ExponentialSum> counts = new EnumMap<>(Open.class);
        for (Open kind : Open.values()) {
            counts.put(kind, count(set -> kinds[set] == kind));
        }
        return counts;
    }

    private Open open(int set) {
        RationalVector projection = projection(set);
        if (!InterpolationCones.containsInside(generatorsOf(set), projection)) {
            return Open.NOTHING;
        }
        return projection.equals(y) ? Open.ZERO_LOSS : Open.BAD_MINIMUM;
    }

    /** P_V y, V the sum of the subspaces D_A X R^d of the cells. */
    private RationalVector projection(int set) {
        List<RationalVector> columns = new ArrayList<>();
        for (int i = 0; i < signedCells(); i++) {
            if ((set & 1 << i) != 0) {
                for (int j = 0; j < gates.get(i).rows(); j++) {
                    columns.add(gates.get(i).row(j));
                }
            }
        }
        RationalMatrix all = RationalMatrix.ofRows(columns, y.size());
        List<RationalVector> basis = new ArrayList<>();
        for (int i : all.independentRows()) {
            basis.add(all.row(i));
        }
        if (basis.isEmpty()) {
            return RationalVector.zero(y.size());
        }
        RationalMatrix b = RationalMatrix.ofRows(basis, y.size());
        RationalVector weights = b.multiply(b.transpose()).solve(b.multiply(y)).orElseThrow();
        return b.multiplyTransposed(weights);
    }

    /** The share of the closed regions of width m that hold a point of zero loss. */
    public Rational share(int m) {
        return Rational.of(holding.at(m), regions(m));
    }
}
