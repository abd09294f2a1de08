package org.talweg.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;

/**
 * Union and find on regions up to the order of neurons that also counts components of the labelled graph, where the order
 * counts. A component stands for m!/|H| labelled copies, H the permutations that map one copy to itself (theorem T7a).
 *
 * <p>Each node x holds a permutation s that puts its sorted region into the copy of its root: s x. An edge along which the sorted
 * region x becomes t y, y sorted, joins s_x x and s_x t y. So the copy of y's root moved by {@code p = s_x t s_y^-1} is the same as
 * that of x's root; if the roots agree, p is in H. At the start H permutes neurons in one cell. Above {@value
 * Permutations#LARGEST} neurons copies are not counted.
 */
final class LabelledComponents {

    private final List<RegionNode> nodes;
    private final Permutations permutations;
    private final int[] parent;
    private final int[] toParent;
    private final BitSet[] stabiliser;
    private final Map<List<Integer>, BitSet> byRuns = new HashMap<>();

    LabelledComponents(List<RegionNode> nodes, int width) {
        this.nodes = nodes;
        this.permutations = width <= Permutations.LARGEST ? new Permutations(width) : null;
        this.parent = IntStream.range(0, nodes.size()).toArray();
        this.toParent = new int[nodes.size()];
        this.stabiliser = new BitSet[nodes.size()];
        if (permutations != null) {
            for (RegionNode node : nodes) {
                stabiliser[node.index()] = byRuns.computeIfAbsent(runs(node.region()), this::exchanges);
            }
        }
    }

    /** For each neuron of the sorted region the first one in the same cell. */
    private static List<Integer> runs(Region region) {
        return region.neurons().stream().map(region.neurons()::indexOf).toList();
    }

    private BitSet exchanges(List<Integer> runs) {
        BitSet generators = new BitSet();
        for (int i = 1; i < runs.size(); i++) {
            if (runs.get(i).equals(runs.get(i - 1))) {
                int[] images = IntStream.range(0, runs.size()).toArray();
                images[i] = i - 1;
                images[i - 1] = i;
                generators.set(permutations.number(images));
            }
        }
        return permutations.closure(generators);
    }

    /** The node that stands for the component of node x. */
    int root(int x) {
        int root = x;
        int shift = 0;
        while (parent[root] != root) {
            shift = permutations == null ? 0 : permutations.product(toParent[root], shift);
            root = parent[root];
        }
        if (root != x) {
            parent[x] = root;
            toParent[x] = shift;
        }
        return root;
    }

    /** Joins the components at the ends of an edge; the root afterwards. */
    int join(RegionEdge edge) {
        int x = edge.from().index();
        int y = edge.to().index();
        int a = root(x);
        int b = root(y);
        if (permutations == null) {
            parent[b] = a;
            return a;
        }
        int atX = x == a ? 0 : toParent[x];
        int atY = y == b ? 0 : toParent[y];
        int p = permutations.product(permutations.product(atX, shift(edge)), permutations.inverse(atY));
        if (a == b) {
            stabiliser[a] = permutations.generated(stabiliser[a], p);
        } else {
            parent[b] = a;
            toParent[b] = p;
            stabiliser[a] = permutations.generated(stabiliser[a], permutations.conjugate(stabiliser[b], p));
        }
        return a;
    }

    /** The permutation t for which moving one neuron of the sorted region {@code from} gives t times the sorted {@code to}. */
    private int shift(RegionEdge edge) {
        SignedCell[] moved = edge.from().region().neurons().toArray(SignedCell[]::new);
        moved[Arrays.asList(moved).indexOf(edge.move().left())] = edge.move().entered();
        List<SignedCell> to = edge.to().region().neurons();
        int[] images = new int[moved.length];
        List<Integer> free =
                new ArrayList<>(IntStream.range(0, moved.length).boxed().toList());
        for (int i = 0; i < images.length; i++) {
            SignedCell c = to.get(i);
            Integer place =
                    free.stream().filter(j -> moved[j].equals(c)).findFirst().orElseThrow();
            images[i] = place;
            free.remove(place);
        }
        return permutations.number(images);
    }

    /** Labelled components that the component with this root stands for; empty if not counted. */
    Optional<BigInteger> copies(int root) {
        return permutations == null
                ? Optional.empty()
                : Optional.of(BigInteger.valueOf(permutations.order() / stabiliser[root].cardinality()));
    }

    List<RegionNode> nodes() {
        return nodes;
    }
}
