package org.talweg.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.census.Census;
import org.talweg.census.ClassWidths;
import org.talweg.census.MinimumClass;
import org.talweg.census.RaySet;
import org.talweg.census.Searched;
import org.talweg.exact.Truth;
import org.talweg.graph.MergeTree.Basin;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.ProvedOptimum;

/** Theorem T7b: the basins of width m that are not global are the local minima with m rays, each in m! copies. */
class BasinsAgreeWithCensusTest {

    @Test
    void strictLocalMinimaAreTheLeaves() {
        Random random = Seeded.random(31);
        int spurious = 0;
        for (int t = 0; t < 14; t++) {
            Instance instance = switch (t % 4) {
                case 0 -> Instance.gaussian(random, 3, 2, "1/40");
                case 1 -> Instance.gaussian(random, 4, 2, "1/100");
                case 2 -> Instance.degenerate(random, 4, 2, "1/40");
                default -> Instance.gaussian(random, 4, 1, "1/40");
            };
            Census census = Searched.census(instance);
            if (!census.isComplete() || census.global().isEmpty()) {
                continue;
            }
            int rays = census.global().get().faces().size();
            Optional<ValleyWidths> widths = Landscape.widths(instance);
            for (int m = 1; m <= 3; m++) {
                Landscape landscape = Landscape.of(instance, m);
                spurious += check(landscape, census, m, rays);
                checkWidths(landscape.tree(), widths, m);
            }
        }
        assertThat(spurious).as("basins that are not global").isGreaterThan(10);
    }

    private static int check(Landscape landscape, Census census, int m, int rays) {
        MergeTree tree = landscape.tree();
        assertThat(tree.open()).isEmpty();
        Set<List<SignedFace>> expected = census.spurious().stream()
                .map(RaySet::faces)
                .filter(faces -> faces.size() == m)
                .collect(Collectors.toSet());
        if (m >= rays) {
            List<Basin> global =
                    tree.basins().stream().filter(b -> b.global() == Truth.YES).toList();
            assertThat(global).hasSize(1);
            assertThat(faces(global.get(0)))
                    .isEqualTo(census.global().orElseThrow().faces());
            assertThat(global.get(0).copies()).contains(m > rays ? BigInteger.ONE : factorial(m));
        }
        List<Basin> others = tree.basins().stream()
                .filter(b -> m < rays || b.global() == Truth.NO)
                .toList();
        assertThat(others.stream().map(BasinsAgreeWithCensusTest::faces).toList())
                .containsExactlyInAnyOrderElementsOf(expected);
        for (Basin b : others) {
            assertThat(b.copies()).contains(factorial(m));
        }
        return (int) tree.basins().stream().filter(b -> b.global() == Truth.NO).count();
    }

    private static void checkWidths(MergeTree tree, Optional<ValleyWidths> widths, int m) {
        assertThat(widths).isPresent();
        boolean spurious = tree.basins().stream().anyMatch(b -> b.global() == Truth.NO);
        assertThat(widths.get().spurious().contains(m)).isEqualTo(spurious);
        assertThat(spurious).isIn(false, m < widths.get().valleyFreeFrom());
        boolean connected = tree.globalComponents().orElseThrow().equals(BigInteger.ONE);
        if (m >= widths.get().connectedFrom()) {
            assertThat(connected).isTrue();
        }
        if (m == widths.get().connectedFrom() - 1) {
            assertThat(connected).isFalse();
        }
    }

    /**
     * Theorem T16 on the graph: with more neurons than rays, a class above the convex optimum is connected to lower regions without
     * climbing; with a neuron for each ray of a vertex it is not, and it is a basin of the tree.
     */
    @Test
    void onlyVerticesWithANeuronForEachRayAreClosed() {
        Random random = Seeded.random(33);
        int plateaus = 0;
        int valleys = 0;
        for (int t = 0; t < 12; t++) {
            Instance instance = switch (t % 3) {
                case 0 -> Instance.gaussian(random, 3, 2, "1/40");
                case 1 -> Instance.degenerate(random, 4, 2, "1/40");
                default -> Instance.gaussian(random, 4, 2, "1/1000");
            };
            Searched searched = Searched.of(instance);
            if (!searched.minima().isComplete() || searched.convex().isEmpty()) {
                continue;
            }
            Map<MinimumClass, ClassWidths> widths =
                    ClassWidths.of(searched.minima(), searched.prover().global());
            for (int m = 1; m <= 3; m++) {
                Landscape landscape = Landscape.of(instance, m);
                for (MinimumClass c : searched.minima().classes()) {
                    if (c == searched.convex().get() || c.leastRays() > m) {
                        continue;
                    }
                    boolean valley = widths.get(c).valleys().contains(m);
                    assertThat(widths.get(c).isPlateauAt(m)).isEqualTo(!valley);
                    for (ProvedOptimum vertex : c.vertices()) {
                        if (vertex.faces().size() <= m) {
                            boolean closed = vertex.faces().size() == m;
                            assertThat(reachesLower(landscape, vertex))
                                    .as("%s: %s at width %s", instance, vertex.faces(), m)
                                    .isEqualTo(!closed);
                            assertThat(isBasin(landscape.tree(), vertex)).isEqualTo(closed);
                            valleys += closed ? 1 : 0;
                            plateaus += closed ? 0 : 1;
                        }
                    }
                }
            }
        }
        assertThat(valleys).as("strict minima").isGreaterThan(20);
        assertThat(plateaus).as("plateaus").isGreaterThan(20);
    }

    private static boolean isBasin(MergeTree tree, ProvedOptimum vertex) {
        return tree.basins().stream().anyMatch(b -> faces(b).equals(vertex.faces()));
    }

    /** True if regions and edges of at most the value of a vertex lead from a region that holds it to a lower one. */
    private static boolean reachesLower(Landscape landscape, ProvedOptimum vertex) {
        double level = vertex.approximateValue() + 1e-9;
        SimpleGraph<RegionNode, DefaultEdge> graph = new SimpleGraph<>(DefaultEdge.class);
        landscape.graph().nodes().stream()
                .filter(n -> landscape.value(n) <= level)
                .forEach(graph::addVertex);
        landscape.graph().edges().stream()
                .filter(e -> landscape.value(e) <= level)
                .forEach(e -> graph.addEdge(e.from(), e.to()));
        RegionNode host = landscape.graph().nodes().stream()
                .filter(n -> n.region().neurons().stream()
                                .allMatch(c -> vertex.faces().stream().anyMatch(f -> f.isInClosureOf(c)))
                        && vertex.faces().stream()
                                .allMatch(f -> n.region().neurons().stream().anyMatch(f::isInClosureOf)))
                .findFirst()
                .orElseThrow();
        assertThat(landscape.value(host)).isCloseTo(level, within(1e-8));
        return new ConnectivityInspector<>(graph)
                .connectedSetOf(host).stream().anyMatch(n -> landscape.value(n) < level - 2e-9);
    }

    private static List<SignedFace> faces(Basin basin) {
        return basin.minimum().outcome().proved().map(ProvedOptimum::faces).orElseThrow();
    }

    private static BigInteger factorial(int m) {
        return m < 2 ? BigInteger.ONE : factorial(m - 1).multiply(BigInteger.valueOf(m));
    }

    /**
     * Four rays, two opposite ones suffice, z_1 + z_3 = z_2 + z_4: two vertices of two rays each, with none in common. So the set of
     * global minima is connected only when there are neurons for all four, although one more than two connects all copies of each.
     */
    @Test
    void connectingTwoVerticesTakesNeuronsForBoth() {
        Instance square = Instance.of("1/100", "1,0,1", "0,1,1", "-1,0,1", "0,-1,1");
        assertThat(Landscape.of(square, 2).tree().globalComponents()).contains(BigInteger.valueOf(4));
        MergeTree three = Landscape.of(square, 3).tree();
        assertThat(three.basins()).hasSize(2).allMatch(b -> b.copies().equals(Optional.of(BigInteger.ONE)));
        MergeTree four = Landscape.of(square, 4).tree();
        assertThat(four.basins()).hasSize(1).allMatch(b -> b.copies().equals(Optional.of(BigInteger.ONE)));
        assertThat(ValleyWidths.connectedFrom(List.of(rays(0, 2), rays(1, 3)))).isEqualTo(4);
    }

    @Test
    void widthsThatConnectVertices() {
        assertThat(ValleyWidths.connectedFrom(List.of(rays()))).isEqualTo(1);
        assertThat(ValleyWidths.connectedFrom(List.of(rays(0)))).isEqualTo(1);
        assertThat(ValleyWidths.connectedFrom(List.of(rays(0), rays(1)))).isEqualTo(2);
        assertThat(ValleyWidths.connectedFrom(List.of(rays(0, 1)))).isEqualTo(3);
        assertThat(ValleyWidths.connectedFrom(List.of(rays(0, 1), rays(1, 2)))).isEqualTo(3);
        // Two far ends with a bridge between them, and without.
        assertThat(ValleyWidths.connectedFrom(List.of(rays(0, 1), rays(3, 4), rays(1, 3))))
                .isEqualTo(3);
        assertThat(ValleyWidths.connectedFrom(List.of(rays(0, 1), rays(3, 4), rays(0, 3, 5))))
                .isEqualTo(4);
        assertThat(ValleyWidths.connectedFrom(List.of(rays(0, 1, 2), rays(3, 4, 5), rays(3, 4, 6))))
                .isEqualTo(6);
    }

    private static BitSet rays(int... indices) {
        BitSet set = new BitSet();
        for (int i : indices) {
            set.set(i);
        }
        return set;
    }

    /** The corollary of T7b without a census: more neurons than rows leave no basin but the global one, in one copy. */
    @Test
    void wideNetworksHaveOneBasin() {
        Random random = Seeded.random(32);
        for (int t = 0; t < 6; t++) {
            Instance instance =
                    t % 2 == 0 ? Instance.gaussian(random, 2, 2, "1/40") : Instance.degenerate(random, 3, 2, "1/40");
            int enough = ValleyWidths.valleyFreeFromAtMost(instance.data().size());
            assertThat(Landscape.of(instance, enough).tree().basins()).allMatch(b -> b.global() != Truth.NO);
            if (t % 2 == 0) {
                MergeTree tree = Landscape.of(
                                instance,
                                ValleyWidths.connectedFromAtMost(instance.data().size()))
                        .tree();
                assertThat(tree.globalComponents()).contains(BigInteger.ONE);
                assertThat(tree.basins()).hasSize(1);
                assertThat(tree.mergers()).isEmpty();
            }
        }
    }
}
