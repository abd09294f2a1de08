package org.talweg.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.combinatorics.BinomialCoefficientDouble;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.network.NeuronEscape.Kind;
import org.talweg.proof.FaceCache;
import org.talweg.proof.FaceData;
import org.talweg.proof.LocalConditions;

/**
 * First-order conditions at one neuron of a network, decided exactly (theorem T4).
 *
 * <p>In the weights (a_j, w_j) the loss has rational one-sided derivatives. They are nonnegative in all directions if and only if
 * the neuron is balanced, the gradient along the face vanishes, and the derivative along every ray of the local arrangement
 * ({@link LocalConditions}) is nonnegative. With independent hyperplanes the two slopes across each must agree in sign for
 * Clarke's condition; otherwise the gradients of all local cells decide ({@link LocalGradients}).
 *
 * <p>Cost: O(n d) and an elimination; for a neuron on more hyperplanes than their rank one null space for each (rank - 1)-subset.
 */
public final class NeuronCheck {

    /** With more local rays than this the neuron is left open. */
    private static final int LOCAL_RAYS = 20_000;

    private final NetworkPoint point;
    private final FaceCache faces;
    private final int j;
    private final Rational a;
    private final RationalVector w;
    private final List<NeuronEscape> escapes = new ArrayList<>();

    private NeuronCheck(NetworkPoint point, FaceCache faces, int j) {
        this.point = point;
        this.faces = faces;
        this.j = j;
        this.a = point.network().a().get(j);
        this.w = point.network().w().row(j);
    }

    /** The status of neuron j (from 0). */
    public static NeuronStatus of(NetworkPoint point, FaceCache faces, int j) {
        return new NeuronCheck(point, faces, j).status();
    }

    private NeuronStatus status() {
        boolean balanced = balance();
        if (w.isZero()) {
            // Without weights no row is active: the loss is flat here, or only decay counts.
            return decided(balanced, balanced);
        }
        FaceData face = faces.get(point.face(j));
        boolean flat = gradient(face);
        if (!flat || face.boundary().length == 0) {
            return decided(balanced && flat, balanced && flat);
        }
        if (tooManyRays(face)) {
            return new NeuronStatus(
                    balanced ? Truth.OPEN : Truth.NO,
                    balanced ? Truth.OPEN : Truth.NO,
                    escapes,
                    Optional.of("neuron " + (j + 1) + " lies on " + face.boundary().length
                            + " dependent hyperplanes with more than " + LOCAL_RAYS + " local rays"));
        }
        return kinks(face, balanced);
    }

    private NeuronStatus decided(boolean stationary, boolean clarke) {
        return new NeuronStatus(
                stationary ? Truth.YES : Truth.NO, clarke ? Truth.YES : Truth.NO, escapes, Optional.empty());
    }

    private void escape(Kind kind, Rational alpha, RationalVector delta) {
        Rational rate = point.derivative(j, alpha, delta);
        NeuronEscape escape = new NeuronEscape(j, kind, alpha, delta, 1, rate, Optional.empty());
        escapes.add(new EscapeDirections(point).shortened(escape));
    }

    /** {@code (t a, w/t)} keeps the outputs; the decay falls in one of the two directions unless |a| = |w|. */
    private boolean balance() {
        int side = point.network().imbalance(j).signum();
        if (side != 0) {
            Rational t = Rational.of(side);
            escape(Kind.UNBALANCED, a.multiply(t), w.multiply(t).negate());
        }
        return side == 0;
    }

    /** Whether the gradient in (a, w) along the face vanishes, apart from the direction of {@link #balance}. */
    private boolean gradient(FaceData face) {
        Rational alpha = point.outputDerivative(j);
        RationalVector delta = alongFace(face, point.gradient(j));
        Rational squaredLength = a.square().add(w.squaredNorm());
        Rational part = a.multiply(alpha).subtract(w.dot(delta)).divide(squaredLength);
        alpha = alpha.subtract(part.multiply(a));
        delta = delta.combine(w, part);
        boolean flat = alpha.isZero() && delta.isZero();
        if (!flat) {
            escape(Kind.GRADIENT, alpha.negate(), delta.negate());
        }
        return flat;
    }

    /** The projection on the span of the face: orthogonal to the normals of its hyperplanes. */
    private RationalVector alongFace(FaceData face, RationalVector g) {
        RationalMatrix normals = normals(face);
        if (normals.rows() == 0) {
            return g;
        }
        List<RationalVector> basis = new ArrayList<>();
        for (int i : normals.independentRows()) {
            basis.add(normals.row(i));
        }
        RationalMatrix n = RationalMatrix.ofRows(basis, g.size());
        RationalVector t = n.multiply(n.transpose()).solve(n.multiply(g)).orElseThrow();
        return g.subtract(n.multiplyTransposed(t));
    }

    private RationalMatrix normals(FaceData face) {
        Objective objective = point.objective();
        List<RationalVector> normals = new ArrayList<>();
        for (int h : face.boundary()) {
            normals.add(RationalVector.of(objective.arrangement().normal(h)));
        }
        return RationalMatrix.ofRows(normals, objective.dimension());
    }

    private boolean tooManyRays(FaceData face) {
        int rank = normals(face).rank();
        return rank < face.boundary().length
                && 2 * BinomialCoefficientDouble.value(face.boundary().length, rank - 1) > LOCAL_RAYS;
    }

    private NeuronStatus kinks(FaceData face, boolean balanced) {
        LocalConditions conditions = face.conditions();
        List<NeuronEscape> falling = new ArrayList<>();
        boolean agree = true;
        int previous = 0;
        for (int l = 0; l < conditions.rays().size(); l++) {
            RationalVector delta = conditions.rays().get(l).direction();
            Rational slope = point.derivative(j, Rational.ZERO, delta);
            if (slope.signum() < 0) {
                falling.add(new NeuronEscape(j, Kind.KINK, Rational.ZERO, delta, 1, slope, Optional.empty()));
            }
            // A ray and its opposite are neighbours.
            agree = agree && (l % 2 == 0 || previous * slope.signum() >= 0);
            previous = slope.signum();
        }
        boolean held = falling.isEmpty()
                || (conditions.areIndependent() ? agree : LocalGradients.containZero(point, j, face.boundary()));
        falling.stream()
                .max(Comparator.comparing(NeuronEscape::squaredSlope))
                .ifPresent(e -> escape(held ? Kind.CONCAVE_KINK : Kind.KINK, e.a(), e.w()));
        return decided(balanced && falling.isEmpty(), balanced && held);
    }
}
