package org.talweg.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.numbers.combinatorics.Combinations;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.arrangement.CellSet;
import org.talweg.data.CsvWriter;
import org.talweg.data.Dataset;
import org.talweg.data.DatasetReader;
import org.talweg.data.ReadOptions;
import org.talweg.data.generator.GaussianData;
import org.talweg.exact.Rational;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.solver.SequentialQuadraticSolver;

/**
 * Proved optima against {@code examples/socp_reference.py}, CVXOPT's interior-point method, on all sets of up to four signed
 * cells of four points in three dimensions: the values, and the time a program, in one run. Needs Debian's python3-cvxopt;
 * skipped without it. Run with {@code mvn -Dtest=SocpComparisonTest -Dexcluded.tags= test}.
 */
@Tag("slow")
class SocpComparisonTest {

    private static final String PYTHON = "/usr/bin/python3";
    private static final int LARGEST_SET = 4;

    @TempDir
    private Path folder;

    @Test
    void provedValuesAgreeAndAreFaster() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of(PYTHON)), "no " + PYTHON);
        assumeTrue(new ProcessBuilder(PYTHON, "-c", "import cvxopt").start().waitFor() == 0, "no cvxopt");
        Path csv = folder.resolve("data.csv");
        StringBuilder text = new StringBuilder();
        CsvWriter.write(new GaussianData(4, 3, 3, 1).generate(), text);
        Files.writeString(csv, text);
        Dataset data = DatasetReader.readDataset(csv.toString(), System.in, new ReadOptions(Optional.empty(), false));
        Objective objective = new Objective(data, Rational.of(1, 100));
        SignedCells all = SignedCells.all(objective, CellSet.of(objective.arrangement()));
        List<RegionProgram> programs = programs(objective, all);

        double ours = Double.POSITIVE_INFINITY;
        List<Optional<ProvedOptimum>> optima = List.of();
        for (int round = 0; round < 6; round++) {
            long start = System.nanoTime();
            optima = prove(objective, programs);
            ours = Math.min(ours, (System.nanoTime() - start) / 1e9);
        }
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < programs.size(); i++) {
            values.put(
                    programs.get(i).cells().toString(),
                    optima.get(i).orElseThrow().value().middle().doubleValue());
        }
        double theirs = runReference(csv, values);
        System.out.printf(
                Locale.ROOT,
                "| %d programs | CVXOPT %.0f us | proved %.1f us on %d threads | ratio %.0f |%n",
                programs.size(),
                1e6 * theirs / programs.size(),
                1e6 * ours / programs.size(),
                Runtime.getRuntime().availableProcessors(),
                theirs / ours);
        assertThat(theirs / ours).isGreaterThan(50);
    }

    private static List<RegionProgram> programs(Objective objective, SignedCells all) {
        List<RegionProgram> programs = new ArrayList<>();
        for (int size = 1; size <= LARGEST_SET; size++) {
            for (int[] subset : Combinations.of(all.size(), size)) {
                List<SignedCell> cells = new ArrayList<>();
                for (int i : subset) {
                    cells.add(all.get(i));
                }
                programs.add(new RegionProgram(objective, cells));
            }
        }
        return programs;
    }

    private static List<Optional<ProvedOptimum>> prove(Objective objective, List<RegionProgram> programs) {
        RegionSolver solver = SequentialQuadraticSolver.dual();
        ProgramProver prover = new ProgramProver(objective, 512);
        return programs.parallelStream()
                .map(p -> prover.prove(SignedCells.of(p), solver.approximate(p)).proved())
                .toList();
    }

    /** Runs the script, compares the values where it converged, and returns its seconds in the solver. */
    private static double runReference(Path csv, Map<String, Double> values) throws IOException, InterruptedException {
        List<String> command = List.of(
                PYTHON, "examples/socp_reference.py", csv.toString(), "--lambda", "0.01", "--size", "" + LARGEST_SET);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        double seconds = 0;
        int compared = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#")) {
                    continue;
                }
                String[] parts = line.split(" ", -1);
                seconds += Double.parseDouble(parts[2]);
                if (parts[3].equals("optimal")) {
                    String key = Region.parse(parts[0]).neurons().stream()
                            .sorted()
                            .toList()
                            .toString();
                    assertThat(Double.parseDouble(parts[1])).as(line).isCloseTo(values.get(key), Offset.offset(1e-7));
                    compared++;
                }
            }
        }
        assertThat(process.waitFor()).isZero();
        assertThat(compared).isGreaterThan(values.size() / 2);
        return seconds;
    }
}
