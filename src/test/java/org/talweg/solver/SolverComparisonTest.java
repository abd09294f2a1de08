package org.talweg.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.data.Dataset;
import org.talweg.data.DatasetReader;
import org.talweg.data.ReadOptions;
import org.talweg.exact.Rational;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.proof.ProgramProver;

/**
 * The two solvers of region programs side by side, on generic and degenerate data. Prints a row for the table in
 * {@code proofs-notes/performance.md}: time a program, programs left with an excess above 1e-9, and programs whose optimum
 * could not be proved from the solver's answer. Run with {@code mvn -Dtest=SolverComparisonTest -Dexcluded.tags= test}.
 */
@Tag("slow")
class SolverComparisonTest {

    private static final int PROGRAMS = 3000;

    @ParameterizedTest
    @CsvSource({
        "census/gaussian-3x3.csv, false, 1/50",
        "census/gaussian-4x2.csv, false, 1/100",
        "census/gaussian-5x2.csv, false, 1/20",
        "real/anscombe-1.csv, true, 1/10",
        "real/anscombe-4.csv, true, 1/10",
        "solver/orthonormal-4.csv, false, 1/20",
        "solver/degenerate.csv, false, 1/100",
    })
    void bothSolversLeadToTheSameProvedValues(String file, boolean bias, String lambda) {
        String path = SolverComparisonTest.class.getResource("/" + file).getPath();
        Dataset data = DatasetReader.readDataset(path, System.in, new ReadOptions(Optional.empty(), bias));
        Objective objective = new Objective(data, Rational.parse(lambda));
        List<RegionProgram> programs = programs(objective);
        ProgramProver prover = new ProgramProver(objective, 512);
        RegionSolver ojAlgo = SequentialQuadraticSolver.ojAlgo();
        RegionSolver dual = SequentialQuadraticSolver.dual();
        int undecided = 0;
        for (RegionProgram program : programs) {
            SignedCells set = SignedCells.of(program);
            ApproximateOptimum first = ojAlgo.approximate(program);
            ApproximateOptimum second = dual.approximate(program);
            assertThat(program.approximateValue(first))
                    .isCloseTo(program.approximateValue(second), within(program, second));
            boolean proved = prover.prove(set, first).proved().isPresent();
            assertThat(prover.prove(set, second).proved().isPresent()).isEqualTo(proved);
            undecided += proved ? 0 : 1;
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f | %.0f | %d | %d | %d |%n",
                file,
                programs.size(),
                microseconds(ojAlgo, programs),
                microseconds(dual, programs),
                unfinished(ojAlgo, programs),
                unfinished(dual, programs),
                undecided);
    }

    private static Offset<Double> within(RegionProgram program, ApproximateOptimum point) {
        return Offset.offset(1e-9 * Math.max(1e-12, program.approximateValue(point)));
    }

    private static List<RegionProgram> programs(Objective objective) {
        SignedCells all = SignedCells.all(objective, CellSet.of(objective.arrangement()));
        Random random = Seeded.random(7);
        List<RegionProgram> programs = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            List<SignedCell> cells = new ArrayList<>();
            int size = 1 + random.nextInt(4);
            for (int j = 0; j < size; j++) {
                cells.add(all.get(random.nextInt(all.size())));
            }
            programs.add(new RegionProgram(objective, cells));
        }
        return programs;
    }

    private static double microseconds(RegionSolver solver, List<RegionProgram> programs) {
        long start = System.nanoTime();
        for (RegionProgram program : programs) {
            solver.approximate(program);
        }
        return (System.nanoTime() - start) / 1e3 / programs.size();
    }

    private static long unfinished(RegionSolver solver, List<RegionProgram> programs) {
        return programs.stream()
                .filter(p -> solver.approximate(p).excess() > 1e-9)
                .count();
    }
}
