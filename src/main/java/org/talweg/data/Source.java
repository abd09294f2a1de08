package org.talweg.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The name of a data source in messages, and the wording they share. */
record Source(String name) {

    /** Reads something from an open source. */
    @FunctionalInterface
    interface Reading<T> {
        T read(InputStream in, Source name) throws IOException;
    }

    /** The source that a user names: a path, or {@code -} for standard input. */
    static Source of(String source) {
        return new Source(source.equals("-") ? "standard input" : source);
    }

    /**
     * Opens the source that a user names, reads it and closes it; standard input stays open.
     *
     * @throws InputException if it cannot be opened or read
     */
    static <T> T read(String source, InputStream standardInput, Reading<T> reading) {
        Source name = of(source);
        try {
            if (source.equals("-")) {
                return reading.read(standardInput, name);
            }
            try (InputStream in = Files.newInputStream(existing(source, name))) {
                return reading.read(in, name);
            }
        } catch (IOException e) {
            throw new InputException(
                    name.refuse("cannot be read: " + e.getMessage()).getMessage(), e);
        }
    }

    private static Path existing(String source, Source name) {
        Path path;
        try {
            path = Path.of(source);
        } catch (InvalidPathException e) {
            throw new InputException(Source.quote(source) + ": expected a file name", e);
        }
        if (Files.isDirectory(path)) {
            throw name.refuse("expected a file, found a directory");
        }
        if (!Files.exists(path)) {
            throw name.refuse("no such file");
        }
        if (!Files.isReadable(path)) {
            throw name.refuse("no permission to read");
        }
        return path;
    }

    /** An exception about the whole source. */
    InputException refuse(String problem) {
        return new InputException(name + ": " + problem);
    }

    /** An exception about one place; row and column count from 1. */
    InputException refuse(long row, long column, String problem) {
        return new InputException(name + ": row " + row + ", column " + column + ": " + problem);
    }

    /** A part of this source, say an array in an archive. */
    Source part(String part) {
        return new Source(name + ": " + part);
    }

    /** {@code text} in quotes, on one line, cut to 40 characters. */
    static String quote(String text) {
        String s = text.length() <= 40 ? text : text.substring(0, 37) + "...";
        return '"' + s.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
