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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.census.Census;
import org.talweg.census.MinimumClass;
import org.talweg.certificate.CertificateWriter;
import org.talweg.checker.Checker;
import org.talweg.data.Plural;
import org.talweg.evidence.CertificateMaker;
import org.talweg.evidence.CertificateMaker.Extent;
import org.talweg.evidence.EvidenceException;
import org.talweg.landscape.RegionSolver;

/**
 * Writes a certificate that the checker accepts: with more digits where it does not accept fewer, and with fewer claims where
 * it accepts none.
 */
final class CertificateFile {

    /** Sets of faces that evidence is written for; each takes some 250 bytes. */
    private static final long MOST_NODES = 1_000_000;

    private static final int[] DIGITS = {30, 60, 150};

    private final Path file;
    private final CertifyReport report;
    private final List<Integer> widths;
    private final OutputOptions output;
    private List<MinimumClass> classes;
    private String refusal = "";

    private CertificateFile(Path file, CertifyReport report, List<Integer> widths, OutputOptions output) {
        this.file = file;
        this.report = report;
        this.widths = widths;
        this.output = output;
        this.classes = report.minima().classes();
    }

    /**
     * Writes what {@code report} claims to {@code file}, compressed if its name ends in .gz.
     *
     * @param census evidence that the list of minima is complete, tried before a search
     * @throws org.talweg.data.InputException if the file cannot be written; then it is as it was before
     * @throws IllegalStateException if the checker refuses every attempt
     */
    static void write(
            Path file, CertifyReport report, Optional<Census> census, List<Integer> widths, OutputOptions output) {
        try {
            Path accepted = Files.createTempFile("talweg", ".certificate");
            try {
                new CertificateFile(accepted, report, widths, output).write(census);
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

    /** With a complete list, with the minima that can be shown one by one, with the optimum alone, with its value alone. */
    private void write(Optional<Census> census) throws IOException {
        boolean written = (census.isPresent() && isAccepted(census, Optional.empty()))
                || (report.minima().isComplete() && isAcceptedBySearch())
                || isAcceptedOneByOne()
                || isAcceptedInPart(40, Extent.OPTIMUM)
                || isAcceptedInPart(100, Extent.OPTIMUM)
                || isAcceptedInPart(40, Extent.VALUE);
        if (!written) {
            throw new IllegalStateException("no certificate is accepted: " + refusal);
        }
    }

    private boolean isAcceptedBySearch() throws IOException {
        String why = whyNoSearch();
        try {
            if (why.isEmpty() && isAccepted(Optional.empty(), Optional.of(Setting.fastSolver()))) {
                return true;
            }
        } catch (EvidenceException e) {
            why = e.getMessage();
        }
        output.message("talweg: the certificate does not claim that the list of minima is complete: "
                + (why.isEmpty() ? refusal : why));
        return false;
    }

    private String whyNoSearch() {
        Setting setting = report.setting();
        if (report.search().orElseThrow().nodes() > MOST_NODES) {
            return "that takes more than " + MOST_NODES + " nodes of a search";
        }
        if (setting.objective().size() > Checker.MOST_SEARCH_ROWS
                || setting.cells().size() > Checker.MOST_SEARCH_CELLS) {
            return "there is no evidence for more than " + Checker.MOST_SEARCH_ROWS + " rows or "
                    + Checker.MOST_SEARCH_CELLS + " cells";
        }
        boolean unique =
                setting.prover().global().isUnique() && classes.stream().allMatch(MinimumClass::isUnique);
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
            Matcher minimum =
                    Pattern.compile("REFUSED local minimum (\\d+): .*").matcher(refusal);
            if (!minimum.matches()) {
                return false;
            }
            MinimumClass refused = maker.claimed().get(Integer.parseInt(minimum.group(1)) - 1);
            output.message("talweg: the certificate does not claim the local minimum " + refused.faces());
            classes = classes.stream().filter(c -> c != refused).toList();
        }
    }

    private boolean isAcceptedInPart(int digits, Extent extent) throws IOException {
        boolean accepted = isAccepted(maker(Optional.empty(), Optional.empty(), digits, extent), digits);
        if (accepted) {
            output.message(
                    "talweg: the certificate claims only the global " + (extent == Extent.VALUE ? "value" : "optimum"));
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
                report.setting().objective(),
                report.setting().cells(),
                // Thousands of small programs.
                report.setting().prover().solvingWith(Setting.fastSolver()),
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
        StringBuilder lines = new StringBuilder();
        try (InputStream in = Files.newInputStream(file)) {
            if (Checker.verify(in, null, lines)) {
                return true;
            }
        }
        String before = refusal;
        refusal = lines.toString().strip();
        if (!refusal.equals(before)) {
            output.message("talweg: certificate with " + Plural.of(digits, "digit") + ": " + refusal);
        }
        return false;
    }
}
