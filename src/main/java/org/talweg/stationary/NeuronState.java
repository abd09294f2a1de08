package org.talweg.stationary;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.arrangement.OpenCone;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.stationary.Stationarity.Slope;

/**
 * First-order conditions at one neuron, decided exactly (theorem N2): since D_j is linear on each cone of its fan, its values on the generators say everything. Neurons decouple to
 * first order.
 */
final class NeuronState {

    private final int neuron;
    private final RationalVector a;
    private final OneSidedDerivative derivative;
    private final Optional<LocalFan> fan;
    private final List<Slope> slopes;

    NeuronState(int neuron, RationalVector a, OneSidedDerivative derivative) {
        this.neuron = neuron;
        this.a = a;
        this.derivative = derivative;
        this.fan = LocalFan.isFeasible(derivative.kinkNormals())
                ? Optional.of(LocalFan.of(derivative.kinkNormals()))
                : Optional.empty();
        List<Slope> found = new ArrayList<>();
        fan.ifPresent(f -> {
            f.lineality().forEach(v -> found.add(new Slope(v, derivative.at(v), true)));
            f.rays().forEach(v -> found.add(new Slope(v, derivative.at(v), false)));
        });
        this.slopes = List.copyOf(found);
    }

    /** F(w_j). */
    RationalVector value() {
        return derivative.value();
    }

    /** D_j along the generators. */
    List<Slope> slopes() {
        return slopes;
    }

    /** {@code <a_j, D_j(v)>}: n/2 times the one-sided derivative of the loss along v. */
    Rational slope(RationalVector v) {
        return a.dot(derivative.at(v));
    }

    /** {@code F(w_j) = 0} and {@code <a_j, D_j> >= 0}. */
    Truth isStationary() {
        if (!value().isZero()) {
            return Truth.NO;
        }
        return fan.isEmpty() ? Truth.OPEN : falling().isEmpty() ? Truth.YES : Truth.NO;
    }

    /** Directions v with {@code <a_j, D_j(v)> < 0} among the generators. */
    List<RationalVector> falling() {
        List<RationalVector> falling = new ArrayList<>();
        for (Slope slope : slopes) {
            int sign = a.dot(slope.derivative()).signum();
            if (sign < 0) {
                falling.add(slope.direction());
            } else if (sign > 0 && slope.both()) {
                falling.add(slope.direction().negate());
            }
        }
        return falling;
    }

    /** The first generator along which the neuron escapes, if it does. */
    Optional<EscapeNeuron> escape() {
        return slopes.stream()
                .filter(s -> a.dot(s.derivative()).isZero() && !s.derivative().isZero())
                .findFirst()
                .map(s -> new EscapeNeuron(neuron, s.direction(), s.derivative(), a.isZero()));
    }

    /**
     * Whether zero is in the neuron's part of the Clarke subdifferential: {@code F(w_j) = 0}, and zero is a convex combination of the gradients {@code D_c' a_j} of the cones c.
     */
    Truth isClarke() {
        if (!value().isZero()) {
            return Truth.NO;
        }
        if (fan.isEmpty()) {
            return Truth.OPEN;
        }
        boolean independent = fan.get().rays().size() == 2 * fan.get().normals().rows();
        return (independent ? everySlopeTurns() : hullHoldsZero(fan.get())) ? Truth.YES : Truth.NO;
    }

    /** With independent hyperplanes the gradients are the corners of a box: each of its sides must contain zero. */
    private boolean everySlopeTurns() {
        int lineality = fan.orElseThrow().lineality().size();
        for (int i = 0; i < lineality; i++) {
            if (!a.dot(slopes.get(i).derivative()).isZero()) {
                return false;
            }
        }
        for (int i = lineality; i < slopes.size(); i += 2) {
            int up = a.dot(slopes.get(i).derivative()).signum();
            int down = a.dot(slopes.get(i + 1).derivative()).signum();
            if (up * down < 0) {
                return false;
            }
        }
        return true;
    }

    /** Gordan: zero is no convex combination if and only if some direction has a positive product with all gradients. */
    private boolean hullHoldsZero(LocalFan cones) {
        List<BigInteger[]> gradients = new ArrayList<>();
        for (SignVector cone : cones.cones()) {
            RationalVector gradient = derivative.linear().multiplyTransposed(a);
            for (int i = 0; i < derivative.kinks().size(); i++) {
                OneSidedDerivative.Kink kink = derivative.kinks().get(i);
                gradient = gradient.combine(kink.normal(), a.dot(cone.sign(i) > 0 ? kink.above() : kink.below()));
            }
            if (gradient.isZero()) {
                return true;
            }
            gradients.add(gradient.primitive());
        }
        return OpenCone.decide(gradients.toArray(BigInteger[][]::new))
                .interior()
                .isEmpty();
    }
}
