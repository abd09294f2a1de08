package org.talweg.network;

import java.util.List;
import java.util.Optional;
import org.talweg.exact.Truth;

/**
 * What is decided about one neuron of a network, the others fixed.
 *
 * @param stationary YES if no direction has a negative one-sided derivative; OPEN only with an obstacle
 * @param clarke YES if the neuron is balanced and zero is a convex combination of the gradients around it
 * @param escapes the ways down that were found, at most one of each kind
 * @param obstacle why something is OPEN, in one sentence
 */
public record NeuronStatus(Truth stationary, Truth clarke, List<NeuronEscape> escapes, Optional<String> obstacle) {

    public NeuronStatus {
        escapes = List.copyOf(escapes);
    }
}
