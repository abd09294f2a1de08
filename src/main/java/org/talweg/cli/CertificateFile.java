package org.talweg.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.talweg.census.Census;
import org.talweg.census.MinimumClass;
import org.talweg.certificate.Certificate;
import org.talweg.certificate.CertificateWriter;
import org.talweg.checker.Checker;
import org.talweg.evidence.CertificateMaker;
import org.talweg.evidence.CertificateMaker.Extent;
import org.talweg.evidence.EvidenceException;
import org.talweg.landscape.RegionSolver;

/**
 * Writes a certificate that the checker accepts: with more digits where it does not accept fewer, and with fewer claims where
 * it accepts none.
 */
final class CertificateFile {

    /** Binary digits of evidence, and how much is claimed with them. */
    private record Attempt(int digits, Extent extent) {}

    private static final List<Attempt> ATTEMPTS = List.of(
            new Attempt(30, Extent.ALL),
            new Attempt(60, Extent.ALL),
            new Attempt(150, Extent.ALL),
            new Attempt(40, Extent.OPTIMUM),
            new Attempt(100, Extent.OPTIMUM),
            new Attempt(40, Extent.VALUE));

    /** Sets of faces that evidence is written for; each takes some 250 bytes. */
    private static final long MOST_NODES = 1_000_000;

    /** What the checker takes with a search. */
    private static final int MOST_ROWS = 62;

    private static final int MOST_CELLS = 1024;

    private CertificateFile() {}

    /**
     * Writes what {@code report} claims to {@code file}, compressed if its name ends in .gz.
     *
     * @throws org.talweg.data.InputException if the file cannot be written; then it is as it was before
     * @throws IllegalStateException if the checker refuses every attempt
     */
    static void write(
            Path file, CertifyReport report, Optional<Census> census, List<Integer> widths, OutputOptions output) {
        try {
            Path accepted = Files.createTempFile("talweg", ".certificate");
            try {
                attempt(accepted, report, census, search(report, census, output), widths, output);
                FileOutput.writeByName(file, out -> copy(accepted, out));
            } finally {
                Files.deleteIfExists(accepted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Writer out) throws IOException {
        try (Reader in = Files.newBufferedReader(from, StandardCharsets.US_ASCII)) {
            in.transferTo(out);
        }
    }

    /** The solver for evidence by a search, where the list is complete and such evidence is possible. */
    private static Optional<RegionSolver> search(CertifyReport report, Optional<Census> census, OutputOptions output) {
        if (census.isPresent() || !report.minima().isComplete()) {
            return Optional.empty();
        }
        Setting setting = report.setting();
        String why = "";
        if (report.search().orElseThrow().nodes() > MOST_NODES) {
            why = "that takes more than " + MOST_NODES + " nodes of a search";
        } else if (setting.objective().size() > MOST_ROWS || setting.cells().size() > MOST_CELLS) {
            why = "it has no evidence for more than " + MOST_ROWS + " rows or " + MOST_CELLS + " cells";
        } else if (!setting.prover().global().isUnique()
                || !report.minima().classes().stream().allMatch(MinimumClass::isUnique)) {
            why = "it has no evidence for solutions that tie";
        }
        if (!why.isEmpty()) {
            incomplete(why, output);
            return Optional.empty();
        }
        return Optional.of(Setting.fastSolver());
    }

    private static void incomplete(String why, OutputOptions output) {
        output.message("talweg: the certificate does not claim that the list of minima is complete: " + why);
    }

    private static void attempt(
            Path file,
            CertifyReport report,
            Optional<Census> census,
            Optional<RegionSolver> search,
            List<Integer> widths,
            OutputOptions output)
            throws IOException {
        String refusal = "";
        for (Attempt attempt : ATTEMPTS) {
            if (attempt.extent() != Extent.ALL && search.isPresent()) {
                incomplete(refusal.strip(), output);
                attempt(file, report, census, Optional.empty(), widths, output);
                return;
            }
            Certificate certificate = new CertificateMaker(
                            report.setting().objective(),
                            report.setting().cells(),
                            // Thousands of small programs.
                            report.setting().prover().solvingWith(Setting.fastSolver()),
                            census,
                            report.minima().classes(),
                            search,
                            attempt.digits(),
                            attempt.extent())
                    .make(widths);
            try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
                CertificateWriter.write(certificate, writer);
            } catch (EvidenceException e) {
                incomplete(e.getMessage(), output);
                attempt(file, report, census, Optional.empty(), widths, output);
                return;
            }
            refusal = refusal(file);
            if (refusal.isEmpty()) {
                if (attempt.extent() != Extent.ALL) {
                    output.message("talweg: the certificate claims only the global "
                            + (attempt.extent() == Extent.VALUE ? "value" : "optimum"));
                }
                return;
            }
            output.message("talweg: certificate with " + attempt.digits() + " digits: " + refusal.strip());
        }
        throw new IllegalStateException("no certificate is accepted: " + refusal.strip());
    }

    /** What the checker says against the file; empty if it accepts it. */
    private static String refusal(Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        try (InputStream in = Files.newInputStream(file)) {
            return Checker.verify(in, null, lines) ? "" : lines.toString();
        }
    }
}
