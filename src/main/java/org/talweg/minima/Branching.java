package org.talweg.minima;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the tree of theorem T10 branches. A node is a set T and a set Z of candidates <em>later</em> than it: it stands for the local minima with
 * rays on all of T, and else only on candidates of Z. At a node
 *
 * <ol>
 *   <li>T is decided, unless no residual that suits T is covered by T and Z ({@link OutputCone}): then the node is closed;
 *   <li><em>cut</em>: c is dropped from Z if no residual suits T + c and is covered by T + c and the part of Z compatible with c;
 *   <li><em>choice</em>: if no residual that suits T is covered by T and Z - W, every minimum of the node has a ray on W. For W are
 *       tried the candidates of one sign that are active on one row, the fewest first;
 *   <li><em>child</em>: T + c for c in W, with the candidates of Z compatible with c; then c is dropped from Z. As soon as T is not
 *       covered any more the node is closed.
 * </ol>
 *
 * <p>Which steps are tried, and in which order, is heuristic; each is proved by its evidence. A workspace: not thread-safe.
 *
 * @param <E> evidence that no residual of a local minimum suits a set and is covered
 */
public final class Branching<E> {

    /** Points that are kept of a node, at which further candidates may hold. */
    private static final int MOST_POINTS = 12;

    /** Candidates are tested again when Z has lost this share since. */
    private static final double SHRUNK = 0.85;

    /** And once more if a pass leaves no more than this share. */
    private static final double FEWER = 0.8;

    /** What is known about the conditions of sets of candidates. */
    public interface Conditions<E> {

        /** The number of candidates. */
        int size();

        /** The most rays with independent outputs. */
        int mostRays();

        /** Whether two candidates can both hold rays of one minimum. */
        boolean areCompatible(int a, int b);

        /** Whether the output of a candidate has sign s and acts on row k. */
        boolean acts(int candidate, int k, int s);

        /** The number of rows. */
        int rows();

        /** The generators of the outputs of a candidate. */
        BitSet generators(int candidate);

        /** Whether the conditions of a candidate seem to hold at r. */
        boolean approximatelyHolds(int candidate, double[] r);

        /** Whether r seems to be covered. */
        boolean isApproximatelyCovered(double[] r, Cover cover);

        /** Tries to prove that no residual of a local minimum suits all these candidates and is covered. */
        Answer<E> refute(int[] set, Cover cover);
    }

    /** A proof, or a point that seems to suit; exactly one of them. */
    public record Answer<E>(Optional<E> proof, double[] point) {

        /** Proved. */
        public static <E> Answer<E> of(E proof) {
            return new Answer<>(Optional.of(proof), new double[0]);
        }

        /** Not proved. */
        public static <E> Answer<E> of(double[] point) {
            return new Answer<>(Optional.empty(), point);
        }
    }

    /** How many sets may be looked at. */
    public interface Budget {

        /** No end. */
        Budget NONE = new Budget() {
            @Override
            public boolean isUsedUp() {
                return false;
            }

            @Override
            public void count() {}
        };

        boolean isUsedUp();

        /** Called once for each cut. */
        void count();
    }

    /** A set T, ascending in the order it was chosen, with Z, what is known of its cover, and a point that seems to suit. */
    public record Node(int[] set, BitSet later, Cover cover, double[] point) {}

    /** One line of the account of a node, in order. */
    public sealed interface Step<E> {}

    /** A candidate is dropped from Z: no minimum of the node has a ray on it. */
    public record Cut<E>(int candidate, E proof) implements Step<E> {}

    /** A candidate is dropped from Z since its minima are those of a child. */
    public record Child<E>(int candidate, Node node) implements Step<E> {}

    /** No minimum of the node has its other rays in what is left of Z; the first step if T itself is none. */
    public record Closed<E>(E proof) implements Step<E> {}

    private final Conditions<E> conditions;
    private final Budget budget;
    private final BitSet[] compatible;

    /**
     * Branches by these conditions.
     *
     * @param budget once it is used up, what is returned is not complete
     */
    public Branching(Conditions<E> conditions, Budget budget) {
        this.conditions = conditions;
        this.budget = budget;
        this.compatible = new BitSet[conditions.size()];
    }

    /** The node of all minima with rays on these candidates only. */
    public Node root(BitSet possible) {
        return new Node(new int[0], possible, Cover.of(new BitSet()), new double[0]);
    }

    private BitSet compatible(int c) {
        if (compatible[c] == null) {
            compatible[c] = new BitSet();
            for (int i = 0; i < compatible.length; i++) {
                compatible[c].set(i, conditions.areCompatible(c, i));
            }
        }
        return compatible[c];
    }

    /** The account of a node. It is complete: at the end Z is empty, or the last step is {@link Closed}. */
    public List<Step<E>> expand(Node node) {
        return new Expansion(node).run();
    }

    /** Z with some candidates gone. */
    private static BitSet without(BitSet z, BitSet w) {
        BitSet rest = (BitSet) z.clone();
        rest.andNot(w);
        return rest;
    }

    private static BitSet common(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        return both;
    }

    private final class Expansion {
        private final int[] set;
        private final BitSet z;
        private Cover cover;
        private final List<double[]> points = new ArrayList<>();
        private final List<Step<E>> steps = new ArrayList<>();
        private boolean closed;
        private int filtered;

        Expansion(Node node) {
            this.set = node.set;
            this.z = set.length == conditions.mostRays() ? new BitSet() : (BitSet) node.later.clone();
            this.cover = node.cover;
            if (node.point.length > 0) {
                points.add(node.point);
            }
        }

        List<Step<E>> run() {
            close();
            filter();
            BitSet w = choose();
            while (!closed && !z.isEmpty() && !budget.isUsedUp()) {
                // W may be used up without a proof that T and the rest of Z do not do: then all of Z is as good.
                BitSet left = common(w, z);
                int c = (left.isEmpty() ? z : left)
                        .stream()
                                .boxed()
                                .min(Comparator.comparingInt(
                                        i -> common(z, compatible(i)).cardinality()))
                                .orElseThrow();
                steps.add(new Child<>(c, child(c)));
                z.clear(c);
                if (!z.isEmpty()) {
                    close();
                }
                if (!closed && z.cardinality() < SHRUNK * filtered) {
                    filter();
                }
            }
            return steps;
        }

        private Node child(int c) {
            int[] next = Arrays.copyOf(set, set.length + 1);
            next[set.length] = c;
            return new Node(next, common(z, compatible(c)), cover, pointFor(c).orElse(new double[0]));
        }

        private Optional<double[]> pointFor(int c) {
            List<double[]> holding = points.stream()
                    .filter(p -> conditions.approximatelyHolds(c, p))
                    .toList();
            if (holding.isEmpty()) {
                return Optional.empty();
            }
            Cover narrower = coverWith(c);
            return holding.stream()
                    .filter(p -> conditions.isApproximatelyCovered(p, narrower))
                    .findFirst();
        }

        private BitSet generators(BitSet later) {
            BitSet all = new BitSet();
            for (int c : set) {
                all.or(conditions.generators(c));
            }
            for (int c = later.nextSetBit(0); c >= 0; c = later.nextSetBit(c + 1)) {
                all.or(conditions.generators(c));
            }
            return all;
        }

        private Cover coverWith(int c) {
            boolean fills = set.length + 1 == conditions.mostRays();
            BitSet all = generators(fills ? new BitSet() : common(z, compatible(c)));
            all.or(conditions.generators(c));
            return cover.restricted(all);
        }

        private Optional<E> refuted(Cover by) {
            if (budget.isUsedUp()) {
                return Optional.empty();
            }
            Answer<E> answer = conditions.refute(set, by);
            if (answer.proof().isEmpty()) {
                remember(answer.point());
            }
            return answer.proof();
        }

        private void remember(double[] point) {
            if (points.size() == MOST_POINTS) {
                points.remove(0);
            }
            points.add(point);
        }

        /** Closes the node if T and Z do not cover a residual that suits T. */
        private void close() {
            cover = cover.restricted(generators(z));
            if (points.stream().anyMatch(p -> conditions.isApproximatelyCovered(p, cover))) {
                return;
            }
            refuted(cover).ifPresent(proof -> {
                steps.add(new Closed<>(proof));
                budget.count();
                closed = true;
            });
        }

        /** Cuts candidates, again while that pays. */
        private void filter() {
            while (!closed && !z.isEmpty() && !budget.isUsedUp()) {
                int before = z.cardinality();
                int[] next = Arrays.copyOf(set, set.length + 1);
                for (int c : z.stream().toArray()) {
                    if (budget.isUsedUp()) {
                        return;
                    }
                    if (pointFor(c).isPresent()) {
                        continue;
                    }
                    next[set.length] = c;
                    Answer<E> answer = conditions.refute(next, coverWith(c));
                    if (answer.proof().isPresent()) {
                        steps.add(new Cut<>(c, answer.proof().orElseThrow()));
                        budget.count();
                        z.clear(c);
                    } else {
                        remember(answer.point());
                    }
                }
                filtered = z.cardinality();
                if (filtered == before || z.isEmpty()) {
                    return;
                }
                close();
                if (filtered > FEWER * before) {
                    return;
                }
            }
        }

        /** A part W of Z that every minimum of the node has a ray on, or that holds all of Z. */
        private BitSet choose() {
            if (closed || z.isEmpty()) {
                return z;
            }
            List<BitSet> parts = IntStream.range(0, 2 * conditions.rows())
                    .mapToObj(i -> part(i >> 1, (i & 1) == 0 ? 1 : -1))
                    .filter(w -> w.cardinality() < z.cardinality())
                    .sorted(Comparator.comparingInt(BitSet::cardinality))
                    .toList();
            for (BitSet w : parts) {
                if (!w.isEmpty()
                        && refuted(cover.restricted(generators(without(z, w)))).isPresent()) {
                    return w;
                }
            }
            return z;
        }

        private BitSet part(int k, int s) {
            BitSet w = new BitSet();
            z.stream().filter(c -> conditions.acts(c, k, s)).forEach(w::set);
            return w;
        }
    }
}
