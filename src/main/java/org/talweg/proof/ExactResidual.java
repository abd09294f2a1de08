package org.talweg.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.RootSum;
import org.talweg.existence.SolutionBox;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;

/**
 * The residual of a {@link ProvedOptimum} in closed form, as far as it has one that is found (theorem T14). Then linear forms of it have
 * exact signs, zeros among them.
 *
 * <p>Rays that share no active row do not see each other, so the first-order system falls into blocks. In a block whose rays have
 * rational directions the system is linear in the masses t: with the directions b_i and their outputs H it is {@code H'H t = H'y - mu
 * |b|}, so t and r are sums of square roots of rationals. The directions are guessed from the box of the solution, as the simplest
 * rational ratios of coordinates in it, and are kept only if all equations of the block hold, which is decided exactly. Rows that
 * are active at no ray have {@code r_k = -y_k}.
 *
 * <p>Of the other blocks some forms are known all the same: {@code c.r = -c.y} if c is orthogonal to all outputs they can have;
 * {@code sum_A r_k x_k.b = -s mu |b|} if all outputs of a ray are multiples of one vector, so that its direction b is known, as on a
 * face of one dimension or with one active row; and combinations of these.
 */
final class ExactResidual {

    /** A guess is tried if a random number would have so simple a neighbour with probability below about 2^-16. Heuristic. */
    private static final Rational SIMPLE = Rational.of(1, 1 << 16);

    private final Objective objective;
    private final List<SignedFace> rays;
    private final List<FaceData> faces;
    private final KktSystem system;
    private final RootSum[] entries;
    private final List<RationalVector> equations = new ArrayList<>();
    private final List<RootSum> sides = new ArrayList<>();

    private ExactResidual(Objective objective, List<SignedFace> rays, List<FaceData> faces, KktSystem system) {
        this.objective = objective;
        this.rays = rays;
        this.faces = faces;
        this.system = system;
        this.entries = new RootSum[objective.size()];
    }

    /** What is found of the residual of the only zero of the system in the box. */
    static ExactResidual of(
            Objective objective, List<SignedFace> rays, List<FaceData> faces, KktSystem system, SolutionBox box) {
        ExactResidual found = new ExactResidual(objective, rays, faces, system);
        BitSet active = new BitSet();
        for (BitSet block : found.blocks()) {
            block.stream().forEach(i -> active.or(found.activeRows(i)));
            if (!found.solve(block.stream().toArray(), box)) {
                block.stream().forEach(i -> found.addEquation(i));
            }
        }
        for (int k = active.nextClearBit(0); k < objective.size(); k = active.nextClearBit(k + 1)) {
            found.entries[k] = RootSum.of(objective.data().labels().get(k).negate());
        }
        return found;
    }

    private BitSet activeRows(int ray) {
        BitSet active = new BitSet();
        for (int k = 0; k < objective.size(); k++) {
            active.set(k, rays.get(ray).covector().sign(k) > 0);
        }
        return active;
    }

    /** The rays, those with a common active row together. */
    private List<BitSet> blocks() {
        List<BitSet> blocks = new ArrayList<>();
        List<BitSet> rows = new ArrayList<>();
        for (int i = 0; i < rays.size(); i++) {
            BitSet block = new BitSet();
            block.set(i);
            BitSet active = activeRows(i);
            for (int b = blocks.size() - 1; b >= 0; b--) {
                if (rows.get(b).intersects(active)) {
                    block.or(blocks.remove(b));
                    active.or(rows.remove(b));
                }
            }
            blocks.add(block);
            rows.add(active);
        }
        return blocks;
    }

    /** Sets the entries of the block's rows, if its rays have the directions that the box suggests; false if not. */
    private boolean solve(int[] block, SolutionBox box) {
        List<RationalVector> directions = new ArrayList<>();
        List<RationalVector> outputs = new ArrayList<>();
        List<RootSum> lengths = new ArrayList<>();
        for (int i : block) {
            Optional<RationalVector> c = direction(box, system.offset(i), system.offset(i + 1));
            if (c.isEmpty()) {
                return false;
            }
            directions.add(c.get());
            lengths.add(RootSum.sqrt(faces.get(i).gram().multiply(c.get()).dot(c.get())));
            outputs.add(faces.get(i)
                    .products()
                    .multiply(c.get())
                    .multiply(Rational.of(rays.get(i).sign())));
        }
        RationalMatrix h = RationalMatrix.ofRows(outputs, objective.size()).transpose();
        if (h.rank() < block.length) {
            return false;
        }
        List<RootSum> masses = masses(h, lengths);
        List<RootSum> residual = new ArrayList<>();
        for (int k = 0; k < objective.size(); k++) {
            RootSum label = RootSum.of(objective.data().labels().get(k));
            residual.add(RootSum.dot(h.row(k), masses).subtract(label));
        }
        for (int j = 0; j < block.length; j++) {
            if (masses.get(j).signum() <= 0 || !isStationary(block[j], directions.get(j), residual)) {
                return false;
            }
        }
        for (int i : block) {
            activeRows(i).stream().forEach(k -> entries[k] = residual.get(k));
        }
        return true;
    }

    /** The equation of a ray whose outputs are multiples of one vector wherever it lies on its face: its direction is known. */
    private void addEquation(int ray) {
        FaceData face = faces.get(ray);
        int[] independent = face.products().independentRows();
        if (independent.length == 1) {
            RationalVector c = face.gram().inverse().multiply(face.products().row(independent[0]));
            // The row is active: x_k.b = w'c = c'G c > 0, as x_k.u is, so b points the way of u.
            int outward = -rays.get(ray).sign();
            equations.add(face.products().multiply(c));
            sides.add(RootSum.sqrt(face.gram().multiply(c).dot(c))
                    .multiply(objective.mu().multiply(outward)));
        }
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

    /** The t with {@code H'H t = H'y - mu |b|}. */
    private List<RootSum> masses(RationalMatrix h, List<RootSum> lengths) {
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
    private boolean isStationary(int ray, RationalVector c, List<RootSum> residual) {
        RationalVector gc = faces.get(ray).gram().multiply(c);
        Rational square = gc.dot(c);
        RootSum length = RootSum.sqrt(square).multiply(objective.mu());
        RationalMatrix m = faces.get(ray).products().transpose();
        Rational factor = square.multiply(rays.get(ray).sign());
        for (int p = 0; p < gc.size(); p++) {
            RootSum pull = RootSum.dot(m.row(p), residual).multiply(factor);
            if (!pull.add(length.multiply(gc.get(p))).isZero()) {
                return false;
            }
        }
        return true;
    }

    /** The exact {@code form . r}, if it is found. */
    Optional<RootSum> value(RationalVector form) {
        RootSum sum = RootSum.ZERO;
        Rational[] rest = new Rational[entries.length];
        for (int k = 0; k < rest.length; k++) {
            boolean known = entries[k] != null;
            rest[k] = known ? Rational.ZERO : form.get(k);
            if (known) {
                sum = sum.add(entries[k].multiply(form.get(k)));
            }
        }
        // The other blocks have no outputs on the known rows, so the products below are with theirs.
        RationalVector open = RationalVector.of(rest);
        Optional<RationalVector> weights = openOutputs(equations)
                .transpose()
                .solve(openOutputs(List.of(open)).row(0));
        if (weights.isEmpty()) {
            return Optional.empty();
        }
        for (int j = 0; j < equations.size(); j++) {
            sum = sum.add(sides.get(j).multiply(weights.get().get(j)));
            open = open.combine(equations.get(j), weights.get().get(j).negate());
        }
        return Optional.of(sum.subtract(RootSum.of(open.dot(objective.data().labels()))));
    }

    /** For each form its products with the columns of the outputs. */
    private RationalMatrix openOutputs(List<RationalVector> forms) {
        return RationalMatrix.ofRows(
                forms.stream().map(system.outputs()::multiplyTransposed).toList(), system.unknowns());
    }

    /** The exact value of the objective, {@code -(2/n) r.y - (1/n)|r|^2} (theorem T3), if all of r is found. */
    Optional<RootSum> objectiveValue() {
        List<RootSum> r = new ArrayList<>();
        for (int k = 0; k < entries.length; k++) {
            Optional<RootSum> entry = value(RationalVector.unit(entries.length, k));
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            r.add(entry.get());
        }
        RootSum cross = RootSum.dot(objective.data().labels(), r).multiply(Rational.of(-2));
        return Optional.of(cross.subtract(RootSum.squaredNorm(r)).multiply(Rational.of(1, r.size())));
    }
}
