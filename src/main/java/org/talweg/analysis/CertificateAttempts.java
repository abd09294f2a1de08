package org.talweg.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.talweg.census.Census;
import org.talweg.census.MinimumClass;
import org.talweg.certificate.CertificateWriter;
import org.talweg.checker.Checker;
import org.talweg.checker.Claim;
import org.talweg.checker.Report;
import org.talweg.data.Plural;
import org.talweg.evidence.CertificateMaker;
import org.talweg.evidence.CertificateMaker.Extent;
import org.talweg.evidence.EvidenceException;
import org.talweg.landscape.RegionSolver;

/**
 * Writes a certificate that the checker accepts: with more digits where it does not accept fewer, and with fewer claims where
 * it accepts none.
 */
final class CertificateAttempts {

    private static final int[] DIGITS = {30, 60, 150};

    private final Path file;
    private final Findings findings;
    private final Analysis analysis;
    private final List<Integer> widths;
    private List<MinimumClass> classes;
    private Optional<Report.Refused> refusal = Optional.empty();

    private CertificateAttempts(Path file, Findings findings, List<Integer> widths) {
        this.file = file;
        this.findings = findings;
        this.analysis = findings.analysis();
        this.widths = widths;
        this.classes = findings.widths().minima().classes();
    }

    /**
     * Writes what the findings claim.
     *
     * @throws IOException if {@code out} does
     * @throws IllegalStateException if the checker refuses every attempt
     */
    static void write(Findings findings, List<Integer> widths, Writer out) throws IOException {
        Path accepted = Files.createTempFile("talweg", ".certificate");
        try {
            new CertificateAttempts(accepted, findings, widths).write(findings.evidence());
            try (Reader in = Files.newBufferedReader(accepted, StandardCharsets.US_ASCII)) {
                in.transferTo(out);
            }
        } finally {
            Files.deleteIfExists(accepted);
        }
    }

    /** With a complete list, with the minima that can be shown one by one, with the optimum alone, with its value alone. */
    private void write(Optional<Census> census) throws IOException {
        boolean written = (census.isPresent() && isAccepted(census, Optional.empty()))
                || (findings.widths().isComplete() && isAcceptedBySearch())
                || isAcceptedOneByOne()
                || isAcceptedInPart(40, Extent.OPTIMUM)
                || isAcceptedInPart(100, Extent.OPTIMUM)
                || isAcceptedInPart(40, Extent.VALUE);
        if (!written) {
            throw new IllegalStateException("no certificate is accepted: " + why());
        }
    }

    private boolean isAcceptedBySearch() throws IOException {
        String why = whyNoSearch();
        try {
            if (why.isEmpty() && isAccepted(Optional.empty(), Optional.of(Analysis.fastSolver()))) {
                return true;
            }
        } catch (EvidenceException e) {
            why = e.getMessage();
        }
        analysis.watch()
                .say("talweg: the certificate does not claim that the list of minima is complete: "
                        + (why.isEmpty() ? why() : why));
        return false;
    }

    private String whyNoSearch() {
        long most = analysis.effort().evidenceNodes();
        if (findings.search().orElseThrow().nodes() > most) {
            return "that takes more than " + most + " nodes of a search";
        }
        if (analysis.objective().size() > Checker.MOST_SEARCH_ROWS
                || analysis.cells().size() > Checker.MOST_SEARCH_CELLS) {
            return "there is no evidence for more than " + Checker.MOST_SEARCH_ROWS + " rows or "
                    + Checker.MOST_SEARCH_CELLS + " cells";
        }
        boolean unique = analysis.global().isUnique() && classes.stream().allMatch(MinimumClass::isUnique);
        return unique ? "" : "there is no evidence for solutions that tie";
    }

    /** Leaves out the minima that the checker refuses. */
    private boolean isAcceptedOneByOne() throws IOException {
        while (true) {
            CertificateMaker maker = null;
            for (int digits : DIGITS) {
                maker = maker(Optional.empty(), Optional.empty(), digits, Extent.ALL);
                if (isAccepted(maker, digits)) {
                    return true;
                }
            }
            Claim claim = refusal.orElseThrow().claim();
            if (!claim.kind().equals(Claim.LOCAL_MINIMUM)) {
                return false;
            }
            MinimumClass refused = maker.claimed().get(claim.index() - 1);
            analysis.watch().say("talweg: the certificate does not claim the local minimum " + refused.faces());
            classes = classes.stream().filter(c -> c != refused).toList();
        }
    }

    private boolean isAcceptedInPart(int digits, Extent extent) throws IOException {
        boolean accepted = isAccepted(maker(Optional.empty(), Optional.empty(), digits, extent), digits);
        if (accepted) {
            analysis.watch()
                    .say("talweg: the certificate claims only the global "
                            + (extent == Extent.VALUE ? "value" : "optimum"));
        }
        return accepted;
    }

    private boolean isAccepted(Optional<Census> census, Optional<RegionSolver> search) throws IOException {
        for (int digits : DIGITS) {
            if (isAccepted(maker(census, search, digits, Extent.ALL), digits)) {
                return true;
            }
        }
        return false;
    }

    private CertificateMaker maker(Optional<Census> census, Optional<RegionSolver> search, int digits, Extent extent) {
        return new CertificateMaker(
                analysis.objective(),
                analysis.cells(),
                // Thousands of small programs.
                analysis.prover().solvingWith(Analysis.fastSolver()),
                census,
                classes,
                search,
                digits,
                extent);
    }

    private boolean isAccepted(CertificateMaker maker, int digits) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            CertificateWriter.write(maker.make(widths), writer);
        }
        Report report;
        try (InputStream in = Files.newInputStream(file)) {
            report = Checker.verify(in, null);
        }
        if (report.isVerified()) {
            return true;
        }
        Optional<Report.Refused> before = refusal;
        refusal = report.refused();
        if (!refusal.equals(before)) {
            analysis.watch().say("talweg: certificate with " + Plural.of(digits, "digit") + ": " + why());
        }
        return false;
    }

    /** The last refusal in words, as the checker says it. */
    private String why() {
        return new Report(List.of(), List.of(), refusal).lines().strip();
    }
}
