package org.talweg.analysis;

import java.util.function.LongConsumer;

/** Who looks on while an analysis works, and may stop it. Called from any thread. */
public interface Watch {

    /** Nobody. */
    Watch NONE = new Watch() {
        @Override
        public Task counting(String what) {
            return done -> {};
        }

        @Override
        public Task sharing(String what) {
            return done -> {};
        }

        @Override
        public void say(String line) {}

        @Override
        public boolean isListening() {
            return false;
        }

        @Override
        public boolean isStopped() {
            return false;
        }
    };

    /** One piece of work, open until it is closed. */
    @FunctionalInterface
    interface Task extends AutoCloseable {

        /** So much is done: a count, or a share of 1. */
        void reach(double done);

        /** {@link #reach} for counts. */
        default LongConsumer counter() {
            return count -> reach((double) count);
        }

        @Override
        default void close() {}
    }

    /** Work that counts what it does and does not know its end. */
    Task counting(String what);

    /** Work that knows its share done. */
    Task sharing(String what);

    /** A line for the user. */
    void say(String line);

    /** False if what is said goes nowhere, so that it need not be found out. */
    boolean isListening();

    /** True if a search should end now, with what it can say. */
    boolean isStopped();
}
