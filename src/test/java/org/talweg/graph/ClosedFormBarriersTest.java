package org.talweg.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.exact.Truth;
import org.talweg.graph.MergeTree.Basin;

/** The barriers of proofs-notes, section T7d: one input, and orthonormal rows. */
class ClosedFormBarriersTest {

    @Test
    void oneInput() {
        Random random = Seeded.random(41);
        for (int t = 0; t < 40; t++) {
            Instance instance = t % 3 == 0
                    ? Instance.degenerate(random, 1 + random.nextInt(4), 1, "1/10")
                    : Instance.gaussian(random, 1 + random.nextInt(5), 1, "1/10");
            double[] gains = new double[2];
            for (int side = 0; side < 2; side++) {
                double p = 0;
                double q = 0;
                for (int k = 0; k < instance.data().size(); k++) {
                    double x = instance.data().inputs().get(k, 0).doubleValue() * (1 - 2 * side);
                    double y = instance.data().labels().get(k).doubleValue();
                    p += Math.max(x, 0) * y;
                    q += Math.max(x, 0) * Math.max(x, 0);
                }
                double excess = Math.max(0, Math.abs(p) - instance.data().size() / 10.0);
                gains[side] =
                        q == 0 ? 0 : excess * excess / (q * instance.data().size());
            }
            Arrays.sort(gains);
            check(instance, gains[1], gains[0]);
        }
    }

    /** The columns of a rational rotation are orthonormal rows; so are rows of signed unit vectors. */
    @Test
    void orthonormalRows() {
        List<Instance> instances = List.of(
                Instance.of("1/20", "3/5,4/5,3", "-4/5,3/5,-2"),
                Instance.of("1/20", "3/5,4/5,2", "-4/5,3/5,3"),
                Instance.of("1/10", "2/3,2/3,1/3,3", "1/3,-2/3,2/3,-1", "2/3,-1/3,-2/3,2"),
                Instance.of("1/10", "1,0,0,-2", "0,-1,0,-1", "0,0,1,2"),
                Instance.of("1/10", "1,0,0,-2", "0,1,0,0", "0,0,1,3"),
                Instance.of("1/4", "1,0,0,-1/2", "0,1,0,0", "0,0,1,3"));
        for (Instance instance : instances) {
            double[] norms = new double[2];
            int n = instance.data().size();
            for (int k = 0; k < n; k++) {
                double y = instance.data().labels().get(k).doubleValue();
                norms[y > 0 ? 0 : 1] += y * y;
            }
            double mu = n * instance.lambda().doubleValue();
            double[] gains = new double[2];
            for (int s = 0; s < 2; s++) {
                double excess = Math.max(0, Math.sqrt(norms[s]) - mu);
                gains[s] = excess * excess / n;
            }
            Arrays.sort(gains);
            check(instance, gains[1], gains[0]);
        }
    }

    /** Both have the form: two gains over the zero network, each by one neuron, and every pass between them through zero. */
    private static void check(Instance instance, double larger, double smaller) {
        double zero = instance.data().labels().squaredNorm().doubleValue()
                / instance.data().size();
        MergeTree one = Landscape.of(instance, 1).tree();
        assertThat(one.open()).as("%s", instance).isEmpty();
        assertThat(one.basins()).hasSize(smaller > 0 ? 2 : 1);
        assertThat(Landscape.middle(one.basins().get(0).value())).isCloseTo(zero - larger, within(1e-9));
        if (smaller > 0) {
            Basin second = one.basins().get(1);
            assertThat(Landscape.middle(second.value())).isCloseTo(zero - smaller, within(1e-9));
            assertThat(Landscape.middle(one.joins().get(0).height())).isCloseTo(zero, within(1e-9));
            if (larger - smaller > 1e-9) {
                assertThat(Landscape.middle(second.barrier().orElseThrow())).isCloseTo(zero, within(1e-9));
                assertThat(Landscape.middle(second.persistence().orElseThrow())).isCloseTo(smaller, within(1e-9));
            } else {
                assertThat(second.global()).isEqualTo(Truth.YES);
            }
        }
        MergeTree two = Landscape.of(instance, 2).tree();
        assertThat(two.basins()).hasSize(1);
        assertThat(Landscape.middle(two.basins().get(0).value())).isCloseTo(zero - larger - smaller, within(1e-9));
        assertThat(two.globalComponents()).contains(smaller > 0 ? BigInteger.TWO : BigInteger.ONE);
        assertThat(two.mergers()).hasSize(smaller > 0 ? 1 : 0);
        if (smaller > 0) {
            assertThat(Landscape.middle(two.mergers().get(0).height())).isCloseTo(zero - larger, within(1e-9));
        }
        assertThat(Landscape.of(instance, 3).tree().globalComponents()).contains(BigInteger.ONE);
    }

    /** Two minima of exactly equal value that no precision separates: a symmetry of the data proves the tie. */
    @Test
    void tiesBySymmetry() {
        Instance instance = Instance.of("1/10", "1,1", "-1,1");
        MergeTree tree = Landscape.of(instance, 1).tree();
        assertThat(tree.isDecided()).isTrue();
        assertThat(tree.basins()).hasSize(2).allMatch(b -> b.global() == Truth.YES);
        assertThat(tree.globalComponents()).contains(BigInteger.TWO);
        assertThat(tree.basins()).allMatch(b -> b.barrier().isEmpty());
        assertThat(Landscape.middle(tree.joins().get(0).height())).isCloseTo(1, within(1e-12));
    }
}
