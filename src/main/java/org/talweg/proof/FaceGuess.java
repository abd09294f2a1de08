package org.talweg.proof;

import static org.talweg.landscape.DoubleVectors.dot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Interval;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedFace;

/**
 * A guess, in floating point, at the structure of an optimum: on which face each ray lies and near which coordinates. The
 * tolerances here choose what to try to prove; none of them decides anything.
 */
final class FaceGuess {

    private static final double MULTIPLIER = 1e-10;
    private static final int ADJUSTMENTS = 24;

    private final Objective objective;
    private final FaceCache cache;
    private final List<int[]> hosts = new ArrayList<>();
    private final List<Integer> signs = new ArrayList<>();
    private final List<boolean[]> on = new ArrayList<>();
    private List<double[]> points = new ArrayList<>();

    private FaceGuess(Objective objective, FaceCache cache) {
        this.objective = objective;
        this.cache = cache;
    }

    /**
     * Puts each neuron on the hyperplanes it is within {@code tolerance} of (as a sine), polishes by Newton's method, and
     * lets neurons leave or join hyperplanes as the multipliers and the cell borders suggest.
     */
    static FaceGuess approximate(Objective objective, FaceCache cache, ApproximateOptimum optimum, double tolerance) {
        FaceGuess guess = new FaceGuess(objective, cache);
        for (ApproximateRay ray : optimum.rays()) {
            int[] sides = objective.sides(ray.host().cell());
            boolean[] near = new boolean[sides.length];
            for (int h = 0; h < near.length; h++) {
                near[h] = sides[h] * guess.sine(h, ray.u()) <= tolerance;
            }
            guess.hosts.add(sides);
            guess.signs.add(ray.host().sign());
            guess.on.add(near);
            guess.points.add(ray.u());
        }
        for (int i = 0; i < ADJUSTMENTS; i++) {
            guess.mergeEqualFaces();
            guess.polish();
            if (!guess.adjust()) {
                break;
            }
        }
        return guess;
    }

    private double sine(int h, double[] u) {
        double[] a = objective.approximateNormals()[h];
        return dot(a, u) / Math.sqrt(dot(a, a) * dot(u, u));
    }

    /** The faces of the rays, in the order of {@link #coordinates}. */
    List<SignedFace> faces() {
        List<SignedFace> faces = new ArrayList<>();
        for (int i = 0; i < signs.size(); i++) {
            faces.add(new SignedFace(signs.get(i), covector(i)));
        }
        return faces;
    }

    /** All coordinates, ray after ray, in the bases of {@link FaceData}. */
    double[] coordinates() {
        List<double[]> parts = new ArrayList<>();
        for (int i = 0; i < signs.size(); i++) {
            parts.add(cache.get(covector(i)).approximateCoordinates(points.get(i)));
        }
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private SignVector covector(int i) {
        int[] rows = new int[objective.size()];
        for (int k = 0; k < rows.length; k++) {
            int h = objective.arrangement().hyperplaneOf(k);
            if (h >= 0 && !on.get(i)[h]) {
                rows[k] = hosts.get(i)[h] * objective.arrangement().orientationOf(k);
            }
        }
        return SignVector.of(rows);
    }

    /** Two neurons on one face, or on faces of one cell, are one neuron: merging strictly lowers the objective. */
    private void mergeEqualFaces() {
        Map<SignedFace, Integer> first = new TreeMap<>();
        for (int i = 0; i < signs.size(); i++) {
            Integer other = first.putIfAbsent(new SignedFace(signs.get(i), covector(i)), i);
            if (other != null) {
                double[] sum = points.get(other).clone();
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += points.get(i)[j];
                }
                points.set(other, sum);
                remove(i--);
            }
        }
    }

    private void remove(int i) {
        hosts.remove(i);
        signs.remove(i);
        on.remove(i);
        points.remove(i);
    }

    private void polish() {
        List<FaceData> data = new ArrayList<>();
        for (int i = 0; i < signs.size(); i++) {
            data.add(cache.get(covector(i)));
        }
        KktSystem system = new KktSystem(
                objective, data, signs.stream().mapToInt(Integer::intValue).toArray());
        double[] z = system.approximateNewton(coordinates());
        List<double[]> moved = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            double[] u = data.get(i).approximatePoint(z, system.offset(i));
            if (!Double.isFinite(dot(u, u)) || dot(u, points.get(i)) <= 0) {
                return;
            }
            moved.add(u);
        }
        points = moved;
    }

    /** Changes the faces where the polished point contradicts them; false if it does not. */
    private boolean adjust() {
        for (int i = 0; i < signs.size(); i++) {
            for (int h = 0; h < on.get(i).length; h++) {
                if (!on.get(i)[h] && hosts.get(i)[h] * sine(h, points.get(i)) <= 0) {
                    on.get(i)[h] = true;
                    return true;
                }
            }
        }
        double[] r = RegionProgram.approximateResidual(objective, approximateRays());
        Interval[] residual = Arrays.stream(r).mapToObj(Interval::of).toArray(Interval[]::new);
        for (int i = 0; i < signs.size(); i++) {
            FaceData face = cache.get(covector(i));
            LocalConditions conditions = face.conditions();
            for (int l = 0; l < conditions.rays().size(); l++) {
                double slope = signs.get(i)
                        * conditions
                                .rays()
                                .get(l)
                                .derivative()
                                .evaluate(residual)
                                .middle();
                if (conditions.isInClosure(l, face.boundary(), hosts.get(i))
                        && slope < -MULTIPLIER * objective.approximateMu()) {
                    leave(i, face.boundary(), conditions.rays().get(l).sides());
                    return true;
                }
            }
        }
        return false;
    }

    private List<ApproximateRay> approximateRays() {
        List<ApproximateRay> rays = new ArrayList<>();
        for (int i = 0; i < signs.size(); i++) {
            rays.add(new ApproximateRay(new SignedCell(signs.get(i), covector(i)), points.get(i)));
        }
        return rays;
    }

    private void leave(int i, int[] boundary, int[] sides) {
        for (int b = 0; b < boundary.length; b++) {
            if (sides[b] != 0) {
                on.get(i)[boundary[b]] = false;
            }
        }
    }
}
