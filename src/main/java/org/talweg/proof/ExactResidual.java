package org.talweg.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.RootSum;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;

/**
 * The residual of a {@link ProvedOptimum} in closed form, where all its rays have rational directions (theorem T14). Then every sign
 * is decided, exact zeros and ties among them.
 *
 * <p>A direction is guessed from the box of the solution: the simplest rational ratios of coordinates in it. With the directions
 * b_i fixed the first-order system along them is linear in the masses, {@code H'H t = H'y - mu |b|}, H the outputs of the b_i, so t and r
 * are sums of square roots of rationals. The guess is kept only if all equations of the system hold, which is decided exactly.
 */
final class ExactResidual {

    /** A guess is tried if a random number would have so simple a neighbour with probability below about 2^-16. Heuristic. */
    private static final Rational SIMPLE = Rational.of(1, 1 << 16);

    private final Objective objective;
    private final RationalMatrix outputs;
    private final List<RootSum> residual;

    private ExactResidual(Objective objective, RationalMatrix outputs, List<RootSum> residual) {
        this.objective = objective;
        this.outputs = outputs;
        this.residual = List.copyOf(residual);
    }

    /** The residual of the only zero of the system in the box; empty if the directions guessed are not those of that zero. */
    static Optional<ExactResidual> of(
            Objective objective, List<SignedFace> rays, List<FaceData> faces, KktSystem system, SolutionBox box) {
        List<RationalVector> directions = new ArrayList<>();
        for (int i = 0; i < rays.size(); i++) {
            Optional<RationalVector> c = direction(box, system.offset(i), system.offset(i + 1));
            if (c.isEmpty()) {
                return Optional.empty();
            }
            directions.add(c.get());
        }
        RationalMatrix h = outputs(objective, rays, faces, directions);
        if (h.rank() < rays.size()) {
            return Optional.empty();
        }
        List<RootSum> lengths = new ArrayList<>();
        for (int i = 0; i < rays.size(); i++) {
            RationalVector c = directions.get(i);
            lengths.add(RootSum.sqrt(faces.get(i).gram().multiply(c).dot(c)));
        }
        List<RootSum> masses = masses(objective, h, lengths);
        List<RootSum> residual = new ArrayList<>();
        for (int k = 0; k < objective.size(); k++) {
            RootSum label = RootSum.of(objective.data().labels().get(k));
            residual.add(RootSum.dot(h.row(k), masses).subtract(label));
        }
        for (int i = 0; i < rays.size(); i++) {
            if (masses.get(i).signum() <= 0
                    || !isStationary(objective, rays.get(i).sign(), faces.get(i), directions.get(i), residual)) {
                return Optional.empty();
            }
        }
        return Optional.of(new ExactResidual(objective, h, residual));
    }

    /** Simple ratios of the coordinates from {@code from} to {@code to}, the largest one being 1 or -1; empty if none is simple. */
    private static Optional<RationalVector> direction(SolutionBox box, int from, int to) {
        int pivot = from;
        for (int j = from; j < to; j++) {
            Rational size = box.center().get(j).abs();
            pivot = size.compareTo(box.center().get(pivot).abs()) > 0 ? j : pivot;
        }
        Rational scale = box.center().get(pivot).abs();
        if (scale.compareTo(box.radius().get(pivot)) <= 0) {
            return Optional.empty();
        }
        Rational[] ratios = new Rational[to - from];
        for (int j = from; j < to; j++) {
            // |z_j / s - c_j / s'| <= (radius_j + |c_j / s'| radius_pivot) / s for s within radius_pivot of s' >= |c_j|
            Rational center = box.center().get(j).divide(scale);
            Rational error = box.radius().get(j).add(box.radius().get(pivot)).divide(scale);
            Rational ratio = j == pivot
                    ? center
                    : Enclosure.around(center, error.multiply(2)).simplest();
            Rational chance = Rational.of(ratio.denominator()).square().multiply(error);
            if (chance.compareTo(SIMPLE) > 0) {
                return Optional.empty();
            }
            ratios[j - from] = ratio;
        }
        return Optional.of(RationalVector.of(ratios));
    }

    /** n by rays: column i is the output {@code s_i D_i X b_i} of a neuron along the direction with these coordinates. */
    private static RationalMatrix outputs(
            Objective objective, List<SignedFace> rays, List<FaceData> faces, List<RationalVector> directions) {
        List<RationalVector> columns = new ArrayList<>();
        for (int i = 0; i < rays.size(); i++) {
            RationalVector output = faces.get(i).products().multiply(directions.get(i));
            columns.add(output.multiply(Rational.of(rays.get(i).sign())));
        }
        return RationalMatrix.ofRows(columns, objective.size()).transpose();
    }

    /** The t with {@code H'H t = H'y - mu |b|}. */
    private static List<RootSum> masses(Objective objective, RationalMatrix h, List<RootSum> lengths) {
        RationalMatrix inverse = h.transpose().multiply(h).inverse();
        RationalVector linear =
                inverse.multiply(h.multiplyTransposed(objective.data().labels()));
        List<RootSum> masses = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            RootSum pull = RootSum.dot(inverse.row(i), lengths).multiply(objective.mu());
            masses.add(RootSum.of(linear.get(i)).subtract(pull));
        }
        return masses;
    }

    /** {@code s M'r + mu G c / |b| = 0}, multiplied with {@code |b|^2 = c'G c} to {@code |b|^2 s M'r + mu |b| G c = 0}. */
    private static boolean isStationary(
            Objective objective, int sign, FaceData face, RationalVector c, List<RootSum> residual) {
        RationalVector gc = face.gram().multiply(c);
        Rational square = gc.dot(c);
        RootSum length = RootSum.sqrt(square).multiply(objective.mu());
        RationalMatrix m = face.products().transpose();
        for (int p = 0; p < gc.size(); p++) {
            RootSum pull = RootSum.dot(m.row(p), residual).multiply(square.multiply(sign));
            if (!pull.add(length.multiply(gc.get(p))).isZero()) {
                return false;
            }
        }
        return true;
    }

    /** The residual, n entries. */
    List<RootSum> entries() {
        return residual;
    }

    /** n by rays, of full rank: outputs of positive multiples of the neurons. */
    RationalMatrix outputs() {
        return outputs;
    }

    /** The sign of {@code form . r}. */
    int sign(RationalVector form) {
        return RootSum.dot(form, residual).signum();
    }

    /** The value of the objective, {@code -(2/n) r.y - (1/n)|r|^2} (theorem T3). */
    RootSum value() {
        RootSum cross = RootSum.dot(objective.data().labels(), residual).multiply(Rational.of(-2));
        return cross.subtract(RootSum.squaredNorm(residual)).multiply(Rational.of(1, objective.size()));
    }
}
