package org.talweg.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.arrangement.SignVector;
import org.talweg.census.StarVolumes;
import org.talweg.exact.Enclosure;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.ProvedOptimum;

/**
 * A ray as commands show it.
 *
 * @param sign {@code +} or {@code -}
 * @param covector the face it lies on
 * @param direction unit vector
 * @param mass |u|
 * @param star number of signed cells around it, or null where it was not counted
 * @param volume probability that a neuron starts in one of them, or null where it was not computed
 * @param volumeBounds bounds of the volume
 */
record RayView(
        String sign,
        SignVector covector,
        List<Double> direction,
        double mass,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long star,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double volume,
        @JsonInclude(JsonInclude.Include.NON_NULL) Enclosure volumeBounds) {

    /**
     * The rays of an optimum.
     *
     * @param stars star sizes, or null
     * @param volumes bounds of the probabilities of the stars, or null
     */
    static List<RayView> of(ProvedOptimum optimum, long[] stars, StarVolumes volumes) {
        List<RayView> rays = new ArrayList<>();
        for (int i = 0; i < optimum.faces().size(); i++) {
            SignedFace face = optimum.faces().get(i);
            double[] u = optimum.center(i).toDoubles();
            double length = Math.sqrt(Arrays.stream(u).map(e -> e * e).sum());
            List<Double> direction =
                    Arrays.stream(u).map(e -> e / length).boxed().toList();
            Enclosure volume = volumes == null ? null : volumes.of(face);
            rays.add(new RayView(
                    face.sign() > 0 ? "+" : "-",
                    face.covector(),
                    direction,
                    optimum.mass(i).middle().doubleValue(),
                    stars == null ? null : Long.valueOf(stars[i]),
                    volume == null ? null : volume.middle().doubleValue(),
                    volume));
        }
        return rays;
    }
}
