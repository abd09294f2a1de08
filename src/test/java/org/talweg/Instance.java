package org.talweg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.data.Dataset;
import org.talweg.data.Table;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.oracle.BruteForceCells;
import org.talweg.oracle.CensusFiles;
import org.talweg.oracle.OracleCell;
import org.talweg.oracle.ReferenceConvexProgram;
import org.talweg.proof.ProofSettings;
import org.talweg.solver.ColumnGeneration;
import org.talweg.solver.SequentialQuadraticSolver;
import org.talweg.verdict.LandscapeProver;

/** A small problem for tests, in the forms that the program and the oracles want. */
public record Instance(Dataset data, Rational lambda) {

    /** Rows as {@code "x1,..,xd,y"} in decimals or fractions. */
    public static Instance of(String lambda, String... rows) {
        return of(BruteForceCells.table(rows), Rational.parse(lambda));
    }

    /** Each row holds the inputs, then the label. */
    public static Instance of(Rational[][] table, Rational lambda) {
        int d = table[0].length - 1;
        List<RationalVector> x = new ArrayList<>();
        List<Rational> y = new ArrayList<>();
        for (Rational[] row : table) {
            x.add(RationalVector.of(Arrays.copyOf(row, d)));
            y.add(row[d]);
        }
        return new Instance(new Dataset(RationalMatrix.ofRows(x, d), RationalVector.of(y)), lambda);
    }

    public static Instance of(Rational[][] x, Rational[] y, Rational lambda) {
        Rational[][] rows = new Rational[x.length][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = Arrays.copyOf(x[k], x[k].length + 1);
            rows[k][x[k].length] = y[k];
        }
        return of(rows, lambda);
    }

    /** A generated table; the last column is the label. */
    public static Instance of(Table table, String lambda) {
        Rational[][] rows = new Rational[table.values().rows()][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = table.values().row(k).toList().toArray(Rational[]::new);
        }
        return of(rows, Rational.parse(lambda));
    }

    /** A reference census. */
    public static Instance of(CensusFiles census) {
        return of(census.x(), census.y(), census.lambda());
    }

    /** Normal inputs and labels with three decimals. */
    public static Instance gaussian(Random random, int n, int d, String lambda) {
        Rational[][] rows = new Rational[n][d + 1];
        for (Rational[] row : rows) {
            for (int j = 0; j <= d; j++) {
                row[j] = Rational.of(Math.round(1000 * random.nextGaussian()), 1000);
            }
        }
        return of(rows, Rational.parse(lambda));
    }

    /** Entries in {-1, 0, 1} and labels in {-2..2}: repeated, opposite, zero and dependent rows are common. */
    public static Instance degenerate(Random random, int n, int d, String lambda) {
        Rational[][] rows = new Rational[n][d + 1];
        for (Rational[] row : rows) {
            for (int j = 0; j < d; j++) {
                row[j] = Rational.of(random.nextInt(3) - 1);
            }
            row[d] = Rational.of(random.nextInt(5) - 2);
        }
        return of(rows, Rational.parse(lambda));
    }

    public Objective objective() {
        return new Objective(data, lambda);
    }

    /** A prover as the commands build it. */
    public LandscapeProver prover(int digits) {
        return prover(digits, SequentialQuadraticSolver.ojAlgo());
    }

    public LandscapeProver prover(int digits, RegionSolver solver) {
        Objective objective = objective();
        CellSet cells = CellSet.of(objective.arrangement());
        ColumnGeneration columns =
                new ColumnGeneration(SignedCells.all(objective, cells), SequentialQuadraticSolver.dual());
        return new LandscapeProver(
                objective, cells, solver, columns.approximate(round -> {}), ProofSettings.ofDigits(digits));
    }

    /** All signed cells by brute force, {@code +} first. */
    public List<OracleCell> oracleCells() {
        return BruteForceCells.signedCells(rows());
    }

    public Rational[][] rows() {
        Rational[][] x = new Rational[data.size()][];
        for (int k = 0; k < x.length; k++) {
            x[k] = data.inputs().row(k).toList().toArray(Rational[]::new);
        }
        return x;
    }

    public Rational[] labels() {
        return data.labels().toList().toArray(Rational[]::new);
    }

    /** As a data file: exact, without a header. */
    public String csv() {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < data.size(); k++) {
            for (Rational entry : data.inputs().row(k).toList()) {
                text.append(entry).append(',');
            }
            text.append(data.labels().get(k)).append('\n');
        }
        return text.toString();
    }

    public ReferenceConvexProgram oracle() {
        return new ReferenceConvexProgram(
                BruteForceCells.toDouble(rows()), data.labels().toDoubles(), lambda.doubleValue());
    }

    public static SignedCell cell(OracleCell cell) {
        return new SignedCell(cell.sign(), SignVector.of(cell.pattern()));
    }

    /** The program over these cells. */
    public static RegionProgram program(Objective objective, List<OracleCell> cells) {
        return new RegionProgram(objective, cells.stream().map(Instance::cell).toList());
    }

    /** A random set of {@code size} cells, without repetition. */
    public static List<OracleCell> sample(Random random, List<OracleCell> cells, int size) {
        List<OracleCell> rest = new ArrayList<>(cells);
        List<OracleCell> chosen = new ArrayList<>();
        for (int i = 0; i < size && !rest.isEmpty(); i++) {
            chosen.add(rest.remove(random.nextInt(rest.size())));
        }
        return chosen;
    }
}
