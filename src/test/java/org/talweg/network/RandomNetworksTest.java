package org.talweg.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.data.Dataset;
import org.talweg.data.Network;
import org.talweg.exact.Rational;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.network.NeuronEscape.Kind;
import org.talweg.oracle.BruteForceMinimality;
import org.talweg.proof.FaceCache;
import org.talweg.proof.FaceData;

/** Classification against a search for lower losses that knows nothing of the theory, on random exactly stationary networks. */
class RandomNetworksTest {

    private static BruteForceMinimality oracle(StationaryNetworks.Instance instance) {
        Dataset data = instance.data();
        double[][] x = IntStream.range(0, data.size())
                .mapToObj(k -> data.inputs().row(k).toDoubles())
                .toArray(double[][]::new);
        return new BruteForceMinimality(
                x, data.labels().toDoubles(), instance.lambda().doubleValue());
    }

    private static BruteForceMinimality.Network floating(Network net) {
        return new BruteForceMinimality.Network(
                net.a().toDoubles(),
                IntStream.range(0, net.width())
                        .mapToObj(j -> net.w().row(j).toDoubles())
                        .toArray(double[][]::new));
    }

    /** A descent of less than this slope may be below what the search calls a gain. */
    private static boolean isClear(Classification c) {
        return c.escapes().anyMatch(e -> e.squaredSlope().compareTo(Rational.parse("1e-6")) > 0);
    }

    @ParameterizedTest
    @CsvSource({"1,4,2,1,0", "2,5,2,1,0", "3,6,2,2,0", "4,5,3,1,0", "5,7,3,2,0", "6,5,2,1,1", "7,4,3,1,1", "8,7,2,3,0"})
    void agreesWithASearchForLowerLosses(long seed, int n, int d, int m, int zeros) {
        StationaryNetworks networks = new StationaryNetworks(seed);
        Map<Kind, Integer> seen = new EnumMap<>(Kind.class);
        int minima = 0;
        int compared = 0;
        for (int trial = 0; trial < 120; trial++) {
            Optional<StationaryNetworks.Instance> next = networks.next(n, d, m, zeros);
            if (next.isEmpty()) {
                continue;
            }
            StationaryNetworks.Instance instance = next.get();
            Classification c = NetworkClassifierTest.classify(instance.data(), instance.lambda(), instance.network());
            c.escapes().forEach(e -> seen.merge(e.kind(), 1, Integer::sum));
            if (c.localMinimum() == Truth.YES || isClear(c)) {
                compared++;
                assertThat(oracle(instance)
                                .descend(floating(instance.network()), trial)
                                .isEmpty())
                        .as("%s %s", instance, c)
                        .isEqualTo(c.localMinimum() == Truth.YES);
            }
            minima += c.localMinimum() == Truth.YES ? 1 : 0;
        }
        assertThat(compared).isGreaterThan(40);
        assertThat(minima).isPositive();
        assertThat(seen).doesNotContainKeys(Kind.UNBALANCED, Kind.GRADIENT);
        assertThat(seen).containsKey(zeros > 0 ? Kind.SWITCH_ON : Kind.KINK);
    }

    /** Two exact criteria of Clarke stationarity, where both apply. */
    @Test
    void theBoxAndTheHullOfTheLocalCellsAgree() {
        StationaryNetworks networks = new StationaryNetworks(99);
        int[] answers = new int[2];
        for (int trial = 0; trial < 400; trial++) {
            networks.next(6, 3, 1, 0).ifPresent(instance -> {
                Objective objective = new Objective(instance.data(), instance.lambda());
                NetworkPoint point = new NetworkPoint(objective, instance.network());
                FaceCache faces = new FaceCache(objective);
                FaceData face = faces.get(point.face(0));
                if (face.boundary().length > 0) {
                    boolean hull = LocalGradients.containZero(point, 0, face.boundary());
                    assertThat(NeuronCheck.of(point, faces, 0).clarke()).isEqualTo(hull ? Truth.YES : Truth.NO);
                    answers[hull ? 1 : 0]++;
                }
            });
        }
        assertThat(answers[0]).isGreaterThan(20);
        assertThat(answers[1]).isGreaterThan(20);
    }
}
