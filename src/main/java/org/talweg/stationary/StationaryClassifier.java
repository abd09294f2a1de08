package org.talweg.stationary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.SignVector;
import org.talweg.data.VectorDataset;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;

/**
 * Decides what a network with exact weights is without weight decay: stationary, a local minimum, and which neurons escape (theorems N1 to N5 of stationary.md). No tolerance and no
 * linear program: {@code F(w_j) = 0} and the values of D_j on the generators of its fan decide everything for one output, and for several unless a neuron with {@code a_j != 0}
 * escapes; then {@link SecondOrder} does, or leaves it open.
 *
 * <p>Cost: O(m n d p) exact operations, and for a neuron on b hyperplanes of rank q, {@code C(b, q - 1)} null spaces where they are dependent.
 */
public final class StationaryClassifier {

    private final VectorDataset data;
    private final Arrangement arrangement;

    public StationaryClassifier(VectorDataset data) {
        this.data = data;
        this.arrangement = Arrangement.of(data.inputs());
    }

    /**
     * Classifies a network.
     *
     * @throws IllegalArgumentException if it has other inputs or outputs than the data
     */
    public Stationarity classify(VectorNetwork network) {
        if (network.dimension() != data.dimension() || network.outputs() != data.outputs()) {
            throw new IllegalArgumentException("a network of " + network.dimension() + " inputs and "
                    + network.outputs() + " outputs for data of " + data.dimension() + " and " + data.outputs());
        }
        RationalMatrix residual = network.residual(data);
        List<OneSidedDerivative> derivatives = new ArrayList<>();
        List<NeuronState> neurons = new ArrayList<>();
        List<SignVector> faces = new ArrayList<>();
        Truth stationary = Truth.YES;
        Truth clarke = Truth.YES;
        for (int j = 0; j < network.width(); j++) {
            RationalVector w = network.w().row(j);
            derivatives.add(new OneSidedDerivative(arrangement, residual, network.activation(), w));
            neurons.add(new NeuronState(j, network.a().row(j), derivatives.get(j)));
            faces.add(arrangement.faceOf(w));
            stationary = stationary.and(neurons.get(j).isStationary());
            clarke = clarke.and(neurons.get(j).isClarke());
        }
        List<EscapeNeuron> escapes = stationary == Truth.YES
                ? neurons.stream().flatMap(s -> s.escape().stream()).toList()
                : List.of();
        Answer answer = stationary == Truth.YES
                ? minimality(network, derivatives, escapes)
                : stationary == Truth.NO
                        ? new Answer(
                                Truth.NO,
                                "the loss falls to first order in some direction",
                                Optional.of(firstOrder(network, neurons)))
                        : new Answer(
                                Truth.OPEN,
                                "a neuron lies on dependent hyperplanes that cut out too many rays",
                                Optional.empty());
        return new Stationarity(
                network,
                network.loss(data),
                faces,
                stationary,
                clarke,
                answer.minimum,
                answer.reason,
                escapes,
                answer.way.map(way -> descent(network, way)),
                stationary == Truth.YES
                        ? neurons.stream().map(NeuronState::slopes).toList()
                        : List.of());
    }

    private record Answer(Truth minimum, String reason, Optional<Way> way) {}

    private Answer minimality(VectorNetwork network, List<OneSidedDerivative> derivatives, List<EscapeNeuron> escapes) {
        if (escapes.isEmpty()) {
            return new Answer(Truth.YES, "stationary, and no neuron escapes", Optional.empty());
        }
        Optional<EscapeNeuron> silent =
                escapes.stream().filter(EscapeNeuron::silent).findFirst();
        if (silent.isPresent()) {
            return new Answer(
                    Truth.NO,
                    "neuron " + (silent.get().neuron() + 1) + " has output weight zero and escapes",
                    Optional.of(alongEscape(network, silent.get())));
        }
        SecondOrder.Decision decision = SecondOrder.of(data, network, derivatives);
        return new Answer(decision.minimum(), decision.reason(), decision.way());
    }

    /** The steepest of the ways of single neurons. */
    private Way firstOrder(VectorNetwork network, List<NeuronState> neurons) {
        Rational factor = Rational.of(2, data.size());
        List<Way> ways = new ArrayList<>();
        for (int j = 0; j < neurons.size(); j++) {
            RationalVector value = neurons.get(j).value();
            if (!value.isZero()) {
                ways.add(Way.of(
                        network,
                        j,
                        value.negate(),
                        RationalVector.zero(network.dimension()),
                        1,
                        value.squaredNorm().negate().multiply(factor)));
            }
            for (RationalVector v : neurons.get(j).falling()) {
                Rational rate = neurons.get(j).slope(v).multiply(factor);
                ways.add(Way.of(network, j, RationalVector.zero(network.outputs()), v, 1, rate));
            }
        }
        return ways.stream().max(Comparator.comparing(Way::squaredSlope)).orElseThrow();
    }

    /**
     * With a_j = 0: {@code b = -tau D_j(v)} and v give {@code -(tau/n) |D|^2 (2 - tau |phi|^2) t^2 + O(t^3)}, phi being the activations {@code rho(X w_j)}; tau = 1/|phi|^2 is
     * best.
     */
    private Way alongEscape(VectorNetwork network, EscapeNeuron escape) {
        Rational phi = network.activation()
                .at(data.inputs().multiply(network.w().row(escape.neuron())))
                .squaredNorm();
        Rational tau = phi.isZero() ? Rational.ONE : Rational.ONE.divide(phi);
        Rational rate = escape.derivative()
                .squaredNorm()
                .multiply(tau)
                .multiply(Rational.TWO.subtract(tau.multiply(phi)))
                .divide(Rational.of(-data.size()));
        return Way.of(
                network, escape.neuron(), escape.derivative().multiply(tau.negate()), escape.direction(), 2, rate);
    }

    /** The way with a step after which the loss is lower, exactly evaluated. */
    private LossDescent descent(VectorNetwork network, Way way) {
        Rational before = network.loss(data);
        Rational step = Rational.ONE;
        while (true) {
            Rational after = network.moved(way.a(), way.w(), step).loss(data);
            if (after.compareTo(before) < 0) {
                return new LossDescent(way.a(), way.w(), way.order(), way.rate(), step, after);
            }
            // The rate is negative, so a small enough step succeeds.
            step = step.divide(Rational.of(8));
        }
    }
}
