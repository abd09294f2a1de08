package org.talweg.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.data.Network;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.proof.FaceCache;
import org.talweg.proof.FaceData;
import org.talweg.support.SupportBound;
import org.talweg.support.SupportScan;

/**
 * Decides what a network with given exact weights is: stationary, a local minimum, a global one, and which neurons escape
 * (theorem T4). A network has rational weights, so every condition is a rational inequality and is decided exactly; no tolerance.
 *
 * <p>A first-order condition at each neuron decides all but one case. A stationary network with a neuron at zero is a local minimum
 * if and only if {@code h_c(r) <= mu} for every signed cell, and then it is a global one: that needs all cells.
 *
 * <p>Cost: O(m n d) exact operations; over all signed cells, one floating-point bound each and an exact projection where that bound
 * does not stay below mu.
 */
public final class NetworkClassifier {

    private final Objective objective;
    private final FaceCache faces;
    private final Optional<SignedCells> cells;
    private final int enoughNeurons;

    /**
     * @param cells all signed cells of the objective's arrangement; empty leaves open what depends on them
     * @param enoughNeurons a width that is known to hold an optimum over all signed cells; n always is
     */
    public NetworkClassifier(Objective objective, Optional<SignedCells> cells, int enoughNeurons) {
        this.objective = objective;
        this.faces = new FaceCache(objective);
        this.cells = cells;
        this.enoughNeurons = Math.min(enoughNeurons, objective.size());
    }

    /** A signed cell with {@code h_c(r) > mu}, and the projection of g_c(r) on it. */
    private record Violation(SignedCell cell, RationalVector maximiser) {}

    /**
     * Classifies a network.
     *
     * @throws IllegalArgumentException if the network does not have as many inputs as the data
     */
    public Classification classify(Network network) {
        if (network.dimension() != objective.dimension()) {
            throw new IllegalArgumentException(
                    "a network of " + network.dimension() + " inputs for data of " + objective.dimension());
        }
        NetworkPoint point = new NetworkPoint(objective, network);
        List<NeuronStatus> neurons = new ArrayList<>();
        Truth stationary = Truth.YES;
        Truth clarke = Truth.YES;
        for (int j = 0; j < network.width(); j++) {
            NeuronStatus status = NeuronCheck.of(point, faces, j);
            neurons.add(status);
            stationary = stationary.and(status.stationary());
            clarke = clarke.and(status.clarke());
        }
        int[] zero = IntStream.range(0, network.width()).filter(point::isZero).toArray();
        // Where it is of no use the search over all cells is left out.
        Optional<Violation> violation =
                stationary == Truth.YES || zero.length > 0 ? violation(point, stationary) : Optional.empty();
        violation.ifPresent(v -> {
            EscapeDirections directions = new EscapeDirections(point);
            for (int j : zero) {
                neurons.set(j, escaping(neurons.get(j), directions.switchOn(j, v.cell(), v.maximiser())));
            }
        });
        Answer answer = answer(stationary, zero.length > 0, violation.isPresent(), neurons);
        return new Classification(
                network,
                point.loss(),
                IntStream.range(0, network.width()).mapToObj(point::face).toList(),
                neurons,
                stationary,
                clarke,
                answer.localMinimum,
                answer.globalMinimum,
                answer.reason,
                new EscapeDirections(point).together(neurons));
    }

    private static NeuronStatus escaping(NeuronStatus status, NeuronEscape escape) {
        List<NeuronEscape> all = new ArrayList<>(status.escapes());
        all.add(escape);
        return new NeuronStatus(status.stationary(), status.clarke(), all, status.obstacle());
    }

    private record Answer(Truth localMinimum, Truth globalMinimum, String reason) {}

    private Answer answer(Truth stationary, boolean zeros, boolean violated, List<NeuronStatus> neurons) {
        if (stationary == Truth.NO) {
            return new Answer(Truth.NO, Truth.NO, "the loss falls to first order in some direction");
        }
        if (zeros && violated) {
            return new Answer(Truth.NO, Truth.NO, "a neuron at zero can be switched on");
        }
        if (stationary == Truth.OPEN) {
            String obstacle = neurons.stream()
                    .flatMap(n -> n.obstacle().stream())
                    .findFirst()
                    .orElseThrow();
            return new Answer(Truth.OPEN, Truth.OPEN, obstacle);
        }
        if (violated) {
            boolean reached = neurons.size() >= enoughNeurons;
            return new Answer(
                    Truth.YES,
                    reached ? Truth.NO : Truth.OPEN,
                    "every neuron is nonzero and no direction lowers the loss to first order; the optimum over all signed"
                            + " cells is lower"
                            + (reached ? "" : ", but this width may be too small for it"));
        }
        if (cells.isPresent()) {
            return new Answer(
                    Truth.YES, Truth.YES, "it attains the optimum over all signed cells: no width has a lower loss");
        }
        return zeros
                ? new Answer(
                        Truth.OPEN,
                        Truth.OPEN,
                        "stationary; whether a neuron at zero can be switched on depends on the cells, which were not"
                                + " enumerated")
                : new Answer(
                        Truth.YES,
                        Truth.OPEN,
                        "every neuron is nonzero and no direction lowers the loss to first order");
    }

    /** A signed cell with {@code h_c(r) > mu}, if there is one among the cells known; exact. */
    private Optional<Violation> violation(NetworkPoint point, Truth stationary) {
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        List<Host> tight = new ArrayList<>();
        if (stationary == Truth.YES) {
            // At a stationary neuron every cell of the star has h_c(r) = mu (theorem T4).
            for (int j = 0; j < point.network().width(); j++) {
                if (!point.isZero(j)) {
                    tight.add(new Host(point.network().a().get(j).signum(), faces.get(point.face(j))));
                }
            }
        }
        SignedCells all = cells.get();
        List<Interval> residual =
                point.residual().toList().stream().map(Interval::of).toList();
        double threshold = Interval.of(objective.mu()).lower();
        List<SupportScan.Entry> open = SupportScan.notBelow(
                all,
                residual,
                threshold,
                (sign, sides) -> tight.stream().anyMatch(f -> f.sign == sign && f.face.isInClosure(sides)));
        SupportBound bound = new SupportBound(objective);
        bound.setResidual(point.residual());
        Rational square = objective.mu().square();
        for (SupportScan.Entry entry : open) {
            SignedCell c = all.get(entry.index());
            Optional<RationalVector> v = bound.exactMaximiser(c, objective.sides(c.cell()));
            if (v.isPresent() && v.get().squaredNorm().compareTo(square) > 0) {
                return Optional.of(new Violation(c, v.get()));
            }
        }
        return Optional.empty();
    }

    /** Where a nonzero neuron lies. */
    private record Host(int sign, FaceData face) {}
}
