package org.talweg.landscape;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.talweg.arrangement.CellSet;

/**
 * A finite set of signed cells that can be scanned, by hyperplane sides (see {@link Objective#sides}) rather than as
 * objects: all signed cells of an arrangement may be millions.
 */
public final class SignedCells {

    private static final int CHUNK = 1024;

    private final Objective objective;
    private final CellSet all;
    private final List<SignedCell> some;

    private SignedCells(Objective objective, CellSet all, List<SignedCell> some) {
        this.objective = objective;
        this.all = all;
        this.some = some;
    }

    /** Every cell with both signs. */
    public static SignedCells all(Objective objective, CellSet cells) {
        return new SignedCells(objective, cells, null);
    }

    /** The cells of a region program. */
    public static SignedCells of(RegionProgram program) {
        return new SignedCells(program.objective(), null, program.cells());
    }

    public Objective objective() {
        return objective;
    }

    /** N. */
    public int size() {
        return all == null ? some.size() : Math.multiplyExact(2, all.size());
    }

    /** The i-th signed cell. */
    public SignedCell get(int i) {
        return all == null ? some.get(i) : new SignedCell(sign(i), all.signs(i >> 1));
    }

    private int sign(int i) {
        return all == null ? some.get(i).sign() : (i & 1) == 0 ? 1 : -1;
    }

    /** Receives one signed cell. */
    @FunctionalInterface
    public interface Visitor<W> {
        /** Called with the index, the sign and the sides (reused: copy to keep). */
        void visit(W workspace, int index, int sign, int[] sides);
    }

    /** Visits all, on all cores, each thread with its own workspace; the order is not defined. */
    public <W> void scan(Supplier<W> workspace, Visitor<W> visitor) {
        int chunks = (size() + CHUNK - 1) / CHUNK;
        if (chunks <= 1) {
            visit(workspace.get(), 0, size(), visitor);
            return;
        }
        ThreadLocal<W> local = ThreadLocal.withInitial(workspace);
        IntStream.range(0, chunks)
                .parallel()
                .forEach(c -> visit(local.get(), c * CHUNK, Math.min(size(), (c + 1) * CHUNK), visitor));
    }

    private <W> void visit(W workspace, int from, int to, Visitor<W> visitor) {
        int[] sides = new int[objective.arrangement().hyperplanes()];
        for (int i = from; i < to; i++) {
            visitor.visit(workspace, i, sign(i), sides(i, sides));
        }
    }

    private int[] sides(int i, int[] reused) {
        if (all == null) {
            return objective.sides(some.get(i).cell());
        }
        long[] packed = all.packed(i >> 1);
        for (int h = 0; h < reused.length; h++) {
            reused[h] = (packed[h >> 6] >>> h & 1) != 0 ? 1 : -1;
        }
        return reused;
    }
}
