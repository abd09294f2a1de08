package org.talweg.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;
import org.talweg.data.InputException;

/**
 * Writes a file whole or not at all: to a temporary file in the same directory, which then takes the file's name in one
 * step. Links are followed; a device or pipe is written directly.
 */
final class FileOutput {

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(Writer out) throws IOException;
    }

    private FileOutput() {}

    /**
     * Writes {@code content} to {@code file}, in UTF-8.
     *
     * @throws InputException if that is not possible; then {@code file} is as it was before
     */
    static void write(Path file, Content content) {
        write(file, false, content);
    }

    /** As {@link #write(Path, Content)}, compressed if the name ends in {@code .gz}. */
    static void writeByName(Path file, Content content) {
        write(file, file.toString().endsWith(".gz"), content);
    }

    private static void write(Path file, boolean compressed, Content content) {
        try {
            if (Files.isDirectory(file)) {
                throw new InputException(file + ": expected a file to write, found a directory");
            }
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                try (Writer out = writer(Files.newOutputStream(target), compressed)) {
                    content.writeTo(out);
                }
            } else {
                replace(target, compressed, content);
            }
        } catch (NoSuchFileException e) {
            throw new InputException(file + ": expected an existing directory to write in", e);
        } catch (AccessDeniedException e) {
            throw new InputException(file + ": no permission to write", e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static Writer writer(OutputStream file, boolean compressed) throws IOException {
        OutputStream bytes = compressed ? new GZIPOutputStream(file) : file;
        return new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    }

    private static void replace(Path target, boolean compressed, Content content) throws IOException {
        // Not Files.createTempFile, whose files only their owner may read.
        Path temporary = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (Writer out = writer(Files.newOutputStream(temporary), compressed)) {
                content.writeTo(out);
            }
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
