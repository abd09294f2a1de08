package org.talweg.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.data.generator.OrthogonalData;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.numeric.DoubleVectors;
import org.talweg.oracle.CensusFiles;

class WidthVolumeTest {

    private static StarVolumes volumes(Searched searched) {
        List<SignedFace> faces = new ArrayList<>();
        searched.minima().classes().forEach(c -> faces.addAll(c.faces()));
        return StarVolumes.of(searched.instance().objective(), faces);
    }

    /** Random starts: each neuron of each in the cell its weights lie in, the region judged by the stars it uses. */
    @ParameterizedTest
    @CsvSource({"gaussian-3x3, 1", "gaussian-3x3, 2", "gaussian-3x3, 5", "gaussian-4x2, 2", "gaussian-4x2, 6"})
    void agreesWithRandomStarts(String name, int m) {
        Instance instance = Instance.of(CensusFiles.load(name));
        Searched searched = Searched.of(instance);
        Census census = searched.census();
        StarVolumes volumes = volumes(searched);
        assertThat(volumes.areProved()).isTrue();
        WidthVolume volume = WidthVolume.of(
                        searched.minima(), searched.convex(), searched.counts(m).orElseThrow(), volumes)
                .orElseThrow();
        Random random = Seeded.random(m);
        Map<String, Integer> index = new HashMap<>();
        for (int c = 0; c < census.cells().size(); c++) {
            index.put(census.cells().get(c).toString(), c);
        }
        int samples = 20_000;
        int global = 0;
        int spurious = 0;
        RaySet convex = census.global().orElseThrow();
        boolean wide = m >= convex.faces().size();
        List<SignedFace> bestFaces =
                searched.counts(m).orElseThrow().best().get(0).faces();
        RaySet best = census.raySets().stream()
                .filter(s -> s.faces().equals(bestFaces))
                .findFirst()
                .orElseThrow();
        List<RaySet> bad = census.spurious().stream().filter(s -> s != best).toList();
        for (int i = 0; i < samples; i++) {
            List<Integer> region = region(instance, index, random, m);
            global += isOptimum(best, region, !wide) ? 1 : 0;
            spurious += bad.stream().anyMatch(s -> isOptimum(s, region, true)) ? 1 : 0;
        }
        assertShare(global, samples, volume.global());
        assertShare(spurious, samples, volume.spurious());
    }

    /** In floating point: a point on a hyperplane has probability zero. */
    private static List<Integer> region(Instance instance, Map<String, Integer> index, Random random, int m) {
        List<Integer> region = new ArrayList<>();
        for (int j = 0; j < m; j++) {
            double[] w = new double[instance.data().dimension()];
            Arrays.setAll(w, i -> random.nextGaussian());
            StringBuilder cell = new StringBuilder(random.nextBoolean() ? "+:" : "-:");
            for (double[] x : instance.objective().approximateInputs()) {
                cell.append(DoubleVectors.dot(x, w) > 0 ? '+' : '-');
            }
            region.add(index.get(cell.toString()));
        }
        return region;
    }

    private static boolean isOptimum(RaySet set, List<Integer> region, boolean onRays) {
        return set.isOptimumOf(region.stream().mapToInt(c -> c).toArray())
                && (!onRays || region.stream().allMatch(c -> set.role(c) >= 0));
    }

    private static void assertShare(int hits, int samples, Enclosure volume) {
        double p = volume.middle().doubleValue();
        assertThat(volume.relativeWidth()).isLessThan(1e-15);
        assertThat((double) hits / samples).isCloseTo(p, within(5 * Math.sqrt(p / samples) + 1e-4));
    }

    /** All cells of orthonormal rows are equally likely: volumes are shares, whatever the rank. */
    @Test
    void orthonormalRowsHaveEqualCells() {
        OrthogonalData data = new OrthogonalData(5, 6, Optional.of(RationalVector.of(3, -2, 1, -1, 2)), 3, 4);
        Instance instance = Instance.of(data.generate(), "1/20");
        Objective objective = instance.objective();
        SignedCells all = SignedCells.all(objective, CellSet.of(objective.arrangement()));
        List<SignedFace> faces =
                List.of(new SignedFace(1, SignVector.parse("+0+0+")), new SignedFace(-1, SignVector.parse("0+0+0")));
        StarVolumes volumes = StarVolumes.of(objective, faces);
        long[] sizes = Stars.sizes(all, faces);
        assertThat(volumes.areProved()).isTrue();
        for (int i = 0; i < faces.size(); i++) {
            assertThat(volumes.of(faces.get(i))).isEqualTo(Enclosure.of(Rational.of(sizes[i], all.size())));
        }
    }

    /** x1 > x2 > x3 > x4 > 0 is one of the 384 chambers of the hyperoctahedral group. */
    @Test
    void rankFourIsBoundedByCounting() {
        Instance instance = Instance.of("1", "1,-1,0,0,1", "0,1,-1,0,1", "0,0,1,-1,1", "0,0,0,1,1");
        SignedFace chamber = new SignedFace(1, SignVector.parse("++++"));
        SignedFace wall = new SignedFace(1, SignVector.parse("+++0"));
        StarVolumes volumes = StarVolumes.of(instance.objective(), List.of(chamber, wall));
        assertThat(volumes.areProved()).isFalse();
        Enclosure bounds = volumes.of(chamber);
        assertThat(bounds.contains(Rational.of(1, 768))).isTrue();
        assertThat(bounds.relativeWidth()).isBetween(1e-3, 0.2);
        // Chambers of the symmetric group: rank 3, so proved.
        assertThat(volumes.of(wall)).isEqualTo(Enclosure.of(Rational.of(1, 48)));
        assertThat(StarVolumes.of(instance.objective(), List.of(chamber)).of(chamber))
                .isEqualTo(volumes.of(chamber));
    }
}
