package org.talweg.arrangement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Writes cells as lines of {@code + 0 -}, one character a row, many to a call of the writer. */
public final class SignLines implements CellEnumerator.Sink {

    private static final int BUFFER = 1 << 16;

    private final Writer out;
    private final int[] word;
    private final int[] shift;
    private final char[] whenSet;
    private final char[] whenClear;
    private final char[] buffer;
    private int used;

    /** Lines for cells of {@code arrangement}, to {@code out}. Call {@link #flush} at the end. */
    public SignLines(Arrangement arrangement, Writer out) {
        int n = arrangement.size();
        this.out = out;
        word = new int[n];
        shift = new int[n];
        whenSet = new char[n];
        whenClear = new char[n];
        buffer = new char[Math.max(BUFFER, n + 1)];
        for (int k = 0; k < n; k++) {
            int h = arrangement.hyperplaneOf(k);
            int side = arrangement.orientationOf(k);
            // A zero row looks at a bit that does not matter.
            word[k] = h < 0 ? 0 : h >> 6;
            shift[k] = h < 0 ? 0 : h & 63;
            whenSet[k] = "-0+".charAt(side + 1);
            whenClear[k] = "-0+".charAt(1 - side);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the writer fails
     */
    @Override
    public void accept(long[] packed) {
        int n = word.length;
        if (used + n + 1 > buffer.length) {
            drain();
        }
        for (int k = 0; k < n; k++) {
            boolean isSet = packed.length > 0 && (packed[word[k]] >>> shift[k] & 1) != 0;
            buffer[used + k] = isSet ? whenSet[k] : whenClear[k];
        }
        buffer[used + n] = '\n';
        used += n + 1;
    }

    private void drain() {
        try {
            out.write(buffer, 0, used);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        used = 0;
    }

    /**
     * Writes what is buffered.
     *
     * @throws IOException if the writer fails
     */
    public void flush() throws IOException {
        drain();
        out.flush();
    }
}
