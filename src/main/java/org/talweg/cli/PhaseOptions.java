package org.talweg.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.talweg.analysis.Watch;
import org.talweg.minima.SearchJournal;
import org.talweg.report.PhaseReport;
import org.talweg.undecayed.PhaseDiagram;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Mixin: phase diagrams of random data instead of given data. */
final class PhaseOptions {

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,6})(?:\\.\\.([0-9]{1,6})(?:/([0-9]{1,6}))?)?");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,4})(?:/([0-9]{1,4}))?n");
    private static final int MOST_POINTS = 10_000;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--phase",
            paramLabel = "SPEC",
            description =
                    "Instead of DATA: random data and networks of many sizes, such as rows=10..190/20;inputs=1/2n,n;widths=1..15: FROM..TO/STEP,"
                            + " inputs as numbers or as shares of the rows n, without the constant one that is added.")
    private String spec;

    @Option(names = "--draws", paramLabel = "K", description = "Draws at each point of --phase; 100 by default.")
    private int draws = 100;

    @Option(
            names = "--float-draws",
            paramLabel = "K",
            description = "Of them, those that a float32 rank is computed of, too; 10 by default.")
    private int floatDraws = 10;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Keep finished points of --phase in FILE, and go on from it if it exists.")
    private Path checkpoint;

    @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the shares of --phase.")
    private Path svg;

    boolean isAsked() {
        return spec != null;
    }

    /** Refuses options that have no meaning without --phase. */
    void refuseAlone() {
        if (spec == null && (checkpoint != null || svg != null)) {
            throw misuse((svg != null ? "--svg" : "--checkpoint") + ": expected --phase");
        }
    }

    private ParameterException misuse(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** A size of the data and the width. */
    private record Size(String inputs, int rows, int dimension, int width) {}

    /** All points, drawn or read from the checkpoint. */
    PhaseReport run(long seed, Watch watch) {
        if (draws < 1 || floatDraws < 0) {
            throw misuse("--draws, --float-draws: expected at least 1 draw, and 0 of floats");
        }
        List<Size> sizes = sizes();
        SearchJournal journal = checkpoint == null
                ? SearchJournal.NONE
                : SearchJournal.in(
                        checkpoint, "talweg phase 1 " + spec + " draws " + draws + " " + floatDraws + " seed " + seed);
        List<String> known = journal.lines("p");
        List<PhaseReport.Entry> entries = new ArrayList<>();
        PhaseDiagram diagram = new PhaseDiagram(draws, floatDraws, seed);
        try (Watch.Task task = watch.sharing("phase diagram")) {
            for (int i = 0; i < sizes.size(); i++) {
                Size size = sizes.get(i);
                double before = i;
                PhaseDiagram.Point point;
                if (i < known.size()) {
                    point = PhaseReport.read(known.get(i));
                } else {
                    point = diagram.at(
                            size.rows,
                            size.dimension,
                            size.width,
                            share -> task.reach((before + share) / sizes.size()));
                    journal.append("p", PhaseReport.line(point));
                }
                entries.add(new PhaseReport.Entry(size.inputs, point));
            }
        }
        PhaseReport report = new PhaseReport(entries);
        if (svg != null) {
            FileOutput.write(svg, out -> out.append(report.svg()));
        }
        return report;
    }

    private List<Size> sizes() {
        List<Integer> rows = List.of();
        List<Integer> widths = List.of();
        List<String> inputs = List.of();
        for (String part : spec.replace(" ", "").split(";", -1)) {
            String[] both = part.split("=", 2);
            String value = both.length == 2 ? both[1] : "";
            switch (both[0].toLowerCase(Locale.ROOT)) {
                case "rows" -> rows = numbers(value);
                case "widths" -> widths = numbers(value);
                case "inputs" -> inputs = List.of(value.split(",", -1));
                default -> throw misuse("--phase: expected rows=..;inputs=..;widths=.., found '" + part + "'");
            }
        }
        if (rows.isEmpty() || widths.isEmpty() || inputs.isEmpty()) {
            throw misuse("--phase: expected rows=..;inputs=..;widths=.., each of them");
        }
        List<Size> sizes = new ArrayList<>();
        for (String d : inputs) {
            for (int n : rows) {
                for (int m : widths) {
                    sizes.add(new Size(d, n, dimension(d, n), m));
                }
            }
        }
        if (sizes.size() > MOST_POINTS) {
            throw misuse("--phase: expected at most " + MOST_POINTS + " points, found " + sizes.size());
        }
        return sizes;
    }

    private List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                throw misuse("--phase: expected numbers such as 10, 1..15 or 10..190/20, found '" + part + "'");
            }
            int from = Integer.parseInt(range.group(1));
            int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
            int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
            if (from < 1 || to < from || step < 1) {
                throw misuse("--phase: expected a range from at least 1 upwards, found '" + part + "'");
            }
            IntStream.iterate(from, n -> n <= to, n -> n + step).forEach(numbers::add);
        }
        return numbers;
    }

    /** A number, or a share of the rows, rounded up. */
    private int dimension(String text, int rows) {
        Matcher share = SHARE.matcher(text.equals("n") ? "1n" : text);
        if (share.matches()) {
            int p = Integer.parseInt(share.group(1));
            int q = share.group(2) == null ? 1 : Integer.parseInt(share.group(2));
            if (p > 0 && q > 0) {
                return (p * rows + q - 1) / q;
            }
        } else if (text.matches("[0-9]{1,5}")) {
            return Integer.parseInt(text);
        }
        throw misuse("--phase: expected inputs such as 3, n, 2n or 1/4n, found '" + text + "'");
    }
}
