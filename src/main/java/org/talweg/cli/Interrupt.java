package org.talweg.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C while a search runs: the search is asked to end, what is proved so far is written, and then the virtual machine stops with the
 * exit status of the signal (130).
 */
final class Interrupt {

    private static final int SECONDS = 30;

    private static volatile boolean asked;

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook = new Thread(this::waitForResult, "result after an interrupt");

    /** From now until {@link #end} an end of the virtual machine waits for the result. */
    Interrupt() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** True once the user wants an end. */
    static boolean isAsked() {
        return asked;
    }

    private void waitForResult() {
        asked = true;
        try {
            if (!written.await(SECONDS, TimeUnit.SECONDS)) {
                System.err.println("talweg: nothing is written: the search did not end within " + SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The result is written. */
    void end() {
        written.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook runs, and returns now.
        }
    }
}
