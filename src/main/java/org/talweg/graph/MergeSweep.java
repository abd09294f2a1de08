package org.talweg.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Truth;
import org.talweg.graph.MergeTree.Basin;
import org.talweg.graph.MergeTree.Branch;
import org.talweg.graph.MergeTree.Join;
import org.talweg.graph.MergeTree.Merger;
import org.talweg.graph.MergeTree.Open;
import org.talweg.proof.ProvedOptimum;

/**
 * Computes the merge tree by adding nodes and edges in ascending order of value, one group of {@link Levels} at a time. All of a
 * group is added before it is looked at, so no order within it is assumed: branches that a group connects form one join. With
 * two branches the tree is the same in every order; with more it is open, and said to be.
 *
 * <p>A group of one level is decided. In a group of several, a region that is born may be a basin of its own for a height too small
 * to see. It is not if it is not global and its minimiser is no local minimum or leaves a neuron at zero, or if there are more
 * neurons than rows (theorem T7b).
 */
public final class MergeSweep {

    /** A branch while it grows: its copies, the basins that attain its least loss, and the group of that. */
    private record Limb(Branch branch, Optional<BigInteger> copies, int minimum, List<Leaf> lowest) {}

    /** A basin that is not finished. */
    private static final class Leaf {
        private final Enclosure value;
        private final List<RegionNode> regions;
        private final Optional<BigInteger> copies;
        private final int group;
        private Enclosure tie;
        private Optional<Enclosure> barrier = Optional.empty();
        private int join = -1;

        Leaf(Enclosure value, List<RegionNode> regions, Optional<BigInteger> copies, int group) {
            this.value = value;
            this.regions = regions;
            this.copies = copies;
            this.group = group;
        }
    }

    /** What a group has done to one component so far. */
    private static final class Change {
        private final List<RegionNode> born = new ArrayList<>();
        private final List<Limb> limbs = new ArrayList<>();
        private final List<RegionEdge> passes = new ArrayList<>();
        /** The first edge that joined copies of a limb. */
        private RegionEdge folding;
    }

    private final WholeGraph graph;
    private final Levels levels;
    private final LabelledComponents components;
    private final Limb[] limbs;
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Join> joins = new ArrayList<>();
    private final List<Merger> mergers = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private Map<Integer, Change> changes = new TreeMap<>();

    private MergeSweep(WholeGraph graph, Levels levels) {
        this.graph = graph;
        this.levels = levels;
        this.components = new LabelledComponents(graph.nodes(), graph.width());
        this.limbs = new Limb[graph.nodes().size()];
    }

    /** The merge tree of a graph whose values are in these levels. */
    public static MergeTree of(WholeGraph graph, Levels levels) {
        MergeSweep sweep = new MergeSweep(graph, levels);
        List<List<RegionNode>> nodes = new ArrayList<>();
        List<List<RegionEdge>> edges = new ArrayList<>();
        for (int g = 0; g < levels.groups(); g++) {
            nodes.add(new ArrayList<>());
            edges.add(new ArrayList<>());
        }
        graph.nodes().forEach(n -> nodes.get(levels.of(n.value()).group()).add(n));
        graph.edges().forEach(e -> edges.get(levels.of(e.value()).group()).add(e));
        for (int g = 0; g < levels.groups(); g++) {
            sweep.add(g, nodes.get(g), edges.get(g));
        }
        return sweep.tree();
    }

    private void add(int group, List<RegionNode> nodes, List<RegionEdge> edges) {
        changes = new TreeMap<>();
        for (RegionNode node : nodes) {
            change(node.index()).born.add(node);
        }
        edges.forEach(this::add);
        Map<Integer, Change> done = changes;
        done.forEach((root, change) -> finish(group, root, change));
    }

    private Change change(int root) {
        return changes.computeIfAbsent(root, r -> {
            Change change = new Change();
            if (limbs[r] != null) {
                change.limbs.add(limbs[r]);
            }
            return change;
        });
    }

    private void add(RegionEdge edge) {
        int a = components.root(edge.from().index());
        int b = components.root(edge.to().index());
        Change at = change(a);
        if (a != b) {
            Change other = change(b);
            changes.remove(b);
            if (!at.limbs.isEmpty() && !other.limbs.isEmpty()) {
                at.passes.add(edge);
            }
            at.born.addAll(other.born);
            at.limbs.addAll(other.limbs);
            at.passes.addAll(other.passes);
            at.folding = at.folding == null ? other.folding : at.folding;
        }
        components.join(edge);
        if (at.folding == null
                && at.limbs.size() == 1
                && !at.limbs.get(0).copies.equals(components.copies(a))) {
            at.folding = edge;
        }
    }

    private void finish(int group, int root, Change change) {
        Optional<BigInteger> copies = components.copies(root);
        if (change.limbs.isEmpty()) {
            limbs[root] = basin(group, change.born, copies);
        } else if (change.limbs.size() == 1) {
            limbs[root] = folded(group, change, copies);
        } else {
            limbs[root] = join(group, change, copies);
        }
        if (levels.group(group).size() > 1) {
            askAboutBirths(group, change);
        }
    }

    private Limb basin(int group, List<RegionNode> born, Optional<BigInteger> copies) {
        long distinct = born.stream().map(n -> levels.of(n.value())).distinct().count();
        Enclosure value = distinct == 1 ? levels.of(born.get(0).value()).enclosure() : levels.enclosure(group);
        Leaf leaf = new Leaf(value, List.copyOf(born), copies, group);
        leaves.add(leaf);
        return new Limb(new Branch(true, leaves.size() - 1), copies, group, List.of(leaf));
    }

    private Limb folded(int group, Change change, Optional<BigInteger> copies) {
        Limb limb = change.limbs.get(0);
        if (limb.copies.equals(copies)) {
            return limb;
        }
        BigInteger before = limb.copies.orElseThrow();
        mergers.add(new Merger(limb.branch, levels.enclosure(group), before, copies.orElseThrow(), change.folding));
        return new Limb(limb.branch, copies, limb.minimum, limb.lowest);
    }

    private Limb join(int group, Change change, Optional<BigInteger> copies) {
        boolean decided = levels.group(group).size() == 1 || change.limbs.size() == 2;
        change.limbs.sort(Comparator.comparingInt(Limb::minimum)
                .thenComparing(l -> l.lowest.get(0).regions.get(0).index()));
        Enclosure height = height(group, change.passes);
        List<Branch> branches = change.limbs.stream().map(Limb::branch).toList();
        joins.add(new Join(height, branches, List.copyOf(change.passes), copies, decided));
        int index = joins.size() - 1;
        if (!decided) {
            List<String> passes = change.passes.stream().map(MergeSweep::name).toList();
            open.add(new Open(height, passes, "in which order these passes join " + branches.size() + " branches"));
        }
        int minimum = change.limbs.stream().mapToInt(Limb::minimum).min().orElseThrow();
        List<Leaf> lowest = new ArrayList<>();
        for (Limb limb : change.limbs) {
            if (limb.minimum == minimum) {
                lowest.addAll(limb.lowest);
            } else {
                limb.lowest.forEach(leaf -> close(leaf, height, index));
            }
        }
        if (levels.group(minimum).size() > 1 && lowest.size() > 1) {
            for (Leaf leaf : lowest) {
                leaf.tie = leaf.tie == null ? height : leaf.tie;
            }
        }
        return new Limb(new Branch(false, index), copies, minimum, List.copyOf(lowest));
    }

    /** The height of a join of two is that of its pass, and encloses all of the group if the order in it is open. */
    private Enclosure height(int group, List<RegionEdge> passes) {
        return levels.group(group).size() == 1
                ? levels.of(passes.get(0).value()).enclosure()
                : levels.enclosure(group);
    }

    private void close(Leaf leaf, Enclosure height, int join) {
        leaf.barrier = Optional.of(leaf.tie == null ? height : Levels.hull(leaf.tie, height));
        leaf.join = join;
        if (leaf.tie != null) {
            open.add(new Open(
                    leaf.barrier.get(), names(leaf.regions), "which of two basins is lower, and with it this barrier"));
        }
    }

    private void askAboutBirths(int group, Change change) {
        List<RegionNode> doubtful =
                change.born.stream().filter(n -> group == 0 || !isNoBasin(n)).toList();
        long values =
                doubtful.stream().map(n -> levels.of(n.value())).distinct().count();
        if (change.limbs.isEmpty() ? values > 1 : values > 0) {
            open.add(new Open(
                    levels.enclosure(group), names(doubtful), "whether these regions are basins of their own"));
        }
    }

    /** Whether no basin other than a global one can begin at this region: theorem T7b. */
    private boolean isNoBasin(RegionNode node) {
        if (graph.width() > node.value().program().objective().size()) {
            return true;
        }
        Optional<ProvedOptimum> p = node.value().outcome().proved();
        return p.isPresent()
                && (p.get().faces().size() < graph.width() || p.get().isLocallyMinimal() == Truth.NO);
    }

    private static List<String> names(List<RegionNode> nodes) {
        return nodes.stream().map(RegionNode::toString).toList();
    }

    private static String name(RegionEdge edge) {
        return edge.from() + " -- " + edge.to();
    }

    private MergeTree tree() {
        List<Leaf> last = leaves.stream().filter(leaf -> leaf.join < 0).toList();
        boolean decided = last.size() == 1 || levels.group(last.get(0).group).size() == 1;
        if (!decided) {
            List<String> subjects =
                    last.stream().map(leaf -> leaf.regions.get(0).toString()).toList();
            open.add(new Open(levels.enclosure(last.get(0).group), subjects, "which of these basins are global"));
        }
        List<Basin> basins = new ArrayList<>();
        for (Leaf leaf : leaves) {
            Truth global = leaf.join >= 0 ? Truth.NO : decided ? Truth.YES : Truth.OPEN;
            basins.add(new Basin(leaf.value, leaf.regions, leaf.copies, global, leaf.barrier, leaf.join));
        }
        return new MergeTree(basins, joins, mergers, open);
    }
}
