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
import java.nio.file.StandardOpenOption;
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

    /** Writes the content of a file, byte by byte. */
    @FunctionalInterface
    interface Bytes {
        void writeTo(OutputStream out) throws IOException;
    }

    private FileOutput() {}

    /**
     * Writes {@code content} to {@code file}, in UTF-8.
     *
     * @throws InputException if that is not possible; then {@code file} is as it was before
     */
    static void write(Path file, Content content) {
        writeBytes(file, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            content.writeTo(writer);
            writer.flush();
        });
    }

    /**
     * Writes {@code content} to {@code file}.
     *
     * @throws InputException if that is not possible; then {@code file} is as it was before
     */
    static void writeBytes(Path file, Bytes content) {
        try {
            if (Files.isDirectory(file)) {
                throw new InputException(file + ": expected a file to write, found a directory");
            }
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                try (OutputStream out = Files.newOutputStream(target)) {
                    content.writeTo(out);
                }
            } else {
                replace(target, content);
            }
        } catch (NoSuchFileException e) {
            throw new InputException(file + ": expected an existing directory to write in", e);
        } catch (AccessDeniedException e) {
            throw new InputException(file + ": no permission to write", e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static void replace(Path target, Bytes content) throws IOException {
        // Not Files.createTempFile, whose files only their owner may read.
        Path temporary = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (OutputStream out = Files.newOutputStream(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
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
