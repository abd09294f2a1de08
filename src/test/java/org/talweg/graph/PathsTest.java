package org.talweg.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.AsSubgraph;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.graph.MergeTree.Basin;
import org.talweg.graph.MergeTree.Join;
import org.talweg.graph.MergeTree.Merger;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedFace;
import org.talweg.oracle.BruteForceMinimality;
import org.talweg.oracle.BruteForceMinimality.Network;
import org.talweg.proof.ProvedOptimum;
import org.talweg.proof.ProvedValue;

/**
 * Proved barriers against paths in parameter space, where only the loss itself is evaluated: no path found is lower, and one is
 * at most 1e-3 higher.
 */
class PathsTest {

    /**
     * All networks of one neuron (two inputs) or two neurons (one input) on a dense grid. Grid neighbours lie in one closed
     * region, where the loss of balanced networks is convex in u: a path on the grid is as high as its highest point, so none can be
     * lower than the barrier.
     */
    @Test
    void denseGrids() {
        Random random = Seeded.random(81);
        int passes = 0;
        int exchanges = 0;
        for (int t = 0; t < 8; t++) {
            boolean plane = t % 2 == 0;
            Instance instance =
                    plane ? Instance.gaussian(random, 4, 2, "1/20") : Instance.gaussian(random, 4, 1, "1/100");
            int width = plane ? 1 : 1 + t / 2 % 2;
            Landscape landscape = Landscape.of(instance, width);
            NetworkGrid grid = new NetworkGrid(instance, loss(instance), width, plane ? 24 : 1, width == 1 ? 300 : 150);
            for (Join join : landscape.tree().joins()) {
                RegionEdge pass = join.passes().get(0);
                double found = grid.lowestPass(balanced(landscape, pass.from()), balanced(landscape, pass.to()));
                double height = Landscape.middle(join.height());
                assertThat(found).isBetween(height - 1e-9, height + 1e-3);
                passes++;
            }
            for (Merger merger : landscape.tree().mergers()) {
                Network one = balanced(
                        landscape, landscape.tree().basins().get(0).regions().get(0));
                Network other =
                        new Network(new double[] {one.a()[1], one.a()[0]}, new double[][] {one.w()[1], one.w()[0]});
                double height = Landscape.middle(merger.height());
                assertThat(grid.lowestPass(one, other)).isBetween(height - 1e-9, height + 1e-3);
                exchanges++;
            }
        }
        assertThat(passes).isGreaterThan(3);
        assertThat(exchanges).isPositive();
    }

    private static BruteForceMinimality loss(Instance instance) {
        return new BruteForceMinimality(
                instance.oracle().rows(),
                instance.oracle().labels(),
                instance.lambda().doubleValue());
    }

    /** A network of the region that attains its value. */
    private static Network balanced(Landscape landscape, RegionNode node) {
        return toNetwork(
                neurons(node.region().neurons(), node.value()),
                landscape.walk().objective().dimension());
    }

    /** u of each neuron, with the sign in front. */
    private record Signed(int sign, double[] u) {}

    /** Each ray on some neuron whose closed cell holds it. */
    private static List<Signed> neurons(List<SignedCell> cells, ProvedValue value) {
        ProvedOptimum p = value.outcome().proved().orElseThrow();
        Signed[] neurons = new Signed[cells.size()];
        for (int i = 0; i < p.faces().size(); i++) {
            SignedFace face = p.faces().get(i);
            int host = -1;
            for (int j = 0; j < cells.size(); j++) {
                if (host < 0 && neurons[j] == null && face.isInClosureOf(cells.get(j))) {
                    host = j;
                }
            }
            assertThat(host).as("%s in %s", face, cells).isNotNegative();
            neurons[host] = new Signed(face.sign(), p.center(i).toDoubles());
        }
        return Arrays.asList(neurons);
    }

    private static Network toNetwork(List<Signed> neurons, int dimension) {
        double[] a = new double[neurons.size()];
        double[][] w = new double[neurons.size()][dimension];
        for (int j = 0; j < a.length; j++) {
            if (neurons.get(j) != null) {
                double mass = 0;
                for (double e : neurons.get(j).u()) {
                    mass += e * e;
                }
                double root = Math.pow(mass, 0.25);
                a[j] = neurons.get(j).sign() * root;
                for (int i = 0; i < dimension && root > 0; i++) {
                    w[j][i] = neurons.get(j).u()[i] / root;
                }
            }
        }
        return new Network(a, w);
    }

    /**
     * The path that the graph promises, from the basin to something lower, walked in parameter space: within each closed region
     * straight in u from where it enters to where it leaves. Random chains of images relaxed between the same ends never end lower.
     */
    @Test
    void pathsOfTheTreeAndRelaxedChains() {
        Random random = Seeded.random(82);
        int barriers = 0;
        for (int t = 0; t < 8; t++) {
            Instance instance = Instance.gaussian(random, 4, t % 2 == 0 ? 2 : 3, "1/60");
            Landscape landscape = Landscape.of(instance, t % 2 == 0 ? 1 + t / 2 % 3 : 1 + t / 2 % 2);
            BruteForceMinimality loss = loss(instance);
            for (Basin basin : landscape.tree().basins()) {
                if (basin.barrier().isPresent()) {
                    double barrier = Landscape.middle(basin.barrier().get());
                    List<Network> path = path(landscape, basin, barrier);
                    double top = path.stream().mapToDouble(loss::loss).max().orElseThrow();
                    assertThat(top).isBetween(barrier - 1e-9, barrier + 1e-9);
                    assertThat(loss.loss(path.get(path.size() - 1))).isLessThan(Landscape.middle(basin.value()) - 1e-9);
                    double chain = relaxed(loss, path.get(0), path.get(path.size() - 1), random);
                    assertThat(chain).isGreaterThan(barrier - 1e-5);
                    barriers++;
                }
            }
        }
        assertThat(barriers).isGreaterThan(10);
    }

    private static List<Network> path(Landscape landscape, Basin basin, double barrier) {
        AsSubgraph<RegionNode, RegionEdge> below = new AsSubgraph<>(
                landscape.graph().graph(),
                null,
                landscape.graph().edges().stream()
                        .filter(e -> landscape.value(e) <= barrier)
                        .collect(java.util.stream.Collectors.toSet()));
        RegionNode start = basin.regions().get(0);
        RegionNode end = landscape.graph().nodes().stream()
                .filter(n -> landscape.value(n) < Landscape.middle(basin.value()) - 1e-9)
                .filter(n -> BFSShortestPath.findPathBetween(below, start, n) != null)
                .findFirst()
                .orElseThrow();
        List<Network> path = new ArrayList<>();
        int d = landscape.walk().objective().dimension();
        List<SignedCell> cells = new ArrayList<>(start.region().neurons());
        List<Signed> at = neurons(cells, start.value());
        RegionNode node = start;
        for (RegionEdge edge :
                BFSShortestPath.findPathBetween(below, start, end).getEdgeList()) {
            boolean forward = edge.from() == node;
            SignedCell left = forward ? edge.move().left() : edge.move().entered();
            SignedCell entered = forward ? edge.move().entered() : edge.move().left();
            int j = cells.indexOf(left);
            List<SignedCell> shared = new ArrayList<>(cells);
            shared.set(j, common(left, entered));
            List<Signed> next = neurons(shared, edge.value());
            straight(at, next, d, path);
            at = next;
            cells.set(j, entered);
            node = forward ? edge.to() : edge.from();
        }
        straight(at, neurons(cells, node.value()), d, path);
        return path;
    }

    /** The facet, or for opposite signs a cell that holds no ray. */
    private static SignedCell common(SignedCell a, SignedCell b) {
        int[] signs = new int[a.cell().size()];
        for (int k = 0; k < signs.length; k++) {
            signs[k] = a.sign() == b.sign() && a.cell().sign(k) == b.cell().sign(k)
                    ? a.cell().sign(k)
                    : 0;
        }
        return new SignedCell(a.sign(), org.talweg.arrangement.SignVector.of(signs));
    }

    private static void straight(List<Signed> from, List<Signed> to, int d, List<Network> path) {
        int steps = 100;
        for (int i = 0; i <= steps; i++) {
            double s = i / (double) steps;
            List<Signed> point = new ArrayList<>();
            for (int j = 0; j < from.size(); j++) {
                Signed a = from.get(j);
                Signed b = to.get(j);
                double[] u = new double[d];
                for (int k = 0; k < d; k++) {
                    u[k] = (a == null ? 0 : (1 - s) * a.u()[k]) + (b == null ? 0 : s * b.u()[k]);
                }
                point.add(new Signed(a != null ? a.sign() : b != null ? b.sign() : 1, u));
            }
            path.add(toNetwork(point, d));
        }
    }

    /** A nudged elastic band: images between fixed ends descend across the chain and are kept apart along it. */
    private static double relaxed(BruteForceMinimality loss, Network from, Network to, Random random) {
        int images = 24;
        double[] a = flat(from);
        double[] b = flat(to);
        double[][] chain = new double[images][];
        double[] bend = random.doubles(a.length, -0.5, 0.5).toArray();
        for (int i = 0; i < images; i++) {
            double s = i / (images - 1.0);
            chain[i] = new double[a.length];
            for (int k = 0; k < a.length; k++) {
                chain[i][k] = (1 - s) * a[k] + s * b[k] + 4 * s * (1 - s) * bend[k];
            }
        }
        int d = from.w()[0].length;
        for (int round = 0; round < 300; round++) {
            for (int i = 1; i + 1 < images; i++) {
                double[] tangent = minus(chain[i + 1], chain[i - 1]);
                double length = norm(tangent) + 1e-300;
                double[] gradient = gradient(loss, chain[i], d);
                double along = 0;
                for (int k = 0; k < a.length; k++) {
                    along += gradient[k] * tangent[k] / length;
                }
                double spring = norm(minus(chain[i + 1], chain[i])) - norm(minus(chain[i], chain[i - 1]));
                for (int k = 0; k < a.length; k++) {
                    double t = tangent[k] / length;
                    chain[i][k] += -0.02 * (gradient[k] - along * t) + 0.2 * spring * t;
                }
            }
        }
        double top = 0;
        for (int i = 0; i + 1 < images; i++) {
            for (int step = 0; step <= 200; step++) {
                double[] point = chain[i].clone();
                for (int k = 0; k < point.length; k++) {
                    point[k] += step / 200.0 * (chain[i + 1][k] - chain[i][k]);
                }
                top = Math.max(top, loss.loss(network(point, d)));
            }
        }
        return top;
    }

    private static double[] gradient(BruteForceMinimality loss, double[] point, int d) {
        double[] gradient = new double[point.length];
        for (int k = 0; k < point.length; k++) {
            double[] up = point.clone();
            double[] down = point.clone();
            up[k] += 1e-6;
            down[k] -= 1e-6;
            gradient[k] = (loss.loss(network(up, d)) - loss.loss(network(down, d))) / 2e-6;
        }
        return gradient;
    }

    private static double[] flat(Network network) {
        int d = network.w()[0].length;
        double[] flat = new double[network.a().length * (d + 1)];
        for (int j = 0; j < network.a().length; j++) {
            flat[j * (d + 1)] = network.a()[j];
            System.arraycopy(network.w()[j], 0, flat, j * (d + 1) + 1, d);
        }
        return flat;
    }

    private static Network network(double[] flat, int d) {
        int m = flat.length / (d + 1);
        double[] a = new double[m];
        double[][] w = new double[m][];
        for (int j = 0; j < m; j++) {
            a[j] = flat[j * (d + 1)];
            w[j] = Arrays.copyOfRange(flat, j * (d + 1) + 1, (j + 1) * (d + 1));
        }
        return new Network(a, w);
    }

    private static double[] minus(double[] a, double[] b) {
        double[] c = a.clone();
        for (int k = 0; k < c.length; k++) {
            c[k] -= b[k];
        }
        return c;
    }

    private static double norm(double[] a) {
        double sum = 0;
        for (double e : a) {
            sum += e * e;
        }
        return Math.sqrt(sum);
    }
}
