package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A step of the recursion of {@link LowestVertex}: a flat, its hyperplane at infinity a, and its objective b. The other
 * hyperplanes that cut the flat are 0, ..., b - 1.
 */
final class VertexNode {

    /** All sign patterns of a flat with as many hyperplanes as dimensions come in blocks of up to this power of two. */
    static final int PATTERN_BITS = 15;

    /** About the number of cells that a task should have at most. */
    private static final int BLOCK = 1 << 14;

    private final int[] flat;
    private final int infinity;
    private final int objective;
    private final int dimension;
    private final boolean flip;
    private final long[] fixed;
    private final byte[] edgeSign;
    private final int[][] binomial;

    /**
     * @param flat the hyperplanes whose intersection the flat is
     * @param dimension D, the affine dimension of the flat
     * @param flip whether cells are to be sent as their antipodes within the flat
     * @param fixed the positive ones among the hyperplanes outside 0..b and a
     */
    private VertexNode(
            int[] flat, int infinity, int objective, int dimension, boolean flip, long[] fixed, Brackets brackets) {
        this.flat = flat;
        this.infinity = infinity;
        this.objective = objective;
        this.dimension = dimension;
        this.flip = flip;
        this.fixed = fixed;
        this.binomial = binomials(Math.max(objective, 0), dimension);
        this.edgeSign = isBoolean() || dimension == 0 ? new byte[0] : edgeSigns(brackets);
    }

    /** Makes the nodes of the recursion one by one. */
    static void visit(BigInteger[][] normals, Brackets brackets, Consumer<VertexNode> action) {
        int n = normals.length;
        int words = (n + 63) >> 6;
        // Cells on the negative side of the last hyperplane are wanted: antipodes of those on its positive side.
        visit(new int[0], n - 1, n - 2, normals[0].length - 1, true, new long[words], brackets, action);
    }

    private static void visit(
            int[] flat,
            int a,
            int b,
            int dimension,
            boolean flip,
            long[] fixed,
            Brackets brackets,
            Consumer<VertexNode> action) {
        VertexNode node = new VertexNode(flat, a, b, dimension, flip, fixed, brackets);
        action.accept(node);
        if (node.isBoolean() || dimension == 0) {
            return;
        }
        // Cells that fall without bound: those on a with b < 0, moved to a > 0.
        visit(append(flat, a), b, b - 1, dimension - 1, !flip, flip ? fixed : with(fixed, a), brackets, action);
        // Upper parts of the cells that b cuts.
        visit(append(flat, b), a, b - 1, dimension - 1, flip, flip ? fixed : with(fixed, b), brackets, action);
    }

    private static int[] append(int[] list, int last) {
        int[] longer = Arrays.copyOf(list, list.length + 1);
        longer[list.length] = last;
        return longer;
    }

    private static long[] with(long[] mask, int h) {
        long[] more = mask.clone();
        more[h >> 6] |= 1L << h;
        return more;
    }

    private static int[][] binomials(int n, int most) {
        int[][] table = new int[n + 1][most + 1];
        for (int i = 0; i <= n; i++) {
            table[i][0] = 1;
            for (int k = 1; k <= most && i > 0; k++) {
                // Only (D-1)-sets are counted in full; what overflows beyond is never an index in use.
                table[i][k] = table[i - 1][k - 1] + table[i - 1][k];
            }
        }
        return table;
    }

    /** True if as many hyperplanes as dimensions are left besides infinity: every sign pattern is a cell. */
    boolean isBoolean() {
        return objective + 1 == dimension;
    }

    int[] flat() {
        return flat;
    }

    int infinity() {
        return infinity;
    }

    int objective() {
        return objective;
    }

    int dimension() {
        return dimension;
    }

    boolean flip() {
        return flip;
    }

    long[] fixed() {
        return fixed;
    }

    /** C(n, k). */
    int binomial(int n, int k) {
        return binomial[n][k];
    }

    /**
     * The sign of det(flat, S, b, a) for the (D - 1)-set S of this rank: {@code sum_t C(s_t, t + 1)}, s ascending from
     * t = 0.
     */
    int edgeSign(int rank) {
        return edgeSign[rank];
    }

    /** Makes the tasks of this node, each the first few hyperplanes of its vertices, or the number of a block of patterns. */
    void forEachTask(Consumer<int[]> action) {
        if (isBoolean()) {
            int blocks = 1 << Math.max(0, objective + 1 - PATTERN_BITS);
            for (int block = 0; block < blocks; block++) {
                action.accept(new int[] {block});
            }
            return;
        }
        forEachPrefix(new int[prefixLength()], 0, 0, action);
    }

    private void forEachPrefix(int[] prefix, int at, int low, Consumer<int[]> action) {
        if (at == prefix.length) {
            action.accept(prefix.clone());
            return;
        }
        for (int i = low; i < objective; i++) {
            prefix[at] = i;
            forEachPrefix(prefix, at + 1, i + 1, action);
        }
    }

    private int prefixLength() {
        double cells = 1;
        for (int i = 0; i < dimension; i++) {
            cells *= (double) (objective - i) / (dimension - i);
        }
        int length = 0;
        while (length < dimension - 1 && cells > BLOCK) {
            // With the least first hyperplane fixed, dimension - length - 1 of the others are free.
            cells *= (double) (dimension - length) / (objective - length);
            length++;
        }
        return length;
    }

    private byte[] edgeSigns(Brackets brackets) {
        int size = dimension == 1 ? 1 : binomial[objective][dimension - 1];
        if (size < 0) {
            throw new ArithmeticException("too many vertices to index");
        }
        byte[] signs = new byte[size];
        brackets.backTo(0);
        for (int h : flat) {
            brackets.eliminate(h, 0);
        }
        fill(brackets, signs, 0, 0, 0);
        return signs;
    }

    private void fill(Brackets brackets, byte[] signs, int chosen, int low, int rank) {
        if (chosen == dimension - 1) {
            double bound = brackets.bound(low);
            int sign = brackets.sign(objective, infinity, bound) * brackets.orientation();
            signs[rank] = (byte) requireNonzero(sign);
            return;
        }
        int level = brackets.level();
        for (int i = low; i < objective; i++) {
            brackets.backTo(level);
            brackets.eliminate(i, i + 1);
            fill(brackets, signs, chosen + 1, i + 1, rank + binomial[i][chosen + 1]);
        }
    }

    static int requireNonzero(int sign) {
        if (sign == 0) {
            throw new IllegalArgumentException("the normals are not in general position");
        }
        return sign;
    }
}
