package org.talweg.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.exact.Truth;
import org.talweg.graph.MergeTree.Basin;
import org.talweg.graph.MergeTree.Branch;
import org.talweg.graph.MergeTree.Join;
import org.talweg.graph.MergeTree.Merger;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;

/** The merge tree against components counted afresh at many heights, with and without the order of neurons. */
class MergeTreeTest {

    @Test
    void componentsAtEveryHeight() {
        Random random = Seeded.random(21);
        for (int t = 0; t < 12; t++) {
            int width = 1 + t % 3;
            Instance instance = t % 4 == 3
                    ? Instance.degenerate(random, 3, 2, "1/20")
                    : Instance.gaussian(random, width == 3 ? 2 : 3, 2, "1/50");
            check(instance, width);
        }
    }

    private static void check(Instance instance, int width) {
        Landscape landscape = Landscape.of(instance, width);
        assertThat(landscape.tree().isDecided()).as("%s", instance).isTrue();
        TreeSet<Double> heights = new TreeSet<>();
        for (int g = 0; g < landscape.levels().groups(); g++) {
            heights.add(Landscape.middle(landscape.levels().enclosure(g)));
        }
        Double previous = null;
        List<Double> between = new ArrayList<>();
        for (double height : heights) {
            if (previous != null && height - previous > 1e-9) {
                between.add((height + previous) / 2);
            }
            previous = height;
        }
        between.add(previous + 1);
        int step = Math.max(1, between.size() / 25);
        for (int i = 0; i < between.size(); i += step) {
            double t = between.get(i);
            assertThat(alive(landscape.tree(), t)).isEqualTo(components(landscape, t));
            assertThat(copies(landscape.tree(), t)).as("%s at %s", instance, t).isEqualTo(labelled(landscape, t));
        }
    }

    /** Components of regions up to order. */
    private static int components(Landscape landscape, double t) {
        SimpleGraph<RegionNode, DefaultEdge> graph = new SimpleGraph<>(DefaultEdge.class);
        landscape.graph().nodes().stream().filter(n -> landscape.value(n) <= t).forEach(graph::addVertex);
        landscape.graph().edges().stream()
                .filter(e -> landscape.value(e) <= t)
                .forEach(e -> graph.addEdge(e.from(), e.to()));
        return new ConnectivityInspector<>(graph).connectedSets().size();
    }

    /** Components of regions with their order, on a graph built from nothing but adjacent cells and the edge values. */
    private static BigInteger labelled(Landscape landscape, double t) {
        Map<String, Double> edgeValue = new HashMap<>();
        landscape.graph().edges().forEach(e -> {
            edgeValue.put(e.from() + "|" + e.to(), landscape.value(e));
            edgeValue.put(e.to() + "|" + e.from(), landscape.value(e));
        });
        Map<Region, Double> low = new HashMap<>();
        landscape.graph().nodes().stream()
                .filter(n -> landscape.value(n) <= t)
                .forEach(n -> low.put(n.region(), landscape.value(n)));
        SimpleGraph<Region, DefaultEdge> graph = new SimpleGraph<>(DefaultEdge.class);
        low.keySet().forEach(r -> orders(r.neurons(), new ArrayList<>(), graph));
        for (Region from : List.copyOf(graph.vertexSet())) {
            Region sorted = RegionGraph.sorted(from);
            for (Move move : landscape.walk().moves(sorted)) {
                if (low.containsKey(move.to()) && edgeValue.get(sorted + "|" + move.to()) <= t) {
                    for (int j = 0; j < from.width(); j++) {
                        if (from.neurons().get(j).equals(move.left())) {
                            graph.addEdge(from, from.with(j, move.entered()));
                        }
                    }
                }
            }
        }
        return BigInteger.valueOf(
                new ConnectivityInspector<>(graph).connectedSets().size());
    }

    private static void orders(List<SignedCell> rest, List<SignedCell> chosen, SimpleGraph<Region, DefaultEdge> graph) {
        if (rest.isEmpty()) {
            graph.addVertex(new Region(chosen));
        }
        for (int i = 0; i < rest.size(); i++) {
            List<SignedCell> others = new ArrayList<>(rest);
            List<SignedCell> next = new ArrayList<>(chosen);
            next.add(others.remove(i));
            orders(others, next, graph);
        }
    }

    /** Branches that exist at height t. */
    private static List<Branch> branches(MergeTree tree, double t) {
        List<Branch> found = new ArrayList<>();
        for (int i = 0; i < tree.basins().size(); i++) {
            if (Landscape.middle(tree.basins().get(i).value()) <= t) {
                found.add(new Branch(true, i));
            }
        }
        for (int i = 0; i < tree.joins().size(); i++) {
            if (Landscape.middle(tree.joins().get(i).height()) <= t) {
                found.add(new Branch(false, i));
                found.removeAll(tree.joins().get(i).branches());
            }
        }
        return found;
    }

    private static int alive(MergeTree tree, double t) {
        return branches(tree, t).size();
    }

    private static BigInteger copies(MergeTree tree, double t) {
        BigInteger sum = BigInteger.ZERO;
        for (Branch b : branches(tree, t)) {
            BigInteger copies = (b.isBasin()
                            ? tree.basins().get(b.index()).copies()
                            : tree.joins().get(b.index()).copies())
                    .orElseThrow();
            for (Merger m : tree.mergers()) {
                if (m.branch().equals(b) && Landscape.middle(m.height()) <= t) {
                    assertThat(m.before()).isEqualTo(copies);
                    copies = m.after();
                }
            }
            sum = sum.add(copies);
        }
        return sum;
    }

    @Test
    void barriersAreTheLeastHeightsWithSomethingLower() {
        Random random = Seeded.random(22);
        for (int t = 0; t < 6; t++) {
            Landscape landscape = Landscape.of(Instance.gaussian(random, 4, 2, "1/50"), 1 + t % 2);
            MergeTree tree = landscape.tree();
            for (Basin basin : tree.basins()) {
                double value = Landscape.middle(basin.value());
                assertThat(basin.global() == Truth.YES)
                        .isEqualTo(tree.basins().stream().noneMatch(b -> Landscape.middle(b.value()) < value - 1e-12));
                assertThat(basin.barrier().isEmpty()).isEqualTo(basin.global() == Truth.YES);
                basin.barrier().ifPresent(b -> {
                    assertThat(lowestFrom(landscape, basin, Landscape.middle(b) - 1e-9))
                            .isEqualTo(value);
                    assertThat(lowestFrom(landscape, basin, Landscape.middle(b) + 1e-9))
                            .isLessThan(value);
                    assertThat(basin.persistence().orElseThrow().lower().signum())
                            .isPositive();
                });
            }
            for (Join join : tree.joins()) {
                assertThat(join.passes()).hasSize(join.branches().size() - 1);
                join.passes().forEach(p -> assertThat(landscape.value(p)).isEqualTo(Landscape.middle(join.height())));
            }
        }
    }

    /** The least value in the component of the basin below t. */
    private static double lowestFrom(Landscape landscape, Basin basin, double t) {
        SimpleGraph<RegionNode, DefaultEdge> graph = new SimpleGraph<>(DefaultEdge.class);
        landscape.graph().nodes().forEach(graph::addVertex);
        landscape.graph().edges().stream()
                .filter(e -> landscape.value(e) <= t)
                .forEach(e -> graph.addEdge(e.from(), e.to()));
        return new ConnectivityInspector<>(graph)
                .connectedSetOf(basin.regions().get(0)).stream()
                        .mapToDouble(landscape::value)
                        .min()
                        .orElseThrow();
    }
}
