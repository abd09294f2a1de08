package org.talweg.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.talweg.arrangement.SignVector;
import org.talweg.data.Network;
import org.talweg.exact.Rational;
import org.talweg.exact.Truth;

/**
 * What a network is in the landscape, decided in exact arithmetic.
 *
 * @param loss the loss, exact
 * @param faces the face that each neuron's weights lie on
 * @param neurons what is decided about each neuron
 * @param stationary YES if no direction has a negative one-sided derivative
 * @param clarke YES if zero lies in the Clarke subdifferential
 * @param localMinimum YES if no network near by has a lower loss (theorem T4)
 * @param globalMinimum YES if no network of any width has a lower loss, NO if one of this width has
 * @param reason one sentence: the argument for {@code localMinimum}, or what is missing for one
 * @param descent a way down, unless none was found
 */
public record Classification(
        Network network,
        Rational loss,
        List<SignVector> faces,
        List<NeuronStatus> neurons,
        Truth stationary,
        Truth clarke,
        Truth localMinimum,
        Truth globalMinimum,
        String reason,
        Optional<NetworkDescent> descent) {

    public Classification {
        faces = List.copyOf(faces);
        neurons = List.copyOf(neurons);
    }

    /** The ways in which single neurons lower the loss, by neuron. */
    public Stream<NeuronEscape> escapes() {
        return neurons.stream().flatMap(n -> n.escapes().stream());
    }
}
