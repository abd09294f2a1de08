package org.talweg.cli;

import java.util.function.DoubleConsumer;
import org.talweg.analysis.Watch;

/** Progress bars and messages on standard error; nothing with {@code --quiet}. */
final class TerminalWatch implements Watch {

    private final OutputOptions output;

    TerminalWatch(OutputOptions output) {
        this.output = output;
    }

    /** A bar that is open until the task is. */
    private record Bar(Progress progress, DoubleConsumer reached) implements Task {

        @Override
        public void reach(double done) {
            reached.accept(done);
        }

        @Override
        public void close() {
            progress.close();
        }
    }

    @Override
    public Task counting(String what) {
        Progress progress = Progress.counting(what, output);
        return new Bar(progress, done -> progress.counter().accept((long) done));
    }

    @Override
    public Task sharing(String what) {
        Progress progress = Progress.share(what, output);
        return new Bar(progress, progress.sharer());
    }

    @Override
    public void say(String line) {
        output.message(line);
    }

    @Override
    public boolean isListening() {
        return !output.quiet();
    }

    @Override
    public boolean isStopped() {
        return Interrupt.isAsked();
    }
}
