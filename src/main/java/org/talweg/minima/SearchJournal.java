package org.talweg.minima;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.talweg.data.InputException;

/**
 * The finished parts of searches, in a text file: a line that names the problem, then one line a part, written when it ends. A search
 * that is stopped at any moment goes on from there; a last line cut short is dropped. The file saves time, it is no evidence.
 *
 * <p>Lines of different searches begin with different marks.
 */
public abstract class SearchJournal {

    /** A journal that keeps nothing. */
    public static final SearchJournal NONE = new SearchJournal() {
        @Override
        public List<String> lines(String mark) {
            return List.of();
        }

        @Override
        public void append(String mark, String line) {}
    };

    private SearchJournal() {}

    /**
     * A journal in a file, which is created if it does not exist.
     *
     * @param problem one line that differs for every other problem
     * @throws InputException if the file belongs to another problem or cannot be used
     */
    public static SearchJournal in(Path file, String problem) {
        return new InFile(file, problem);
    }

    /** The lines of one search, without their mark. */
    public abstract List<String> lines(String mark);

    public abstract void append(String mark, String line);

    /** A line that cannot be read. */
    public static InputException unreadable(String line, RuntimeException cause) {
        return new InputException("not a line of a checkpoint: " + line, cause);
    }

    private static final class InFile extends SearchJournal {
        private final Path file;
        private final List<String> earlier = new ArrayList<>();

        InFile(Path file, String problem) {
            this.file = file;
            try {
                String text = Files.exists(file) ? Files.readString(file) : "";
                String whole = text.substring(0, text.lastIndexOf('\n') + 1);
                List<String> lines = whole.lines().toList();
                if (lines.isEmpty()) {
                    Files.writeString(file, problem + "\n");
                    return;
                }
                if (!lines.get(0).equals(problem)) {
                    throw new InputException(file + ": a checkpoint of another problem; expected \"" + problem + "\"");
                }
                earlier.addAll(lines.subList(1, lines.size()));
                if (whole.length() < text.length()) {
                    Files.writeString(file, whole);
                }
            } catch (IOException e) {
                throw new InputException(file + ": cannot be used as a checkpoint: " + e.getMessage(), e);
            }
        }

        @Override
        public List<String> lines(String mark) {
            return earlier.stream()
                    .filter(l -> l.startsWith(mark + " "))
                    .map(l -> l.substring(mark.length() + 1))
                    .toList();
        }

        @Override
        public synchronized void append(String mark, String line) {
            try {
                Files.write(
                        file, (mark + " " + line + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(file + ": cannot write the checkpoint", e);
            }
        }
    }
}
