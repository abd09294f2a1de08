package org.talweg.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A progress display on standard error; nothing with {@code --quiet} or where standard error is no terminal. */
final class Progress implements AutoCloseable {

    private static final int STEPS = 1000;

    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    /** A counter without a known end. */
    static Progress counting(String task, OutputOptions output) {
        boolean show = !output.quiet() && isTerminal();
        return new Progress(
                show
                        ? new ProgressBarBuilder()
                                .setTaskName(task)
                                .setInitialMax(-1)
                                .clearDisplayOnFinish()
                                .build()
                        : null);
    }

    /** A bar with an end, and an estimate of the time left. */
    static Progress share(String task, OutputOptions output) {
        boolean show = !output.quiet() && isTerminal();
        return new Progress(
                show
                        ? new ProgressBarBuilder()
                                .setTaskName(task)
                                .setInitialMax(STEPS)
                                .clearDisplayOnFinish()
                                .build()
                        : null);
    }

    /**
     * Whether standard error is a terminal. Java tells only of standard input and output, and since 22 not even that, so ask the
     * system where it can be asked; elsewhere there is no display.
     */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** Receives the count reached. */
    LongConsumer counter() {
        return count -> {
            if (bar != null) {
                bar.stepTo(count);
            }
        };
    }

    /** Receives the share done, from any thread. */
    DoubleConsumer sharer() {
        return share -> {
            if (bar != null) {
                bar.stepTo(Math.round(share * STEPS));
            }
        };
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
