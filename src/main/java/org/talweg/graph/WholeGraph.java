package org.talweg.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jgrapht.Graph;
import org.jgrapht.graph.SimpleGraph;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;

/**
 * The region graph of one width, built: every region up to the order of its neurons, every edge, all values proved. With N
 * signed cells there are {@code C(N + m - 1, m)} nodes.
 *
 * <p>Two multisets of cells that differ in one neuron determine which, so the graph is simple.
 */
public final class WholeGraph {

    private final int width;
    private final int signedCells;
    private final SimpleGraph<RegionNode, RegionEdge> graph;
    private final List<RegionNode> nodes;
    private final List<RegionEdge> edges;

    WholeGraph(int width, int signedCells, List<RegionNode> nodes, List<RegionEdge> edges) {
        this.width = width;
        this.signedCells = signedCells;
        this.nodes = List.copyOf(nodes);
        this.edges = List.copyOf(edges);
        this.graph = new SimpleGraph<>(RegionEdge.class);
        nodes.forEach(graph::addVertex);
        edges.forEach(e -> graph.addEdge(e.from(), e.to(), e));
    }

    /** {@code C(N + m - 1, m)}: the number of nodes. */
    public static BigInteger size(int signedCells, int width) {
        BigInteger size = BigInteger.ONE;
        for (int j = 1; j <= width; j++) {
            size = size.multiply(BigInteger.valueOf(signedCells + (long) j - 1)).divide(BigInteger.valueOf(j));
        }
        return size;
    }

    /**
     * Builds the graph and proves all values, on all cores.
     *
     * @param progress receives the number of values proved
     */
    public static WholeGraph of(RegionGraph walk, int width, LongConsumer progress) {
        TreeSet<SignedCell> all = new TreeSet<>();
        for (int i = 0; i < walk.cells().size(); i++) {
            all.add(new SignedCell(1, walk.cells().signs(i)));
            all.add(new SignedCell(-1, walk.cells().signs(i)));
        }
        List<Region> regions = new ArrayList<>();
        multisets(List.copyOf(all), 0, width, new ArrayList<>(), regions);
        AtomicLong done = new AtomicLong();
        regions.parallelStream().forEach(r -> {
            walk.value(r);
            progress.accept(done.incrementAndGet());
        });
        List<RegionNode> nodes = new ArrayList<>();
        Map<Region, RegionNode> index = new HashMap<>();
        for (Region r : regions) {
            RegionNode node = new RegionNode(nodes.size(), r, walk.value(r));
            nodes.add(node);
            index.put(r, node);
        }
        List<RegionEdge> edges = nodes.parallelStream()
                .flatMap(node -> walk.moves(node.region()).stream()
                        .filter(move -> index.get(move.to()).index() > node.index())
                        .map(move -> {
                            progress.accept(done.incrementAndGet());
                            return new RegionEdge(node, index.get(move.to()), move, walk.value(move));
                        }))
                .toList();
        return new WholeGraph(width, all.size(), nodes, edges);
    }

    private static void multisets(
            List<SignedCell> cells, int from, int rest, List<SignedCell> chosen, List<Region> found) {
        if (rest == 0) {
            found.add(new Region(chosen));
            return;
        }
        for (int i = from; i < cells.size(); i++) {
            chosen.add(cells.get(i));
            multisets(cells, i, rest - 1, chosen, found);
            chosen.remove(chosen.size() - 1);
        }
    }

    public int width() {
        return width;
    }

    /** N. */
    public int signedCells() {
        return signedCells;
    }

    /** All nodes, by index. */
    public List<RegionNode> nodes() {
        return nodes;
    }

    /** All edges, by their first node, then in the order of its {@link RegionGraph#moves}. */
    public List<RegionEdge> edges() {
        return edges;
    }

    /** The graph; shared, do not change. */
    public Graph<RegionNode, RegionEdge> graph() {
        return graph;
    }
}
