package org.talweg.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.arrangement.SignVector;
import org.talweg.census.AllWidths;
import org.talweg.census.MinimumClass;
import org.talweg.census.StarVolumes;
import org.talweg.census.Stars;
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
public record RayView(
        String sign,
        SignVector covector,
        List<Double> direction,
        double mass,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long star,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double volume,
        @JsonInclude(JsonInclude.Include.NON_NULL) Enclosure volumeBounds) {

    /** The rays of the global optimum. */
    public static List<RayView> of(AllWidths all) {
        return all.convex()
                .map(c -> of(c, all.volumes()))
                .orElseGet(() -> all.optimum()
                        .map(o -> of(o, Stars.sizes(all.minima().cells(), o.faces()), all.volumes()))
                        .orElse(List.of()));
    }

    /**
     * The rays of an optimum.
     *
     * @param stars star sizes, or null
     * @param volumes bounds of the probabilities of the stars, or null
     */
    public static List<RayView> of(ProvedOptimum optimum, long[] stars, StarVolumes volumes) {
        List<RayView> rays = new ArrayList<>();
        for (int i = 0; i < optimum.faces().size(); i++) {
            Enclosure volume =
                    volumes == null ? null : volumes.of(optimum.faces().get(i));
            double mass = optimum.mass(i).middle().doubleValue();
            rays.add(of(optimum, i, mass, stars == null ? null : Long.valueOf(stars[i]), volume));
        }
        return rays;
    }

    /** The rays of a class, with their masses in its first vertex. */
    public static List<RayView> of(MinimumClass c, StarVolumes volumes) {
        List<RayView> rays = new ArrayList<>();
        for (int i = 0; i < c.faces().size(); i++) {
            SignedFace face = c.faces().get(i);
            ProvedOptimum holder = c.vertices().stream()
                    .filter(v -> v.faces().contains(face))
                    .findFirst()
                    .orElseThrow();
            int ray = holder.faces().indexOf(face);
            double mass = holder == c.optimum() ? holder.mass(ray).middle().doubleValue() : 0;
            rays.add(of(holder, ray, mass, c.stars()[i], volumes.of(face)));
        }
        return rays;
    }

    private static RayView of(ProvedOptimum optimum, int ray, double mass, Long star, Enclosure volume) {
        SignedFace face = optimum.faces().get(ray);
        double[] u = optimum.center(ray).toDoubles();
        double length = Math.sqrt(Arrays.stream(u).map(e -> e * e).sum());
        return new RayView(
                face.sign() > 0 ? "+" : "-",
                face.covector(),
                Arrays.stream(u).map(e -> e / length).boxed().toList(),
                mass,
                star,
                volume == null ? null : volume.middle().doubleValue(),
                volume);
    }
}
