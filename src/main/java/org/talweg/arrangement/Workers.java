package org.talweg.arrangement;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks side by side. */
final class Workers {

    private Workers() {}

    /** Runs each task on a thread of its own, a single one on this, and waits for all; throws the first failure. */
    static void run(List<Runnable> tasks) {
        if (tasks.size() == 1) {
            tasks.get(0).run();
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(tasks.size(), Workers::daemon);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (Runnable task : tasks) {
                results.add(pool.submit(task));
            }
            for (Future<?> result : results) {
                await(result);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    static int requirePositive(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least one thread, found " + threads);
        }
        return threads;
    }

    static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "talweg-cells");
        thread.setDaemon(true);
        return thread;
    }

    /** The result of a task, or its failure. */
    static <T> T await(Future<T> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
