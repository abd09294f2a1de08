package org.talweg.graph;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Truth;
import org.talweg.proof.ProvedValue;

/**
 * The merge tree of the loss at one width, up to the order of the neurons: how the components of {@code { L <= t }} appear and join as t grows
 * (theorem T7). Leaves are basins, by value; inner nodes are joins, by height.
 *
 * @param basins leaves
 * @param joins inner nodes
 * @param mergers where labelled copies of one branch join each other and nothing else
 * @param open what is not proved about the tree; everything else is
 */
public record MergeTree(List<Basin> basins, List<Join> joins, List<Merger> mergers, List<Open> open) {

    public MergeTree {
        basins = List.copyOf(basins);
        joins = List.copyOf(joins);
        mergers = List.copyOf(mergers);
        open = List.copyOf(open);
    }

    /**
     * A node of the tree.
     *
     * @param isBasin a basin, or else a join
     * @param index its index in the list
     */
    public record Branch(boolean isBasin, int index) {}

    /**
     * A component of the sublevel sets, from where it appears.
     *
     * @param value encloses its least loss
     * @param regions the regions that attain it
     * @param copies labelled components that it stands for at its value; empty if not counted
     * @param global whether its least loss is the global minimum of the width
     * @param barrier the least height from which a strictly lower point can be reached; empty if there is none, or none is proved
     * @param join index of the join at that height, or -1
     */
    public record Basin(
            Enclosure value,
            List<RegionNode> regions,
            Optional<BigInteger> copies,
            Truth global,
            Optional<Enclosure> barrier,
            int join) {

        /** Barrier minus value. */
        public Optional<Enclosure> persistence() {
            return barrier.map(b -> b.subtract(value));
        }

        /** The value of a region that attains the least loss, with its optimum. */
        public ProvedValue minimum() {
            return regions.get(0).value();
        }
    }

    /**
     * Branches that meet.
     *
     * @param height encloses the least height at which they are connected
     * @param branches the branches, at least two
     * @param passes edges at that height, one less than branches, that connect them
     * @param copies labelled components afterwards; empty if not counted
     * @param decided false if more than two branches meet at heights whose order is open
     */
    public record Join(
            Enclosure height,
            List<Branch> branches,
            List<RegionEdge> passes,
            Optional<BigInteger> copies,
            boolean decided) {}

    /**
     * A height at which labelled copies of a branch join each other.
     *
     * @param pass an edge at that height that joins two of them
     */
    public record Merger(Branch branch, Enclosure height, BigInteger before, BigInteger after, RegionEdge pass) {}

    /**
     * Something that is not proved.
     *
     * @param range encloses the values whose order is open
     * @param subjects the regions or passes concerned
     * @param question what depends on it
     */
    public record Open(Enclosure range, List<String> subjects, String question) {}

    /** True if nothing is open. */
    public boolean isDecided() {
        return open.isEmpty();
    }

    /** Labelled components of the set of global minima; empty if not counted or open. */
    public Optional<BigInteger> globalComponents() {
        BigInteger sum = BigInteger.ZERO;
        for (Basin b : basins) {
            if (b.global() == Truth.OPEN
                    || (b.global() == Truth.YES && b.copies().isEmpty())) {
                return Optional.empty();
            }
            sum = b.global() == Truth.YES ? sum.add(b.copies().orElseThrow()) : sum;
        }
        return Optional.of(sum);
    }
}
