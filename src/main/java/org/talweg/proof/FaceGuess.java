package org.talweg.proof;

import static org.talweg.numeric.DoubleVectors.dot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.ProvedSign;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;
import org.talweg.numeric.DoubleVectors;
import org.talweg.support.SupportBound;

/**
 * A guess, in floating point, at the structure of an optimum: on which face each ray lies and near which coordinates. The
 * tolerances here choose what to try to prove; none of them decides anything.
 */
final class FaceGuess {

    private static final double MULTIPLIER = 1e-10;
    private static final int ADJUSTMENTS = 24;
    /** A sine that rounding may give to a ray that has just left a hyperplane. */
    private static final double UNSEEN = 1e-9;
    /** The mass of a new ray as a share of the largest. */
    private static final double ENTERING = 1e-3;

    private static final int PLACES = 64;

    private final Objective objective;
    private final FaceCache cache;
    private final List<int[]> hosts = new ArrayList<>();
    private final List<Integer> signs = new ArrayList<>();
    private final List<boolean[]> on = new ArrayList<>();
    /** Hyperplanes that a ray has left: its distance may be too small for floating point to see. */
    private final List<boolean[]> left = new ArrayList<>();

    private List<double[]> points = new ArrayList<>();
    /** The system on the present faces and the point that Newton's method found for it. */
    private KktSystem system;

    private double[] solution;

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
            guess.left.add(new boolean[sides.length]);
            guess.points.add(ray.u());
            guess.keepFromOrigin(guess.on.size() - 1);
        }
        guess.settle();
        return guess;
    }

    /** In a thin cell a ray is near more hyperplanes than meet in a line. It starts inside the cell; exact signs tell which ones it joins. */
    private void keepFromOrigin(int i) {
        if (isOrigin(i)) {
            left.set(i, on.get(i));
            on.set(i, new boolean[on.get(i).length]);
        }
    }

    /** True if the hyperplanes that ray i is on meet in nothing but zero. */
    private boolean isOrigin(int i) {
        return cache.get(covector(i)).dimension() == 0;
    }

    private void settle() {
        for (int i = 0; i < ADJUSTMENTS; i++) {
            mergeOnHosts();
            polish();
            if (!adjust()) {
                break;
            }
        }
    }

    /** Other faces, without the flaw that these are proved to have; false if there is no such way. */
    boolean mend(Flaw flaw, ProvedOptimum optimum) {
        boolean mended;
        if (flaw instanceof Flaw.Falls falls) {
            mended = leave(falls, optimum);
        } else if (flaw instanceof Flaw.Outside outside) {
            mended = join(outside);
        } else if (flaw instanceof Flaw.Vanishes vanishes) {
            mended = true;
            remove(faces().indexOf(vanishes.face()));
        } else {
            mended = enter((Flaw.Missing) flaw, optimum);
        }
        if (mended) {
            settle();
        }
        return mended;
    }

    private boolean leave(Flaw.Falls falls, ProvedOptimum optimum) {
        int i = faces().indexOf(falls.face());
        int ray = optimum.faces().indexOf(falls.face());
        FaceData data = optimum.data(ray);
        LocalConditions conditions = data.conditions();
        hosts.set(i, falls.cell().clone());
        for (int l = 0; l < conditions.rays().size(); l++) {
            if (optimum.slope(ray, l) == ProvedSign.NEGATIVE
                    && conditions.isInClosure(l, data.boundary(), falls.cell())) {
                leave(i, data.boundary(), conditions.rays().get(l).sides());
                return true;
            }
        }
        return false;
    }

    /** The ray joins the hyperplane it is beyond; one with nowhere left to go points away from its face, and has no mass. */
    private boolean join(Flaw.Outside outside) {
        int i = faces().indexOf(outside.face());
        on.get(i)[outside.hyperplane()] = true;
        if (isOrigin(i)) {
            remove(i);
        }
        return true;
    }

    /** A ray of the mass that fits best beside the others, and little, on the face of the maximiser of the cell's support function, which is exact. */
    private boolean enter(Flaw.Missing missing, ProvedOptimum optimum) {
        SupportBound bound = new SupportBound(objective);
        bound.setResidual(optimum.centralResidual());
        RationalVector maximiser =
                bound.exactMaximiser(missing.cell(), missing.sides()).orElse(null);
        if (maximiser == null) {
            return false;
        }
        boolean[] near = new boolean[missing.sides().length];
        boolean[] off = new boolean[near.length];
        for (int i = 0; i < near.length; i++) {
            near[i] = RationalVector.of(objective.arrangement().normal(i))
                    .dot(maximiser)
                    .isZero();
            off[i] = !near[i];
        }
        hosts.add(missing.sides().clone());
        signs.add(missing.cell().sign());
        on.add(near);
        left.add(off);
        double h = maximiser.squaredNorm().sqrt(PLACES).middle().doubleValue();
        double[] unit = Arrays.stream(maximiser.toDoubles()).map(e -> e / h).toArray();
        double curvature = 0;
        for (int k = 0; k < objective.size(); k++) {
            double output = missing.cell().isActive(k) ? dot(objective.approximateInputs()[k], unit) : 0;
            curvature += output * output;
        }
        double largest = points.stream().mapToDouble(DoubleVectors::norm).max().orElse(1);
        double mass = Math.min((h - optimum.objective().approximateMu()) / curvature, largest * ENTERING);
        points.add(Arrays.stream(unit)
                .map(e -> e * (mass > 0 ? mass : largest * ENTERING))
                .toArray());
        return true;
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

    /** Two neurons on faces of one host are one neuron: merging strictly lowers the objective. */
    private void mergeOnHosts() {
        for (int i = 0; i < signs.size(); i++) {
            for (int j = signs.size() - 1; j > i; j--) {
                if (signs.get(i).equals(signs.get(j)) && (isOnHost(j, i) || isOnHost(i, j))) {
                    merge(i, j);
                }
            }
        }
    }

    /** True if the i-th face lies in the closure of the host of the j-th. */
    private boolean isOnHost(int i, int j) {
        return IntStream.range(0, on.get(i).length).allMatch(h -> on.get(i)[h] || hosts.get(i)[h] == hosts.get(j)[h]);
    }

    private void merge(int i, int j) {
        hosts.set(i, hosts.get(isOnHost(j, i) ? i : j).clone());
        for (int h = 0; h < on.get(i).length; h++) {
            if (on.get(i)[h] && !on.get(j)[h]) {
                on.get(i)[h] = false;
                left.get(i)[h] = left.get(j)[h];
            }
        }
        points.set(i, DoubleVectors.sum(points.get(i), points.get(j)));
        remove(j);
    }

    private void remove(int i) {
        hosts.remove(i);
        signs.remove(i);
        on.remove(i);
        left.remove(i);
        points.remove(i);
    }

    private void polish() {
        List<FaceData> data = new ArrayList<>();
        for (int i = 0; i < signs.size(); i++) {
            data.add(cache.get(covector(i)));
        }
        system = new KktSystem(
                objective, data, signs.stream().mapToInt(Integer::intValue).toArray());
        double[] z = solve();
        solution = z;
        List<double[]> moved = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            double[] u = data.get(i).approximatePoint(z, system.offset(i));
            if (!Double.isFinite(dot(u, u))) {
                return;
            }
            moved.add(u);
        }
        int turned = -1;
        for (int i = 0; i < moved.size(); i++) {
            turned = dot(moved.get(i), points.get(i)) <= 0 ? i : turned;
        }
        if (turned < 0) {
            points = moved;
        } else if (moved.size() > 1) {
            // A ray that would need a negative mass has none.
            remove(turned);
            polish();
        }
    }

    /** The system's solution near the present points; by way of its masses where only the structure is wanted, at a decay that is not the problem's own. */
    private double[] solve() {
        double[] z = system.approximateNewton(coordinates());
        return cache.isOf(objective)
                ? z
                : system.neurons(coordinates())
                        .flatMap(start -> system.dual().approximateNeurons(start))
                        .map(RationalVector::toDoubles)
                        .orElse(z);
    }

    /** Changes the faces where the polished point contradicts them; false if it does not. */
    private boolean adjust() {
        for (int i = 0; i < signs.size(); i++) {
            for (int h = 0; h < on.get(i).length; h++) {
                double border = left.get(i)[h] ? -UNSEEN : 0;
                if (!on.get(i)[h] && hosts.get(i)[h] * sine(h, points.get(i)) <= border) {
                    on.get(i)[h] = true;
                    if (!isOrigin(i)) {
                        return true;
                    }
                    on.get(i)[h] = false;
                }
            }
        }
        for (int i = 0; i < signs.size(); i++) {
            FaceData face = cache.get(covector(i));
            LocalConditions conditions = face.conditions();
            for (int l = 0; l < conditions.rays().size(); l++) {
                if (conditions.isInClosure(l, face.boundary(), hosts.get(i))
                        && slope(i, conditions.rays().get(l)) < -MULTIPLIER * objective.approximateMu()) {
                    leave(i, face.boundary(), conditions.rays().get(l).sides());
                    return true;
                }
            }
        }
        return false;
    }

    private double slope(int ray, LocalConditions.LocalRay local) {
        return signs.get(ray)
                * system.approximateForm(local.derivative().coefficients(), objective.approximateMu(), solution);
    }

    private void leave(int i, int[] boundary, int[] sides) {
        for (int b = 0; b < boundary.length; b++) {
            if (sides[b] != 0) {
                on.get(i)[boundary[b]] = false;
                left.get(i)[boundary[b]] = true;
            }
        }
    }
}
