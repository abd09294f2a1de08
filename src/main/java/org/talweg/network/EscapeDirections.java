package org.talweg.network;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.talweg.data.Network;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.SignedCell;

/** Directions in which a network escapes, in numbers a person can read, and one for the whole network. */
final class EscapeDirections {

    /** Numbers of at most this many bits are left as they are. */
    private static final int SHORT = 48;

    private static final int[] BITS = {4, 8, 16, 32, 64, 128};

    private final NetworkPoint point;

    EscapeDirections(NetworkPoint point) {
        this.point = point;
    }

    /** The escape of a neuron at zero with the maximiser v of {@code h_c(r) > mu}; {@code a = s h_c |v| / mu} is the best for it. */
    NeuronEscape switchOn(int j, SignedCell c, RationalVector v) {
        Rational a = v.squaredNorm().divide(point.objective().mu()).multiply(c.sign());
        return shortened(new NeuronEscape(
                j, NeuronEscape.Kind.SWITCH_ON, a, v, 2, point.secondOrderAtZero(a, v), Optional.of(c)));
    }

    /** The escape, or one in a rounded direction that is at least half as good, with its own exact rate. */
    NeuronEscape shortened(NeuronEscape escape) {
        if (isShort(escape.a()) && escape.w().toList().stream().allMatch(EscapeDirections::isShort)) {
            return escape;
        }
        for (int bits : BITS) {
            NeuronEscape rounded = rounded(escape, bits);
            if (rounded.rate().compareTo(escape.rate().divide(Rational.TWO)) <= 0) {
                return rounded;
            }
        }
        return escape;
    }

    private static boolean isShort(Rational value) {
        return value.numerator().bitLength() + value.denominator().bitLength() <= SHORT;
    }

    private NeuronEscape rounded(NeuronEscape escape, int bits) {
        Rational largest = escape.a().abs();
        for (Rational e : escape.w().toList()) {
            largest = largest.max(e.abs());
        }
        int places = bits - exponent(largest);
        Rational half = Rational.scaleByPowerOfTwo(BigInteger.ONE, -places - 1);
        Rational a = escape.a().add(half).roundDown(places);
        RationalVector w = escape.w().map(e -> e.add(half).roundDown(places));
        Rational rate = escape.order() == 1 ? point.derivative(escape.neuron(), a, w) : point.secondOrderAtZero(a, w);
        Optional<SignedCell> into = escape.into()
                .map(c -> new SignedCell(
                        c.sign(), point.objective().arrangement().faceOf(w).compose(c.cell())));
        return new NeuronEscape(escape.neuron(), escape.kind(), a, w, escape.order(), rate, into);
    }

    /** e with {@code 2^(e-1) < value < 2^(e+1)}. */
    private static int exponent(Rational value) {
        return value.numerator().bitLength() - value.denominator().bitLength();
    }

    /** The steepest way down of each neuron at once, or the first neuron that can be switched on; empty if there is neither. */
    Optional<NetworkDescent> together(List<NeuronStatus> neurons) {
        List<NeuronEscape> first = new ArrayList<>();
        for (NeuronStatus neuron : neurons) {
            neuron.escapes().stream()
                    .filter(e -> e.order() == 1)
                    .max(Comparator.comparing(NeuronEscape::squaredSlope))
                    .ifPresent(first::add);
        }
        if (!first.isEmpty()) {
            return Optional.of(descent(first));
        }
        return neurons.stream().flatMap(n -> n.escapes().stream()).findFirst().map(e -> descent(List.of(e)));
    }

    /** Derivatives of first order add over the neurons. */
    private NetworkDescent descent(List<NeuronEscape> escapes) {
        Network network = point.network();
        Rational[] a = RationalVector.zero(network.width()).toList().toArray(Rational[]::new);
        List<RationalVector> w = new ArrayList<>();
        for (int j = 0; j < network.width(); j++) {
            w.add(RationalVector.zero(network.dimension()));
        }
        Rational rate = Rational.ZERO;
        for (NeuronEscape e : escapes) {
            // Steeper ways get longer steps, as in gradient descent; a power of two keeps the numbers short.
            int power = e.order() == 1 ? exponent(e.rate().abs().divide(e.squaredLength())) : 0;
            Rational scale = Rational.scaleByPowerOfTwo(BigInteger.ONE, power);
            a[e.neuron()] = e.a().multiply(scale);
            w.set(e.neuron(), e.w().multiply(scale));
            rate = rate.add(e.rate().multiply(scale));
        }
        Network direction = new Network(RationalVector.of(a), RationalMatrix.ofRows(w, network.dimension()));
        int order = escapes.get(0).order();
        Rational step = Rational.ONE;
        while (true) {
            Rational after = NetworkPoint.loss(point.objective(), network.moved(direction, step));
            if (after.compareTo(point.loss()) < 0) {
                return new NetworkDescent(direction, order, rate, step, after);
            }
            // The rate is negative, so a small enough step succeeds.
            step = step.divide(Rational.of(8));
        }
    }
}
