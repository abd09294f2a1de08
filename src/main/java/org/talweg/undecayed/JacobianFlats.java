package org.talweg.undecayed;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * The lattice of the sums of the subspaces {@code V_A = D_A X R^d} of Q^n, A a cell. The column space of the first-layer Jacobian of a region, all output weights
 * nonzero, is the sum of V_A over the cells that its neurons use. A flat is the set of all cells with V_A in such a sum (theorem J1 of undecayed.md).
 *
 * <p>Everything is over Q. Residues modulo a prime only save work: a product that is not zero modulo the prime is not zero; and a set of cells that contains a
 * flat and is a flat of the same rank is the flat.
 */
final class JacobianFlats {

    /**
     * A set of cells that is closed.
     *
     * @param cells indices of cells
     * @param rank the dimension of the sum of their subspaces
     */
    record Flat(BitSet cells, int rank) {}

    private final Gates gates;
    private final List<RationalMatrix> matrices = new ArrayList<>();
    private final List<long[][]> residues = new ArrayList<>();
    private final Map<BitSet, Flat> found = new HashMap<>();

    private JacobianFlats(RationalMatrix x, CellSet cells) {
        this.gates = new Gates(x);
        for (int i = 0; i < cells.size(); i++) {
            SignVector cell = cells.signs(i);
            RationalMatrix gate = gates.of(cell);
            matrices.add(gate);
            residues.add(rowsModulo(gate));
        }
    }

    /**
     * All flats, by rank and then by size; empty if there are more than {@code most}.
     *
     * <p>Cost: for each flat and cell one small exact null space and a pass over the cells in residues.
     *
     * @param progress receives the number of flats so far
     */
    static Optional<List<Flat>> of(RationalMatrix x, CellSet cells, int most, LongConsumer progress) {
        return new JacobianFlats(x, cells).all(most, progress);
    }

    private record Open(Flat flat, RationalMatrix kernel) {}

    private Optional<List<Flat>> all(int most, LongConsumer progress) {
        Deque<Open> open = new ArrayDeque<>();
        add(RationalMatrix.identity(gates.rows()), open);
        while (!open.isEmpty()) {
            Open next = open.poll();
            BitSet outside = new BitSet();
            outside.set(0, matrices.size());
            outside.andNot(next.flat().cells());
            for (int a = outside.nextSetBit(0); a >= 0; a = outside.nextSetBit(a + 1)) {
                add(Gates.within(next.kernel(), matrices.get(a)), open);
            }
            if (found.size() > most) {
                return Optional.empty();
            }
            progress.accept(found.size());
        }
        return Optional.of(found.values().stream()
                .sorted(Comparator.comparing(Flat::rank)
                        .thenComparing(f -> f.cells().cardinality())
                        .thenComparing(f -> f.cells().toString()))
                .toList());
    }

    private void add(RationalMatrix kernel, Deque<Open> open) {
        int rank = gates.rows() - kernel.rows();
        BitSet cells = notRefuted(kernel);
        Flat known = found.get(cells);
        if (known != null && known.rank() == rank) {
            return;
        }
        BitSet members = new BitSet();
        cells.stream().filter(a -> annihilates(kernel, matrices.get(a))).forEach(members::set);
        Flat flat = new Flat(members, rank);
        if (found.putIfAbsent(members, flat) == null) {
            open.add(new Open(flat, kernel));
        }
    }

    private static boolean annihilates(RationalMatrix kernel, RationalMatrix gate) {
        for (int i = 0; i < kernel.rows(); i++) {
            if (!gate.multiply(kernel.row(i)).isZero()) {
                return false;
            }
        }
        return true;
    }

    /** The cells whose subspace is not shown, modulo the prime, to leave the flat. */
    private BitSet notRefuted(RationalMatrix kernel) {
        long[][] z = rowsModulo(kernel);
        BitSet cells = new BitSet();
        for (int a = 0; a < residues.size(); a++) {
            if (isZero(residues.get(a), z)) {
                cells.set(a);
            }
        }
        return cells;
    }

    private static boolean isZero(long[][] gate, long[][] kernel) {
        for (long[] z : kernel) {
            for (long[] row : gate) {
                long sum = 0;
                for (int k = 0; k < z.length; k++) {
                    sum = (sum + row[k] * z[k]) % Gates.PRIME;
                }
                if (sum != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long[][] rowsModulo(RationalMatrix matrix) {
        long[][] rows = new long[matrix.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = modulo(matrix.row(i));
        }
        return rows;
    }

    private static long[] modulo(RationalVector v) {
        BigInteger[] integers = Gates.integers(v);
        long[] residues = new long[integers.length];
        for (int k = 0; k < residues.length; k++) {
            residues[k] = integers[k].mod(BigInteger.valueOf(Gates.PRIME)).longValueExact();
        }
        return residues;
    }
}
