package org.talweg.population;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.talweg.numeric.RandomStreams;

/**
 * Finds critical points of the population loss by symmetry: minima within shapes of up to three groups from random starts, at few neurons, and the families that they belong to by continuation in
 * the sizes of the groups. Every one listed is proved; that there are no others is not.
 */
public final class Families {

    /** Random starts are made up to so many teachers; from there on families are followed. */
    private static final int MOST_SEEDED = 8;

    /** Families of three groups, one of them a single neuron, are born from symmetric ones at more teachers too; they are looked for so far. */
    private static final int MOST_BORN = 24;

    /** Beyond the seeds only families are followed whose Hessian has no eigenvalue below this: they may become minima. */
    private static final double HOPELESS = -0.012;

    /** Values nearer than this look equal: the coarser shape is tried, and what it gives is proved on its own. */
    private static final double ALIKE = 1e-7;

    private static final int STARTS = 24;
    private static final int MOST_GROUPS = 3;

    /** Guesses of a smaller loss are taken for the global minimum. */
    private static final double GLOBAL = 1e-6;

    private final int fixed;
    private final long seed;

    /**
     * @param fixed students more than teachers
     * @param seed of the random starts
     */
    public Families(int fixed, long seed) {
        this.fixed = fixed;
        this.seed = seed;
    }

    /** What was found for one number of teachers, sorted by value. */
    public record Found(int teachers, List<CriticalPoint> points) {}

    /** The critical points for these numbers of teachers. */
    public List<Found> of(Collection<Integer> wanted, DoubleConsumer progress) {
        TreeSet<Integer> steps = new TreeSet<>(wanted);
        int least = steps.first();
        int start = Math.min(least, MOST_SEEDED);
        steps.addAll(IntStream.rangeClosed(Math.max(2, start - 2), Math.min(steps.last(), MOST_SEEDED))
                .boxed()
                .toList());
        // from one wanted number to the next in small steps
        for (int k : List.copyOf(steps)) {
            for (int between = k; ; ) {
                Integer lower = steps.lower(between);
                int next = between - Math.max(1, between / 8);
                if (lower == null || next <= lower || next < MOST_SEEDED) {
                    break;
                }
                steps.add(next);
                between = next;
            }
        }
        List<Found> all = new ArrayList<>();
        List<CriticalPoint> previous = List.of();
        int last = 0;
        for (int k : steps) {
            List<double[][]> guesses = new ArrayList<>();
            if (k <= MOST_BORN) {
                guesses.addAll(seeds(k));
            }
            for (CriticalPoint p : previous) {
                if (p.smallestEigenvalue().approximate() < HOPELESS && k > MOST_SEEDED) {
                    continue;
                }
                guesses.addAll(continued(p, k - last));
            }
            previous = proved(guesses);
            last = k;
            if (wanted.contains(k)) {
                all.add(new Found(k, previous));
            }
            progress.accept((double) k * k / steps.last() / steps.last());
        }
        return all;
    }

    /** The critical points whose groups have these sizes. */
    public Found ofBlocks(int[] sizes) {
        int[] sorted = Arrays.stream(sizes).sorted().toArray();
        List<double[][]> guesses = new ArrayList<>(seeds(sorted, 4 * STARTS));
        return new Found(Arrays.stream(sizes).sum(), proved(guesses));
    }

    private static Shape shape(double[] sizes, int fixed) {
        return new Shape(Arrays.stream(sizes).mapToInt(s -> (int) s).toArray(), fixed);
    }

    private static double[] sizes(int[] sizes) {
        return Arrays.stream(sizes).asDoubleStream().toArray();
    }

    /** Minima from random starts, of all shapes of k teachers; each as sizes and parameters. */
    private List<double[][]> seeds(int k) {
        return partitions(k, k, MOST_GROUPS).stream()
                .filter(p -> k <= MOST_SEEDED || p.length == 2 || (p.length == MOST_GROUPS && p[0] == 1))
                .flatMap(p -> seeds(p, p.length == 2 && k > MOST_SEEDED ? STARTS / 3 : STARTS).stream())
                .toList();
    }

    private static List<int[]> partitions(int k, int most, int parts) {
        List<int[]> all = new ArrayList<>();
        if (k == 0) {
            all.add(new int[0]);
        } else if (parts > 0) {
            for (int first = Math.min(k, most); first >= 1; first--) {
                for (int[] rest : partitions(k - first, first, parts - 1)) {
                    int[] p = Arrays.copyOf(rest, rest.length + 1);
                    p[rest.length] = first;
                    all.add(p);
                }
            }
        }
        return all;
    }

    private List<double[][]> seeds(int[] sizes, int starts) {
        return IntStream.range(0, starts)
                .parallel()
                .mapToObj(start -> seed(sizes, start))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<double[][]> seed(int[] sizes, int start) {
        PopulationLoss loss = new PopulationLoss(new Shape(sizes, fixed));
        UniformRandomProvider random = RandomStreams.of(seed, Arrays.hashCode(sizes), start);
        int k = loss.shape().teachers();
        double[] x = new double[loss.shape().parameters()];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextDouble(-1, 1) * 2 / Math.sqrt(k);
        }
        for (Shape.Orbit o : loss.shape().students()) {
            if (o.group() >= 0) {
                x[o.own()] = random.nextBoolean() ? 1 + 0.3 * random.nextDouble(-1, 1) : -1 + random.nextDouble();
            }
        }
        return new ApproximateSearch(loss).minimum(x).map(at -> new double[][] {sizes(sizes), at});
    }

    /** The point's parameters as a guess where one group is larger. */
    private List<double[][]> continued(CriticalPoint p, int more) {
        double[] x = p.center().stream().mapToDouble(Double::doubleValue).toArray();
        List<double[][]> all = new ArrayList<>();
        for (int g = 0; g < p.shape().groups(); g++) {
            double[] sizes = sizes(p.shape().sizes());
            // a group of one has no values at other coordinates of itself
            if (sizes[g] > 1) {
                sizes[g] += more;
                all.add(new double[][] {sizes, x});
            } else {
                all.addAll(grown(p, g, more));
            }
        }
        return all;
    }

    /** A group of one grows: its further parameter starts at several values. */
    private List<double[][]> grown(CriticalPoint p, int g, int more) {
        double[] sizes = sizes(p.shape().sizes());
        sizes[g] += more;
        Shape from = p.shape();
        Shape to = shape(sizes, fixed);
        List<double[][]> all = new ArrayList<>();
        for (double e : new double[] {0, 1.0 / to.teachers(), 2.0 / to.teachers()}) {
            double[] x = new double[to.parameters()];
            for (int s = 0; s < to.students().size(); s++) {
                Shape.Orbit old = from.students().get(s);
                Shape.Orbit now = to.students().get(s);
                if (now.own() >= 0) {
                    x[now.own()] = p.center().get(old.own());
                }
                for (int l = 0; l < to.groups(); l++) {
                    if (now.others()[l] < 0) {
                        continue;
                    }
                    x[now.others()[l]] = old.others()[l] >= 0 ? p.center().get(old.others()[l]) : e;
                }
            }
            all.add(new double[][] {sizes, x});
        }
        return all;
    }

    private List<CriticalPoint> proved(List<double[][]> guesses) {
        List<CriticalPoint> points =
                guesses.stream().sorted(Comparator.comparing((double[][] g) -> g[0].length)).toList().parallelStream()
                        .map(this::prove)
                        .flatMap(Optional::stream)
                        .toList();
        List<CriticalPoint> distinct = new ArrayList<>();
        for (CriticalPoint p : points) {
            if (distinct.stream().noneMatch(q -> mayBeEqual(p, q))) {
                distinct.add(p);
            }
        }
        distinct.sort(Comparator.comparing(p -> p.value().middle()));
        return distinct;
    }

    /** True unless the two are shown to have different values or look different: a point found in a finer shape than its own is one already found. */
    private static boolean mayBeEqual(CriticalPoint p, CriticalPoint q) {
        return p.value().meets(q.value()) && Math.abs(p.approximateNormSum() - q.approximateNormSum()) < 1e-6;
    }

    private Optional<CriticalPoint> prove(double[][] guess) {
        PopulationLoss loss = new PopulationLoss(shape(guess[0], fixed));
        ApproximateSearch search = new ApproximateSearch(loss);
        Optional<double[]> x = search.critical(guess[1]).filter(y -> search.value(y) > GLOBAL);
        if (x.isEmpty()) {
            return Optional.empty();
        }
        Optional<double[][]> coarser = coarser(loss.shape(), x.get());
        Optional<CriticalPoint> simple = coarser.flatMap(this::prove);
        return simple.isPresent() ? simple : CriticalPointProver.prove(loss, x.get());
    }

    /** A guess with two groups taken as one, if the values look so. */
    private Optional<double[][]> coarser(Shape shape, double[] x) {
        for (int g = 0; g < shape.groups(); g++) {
            for (int h = g + 1; h < shape.groups(); h++) {
                Optional<double[]> merged = merged(shape, x, g, h);
                if (merged.isPresent()) {
                    return Optional.of(
                            new double[][] {sizes(shape.withMerged(g, h).sizes()), merged.get()});
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<double[]> merged(Shape shape, double[] x, int g, int h) {
        Shape to = shape.withMerged(g, h);
        double[] y = new double[to.parameters()];
        boolean[] set = new boolean[y.length];
        int orbit = 0;
        for (Shape.Orbit from : shape.students()) {
            boolean second = from.group() == h;
            Shape.Orbit into = to.students().get(second ? g : orbit++);
            if (from.group() >= 0 && !agrees(y, set, into.own(), x[from.own()])) {
                return Optional.empty();
            }
            for (int l = 0; l < shape.groups(); l++) {
                int target = l == h ? g : l > h ? l - 1 : l;
                if (from.others()[l] >= 0 && !agrees(y, set, into.others()[target], x[from.others()[l]])) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(y);
    }

    private static boolean agrees(double[] y, boolean[] set, int index, double value) {
        if (set[index]) {
            return Math.abs(y[index] - value) < ALIKE;
        }
        set[index] = true;
        y[index] = value;
        return true;
    }
}
