package org.talweg.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;
import org.talweg.oracle.OracleCell;
import org.talweg.oracle.ReferenceConvexProgram;

class RegionGraphTest {

    /** All ordered regions and all ordered neighbours, by brute force over lists of cells that differ on one hyperplane. */
    @Test
    void edgesAreThoseOfTheLabelledGraphUpToOrder() {
        Random random = Seeded.random(11);
        for (int t = 0; t < 6; t++) {
            Instance instance =
                    t % 2 == 0 ? Instance.gaussian(random, 3, 2, "1/20") : Instance.degenerate(random, 3, 2, "1/20");
            Landscape landscape = Landscape.of(instance, 2);
            List<SignedCell> cells =
                    instance.oracleCells().stream().map(Instance::cell).toList();
            Set<String> expected = new HashSet<>();
            for (SignedCell a : cells) {
                for (SignedCell other : cells) {
                    for (SignedCell b : cells) {
                        if (areAdjacent(a, b, cells)) {
                            expected.add(name(a, other) + "|" + name(b, other));
                        }
                    }
                }
            }
            Set<String> found = new HashSet<>();
            for (RegionEdge e : landscape.graph().edges()) {
                found.add(e.from() + "|" + e.to());
                found.add(e.to() + "|" + e.from());
            }
            assertThat(found).isEqualTo(expected);
            assertThat(landscape.graph().edges()).hasSize(found.size() / 2);
        }
    }

    private static String name(SignedCell a, SignedCell b) {
        return RegionGraph.sorted(new Region(List.of(a, b))).toString();
    }

    /** Equal but for the sign, or of one sign with no third cell between them on the hyperplanes where they differ. */
    private static boolean areAdjacent(SignedCell a, SignedCell b, List<SignedCell> cells) {
        if (a.sign() != b.sign()) {
            return a.cell().equals(b.cell());
        }
        return !a.equals(b)
                && cells.stream()
                        .noneMatch(c -> c.sign() == a.sign() && !c.equals(a) && !c.equals(b) && isBetween(a, c, b));
    }

    private static boolean isBetween(SignedCell a, SignedCell c, SignedCell b) {
        for (int k = 0; k < a.cell().size(); k++) {
            if (a.cell().sign(k) == b.cell().sign(k)
                    && c.cell().sign(k) != a.cell().sign(k)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void orbitsAddUpToAllRegions() {
        for (int width = 1; width <= 4; width++) {
            Landscape landscape = Landscape.of(Instance.of("1/20", "1,2,1", "3,-1,-2"), width);
            BigInteger sum =
                    landscape.graph().nodes().stream().map(RegionNode::orbit).reduce(BigInteger.ZERO, BigInteger::add);
            assertThat(sum).isEqualTo(BigInteger.valueOf(8).pow(width));
            assertThat(landscape.graph().nodes())
                    .hasSize(WholeGraph.size(8, width).intValueExact());
        }
    }

    /** In two dimensions a facet is a ray; the value is a convex function of the mass on it, minimised by section. */
    @Test
    void valuesAgreeWithTheOracle() {
        Random random = Seeded.random(12);
        for (int t = 0; t < 8; t++) {
            Instance instance =
                    t % 2 == 0 ? Instance.gaussian(random, 3, 2, "1/20") : Instance.degenerate(random, 4, 2, "1/20");
            Landscape landscape = Landscape.of(instance, 2);
            ReferenceConvexProgram oracle = instance.oracle();
            for (int i = 0; i < 12; i++) {
                RegionNode node = landscape
                        .graph()
                        .nodes()
                        .get(random.nextInt(landscape.graph().nodes().size()));
                assertThat(landscape.value(node))
                        .isCloseTo(
                                oracle.solve(oracleCells(node.region().neurons()))
                                        .value(),
                                within(1e-9));
                RegionEdge edge = landscape
                        .graph()
                        .edges()
                        .get(random.nextInt(landscape.graph().edges().size()));
                assertThat(landscape.value(edge)).isCloseTo(passValue(instance, edge.move()), within(1e-7));
            }
        }
    }

    private static List<OracleCell> oracleCells(List<SignedCell> cells) {
        return cells.stream().distinct().map(RegionGraphTest::oracleCell).toList();
    }

    private static OracleCell oracleCell(SignedCell c) {
        int[] pattern = new int[c.cell().size()];
        for (int k = 0; k < pattern.length; k++) {
            pattern[k] = c.cell().sign(k);
        }
        return new OracleCell(c.sign(), pattern);
    }

    /** The least loss with one neuron on the common border, by shifting the labels by its outputs. */
    static double passValue(Instance instance, Move move) {
        List<SignedCell> others = new ArrayList<>(move.from().neurons());
        others.remove(move.left());
        double[] ray = move.kind() == Move.Kind.SIGN ? null : commonRay(instance, move);
        if (ray == null) {
            return instance.oracle().solve(oracleCells(others)).value();
        }
        double low = 0;
        double high = 100;
        for (int step = 0; step < 100; step++) {
            double a = low + (high - low) / 3;
            double b = high - (high - low) / 3;
            if (shifted(instance, others, move.left().sign(), ray, a)
                    < shifted(instance, others, move.left().sign(), ray, b)) {
                high = b;
            } else {
                low = a;
            }
        }
        return shifted(instance, others, move.left().sign(), ray, low);
    }

    private static double shifted(Instance instance, List<SignedCell> others, int sign, double[] ray, double mass) {
        ReferenceConvexProgram oracle = instance.oracle();
        double[] y = oracle.labels().clone();
        for (int k = 0; k < y.length; k++) {
            double output = oracle.rows()[k][0] * ray[0] + oracle.rows()[k][1] * ray[1];
            y[k] -= sign * mass * Math.max(0, output);
        }
        double rest = new ReferenceConvexProgram(oracle.rows(), y, oracle.lambda())
                .solve(oracleCells(others))
                .value();
        return rest + 2 * oracle.lambda() * mass;
    }

    /** The unit vector on the border of both cells, or null if that is zero or both rays of a line. */
    private static double[] commonRay(Instance instance, Move move) {
        double[][] x = instance.oracle().rows();
        double[] found = null;
        for (double[] row : x) {
            double length = Math.hypot(row[0], row[1]);
            for (int s = -1; s <= 1 && length > 0; s += 2) {
                double[] v = {-s * row[1] / length, s * row[0] / length};
                if (isInClosure(v, x, move.left()) && isInClosure(v, x, move.entered())) {
                    // In a half plane, both borders are one line: the facet holds both rays and so their lineality.
                    boolean other = found != null && v[0] * found[0] + v[1] * found[1] < 0;
                    if (other) {
                        return null;
                    }
                    found = v;
                }
            }
        }
        return found;
    }

    private static boolean isInClosure(double[] v, double[][] x, SignedCell c) {
        for (int k = 0; k < x.length; k++) {
            if (c.cell().sign(k) * (x[k][0] * v[0] + x[k][1] * v[1]) < -1e-12) {
                return false;
            }
        }
        return true;
    }

    @Test
    void passesAreNotBelowTheirEnds() {
        Random random = Seeded.random(13);
        Landscape landscape = Landscape.of(Instance.gaussian(random, 4, 2, "1/30"), 2);
        for (RegionEdge edge : landscape.graph().edges()) {
            int group = landscape.levels().of(edge.value()).group();
            assertThat(group)
                    .isGreaterThanOrEqualTo(
                            landscape.levels().of(edge.from().value()).group())
                    .isGreaterThanOrEqualTo(
                            landscape.levels().of(edge.to().value()).group());
        }
    }

    @Test
    void walkingGivesTheValuesOfTheWholeGraph() {
        Random random = Seeded.random(14);
        Instance instance = Instance.gaussian(random, 3, 2, "1/30");
        Landscape landscape = Landscape.of(instance, 2);
        RegionGraph fresh = Landscape.walk(instance);
        for (RegionEdge edge : landscape.graph().edges()) {
            Move move = fresh.moves(edge.from().region()).stream()
                    .filter(m -> m.to().equals(edge.to().region()))
                    .findFirst()
                    .orElseThrow();
            assertThat(fresh.value(move).enclosure()).isEqualTo(edge.value().enclosure());
        }
    }
}
