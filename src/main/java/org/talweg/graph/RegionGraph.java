package org.talweg.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.ProvedValue;
import org.talweg.proof.ValueProver;

/**
 * The region graph up to the order of the neurons, to be walked without being built: a node is a region with its neurons sorted,
 * edges are {@link Move}s. Values are proved when first asked for and kept, by the set of cells and faces they depend on.
 * Thread-safe; the answers do not depend on the order of the questions.
 */
public final class RegionGraph {

    private final ValueProver prover;
    private final CellSet cells;
    private final Map<List<SignedCell>, ProvedValue> values = new ConcurrentHashMap<>();

    /** The graph over all cells of an arrangement. */
    public RegionGraph(ValueProver prover, CellSet cells) {
        this.prover = prover;
        this.cells = cells;
    }

    public Objective objective() {
        return prover.objective();
    }

    public ValueProver prover() {
        return prover;
    }

    /** All cells. */
    public CellSet cells() {
        return cells;
    }

    /** The same region with its neurons in order. */
    public static Region sorted(Region region) {
        return new Region(region.neurons().stream().sorted().toList());
    }

    /** The number of regions that differ from this one only in the order of their neurons. */
    public static BigInteger orbit(Region region) {
        BigInteger orbit = BigInteger.ONE;
        int run = 0;
        List<SignedCell> neurons = sorted(region).neurons();
        for (int j = 0; j < neurons.size(); j++) {
            run = j > 0 && neurons.get(j).equals(neurons.get(j - 1)) ? run + 1 : 1;
            orbit = orbit.multiply(BigInteger.valueOf(j + 1)).divide(BigInteger.valueOf(run));
        }
        return orbit;
    }

    /** P(S), the minimum of the loss in the closed region. */
    public ProvedValue value(Region region) {
        return value(region.program(objective()));
    }

    /**
     * The minimum of the loss where the two closed regions meet. If the minimiser of one of them lies there, the value of that
     * region itself, so that equal values are recognised as such.
     */
    public ProvedValue value(Move move) {
        ProvedValue from = value(move.from());
        if (from.isAttainedIn(move.program())) {
            return from;
        }
        ProvedValue to = value(move.to());
        return to.isAttainedIn(move.program()) ? to : value(move.program());
    }

    private ProvedValue value(RegionProgram program) {
        ProvedValue known = values.get(program.cells());
        if (known != null) {
            return known;
        }
        ProvedValue proved = prover.prove(program);
        ProvedValue first = values.putIfAbsent(program.cells(), proved);
        return first == null ? proved : first;
    }

    /** The edges at a region whose neurons are sorted, one for each distinct cell and wall of it, in a fixed order. */
    public List<Move> moves(Region region) {
        List<Move> moves = new ArrayList<>();
        for (SignedCell c : new TreeSet<>(region.neurons())) {
            List<SignedCell> others = new ArrayList<>(region.neurons());
            others.remove(c);
            int index = cells.indexOf(c.cell());
            for (int h : cells.facets(index)) {
                SignedCell next = new SignedCell(c.sign(), cells.signs(cells.neighbour(index, h)));
                moves.add(move(region, others, c, next, Move.Kind.FACET, withFacet(others, c, h)));
            }
            moves.add(move(region, others, c, new SignedCell(-c.sign(), c.cell()), Move.Kind.SIGN, others));
        }
        return moves;
    }

    private Move move(
            Region from,
            List<SignedCell> others,
            SignedCell left,
            SignedCell entered,
            Move.Kind kind,
            List<SignedCell> program) {
        List<SignedCell> to = new ArrayList<>(others);
        to.add(entered);
        return new Move(from, sorted(new Region(to)), left, entered, kind, new RegionProgram(objective(), program));
    }

    /** The other neurons and one on the facet; without it where it adds nothing: inside another neuron's cell, or zero. */
    private List<SignedCell> withFacet(List<SignedCell> others, SignedCell c, int h) {
        SignedFace facet = new SignedFace(c.sign(), onHyperplane(c.cell(), h));
        if (facet.covector().zeros() == facet.covector().size()
                || others.stream().anyMatch(facet::isInClosureOf)) {
            return others;
        }
        List<SignedCell> program = new ArrayList<>(others);
        program.add(new SignedCell(c.sign(), facet.covector()));
        return program;
    }

    private SignVector onHyperplane(SignVector cell, int h) {
        Arrangement arrangement = cells.arrangement();
        int[] signs = new int[cell.size()];
        for (int k = 0; k < signs.length; k++) {
            signs[k] = arrangement.hyperplaneOf(k) == h ? 0 : cell.sign(k);
        }
        return SignVector.of(signs);
    }
}
