package org.talweg.graph;

import java.math.BigInteger;
import org.talweg.landscape.Region;
import org.talweg.proof.ProvedValue;

/** A region up to the order of its neurons, with its value; identified by its index in a {@link WholeGraph}. */
public final class RegionNode {

    private final int index;
    private final Region region;
    private final ProvedValue value;

    RegionNode(int index, Region region, ProvedValue value) {
        this.index = index;
        this.region = region;
        this.value = value;
    }

    public int index() {
        return index;
    }

    /** The region, neurons sorted. */
    public Region region() {
        return region;
    }

    /** The minimum of the loss in the closed region. */
    public ProvedValue value() {
        return value;
    }

    /** Regions it stands for. */
    public BigInteger orbit() {
        return RegionGraph.orbit(region);
    }

    @Override
    public String toString() {
        return region.toString();
    }
}
