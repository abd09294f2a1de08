package org.talweg.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Findings;
import org.talweg.census.CensusFindings;
import org.talweg.census.RegionTable;
import org.talweg.census.RegionTable.Finding;
import org.talweg.data.InputException;
import org.talweg.data.Plural;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.ProvedOptimum;
import org.talweg.report.RegionText;
import org.talweg.verdict.LandscapeProver;
import org.talweg.verdict.RegionVerdict;

/**
 * {@code --regions FILE}: the verdict of every region of a width, as CSV with the columns {@code
 * region,orbit,verdict,lower,upper,class,trap}. The class is the list of rays of the region's optimum, as {@code SIGN:COVECTOR} with
 * spaces between; empty where that is open, or for the zero network.
 */
final class RegionsFile {

    /** Rows that fit on a disk and in memory. */
    private static final BigInteger MOST_ROWS = BigInteger.valueOf(10_000_000);

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator('\n')
            .setHeader("region", "orbit", "verdict", "lower", "upper", "class", "trap")
            .get();

    private final Findings findings;
    private final Analysis analysis;
    private final int width;

    /**
     * @param findings with a full census the verdicts are read from it; without one each set of signed cells is judged
     */
    RegionsFile(Findings findings, int width) {
        this.findings = findings;
        this.analysis = findings.analysis();
        this.width = width;
    }

    /**
     * Refuses sizes that do not fit.
     *
     * @throws InputException if there would be too many rows
     */
    static void requireSize(int signedCells, int width) {
        BigInteger rows = RegionTable.rows(signedCells, width);
        if (rows.compareTo(MOST_ROWS) > 0) {
            throw new InputException("--regions: width " + width + " of " + Plural.of(signedCells, "signed cell")
                    + " would take " + rows + " rows; at most " + MOST_ROWS + " are written");
        }
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @param progress receives the number of rows written
     */
    void write(Path file, LongConsumer progress) {
        SignedCells cells = analysis.signedCells();
        LandscapeProver prover = analysis.prover().solvingWith(Analysis.fastSolver());
        Function<int[], Finding> judge = findings.widths()
                .full()
                .flatMap(full -> findings.widths()
                        .at(width)
                        .census()
                        .flatMap(counts -> CensusFindings.of(full, counts.best(), prover::value)))
                .map(f -> (Function<int[], Finding>) f)
                .orElse(set -> judge(prover, set));
        FileOutput.writeByName(file, out -> {
            CSVPrinter printer = new CSVPrinter(out, FORMAT);
            RegionTable.write(
                    cells,
                    width,
                    judge,
                    row -> printer.printRecord(
                            row.region(),
                            row.orbit(),
                            row.finding().verdict(),
                            row.finding().value().lower(),
                            row.finding().value().upper(),
                            row.finding().rays().stream()
                                    .map(SignedFace::toString)
                                    .collect(Collectors.joining(" ")),
                            RegionText.nullable(row.finding().trap())),
                    progress);
            printer.flush();
        });
    }

    private Finding judge(LandscapeProver prover, int[] set) {
        Region region = new Region(
                Arrays.stream(set).mapToObj(analysis.signedCells()::get).toList());
        RegionVerdict verdict = prover.judgeBriefly(region, width);
        return new Finding(
                verdict.verdict(),
                verdict.trap(),
                verdict.value(),
                verdict.optimum().map(ProvedOptimum::faces).orElse(List.of()));
    }
}
