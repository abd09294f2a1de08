package org.talweg.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.talweg.analysis.Forecast;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.Cell;
import org.talweg.arrangement.CellEnumerator;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.CharacteristicPolynomial;
import org.talweg.arrangement.EnumerationStatistics;
import org.talweg.arrangement.FaceCount;
import org.talweg.arrangement.SignLines;
import org.talweg.exact.Rational;
import org.talweg.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cells DATA}: the cells of the arrangement of the inputs. */
@Command(name = "cells", description = "Enumerates the activation patterns of one neuron: all cells, exactly.")
final class CellsCommand implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON,
        LINES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Method {
        AUTOMATIC,
        DELETION_RESTRICTION,
        FEASIBILITY,
        CHARACTERISTIC;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final BigInteger MOST_CELLS = BigInteger.valueOf(Integer.MAX_VALUE);

    /** Cells times rows from which on it is asked whether the wait will be long. */
    private static final double LONG_WORK = 5e8;

    private static final int PILOT_CELLS = 100_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--format",
            defaultValue = "text",
            description =
                    "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default. lines streams one sign vector a"
                            + " line.")
    private Format format;

    @Option(names = "--count-only", description = "The number of cells, not the cells.")
    private boolean countOnly;

    @Option(names = "--faces", description = "Also the number of faces of each dimension 0, 1, ..., d.")
    private boolean faces;

    @Option(
            names = "--method",
            defaultValue = "automatic",
            description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default. characteristic counts without"
                    + " cells, by the characteristic polynomial, and needs --count-only.")
    private Method method;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to use; all processors by default.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--timings", description = "Also how long it took and how signs were decided.")
    private boolean timings;

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads: expected a positive number, found " + threads);
        }
        if (method == Method.CHARACTERISTIC && !countOnly) {
            throw new ParameterException(spec.commandLine(), "--method characteristic needs --count-only");
        }
        if (format == Format.LINES && (faces || countOnly)) {
            throw new ParameterException(spec.commandLine(), "--format lines has room for cells only");
        }
        Arrangement arrangement = Arrangement.of(data.inputs());
        forecast(arrangement);
        if (format == Format.LINES) {
            output.write(out -> writeLines(arrangement, out));
        } else {
            writeResult(arrangement);
        }
        return Talweg.OK;
    }

    /** Says what will take long, and refuses what cannot be held. */
    private void forecast(Arrangement arrangement) {
        boolean isLong = Forecast.mostWork(arrangement) > LONG_WORK;
        if (method == Method.CHARACTERISTIC || !(isLong || Forecast.mayBeTooMany(arrangement, MOST_CELLS))) {
            return;
        }
        Forecast forecast = Forecast.of(arrangement);
        boolean general = forecast.count().looksGeneral();
        boolean streams = (countOnly || format == Format.LINES) && method == Method.AUTOMATIC && general;
        if (!streams) {
            String count = forecast.countOnly();
            forecast.requireRoom(MOST_CELLS, count + (general && !count.isEmpty() ? " or --format lines" : ""));
        }
        if (isLong) {
            forecast.announce(PILOT_CELLS, this::pass, new int[] {1, 4}, " for all", new TerminalWatch(output));
        }
    }

    private Forecast.Pass pass(Arrangement part) {
        long start = System.nanoTime();
        long[] count = new long[1];
        enumerator().enumerate(part, cell -> count[0]++);
        return new Forecast.Pass(count[0], (System.nanoTime() - start) / 1e9);
    }

    private CellEnumerator enumerator() {
        return switch (method) {
            case AUTOMATIC -> CellEnumerator.automatic(threads);
            case DELETION_RESTRICTION -> CellEnumerator.deletionRestriction(threads);
            case FEASIBILITY -> CellEnumerator.feasibility();
            case CHARACTERISTIC -> throw new IllegalStateException("characteristic enumerates no cells");
        };
    }

    private void writeLines(Arrangement arrangement, Writer out) throws IOException {
        long start = System.nanoTime();
        long[] count = new long[1];
        SignLines lines = new SignLines(arrangement, out);
        EnumerationStatistics statistics;
        try {
            statistics = enumerator().enumerate(arrangement, cell -> {
                lines.accept(cell);
                count[0]++;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        lines.flush();
        if (timings) {
            output.message(text(timings(start, BigInteger.valueOf(count[0]), statistics)));
        }
    }

    private void writeResult(Arrangement arrangement) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("n", arrangement.size());
        result.put("d", arrangement.dimension());
        result.put("rank", arrangement.rank());
        result.put("hyperplanes", arrangement.hyperplanes());
        long start = System.nanoTime();
        CellSet cells = countOnly ? null : CellSet.of(arrangement, enumerator());
        EnumerationStatistics[] statistics = {EnumerationStatistics.none(method.toString())};
        BigInteger count = cells != null ? BigInteger.valueOf(cells.size()) : count(arrangement, statistics);
        if (cells != null) {
            statistics[0] = cells.statistics();
        }
        result.put("count", count);
        if (timings) {
            result.put("timings", timings(start, count, statistics[0]));
        }
        if (faces) {
            result.put("faces", FaceCount.byDimension(arrangement));
        }
        output.write(out -> write(result, cells, out));
    }

    private BigInteger count(Arrangement arrangement, EnumerationStatistics[] statistics) {
        if (method == Method.CHARACTERISTIC) {
            return CharacteristicPolynomial.of(arrangement).cells();
        }
        if (arrangement.hyperplanes() == 0) {
            return BigInteger.ONE;
        }
        long[] half = new long[1];
        statistics[0] = enumerator().enumerateHalf(arrangement, (packed, size) -> half[0] += size);
        return BigInteger.valueOf(half[0]).shiftLeft(1);
    }

    private void write(Map<String, Object> result, CellSet cells, Writer out) throws IOException {
        if (format == Format.JSON) {
            if (cells != null) {
                // An iterator, so that the witnesses are not all in memory.
                result.put(
                        "cells",
                        IntStream.range(0, cells.size())
                                .mapToObj(i -> view(cells.cell(i)))
                                .iterator());
            }
            Json.write(result, out);
            return;
        }
        for (Map.Entry<String, Object> field : result.entrySet()) {
            out.append(field.getKey())
                    .append(": ")
                    .append(text(field.getValue()))
                    .append('\n');
        }
        for (int i = 0; cells != null && i < cells.size(); i++) {
            Cell cell = cells.cell(i);
            out.append(cell.signs().toString());
            for (Rational x : cell.witness().toList()) {
                out.append(' ').append(x.toString());
            }
            out.append('\n');
        }
    }

    private static Map<String, Object> view(Cell cell) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("cell", cell.signs());
        view.put("witness", cell.witness());
        return view;
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Object::toString).collect(Collectors.joining(" "));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> e.getKey() + " " + e.getValue())
                    .collect(Collectors.joining(", "));
        }
        return value.toString();
    }

    private static Map<String, Object> timings(long start, BigInteger count, EnumerationStatistics statistics) {
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Object> timings = new LinkedHashMap<>();
        timings.put("method", statistics.method());
        timings.put("seconds", seconds);
        timings.put("cellsPerSecond", Math.rint(count.doubleValue() / seconds));
        timings.put("machineSigns", statistics.machine());
        timings.put("filteredSigns", statistics.filtered());
        timings.put("bigSigns", statistics.big());
        return timings;
    }
}
