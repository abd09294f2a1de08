package org.talweg.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;
import org.talweg.arrangement.SignVector;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;

/** Copies counted with permutations against components of the labelled graph, on graphs of nothing but names. */
class LabelledComponentsTest {

    /** Three neurons on a circle of six cells that turn by a third without meeting: a cyclic exchange, no single one. */
    @Test
    void cyclicExchange() {
        int[][] walk = {{1, 3, 5}, {2, 3, 5}, {2, 4, 5}, {2, 4, 6}, {3, 4, 6}, {3, 5, 6}};
        List<RegionNode> nodes = new ArrayList<>();
        for (int[] cells : walk) {
            nodes.add(node(nodes.size(), cells));
        }
        LabelledComponents components = new LabelledComponents(nodes, 3);
        for (int i = 0; i < 5; i++) {
            components.join(edge(nodes.get(i), nodes.get(i + 1)));
        }
        assertThat(components.copies(components.root(4))).contains(BigInteger.valueOf(6));
        components.join(edge(nodes.get(0), nodes.get(5)));
        assertThat(components.copies(components.root(4))).contains(BigInteger.TWO);
    }

    @Test
    void twoNeuronsInOneCellExchange() {
        List<RegionNode> nodes = List.of(node(0, 1, 2), node(1, 2, 2));
        LabelledComponents components = new LabelledComponents(nodes, 2);
        assertThat(components.copies(0)).contains(BigInteger.TWO);
        assertThat(components.copies(1)).contains(BigInteger.ONE);
        components.join(edge(nodes.get(0), nodes.get(1)));
        assertThat(components.copies(components.root(0))).contains(BigInteger.ONE);
    }

    @Test
    void randomGraphs() {
        Random random = Seeded.random(61);
        for (int t = 0; t < 200; t++) {
            int width = 2 + random.nextInt(3);
            int cells = 3 + random.nextInt(5);
            Map<Set<List<Integer>>, RegionNode> byOrders = new HashMap<>();
            List<RegionNode> nodes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int[] chosen = random.ints(width, 1, cells + 1).sorted().toArray();
                RegionNode node = node(nodes.size(), chosen);
                if (byOrders.putIfAbsent(orders(node), node) == null) {
                    nodes.add(node);
                }
            }
            LabelledComponents components = new LabelledComponents(nodes, width);
            SimpleGraph<List<Integer>, DefaultEdge> labelled = new SimpleGraph<>(DefaultEdge.class);
            nodes.forEach(n -> orders(n).forEach(labelled::addVertex));
            for (RegionNode a : nodes) {
                for (RegionNode b : nodes) {
                    if (a.index() < b.index() && differInOne(a, b) && random.nextInt(3) > 0) {
                        components.join(edge(a, b));
                        for (List<Integer> x : orders(a)) {
                            orders(b).stream().filter(y -> distance(x, y) == 1).forEach(y -> labelled.addEdge(x, y));
                        }
                    }
                }
            }
            int sum = 0;
            for (int i = 0; i < nodes.size(); i++) {
                sum += components.root(i) == i
                        ? components.copies(i).orElseThrow().intValueExact()
                        : 0;
            }
            assertThat(sum)
                    .isEqualTo(new ConnectivityInspector<>(labelled)
                            .connectedSets()
                            .size());
        }
    }

    private static Set<List<Integer>> orders(RegionNode node) {
        List<Integer> cells = node.region().neurons().stream()
                .map(c -> Integer.parseInt(c.cell().toString().replace('+', '1').replace('-', '0'), 2))
                .collect(Collectors.toList());
        Set<List<Integer>> orders = new HashSet<>();
        permute(cells, new ArrayList<>(), orders);
        return orders;
    }

    private static void permute(List<Integer> rest, List<Integer> chosen, Set<List<Integer>> orders) {
        if (rest.isEmpty()) {
            orders.add(List.copyOf(chosen));
        }
        for (int i = 0; i < rest.size(); i++) {
            List<Integer> others = new ArrayList<>(rest);
            List<Integer> next = new ArrayList<>(chosen);
            next.add(others.remove(i));
            permute(others, next, orders);
        }
    }

    private static int distance(List<Integer> x, List<Integer> y) {
        int differences = 0;
        for (int i = 0; i < x.size(); i++) {
            differences += x.get(i).equals(y.get(i)) ? 0 : 1;
        }
        return differences;
    }

    private static boolean differInOne(RegionNode a, RegionNode b) {
        List<SignedCell> rest = new ArrayList<>(b.region().neurons());
        a.region().neurons().forEach(rest::remove);
        return rest.size() == 1;
    }

    /** A name of three signs for a number from 0 to 7. */
    private static SignedCell cell(int number) {
        return new SignedCell(
                1, SignVector.of((number & 4) > 0 ? 1 : -1, (number & 2) > 0 ? 1 : -1, (number & 1) > 0 ? 1 : -1));
    }

    private static RegionNode node(int index, int... cells) {
        List<SignedCell> neurons = new ArrayList<>();
        for (int c : cells) {
            neurons.add(cell(c));
        }
        return new RegionNode(index, RegionGraph.sorted(new Region(neurons)), null);
    }

    private static RegionEdge edge(RegionNode from, RegionNode to) {
        List<SignedCell> left = new ArrayList<>(from.region().neurons());
        to.region().neurons().forEach(left::remove);
        List<SignedCell> entered = new ArrayList<>(to.region().neurons());
        from.region().neurons().forEach(entered::remove);
        Move move = new Move(from.region(), to.region(), left.get(0), entered.get(0), Move.Kind.FACET, null);
        return new RegionEdge(from, to, move, null);
    }
}
