package org.talweg.cli;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.talweg.analysis.Watch;
import org.talweg.certificate.PopulationCertificate;
import org.talweg.checker.Checker;
import org.talweg.population.CriticalPoint;
import org.talweg.population.CriticalPoint.Verdict;
import org.talweg.population.Families;
import org.talweg.population.OnePointConvexity;
import org.talweg.population.StudentDescent;
import org.talweg.report.Json;
import org.talweg.report.OnePointConvexityReport;
import org.talweg.report.PopulationPicture;
import org.talweg.report.PopulationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code population --neurons K}: spurious minima of teacher and student with Gaussian inputs. */
@Command(
        name = "population",
        description =
                "Proves spurious minima of the population loss of students (w_i.x)_+ against orthonormal teachers, inputs N(0, I),"
                        + " by interval arithmetic; and the neuron that removes them.")
final class PopulationCommand implements Callable<Integer> {

    private static final int MOST_TEACHERS = 3000;

    /** Directions of --around, and the most teachers: all weights are unknowns there. */
    private static final int DRAWS = 1000;

    private static final int MOST_AROUND = 20;

    /** Radii of uniqueness that certificates claim, as exponents of 1/2: the first that the checker can show. */
    private static final int[] RADIUS_BITS = {24, 26, 28, 30, 32, 34};

    /** How the result is written. */
    enum Format {
        TEXT,
        JSON,
        CSV
    }

    @Spec
    private CommandSpec command;

    @Mixin
    private OutputOptions output;

    @Option(names = "--format", description = "text, json or csv; text by default.")
    private Format format = Format.TEXT;

    @Option(
            names = "--neurons",
            paramLabel = "K",
            converter = Widths.Converter.class,
            description = "Number of teachers; several as a list or a range: 6..20.")
    private List<Widths> neurons = List.of();

    @Option(
            names = "--students",
            paramLabel = "N",
            description =
                    "Number of students, at least as many as teachers: a number, or +E for E more than teachers; as many by"
                            + " default.")
    private Optional<String> students;

    @Option(
            names = "--blocks",
            split = ",",
            paramLabel = "S",
            description =
                    "Only critical points of this symmetry: sizes of the groups of teachers that can be exchanged, such as 6,1,13.")
    private List<Integer> blocks;

    @Option(names = "--families", description = "List the minima by family, over all numbers of teachers.")
    private boolean families;

    @Option(
            names = "--runs",
            paramLabel = "R",
            description = "Also descend from R random starts and count where they end.")
    private Integer runs;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the starts; 1 by default.")
    private long seed = 1;

    @Option(
            names = "--around",
            split = ",",
            paramLabel = "RADIUS",
            description =
                    "Instead: how often the loss is one-point strongly convex at these distances from the global minima, in --runs"
                            + " random directions (1000 by default), each decided by intervals.")
    private List<Double> around;

    @Option(names = "--split", description = "Prove for each neuron of each minimum that its split lowers the loss.")
    private boolean split;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Also draw the loss of the minima against the number of teachers.")
    private Path svg;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description =
                    "Also write the spurious minima with what verify needs to prove them again; compressed if FILE ends in .gz.")
    private Path certificate;

    @Override
    public Integer call() {
        if (runs != null && runs < 1) {
            throw misuse("--runs: expected at least 1, not " + runs);
        }
        if (around != null) {
            around();
            return Talweg.OK;
        }
        PopulationReport report = new PopulationReport(blocks == null ? searched() : ofBlocks(), split);
        if (certificate != null) {
            certify(report);
        }
        if (svg != null) {
            FileOutput.write(svg, out -> out.append(PopulationPicture.svg(report)));
        }
        output.write(out -> {
            switch (format) {
                case JSON -> Json.write(report.json(), out);
                case CSV -> report.csv(out);
                case TEXT -> out.append(families ? report.byFamily() : report.text());
            }
        });
        return Talweg.OK;
    }

    private void around() {
        if (around.stream().anyMatch(r -> !(r > 0) || !(r < 1e6))) {
            throw misuse("--around: expected positive radii");
        }
        if (format == Format.CSV || blocks != null || split || svg != null || certificate != null) {
            throw misuse("--around goes with --neurons, --students, --runs, --seed and --format text or json only");
        }
        List<Integer> all = teachers();
        if (all.get(all.size() - 1) > MOST_AROUND) {
            throw misuse("--around: expected at most " + MOST_AROUND + " teachers");
        }
        List<OnePointConvexityReport.Around> rows = new ArrayList<>();
        for (int k : all) {
            int n = k + more(k);
            for (double radius : around) {
                rows.add(new OnePointConvexityReport.Around(
                        k, n, new OnePointConvexity(n, k).draw(radius, runs == null ? DRAWS : runs, seed)));
            }
        }
        OnePointConvexityReport report = new OnePointConvexityReport(rows);
        output.write(out -> {
            if (format == Format.JSON) {
                Json.write(report.json(), out);
            } else {
                out.append(report.text());
            }
        });
    }

    private ParameterException misuse(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private List<Integer> teachers() {
        List<Integer> all = Widths.all(neurons).stream().sorted().distinct().toList();
        if (all.isEmpty()) {
            throw misuse("Missing required option: '--neurons=K'");
        }
        int least = all.get(0);
        int most = all.get(all.size() - 1);
        if (least < 2 || most > MOST_TEACHERS) {
            throw misuse("--neurons: expected from 2 to " + MOST_TEACHERS + " teachers, found "
                    + (least < 2 ? least : most));
        }
        return all;
    }

    /** Students more than teachers. */
    private int more(int teachers) {
        if (students.isEmpty()) {
            return 0;
        }
        String text = students.get().toLowerCase(Locale.ROOT).replaceFirst("^k(?=\\+)", "");
        if (!text.matches("\\+?[0-9]{1,6}")) {
            throw misuse(
                    "--students: expected a number, or +E for E more than teachers, found '" + students.get() + "'");
        }
        int more = text.startsWith("+") ? Integer.parseInt(text.substring(1)) : Integer.parseInt(text) - teachers;
        if (more < 0 || more > 4) {
            throw misuse("--students: expected from as many as teachers to 4 more, found " + students.get() + " for "
                    + teachers + " teachers");
        }
        return more;
    }

    private List<PopulationReport.Problem> searched() {
        List<Integer> all = teachers();
        List<PopulationReport.Problem> problems = new ArrayList<>();
        for (int more : all.stream().map(this::more).distinct().toList()) {
            List<Integer> with = all.stream().filter(k -> more(k) == more).toList();
            List<Families.Found> found;
            try (Watch.Task task = new TerminalWatch(output).sharing("families of minima")) {
                found = new Families(more, seed).of(with, task::reach);
            }
            found.forEach(f -> problems.add(problem(f, more)));
        }
        return problems.stream()
                .sorted(Comparator.comparing(PopulationReport.Problem::teachers))
                .toList();
    }

    private List<PopulationReport.Problem> ofBlocks() {
        int sum = blocks.stream().mapToInt(Integer::intValue).sum();
        if (blocks.stream().anyMatch(b -> b < 1) || blocks.size() > 4 || sum < 2 || sum > MOST_TEACHERS) {
            throw misuse("--blocks: expected up to 4 sizes, at least 1 each, of sum 2 to " + MOST_TEACHERS);
        }
        if (!neurons.isEmpty() && !teachers().equals(List.of(sum))) {
            throw misuse("--blocks: the sizes have the sum " + sum + ", which is not --neurons");
        }
        int more = more(sum);
        return List.of(problem(
                new Families(more, seed)
                        .ofBlocks(blocks.stream().mapToInt(Integer::intValue).toArray()),
                more));
    }

    /** Only what the checker proves is written. */
    private void certify(PopulationReport report) {
        List<CriticalPoint> minima = report.problems().stream()
                .flatMap(p -> p.points().stream())
                .filter(p -> p.verdict() == Verdict.SPURIOUS)
                .toList();
        List<PopulationCertificate.Minimum> shown = minima.parallelStream()
                .flatMap(p -> IntStream.of(RADIUS_BITS)
                        .mapToObj(p::claim)
                        .filter(PopulationCommand::isShown)
                        .limit(1))
                .toList();
        if (shown.isEmpty()) {
            output.message("no certificate: no spurious minimum was found that the checker proves");
            return;
        }
        FileOutput.writeByName(certificate, new PopulationCertificate(shown)::write);
        if (shown.size() < minima.size()) {
            output.message((minima.size() - shown.size()) + " of " + minima.size()
                    + " minima are not in the certificate: the checker's arithmetic does not show them");
        }
    }

    private static boolean isShown(PopulationCertificate.Minimum claim) {
        byte[] text = new PopulationCertificate(List.of(claim)).toString().getBytes(StandardCharsets.US_ASCII);
        return Checker.verify(new ByteArrayInputStream(text), null).isVerified();
    }

    private PopulationReport.Problem problem(Families.Found found, int more) {
        int k = found.teachers();
        Optional<StudentDescent.Ends> ends = Optional.empty();
        if (runs != null) {
            try (Watch.Task task = new TerminalWatch(output).counting("runs with " + k + " teachers")) {
                ends = Optional.of(
                        new StudentDescent(k + more, k).approximateEnds(found.points(), runs, seed, task::reach));
            }
        }
        return new PopulationReport.Problem(k, k + more, found.points(), ends);
    }
}
