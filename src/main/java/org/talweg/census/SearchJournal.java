package org.talweg.census;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.talweg.data.InputException;

/**
 * The finished units of a search, in a text file: a line that names the problem, then one line a unit, written when it ends. A search
 * that is stopped at any moment goes on from there; a last line cut short is dropped. The file saves time, it is no evidence.
 *
 * <p>A unit: {@code number nodes cuts;minimum;..;open=reason;..}, sets of candidates as numbers with commas.
 */
public abstract class SearchJournal {

    /** A journal that keeps nothing. */
    public static final SearchJournal NONE = new SearchJournal() {
        @Override
        Map<Integer, UnitResult> finishedUnits() {
            return Map.of();
        }

        @Override
        void add(int number, UnitResult unit) {}
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

    abstract Map<Integer, UnitResult> finishedUnits();

    abstract void add(int number, UnitResult unit);

    private static final class InFile extends SearchJournal {
        private final Path file;
        private final Map<Integer, UnitResult> finished = new HashMap<>();

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
                for (String line : lines.subList(1, lines.size())) {
                    read(line);
                }
                if (whole.length() < text.length()) {
                    Files.writeString(file, whole);
                }
            } catch (IOException e) {
                throw new InputException(file + ": cannot be used as a checkpoint: " + e.getMessage(), e);
            }
        }

        private void read(String line) {
            try {
                String[] parts = line.split(";", -1);
                String[] head = parts[0].split(" ", -1);
                UnitResult unit = new UnitResult();
                unit.addCounts(Long.parseLong(head[1]), Long.parseLong(head[2]));
                for (int i = 1; i < parts.length; i++) {
                    String[] set = parts[i].split("=", 2);
                    int[] numbers = Arrays.stream(set[0].split(","))
                            .mapToInt(Integer::parseInt)
                            .toArray();
                    if (set.length == 1) {
                        unit.addMinimum(numbers);
                    } else {
                        unit.addOpen(numbers, set[1]);
                    }
                }
                finished.put(Integer.parseInt(head[0]), unit);
            } catch (RuntimeException e) {
                throw new InputException(file + ": not a line of a checkpoint: " + line, e);
            }
        }

        @Override
        Map<Integer, UnitResult> finishedUnits() {
            return finished;
        }

        @Override
        synchronized void add(int number, UnitResult unit) {
            StringBuilder line = new StringBuilder();
            line.append(number).append(' ').append(unit.nodes()).append(' ').append(unit.cuts());
            unit.minima()
                    .forEach(set -> line.append(';')
                            .append(Arrays.stream(set)
                                    .mapToObj(Integer::toString)
                                    .collect(Collectors.joining(","))));
            unit.open()
                    .forEach((set, reason) -> line.append(';')
                            .append(set.stream().map(String::valueOf).collect(Collectors.joining(",")))
                            .append('=')
                            .append(reason.replace(';', ',').replace('\n', ' ')));
            try {
                Files.write(
                        file, line.append('\n').toString().getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(file + ": cannot write the checkpoint", e);
            }
        }
    }
}
