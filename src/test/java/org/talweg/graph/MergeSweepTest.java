package org.talweg.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Outcome;
import org.talweg.exact.Rational;
import org.talweg.exact.Truth;
import org.talweg.graph.MergeTree.Basin;
import org.talweg.graph.MergeTree.Branch;
import org.talweg.graph.MergeTree.Join;
import org.talweg.graph.MergeTree.Open;
import org.talweg.landscape.Region;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.SignedCell;
import org.talweg.proof.ProvedValue;

/** The sweep on made-up graphs, where ties and open orders can be had at will. */
class MergeSweepTest {

    private static final RegionGraph WALK = Landscape.walk(Instance.of("1/10", "1,1"));

    private final List<RegionNode> nodes = new ArrayList<>();
    private final List<RegionEdge> edges = new ArrayList<>();

    private int width = 1;

    /** A region in a made-up cell, and a value known to lie in an enclosure and no better. */
    private RegionNode node(String lower, String upper) {
        SignedCell name = name(nodes.size(), 10);
        List<SignedCell> neurons = new ArrayList<>(Collections.nCopies(width, name(1023, 10)));
        neurons.set(0, name);
        Region region = RegionGraph.sorted(new Region(neurons));
        RegionNode node = new RegionNode(nodes.size(), region, value(name, lower, upper));
        nodes.add(node);
        return node;
    }

    private void edge(RegionNode from, RegionNode to, String lower, String upper) {
        SignedCell name = name(edges.size(), 11);
        Move move = new Move(
                from.region(), to.region(), name(from.index(), 10), name(to.index(), 10), Move.Kind.FACET, null);
        edges.add(new RegionEdge(from, to, move, value(name, lower, upper)));
    }

    private static ProvedValue value(SignedCell name, String lower, String upper) {
        return new ProvedValue(
                new RegionProgram(WALK.objective(), List.of(name)),
                new Enclosure(Rational.parse(lower), Rational.parse(upper)),
                new Outcome.Undecided<>("made up"));
    }

    private static SignedCell name(int number, int length) {
        int[] signs = new int[length];
        for (int k = 0; k < length; k++) {
            signs[k] = (number >> k & 1) == 0 ? -1 : 1;
        }
        return new SignedCell(1, SignVector.of(signs));
    }

    private MergeTree tree() {
        List<ProvedValue> values = new ArrayList<>();
        nodes.forEach(n -> values.add(n.value()));
        edges.forEach(e -> values.add(e.value()));
        Levels levels = Levels.of(values, WALK.prover());
        return MergeSweep.of(new WholeGraph(width, nodes.size(), nodes, edges), levels);
    }

    @Test
    void equalHeightsMakeOneJoin() {
        RegionNode a = node("0", "0");
        RegionNode b = node("1", "1");
        RegionNode c = node("2", "2");
        edge(a, b, "5", "5");
        edge(b, c, "5", "5");
        MergeTree tree = tree();
        assertThat(tree.isDecided()).isTrue();
        assertThat(tree.joins()).hasSize(1);
        assertThat(tree.joins().get(0).branches())
                .containsExactly(new Branch(true, 0), new Branch(true, 1), new Branch(true, 2));
        assertThat(tree.joins().get(0).passes()).hasSize(2);
        assertThat(tree.basins().get(1).barrier()).contains(Enclosure.of(Rational.of(5)));
        assertThat(tree.basins().get(2).persistence()).contains(Enclosure.of(Rational.of(3)));
    }

    @Test
    void openHeightsOfThreeBranchesAreListed() {
        RegionNode a = node("0", "0");
        RegionNode b = node("1", "1");
        RegionNode c = node("2", "2");
        edge(a, b, "5", "6");
        edge(b, c, "11/2", "13/2");
        MergeTree tree = tree();
        assertThat(tree.joins()).hasSize(1);
        Join join = tree.joins().get(0);
        assertThat(join.decided()).isFalse();
        assertThat(join.height().contains(Rational.of(5))).isTrue();
        assertThat(join.height().contains(Rational.parse("13/2"))).isTrue();
        assertThat(tree.open()).hasSize(1);
        assertThat(tree.open().get(0).question()).startsWith("in which order");
        assertThat(tree.open().get(0).subjects()).hasSize(2);
    }

    /** Two passes at heights whose order is open, between the same two branches: the tree does not depend on it. */
    @Test
    void openHeightsOfTwoBranchesChangeNothing() {
        RegionNode a = node("0", "0");
        RegionNode b = node("1", "1");
        RegionNode bridge = node("2", "2");
        edge(a, b, "5", "6");
        edge(a, bridge, "3", "3");
        edge(bridge, b, "11/2", "13/2");
        MergeTree tree = tree();
        assertThat(tree.isDecided()).isTrue();
        assertThat(tree.joins()).hasSize(2).allMatch(Join::decided);
        assertThat(tree.basins().get(1).barrier().orElseThrow().lower()).isLessThanOrEqualTo(Rational.of(5));
    }

    @Test
    void openMinimaLeaveTheGlobalOneOpen() {
        RegionNode a = node("0", "2");
        RegionNode b = node("1", "3");
        edge(a, b, "5", "5");
        MergeTree tree = tree();
        assertThat(tree.basins()).hasSize(2).allMatch(x -> x.global() == Truth.OPEN);
        assertThat(tree.basins()).allMatch(x -> x.barrier().isEmpty());
        assertThat(tree.globalComponents()).isEmpty();
        assertThat(tree.open()).extracting(Open::question).containsExactly("which of these basins are global");
    }

    /** Two basins in open order that a third, lower one ends: the barrier of the higher of them is at one height or the other. */
    @Test
    void openMinimaBelowALowerOne() {
        RegionNode a = node("1", "3");
        RegionNode b = node("2", "4");
        RegionNode c = node("0", "0");
        edge(a, b, "5", "5");
        edge(b, c, "7", "7");
        MergeTree tree = tree();
        assertThat(tree.basins().get(0).global()).isEqualTo(Truth.YES);
        for (Basin basin : tree.basins().subList(1, 3)) {
            Enclosure barrier = basin.barrier().orElseThrow();
            assertThat(barrier.contains(Rational.of(5))).isTrue();
            assertThat(barrier.contains(Rational.of(7))).isTrue();
        }
        assertThat(tree.open()).hasSize(2);
    }

    /** A region born in a group of open order may be a basin of its own. */
    @Test
    void openBirths() {
        RegionNode a = node("0", "0");
        RegionNode b = node("4", "5");
        edge(a, b, "9/2", "6");
        MergeTree tree = tree();
        assertThat(tree.basins()).hasSize(1);
        assertThat(tree.open()).hasSize(1);
        assertThat(tree.open().get(0).subjects()).containsExactly(b.toString());
    }

    /** The same with more neurons than rows: theorem T7b leaves no basin but global ones. */
    @Test
    void openBirthsOfWideNetworks() {
        width = 2;
        RegionNode a = node("0", "0");
        RegionNode b = node("4", "5");
        edge(a, b, "9/2", "6");
        assertThat(tree().isDecided()).isTrue();
        nodes.clear();
        edges.clear();
        edge(node("0", "2"), node("1", "3"), "1", "4");
        assertThat(tree().open()).as("at the least value there may be several").hasSize(1);
    }

    @Test
    void randomHeightsWithTies() {
        Random random = Seeded.random(101);
        for (int t = 0; t < 200; t++) {
            nodes.clear();
            edges.clear();
            int[] value = random.ints(8, 0, 6).toArray();
            int[][] height = new int[8][8];
            for (int v : value) {
                node("" + v, "" + v);
            }
            for (int i = 0; i < 8; i++) {
                for (int j = i + 1; j < 8; j++) {
                    boolean joined = j == i + 1 || random.nextInt(4) == 0;
                    height[i][j] = joined ? Math.max(value[i], value[j]) + random.nextInt(3) : -1;
                    if (joined) {
                        edge(nodes.get(i), nodes.get(j), "" + height[i][j], "" + height[i][j]);
                    }
                }
            }
            checkRandom(tree(), value, height);
        }
    }

    private static void checkRandom(MergeTree tree, int[] value, int[][] height) {
        assertThat(tree.isDecided()).isTrue();
        for (int t = 0; t < 9; t++) {
            assertThat(alive(tree, t))
                    .isEqualTo(inspector(value, height, t).connectedSets().size());
        }
        for (Basin basin : tree.basins()) {
            int start = basin.regions().get(0).index();
            int barrier = -1;
            for (int t = 8; t >= 0; t--) {
                boolean lower = value[start] <= t
                        && inspector(value, height, t).connectedSetOf(start).stream()
                                .anyMatch(i -> value[i] < value[start]);
                barrier = lower ? t : barrier;
            }
            assertThat(basin.barrier()
                            .map(b -> b.lower().numerator().intValue())
                            .orElse(-1))
                    .isEqualTo(barrier);
            assertThat(basin.global()).isEqualTo(barrier < 0 ? Truth.YES : Truth.NO);
            if (barrier >= 0) {
                assertThat(tree.joins().get(basin.join()).height())
                        .isEqualTo(basin.barrier().orElseThrow());
            }
        }
    }

    private static ConnectivityInspector<Integer, DefaultEdge> inspector(int[] value, int[][] height, int t) {
        SimpleGraph<Integer, DefaultEdge> graph = new SimpleGraph<>(DefaultEdge.class);
        for (int i = 0; i < value.length; i++) {
            if (value[i] <= t) {
                graph.addVertex(i);
            }
        }
        for (int i = 0; i < value.length; i++) {
            for (int j = i + 1; j < value.length; j++) {
                if (height[i][j] >= 0 && height[i][j] <= t) {
                    graph.addEdge(i, j);
                }
            }
        }
        return new ConnectivityInspector<>(graph);
    }

    private static int alive(MergeTree tree, int t) {
        Rational height = Rational.of(t);
        List<Branch> alive = new ArrayList<>();
        for (int i = 0; i < tree.basins().size(); i++) {
            if (tree.basins().get(i).value().lower().compareTo(height) <= 0) {
                alive.add(new Branch(true, i));
            }
        }
        for (int i = 0; i < tree.joins().size(); i++) {
            if (tree.joins().get(i).height().lower().compareTo(height) <= 0) {
                alive.add(new Branch(false, i));
                alive.removeAll(tree.joins().get(i).branches());
            }
        }
        return alive.size();
    }
}
