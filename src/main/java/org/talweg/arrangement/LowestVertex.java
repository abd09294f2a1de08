package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Enumerates the cells of an arrangement in general position: any r normals independent, r the rank.
 *
 * <p>Take hyperplane a as infinity, so that the half space a &gt; 0 is an affine space of dimension D = r - 1, and
 * hyperplane b as objective. Without b, a cell either has exactly one lowest vertex with respect to b or falls without
 * bound. A vertex is a D-set J of the other hyperplanes, and exactly one of the cells around it has it as its lowest
 * vertex: the one on the side sign(c_j) of each j in J where {@code x_b = sum_j c_j x_j + c_a x_a}. A cell without a
 * lowest vertex is one that meets a in a cell with b &lt; 0. Now put b back: each of these cells keeps a part, on the side
 * of b where its lowest vertex is (or below); the cells that b cuts have a second part above b, one for each cell on b.
 * So the cells are the vertices, the cells on a with b as infinity, and the cells on b with a as infinity, and the last two
 * are the same problem one dimension lower. No cell comes twice and no point is computed.
 *
 * <p>All that is asked are signs of r by r minors: {@link Brackets}. Cells stream out block by block, in an order that
 * does not depend on the number of threads.
 *
 * <p>Cost: O(n) multiplications a cell. Memory: one byte for each (D - 1)-set of hyperplanes, fewer than the cells by a
 * factor of about n / D, and some blocks.
 */
final class LowestVertex implements CellEnumerator {

    private static final int AHEAD = 8;

    private final int threads;

    LowestVertex(int threads) {
        this.threads = Workers.requirePositive(threads);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if a minor that is needed vanishes; cells may have been sent before
     */
    @Override
    public EnumerationStatistics enumerateHalf(Arrangement arrangement, BlockSink sink) {
        BigInteger[][] normals = arrangement.essentialNormals();
        if (normals.length == 0) {
            throw new IllegalArgumentException("the arrangement has no hyperplane");
        }
        try (Run run = new Run(normals, sink)) {
            VertexNode.visit(normals, run.borrow(), run::addNode);
            run.drain(0);
            return run.statistics();
        }
    }

    /** One enumeration: keeps {@link #threads} workers busy and passes their blocks on in order. */
    private final class Run implements AutoCloseable {
        private final BigInteger[][] normals;
        private final BlockSink sink;
        private final ExecutorService pool;
        private final Queue<VertexCells> idle = new ConcurrentLinkedQueue<>();
        private final Queue<VertexCells> made = new ConcurrentLinkedQueue<>();
        private final Deque<Future<CellList>> pending = new ArrayDeque<>();

        Run(BigInteger[][] normals, BlockSink sink) {
            this.normals = normals;
            this.sink = sink;
            this.pool = Executors.newFixedThreadPool(threads, Workers::daemon);
        }

        Brackets borrow() {
            VertexCells first = new VertexCells(normals);
            made.add(first);
            return first.brackets();
        }

        void addNode(VertexNode node) {
            node.forEachTask(task -> {
                pending.add(pool.submit(() -> cells(node, task)));
                drain(AHEAD * threads);
            });
        }

        private CellList cells(VertexNode node, int[] task) {
            VertexCells worker = idle.poll();
            if (worker == null) {
                worker = new VertexCells(normals);
                made.add(worker);
            }
            CellList list = worker.enumerate(node, task);
            idle.add(worker);
            return list;
        }

        /** Passes blocks on until at most {@code left} are unfinished. */
        void drain(int left) {
            while (pending.size() > left) {
                CellList block = Workers.await(pending.remove());
                sink.accept(block.bits(), block.size());
            }
        }

        EnumerationStatistics statistics() {
            EnumerationStatistics sum = EnumerationStatistics.none("lowest-vertex");
            for (VertexCells worker : made) {
                sum = sum.plus(worker.brackets().statistics());
            }
            return sum;
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}
