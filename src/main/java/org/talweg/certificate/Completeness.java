package org.talweg.certificate;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.talweg.exact.Rational;

/** Evidence that a list of local minima is complete. Its long parts are made while they are written, once. */
public sealed interface Completeness {

    /** The optima of all other regions; with those that are claimed they account for all regions. */
    record Checksum(Stream<OptimalRaySet> raySets) implements Completeness {}

    /**
     * A tree of sets of signed faces, which excludes all sets but those of the listed minima.
     *
     * @param ball t, which chooses the ball around all residuals
     * @param conditions one entry for each face of the certificate
     * @param tree gives the nodes to a consumer, each before its children
     * @param optima those that nodes refer to; asked for after the tree
     */
    record Search(
            Rational ball,
            Stream<FaceConditions> conditions,
            Consumer<Consumer<SearchNode>> tree,
            Supplier<List<OptimalRaySet>> optima)
            implements Completeness {}
}
