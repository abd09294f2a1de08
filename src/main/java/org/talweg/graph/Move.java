package org.talweg.graph;

import org.talweg.landscape.Region;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.SignedCell;

/**
 * An edge of the region graph: one neuron leaves a signed cell for an adjacent one.
 *
 * @param from the region, neurons sorted
 * @param to the adjacent region, neurons sorted
 * @param left the signed cell that the neuron leaves
 * @param entered the signed cell it enters
 * @param kind what the two cells share
 * @param program the program whose value is the minimum of the loss where the two closed regions meet (theorem T7)
 */
public record Move(Region from, Region to, SignedCell left, SignedCell entered, Kind kind, RegionProgram program) {

    /** What two adjacent signed cells share. */
    public enum Kind {
        /** A facet of the cells, with the same output sign. */
        FACET,
        /** The zero neuron: same cell, opposite output sign. */
        SIGN
    }
}
