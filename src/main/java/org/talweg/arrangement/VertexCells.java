package org.talweg.arrangement;

import java.math.BigInteger;

/** The cells of {@link LowestVertex} that belong to the vertices of one {@link VertexNode}. For one thread. */
final class VertexCells {

    private final Brackets brackets;
    private final int n;
    private final int words;
    private final long[] kept;
    private final long[] cell;

    /* The line being walked: its hyperplanes, and for each what its edge's index is without the part of j. */
    private final int[] line;
    private final int[] edge;

    private VertexNode node;
    private CellList out;

    VertexCells(BigInteger[][] normals) {
        brackets = new Brackets(normals);
        n = normals.length;
        words = (n + 63) >> 6;
        kept = new long[words];
        cell = new long[words];
        line = new int[normals[0].length];
        edge = new int[normals[0].length];
    }

    Brackets brackets() {
        return brackets;
    }

    /** The cells whose vertices have {@code prefix} as their first hyperplanes. */
    CellList enumerate(VertexNode of, int[] prefix) {
        node = of;
        out = new CellList(words, 0);
        java.util.Arrays.fill(kept, 0);
        keep(node.infinity());
        for (int h = 0; h < node.objective(); h++) {
            keep(h);
        }
        if (node.objective() >= 0) {
            keep(node.objective());
        }
        if (node.isBoolean()) {
            addAllPatterns(prefix[0]);
            return out;
        }
        brackets.backTo(0);
        for (int h : node.flat()) {
            brackets.eliminate(h, 0);
        }
        if (node.dimension() == 0) {
            addPoint();
            return out;
        }
        int low = 0;
        for (int i = 0; i < prefix.length; i++) {
            line[i] = prefix[i];
            brackets.eliminate(prefix[i], 0);
            low = prefix[i] + 1;
        }
        descend(prefix.length, low);
        return out;
    }

    private void keep(int h) {
        kept[h >> 6] |= 1L << h;
    }

    private void descend(int chosen, int low) {
        if (chosen == node.dimension() - 1) {
            walkLine(low);
            return;
        }
        int level = brackets.level();
        for (int i = low; i < node.objective(); i++) {
            line[chosen] = i;
            brackets.backTo(level);
            brackets.eliminate(i, 0);
            descend(chosen + 1, i + 1);
        }
    }

    /** All vertices on the line whose last hyperplane is {@code low} or later. */
    private void walkLine(int low) {
        int size = node.dimension() - 1;
        int whole = 0;
        for (int t = 0; t < size; t++) {
            whole += node.binomial(line[t], t + 1);
        }
        int before = 0;
        int after = 0;
        for (int t = 1; t < size; t++) {
            after += node.binomial(line[t], t);
        }
        for (int t = 0; t < size; t++) {
            edge[t] = before + after;
            before += node.binomial(line[t], t + 1);
            after -= t + 1 < size ? node.binomial(line[t + 1], t + 1) : 0;
        }
        double bound = brackets.bound(0);
        int orientation = brackets.orientation();
        int ownEdge = node.edgeSign(whole);
        for (int j = low; j < node.objective(); j++) {
            signsAt(j, bound);
            int a = node.infinity();
            boolean negative = (cell[a >> 6] >>> a & 1) != 0;
            // The sign of det(flat, line, j, a).
            int vertex = negative ? -orientation : orientation;
            place(j, ownEdge * vertex, negative);
            int shift = node.binomial(j, size);
            for (int t = 0; t < size; t++) {
                // Moving b from the place of line[t] behind j takes size - t exchanges.
                int parity = ((size - t) & 1) == 0 ? vertex : -vertex;
                place(line[t], parity * node.edgeSign(edge[t] + shift), negative);
            }
            emit(negative);
        }
    }

    /** Writes bit k of {@link #cell} if {@code [j, k] < 0}, for all k but j and the hyperplanes of the line and flat. */
    private void signsAt(int j, double bound) {
        double[] alpha = brackets.alpha();
        double[] beta = brackets.beta();
        double x = alpha[j];
        double y = beta[j];
        boolean doubtful = false;
        for (int q = 0; q < words; q++) {
            int end = Math.min(n, (q + 1) << 6);
            long negative = 0;
            for (int k = q << 6; k < end; k++) {
                double v = x * beta[k] - y * alpha[k];
                negative |= (Double.doubleToRawLongBits(v) >>> 63) << k;
                if (!(Math.abs(v) > bound)) {
                    doubtful |= k != j;
                }
            }
            cell[q] = negative;
        }
        if (doubtful) {
            repair(j, bound);
        } else {
            brackets.countFiltered(n - 1L - brackets.level());
        }
    }

    private void repair(int j, double bound) {
        for (int k = 0; k < n; k++) {
            if (k == j || (kept[k >> 6] >>> k & 1) == 0 || isOnLine(k)) {
                continue;
            }
            int sign = VertexNode.requireNonzero(brackets.sign(j, k, bound));
            cell[k >> 6] &= ~(1L << k);
            cell[k >> 6] |= (sign < 0 ? 1L : 0L) << k;
        }
    }

    private boolean isOnLine(int k) {
        for (int t = 0; t < node.dimension() - 1; t++) {
            if (line[t] == k) {
                return true;
            }
        }
        return false;
    }

    /** Writes the side of a hyperplane through the vertex, so that {@link #emit} with {@code negative} gives {@code side}. */
    private void place(int h, int side, boolean negative) {
        boolean bit = (side > 0) == negative;
        if (bit) {
            cell[h >> 6] |= 1L << h;
        } else {
            cell[h >> 6] &= ~(1L << h);
        }
    }

    /**
     * Sends the cell: where bits say {@code [j, k] < 0}, row k is positive at the vertex if and only if that agrees with
     * {@code [j, a]}.
     */
    private void emit(boolean negative) {
        long invert = negative == node.flip() ? -1 : 0;
        for (int q = 0; q < words; q++) {
            cell[q] = ((cell[q] ^ invert) & kept[q]) | node.fixed()[q];
        }
        out.add(cell);
    }

    private void addPoint() {
        java.util.Arrays.fill(cell, 0);
        int a = node.infinity();
        boolean negative = brackets.pointSign(a) < 0;
        for (int k = 0; k <= node.objective(); k++) {
            if (VertexNode.requireNonzero(brackets.pointSign(k)) < 0) {
                cell[k >> 6] |= 1L << k;
            }
        }
        if (negative) {
            cell[a >> 6] |= 1L << a;
        }
        emit(negative);
    }

    private void addAllPatterns(int block) {
        int free = node.objective() + 1;
        int low = Math.min(free, VertexNode.PATTERN_BITS);
        int a = node.infinity();
        for (long pattern = 0; pattern < 1L << low; pattern++) {
            java.util.Arrays.fill(cell, 0);
            cell[0] = pattern | ((long) block << low);
            cell[a >> 6] |= 1L << a;
            emit(true);
        }
    }
}
