package org.talweg.graph;

import org.talweg.proof.ProvedValue;

/**
 * An edge between regions, with the least loss at which one can pass.
 *
 * @param from the node of lower index
 * @param to the other node
 * @param move which neuron crosses what, from {@code from} to {@code to}
 * @param value the minimum of the loss where the closed regions meet
 */
public record RegionEdge(RegionNode from, RegionNode to, Move move, ProvedValue value) {

    @Override
    public boolean equals(Object o) {
        return o instanceof RegionEdge e && from == e.from && to == e.to;
    }

    @Override
    public int hashCode() {
        return 31 * from.index() + to.index();
    }
}
