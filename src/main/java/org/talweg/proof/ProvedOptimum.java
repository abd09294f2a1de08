package org.talweg.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Interval;
import org.talweg.exact.ProvedSign;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.RootSum;
import org.talweg.exact.Truth;
import org.talweg.existence.SolutionBox;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedFace;

/**
 * A solution of the first-order system of some rays that is proved to exist, with each ray proved to lie on its face. What
 * program it is the optimum of, and whether it is a local minimum, is answered by its methods from the signs of
 * {@link LocalConditions}.
 *
 * <p>Rays are sorted as {@link SignedFace} sorts them.
 */
public final class ProvedOptimum {

    private final Objective objective;
    private final List<SignedFace> faces;
    private final List<FaceData> data;
    private final KktSystem system;
    private final SolutionBox box;
    private final List<SignedFace> ties;
    private final Interval[] residual;
    private final ProvedSign[][] slopes;
    /** Null until asked for; two threads may both find it, which is the same. */
    private volatile ExactResidual exact;

    ProvedOptimum(Objective objective, List<SignedFace> faces, List<FaceData> data, KktSystem system, SolutionBox box) {
        this(objective, faces, data, system, box, Set.of());
    }

    private ProvedOptimum(
            Objective objective,
            List<SignedFace> faces,
            List<FaceData> data,
            KktSystem system,
            SolutionBox box,
            Set<SignedFace> ties) {
        this.ties = ties.stream().sorted().toList();
        this.objective = objective;
        this.faces = List.copyOf(faces);
        this.data = List.copyOf(data);
        this.system = system;
        this.box = box;
        this.residual = box.residual().toArray(Interval[]::new);
        this.slopes = new ProvedSign[faces.size()][];
        for (int i = 0; i < slopes.length; i++) {
            List<LocalConditions.LocalRay> rays = data.get(i).conditions().rays();
            slopes[i] = new ProvedSign[rays.size()];
            for (int l = 0; l < rays.size(); l++) {
                slopes[i][l] = sign(rays.get(l).derivative(), faces.get(i).sign());
            }
        }
    }

    /** The sign of {@code s * form(r)} at the solution. */
    public ProvedSign sign(ResidualForm form, int s) {
        int fast = form.evaluate(residual).sign();
        if (fast != 0) {
            return ProvedSign.of(fast).times(s);
        }
        RationalVector c = form.coefficients();
        if (system.outputs().multiplyTransposed(c).isZero()) {
            // The outputs do not matter: c.r = -c.y for all of them.
            return ProvedSign.of(-c.dot(objective.data().labels()).signum()).times(s);
        }
        RationalVector linear = system.residuals().multiplyTransposed(c);
        ProvedSign sign = box.sign(linear, c.dot(system.rest()).negate());
        if (sign == ProvedSign.OPEN && box.isRefined()) {
            sign = exactResidual()
                    .value(form.coefficients())
                    .map(v -> ProvedSign.of(v.signum()))
                    .orElse(sign);
        }
        if (sign == ProvedSign.OPEN
                && box.isRefined()
                && divides(linear, c.dot(system.rest()).negate())) {
            sign = ProvedSign.ZERO;
        }
        return sign.times(s);
    }

    /** True if the form {@code linear . (z, q) + constant}, which does not depend on z, is zero because it divides a combination of the equations. */
    private boolean divides(RationalVector linear, Rational constant) {
        int from = system.offset(faces.size());
        RationalVector a = RationalVector.of(linear.toList().subList(from, linear.size()));
        return new DividingForm(system.dual(), a, constant)
                .cofactors().stream()
                        .map(m -> box.sign(lifted(m, from), m.get(a.size())))
                        .anyMatch(m -> m == ProvedSign.NEGATIVE || m == ProvedSign.POSITIVE);
    }

    private static RationalVector lifted(RationalVector m, int from) {
        List<Rational> entries = new ArrayList<>(RationalVector.zero(from).toList());
        entries.addAll(m.toList().subList(0, m.size() - 1));
        return RationalVector.of(entries);
    }

    /** The same solution in another box. */
    ProvedOptimum in(SolutionBox finer) {
        return new ProvedOptimum(objective, faces, data, system, finer, new TreeSet<>(ties));
    }

    /** The same solution, where rays on these faces reach mu as well. */
    ProvedOptimum tiedWith(Set<SignedFace> others) {
        return new ProvedOptimum(objective, faces, data, system, box, others);
    }

    /** True if the optimum of the program is proved to have no other rays and masses; false if rays without mass tie. */
    public boolean isUnique() {
        return ties.isEmpty();
    }

    /**
     * The faces of further rays that reach mu, one ray each: every optimum of the program carries its mass on these rays and
     * the {@link #faces}. The optima are the polytope of masses that give the outputs of this one.
     */
    public List<SignedFace> ties() {
        return ties;
    }

    /** The faces of the rays. */
    public List<SignedFace> faces() {
        return faces;
    }

    Objective objective() {
        return objective;
    }

    SolutionBox box() {
        return box;
    }

    KktSystem system() {
        return system;
    }

    FaceData data(int ray) {
        return data.get(ray);
    }

    /** The neuron {@code u} at the center of the box, exact; within rounding of the true one. */
    public RationalVector center(int ray) {
        return data.get(ray).point(box.center().toList().subList(system.offset(ray), system.offset(ray + 1)));
    }

    /** Some signed cell in the star of the ray, as a pattern: zeros on the boundary read as inactive. */
    SignedCell cellOf(int ray) {
        return new SignedCell(faces.get(ray).sign(), faces.get(ray).covector());
    }

    /** A bound of {@code sum_k |r_k - center_k| |x_k|}, by which any gradient g_c moves between center and solution. */
    public Rational residualSpread() {
        Rational spread = Rational.ZERO;
        for (int k = 0; k < objective.size(); k++) {
            Rational error = residualError(k);
            Rational length =
                    objective.data().inputs().row(k).squaredNorm().sqrt(53).upper();
            spread = spread.add(error.multiply(length));
        }
        return spread;
    }

    /** The outputs {@code s D_A X u} of a ray at the center of the box, n entries. */
    RationalVector centralOutputs(int ray) {
        return outputs(ray, system.outputs(), box.center());
    }

    /** Bounds of the distance between {@link #centralOutputs} and the outputs at the solution. */
    RationalVector outputErrors(int ray) {
        List<RationalVector> sizes = new ArrayList<>();
        for (int k = 0; k < objective.size(); k++) {
            sizes.add(system.outputs().row(k).map(Rational::abs));
        }
        return outputs(ray, RationalMatrix.ofRows(sizes, system.unknowns()), box.radius());
    }

    private RationalVector outputs(int ray, RationalMatrix matrix, RationalVector z) {
        Rational[] own = z.toList().toArray(Rational[]::new);
        for (int j = 0; j < own.length; j++) {
            own[j] = j >= system.offset(ray) && j < system.offset(ray + 1) ? own[j] : Rational.ZERO;
        }
        return matrix.multiply(RationalVector.of(own));
    }

    /** A bound of the distance between {@link #center} and the neuron u of the solution. */
    public Rational centerError(int ray) {
        Rational error = Rational.ZERO;
        for (int b = 0; b < data.get(ray).dimension(); b++) {
            Rational length =
                    data.get(ray).basis().row(b).squaredNorm().sqrt(53).upper();
            error = error.add(length.multiply(box.radius().get(system.offset(ray) + b)));
        }
        return error;
    }

    /** An enclosure of the mass |u| of a ray. */
    public Enclosure mass(int ray) {
        Rational error = centerError(ray);
        Enclosure norm = center(ray).squaredNorm().sqrt(128);
        return new Enclosure(
                norm.lower().subtract(error).max(Rational.ZERO), norm.upper().add(error));
    }

    /**
     * An enclosure of the value of the objective at the solution: at a solution {@code sum |u| mu = -r.(r + y)}, so it equals
     * {@code -(2/n) r.y - (1/n)|r|^2}.
     */
    public Enclosure value() {
        RationalVector y = objective.data().labels();
        RationalVector r = centralResidual();
        Rational error = Rational.ZERO;
        for (int k = 0; k < r.size(); k++) {
            Rational e = residualError(k);
            Rational factor = y.get(k).abs().add(r.get(k).abs()).multiply(2).add(e);
            error = error.add(factor.multiply(e));
        }
        Rational center = r.dot(y).multiply(-2).subtract(r.squaredNorm());
        Rational n = Rational.of(objective.size());
        return Enclosure.around(center.divide(n), error.divide(n));
    }

    /** The residual in closed form, as far as one is seen in this box (theorem T14). Found when first asked for. */
    ExactResidual exactResidual() {
        ExactResidual known = exact;
        if (known == null) {
            known = ExactResidual.of(objective, faces, data, system, box);
            exact = known;
        }
        return known;
    }

    /** The exact value, if the residual is known in closed form. */
    Optional<RootSum> exactValue() {
        return exactResidual().objectiveValue();
    }

    /** True if the value is proved equal to that of the other optimum, because both are known in closed form. */
    public boolean hasSameValue(ProvedOptimum other) {
        return exactValue()
                .flatMap(v -> other.exactValue().filter(w -> v.subtract(w).isZero()))
                .isPresent();
    }

    /** The value in floating point, without its proof: {@link #value} costs exact arithmetic. */
    public double approximateValue() {
        double sum = 0;
        for (int k = 0; k < residual.length; k++) {
            double r = residual[k].middle();
            sum -= r * (r + 2 * objective.approximateLabels()[k]);
        }
        return sum / residual.length;
    }

    /** Intervals around the residual at the solution. */
    public List<Interval> residual() {
        return box.residual();
    }

    /** The exact residual at the center of the box. */
    public RationalVector centralResidual() {
        return system.residual(box.center());
    }

    /** A bound of the distance between r_k at the solution and that of {@link #centralResidual}. */
    private Rational residualError(int k) {
        return system.residuals().row(k).map(Rational::abs).dot(box.radius());
    }

    /** True if the residuals at the two solutions are proved to differ. */
    boolean hasOtherResidual(ProvedOptimum other) {
        RationalVector gap = centralResidual().subtract(other.centralResidual());
        return IntStream.range(0, gap.size())
                .anyMatch(k -> gap.get(k).abs().compareTo(residualError(k).add(other.residualError(k))) > 0);
    }

    /** Index of the ray whose star contains the signed cell, or -1. */
    public int rayInClosure(int sign, int[] sides) {
        for (int i = 0; i < faces.size(); i++) {
            if (faces.get(i).sign() == sign && data.get(i).isInClosure(sides)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Whether the ray is the maximiser of the support function of this cell of its star: the first-order condition on one
     * closed local cell.
     */
    public Truth isHost(int ray, int[] sides) {
        LocalConditions conditions = data.get(ray).conditions();
        Truth holds = Truth.YES;
        for (int l = 0; l < slopes[ray].length; l++) {
            if (conditions.isInClosure(l, data.get(ray).boundary(), sides)) {
                holds = holds.and(slopes[ray][l].isNonnegative());
            }
        }
        return holds;
    }

    /** The sign of the derivative at the ray along the l-th of its {@link LocalConditions#rays local rays}. */
    ProvedSign slope(int ray, int l) {
        return slopes[ray][l];
    }

    /** True if the derivative along some local ray of some ray has no proved sign. */
    boolean hasOpenSlopes() {
        return Arrays.stream(slopes).flatMap(Arrays::stream).anyMatch(slope -> slope.isNonnegative() == Truth.OPEN);
    }

    /** Whether the derivative is nonnegative in all directions at the ray (theorem T4 (ii)). */
    public Truth isLocallyMinimal(int ray) {
        Truth holds = Truth.YES;
        for (ProvedSign slope : slopes[ray]) {
            holds = holds.and(slope.isNonnegative());
        }
        return holds;
    }

    /** Whether every ray is {@linkplain #isLocallyMinimal locally minimal}. */
    public Truth isLocallyMinimal() {
        Truth holds = Truth.YES;
        for (int i = 0; i < faces.size(); i++) {
            holds = holds.and(isLocallyMinimal(i));
        }
        return holds;
    }

    /** Whether zero is a convex combination of the local gradients at every ray. */
    public Truth isClarkeStationary() {
        Truth holds = Truth.YES;
        for (int i = 0; i < faces.size(); i++) {
            holds = holds.and(isClarkeStationary(i));
        }
        return holds;
    }

    /**
     * Whether zero is a convex combination of the local gradients at the ray. With independent hyperplanes the local gradients
     * are the corners of a box and the two slopes across each hyperplane must agree in sign.
     */
    public Truth isClarkeStationary(int ray) {
        if (isLocallyMinimal(ray) == Truth.YES) {
            return Truth.YES;
        }
        return data.get(ray).conditions().areIndependent() ? boxContainsZero(ray) : refuteClarke(ray);
    }

    private Truth boxContainsZero(int ray) {
        Truth holds = Truth.YES;
        for (int l = 0; l < slopes[ray].length; l += 2) {
            holds = holds.and(agree(slopes[ray][l], slopes[ray][l + 1]));
        }
        return holds;
    }

    private static Truth agree(ProvedSign there, ProvedSign back) {
        if (there == ProvedSign.ZERO || back == ProvedSign.ZERO) {
            return Truth.YES;
        }
        if (there == ProvedSign.OPEN || back == ProvedSign.OPEN) {
            return Truth.OPEN;
        }
        return there == back ? Truth.YES : Truth.NO;
    }

    private Truth refuteClarke(int ray) {
        for (LocalConditions.LocalRay local : data.get(ray).conditions().rays()) {
            Interval slope = LocalConditions.largestSlope(
                    objective, data.get(ray), local.direction(), faces.get(ray).sign(), residual);
            if (slope.sign() < 0) {
                return Truth.NO;
            }
        }
        return Truth.OPEN;
    }

    /**
     * Whether no ray lets its neuron go (theorem T15): across every hyperplane through it either both slopes are nonnegative, or one is exactly zero and
     * the flow on that side only approaches the hyperplane beyond which the loss falls.
     */
    public Truth holdsItsRays() {
        Truth holds = Truth.YES;
        for (int i = 0; i < faces.size(); i++) {
            holds = holds.and(
                    LocalConditions.hold(slopes[i], data.get(i).conditions().areIndependent()));
        }
        return holds;
    }

    /** A direction in which the derivative at the ray is proved negative, if one is known. */
    public Optional<RationalVector> descent(int ray) {
        for (int l = 0; l < slopes[ray].length; l++) {
            if (slopes[ray][l] == ProvedSign.NEGATIVE) {
                return Optional.of(data.get(ray).conditions().rays().get(l).direction());
            }
        }
        return Optional.empty();
    }

    /** Rows for tests and reports: {@code face mass}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            parts.add(faces.get(i) + " " + mass(i).middle().doubleValue());
        }
        return parts.toString();
    }
}
