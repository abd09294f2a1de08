package org.talweg.arrangement;

import java.util.Arrays;

/**
 * The graph of cells: two are joined if they share a facet, which is when they differ on one hyperplane. It is connected,
 * and its distances are numbers of differing hyperplanes. Nodes are indices of a {@link CellSet}. Immutable.
 *
 * <p>Memory: two ints for each cell and facet. Cost: as many look-ups in the cell set as cells times hyperplanes.
 */
public final class TopeGraph {

    private final CellSet cells;
    private final int[] start;
    private final int[] neighbour;
    private final int[] wall;

    private TopeGraph(CellSet cells, int[] start, int[] neighbour, int[] wall) {
        this.cells = cells;
        this.start = start;
        this.neighbour = neighbour;
        this.wall = wall;
    }

    /**
     * The graph of these cells.
     *
     * @throws ArithmeticException if there are more pairs of a cell and a facet than an array holds
     */
    public static TopeGraph of(CellSet cells) {
        int size = cells.size();
        int[] start = new int[size + 1];
        int[] neighbour = new int[Math.max(16, size)];
        int[] wall = new int[neighbour.length];
        int used = 0;
        for (int i = 0; i < size; i++) {
            for (int h : cells.facets(i)) {
                if (used == neighbour.length) {
                    neighbour = Arrays.copyOf(neighbour, Math.multiplyExact(2, used));
                    wall = Arrays.copyOf(wall, neighbour.length);
                }
                wall[used] = h;
                neighbour[used++] = cells.neighbour(i, h);
            }
            start[i + 1] = used;
        }
        return new TopeGraph(cells, start, Arrays.copyOf(neighbour, used), Arrays.copyOf(wall, used));
    }

    /** The cells that are the nodes. */
    public CellSet cells() {
        return cells;
    }

    /** Number of nodes. */
    public int nodes() {
        return start.length - 1;
    }

    /** Number of edges. */
    public long edges() {
        return neighbour.length / 2;
    }

    /** Number of facets of cell {@code i}. */
    public int degree(int i) {
        return start[i + 1] - start[i];
    }

    /** The {@code k}-th neighbour of cell {@code i}, in order of their walls. */
    public int neighbour(int i, int k) {
        return neighbour[at(i, k)];
    }

    /** The hyperplane between cell {@code i} and its {@code k}-th neighbour. */
    public int wall(int i, int k) {
        return wall[at(i, k)];
    }

    private int at(int i, int k) {
        return start[i] + java.util.Objects.checkIndex(k, degree(i));
    }

    /** True if every node can be reached from the first. */
    public boolean isConnected() {
        boolean[] seen = new boolean[nodes()];
        int[] open = new int[nodes()];
        int count = 1;
        seen[0] = true;
        for (int done = 0; done < count; done++) {
            int i = open[done];
            for (int k = 0; k < degree(i); k++) {
                int j = neighbour(i, k);
                if (!seen[j]) {
                    seen[j] = true;
                    open[count++] = j;
                }
            }
        }
        return count == nodes();
    }
}
