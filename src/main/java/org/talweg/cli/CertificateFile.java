package org.talweg.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.talweg.certificate.Certificate;
import org.talweg.certificate.CertificateWriter;
import org.talweg.checker.Checker;
import org.talweg.evidence.CertificateMaker;
import org.talweg.evidence.CertificateMaker.Extent;

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

    private CertificateFile() {}

    /**
     * Writes what {@code report} claims to {@code file}, compressed if its name ends in .gz.
     *
     * @throws org.talweg.data.InputException if the file cannot be written; then it is as it was before
     * @throws IllegalStateException if the checker refuses every attempt
     */
    static void write(Path file, CertifyReport report, List<Integer> widths, OutputOptions output) {
        try {
            Path accepted = Files.createTempFile("talweg", ".certificate");
            try {
                write(accepted, file.toString().endsWith(".gz"), report, widths, output);
                FileOutput.writeBytes(file, out -> Files.copy(accepted, out));
            } finally {
                Files.deleteIfExists(accepted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(
            Path file, boolean packed, CertifyReport report, List<Integer> widths, OutputOptions output)
            throws IOException {
        String refusal = "";
        for (Attempt attempt : ATTEMPTS) {
            Certificate certificate = new CertificateMaker(
                            report.setting().objective(),
                            report.setting().cells(),
                            report.setting().prover(),
                            report.census(),
                            attempt.digits(),
                            attempt.extent())
                    .make(widths);
            try (OutputStream raw = Files.newOutputStream(file);
                    OutputStream out = packed ? new GZIPOutputStream(raw) : raw;
                    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII))) {
                CertificateWriter.write(certificate, writer);
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
        StringWriter lines = new StringWriter();
        try (InputStream in = Files.newInputStream(file)) {
            return Checker.verify(in, null, new PrintWriter(lines)) ? "" : lines.toString();
        }
    }
}
