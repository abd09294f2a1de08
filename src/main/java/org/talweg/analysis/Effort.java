package org.talweg.analysis;

import org.talweg.proof.ProofSettings;

/**
 * How far an analysis goes: the one place of all limits. None of them changes what is proved, only how much.
 *
 * @param nodes sets of faces that the search for local minima looks at, cut or decided, before it is given up; 0 for as many as take one to two
 *     minutes ({@link #nodesFor})
 * @param faces faces of the arrangement above which no search is begun; 0 for as many as leave the search most of this time ({@link #facesFor})
 * @param graphNodes as {@code nodes}, where a command about something else also wants the list of minima
 * @param graphCells signed cells above which such a command does without
 * @param evidenceCells signed cells up to which a certificate rests on a census of all optimal ray sets, the evidence that is checked fastest
 * @param evidencePrograms programs after which that census is given up
 * @param evidenceNodes sets of faces up to which a certificate rests on the tree of the search; each takes some 250 bytes
 * @param precision digits of proved values and binary places at which an open sign is given up
 */
public record Effort(
        long nodes,
        long faces,
        long graphNodes,
        long graphCells,
        long evidenceCells,
        long evidencePrograms,
        long evidenceNodes,
        ProofSettings precision) {

    /** Ends within about two minutes on two cores, but for the optimum over all signed cells where there are millions of them. */
    public static final Effort DEFAULT = new Effort(0, 0, 300_000, 400, 128, 30_000, 1_000_000, ProofSettings.DEFAULT);

    /** A set of faces takes time in proportion to about n d^3; so many of these units make some 90 seconds on two cores. */
    private static final long UNITS = 1_200_000_000;

    /** What the conditions of one face may cost, in the same units. */
    private static final long FACE = 54;

    private static final long MOST_FACES = 40_000;

    /** The number of faces of n rows of dimension d above which no search is begun. */
    public long facesFor(int n, int d) {
        return faces > 0 ? faces : Math.min(MOST_FACES, UNITS / (FACE * units(n, d)));
    }

    /** The limit of the search for n rows of dimension d. The same on every machine, so that the result is. */
    public long nodesFor(int n, int d) {
        return nodes > 0 ? nodes : Math.max(20_000, UNITS / units(n, d));
    }

    private static long units(int n, int d) {
        // rows without a dimension are data too
        return Math.max(1, (long) n * d * d * d);
    }

    /** The same with another limit of the search. */
    public Effort withNodes(long most) {
        return new Effort(
                most, faces, graphNodes, graphCells, evidenceCells, evidencePrograms, evidenceNodes, precision);
    }

    /** The same whatever the number of faces. */
    public Effort withAnyFaces() {
        return new Effort(
                nodes,
                Long.MAX_VALUE,
                graphNodes,
                graphCells,
                evidenceCells,
                evidencePrograms,
                evidenceNodes,
                precision);
    }

    /** The same with other digits and places. */
    public Effort withPrecision(ProofSettings other) {
        return new Effort(nodes, faces, graphNodes, graphCells, evidenceCells, evidencePrograms, evidenceNodes, other);
    }
}
