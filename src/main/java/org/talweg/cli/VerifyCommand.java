package org.talweg.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.talweg.checker.Checker;
import org.talweg.checker.Report;
import org.talweg.data.DatasetReader;
import org.talweg.data.InputException;
import org.talweg.data.ReadOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify CERTIFICATE}: proves every claim again, from the evidence in the file alone. */
@Command(
        name = "verify",
        description =
                "Proves the claims of a certificate again, from the evidence in it and by other code than certify's. Prints"
                        + " VERIFIED for each claim, or one line REFUSED.")
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CERTIFICATE",
            description = "What certify --certificate wrote; may be compressed by gzip.")
    private Path certificate;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "Refuse a certificate that is not about this data set.")
    private Optional<String> data;

    @Option(names = "--label", paramLabel = "NAME", description = "The label column of DATA.")
    private Optional<String> label;

    @Option(names = "--bias", description = "Append a constant column 1 to the inputs of DATA.")
    private boolean bias;

    @Override
    public Integer call() {
        String sha256 = data.map(d -> DatasetReader.readDataset(d, System.in, new ReadOptions(label, bias))
                        .sha256())
                .orElse(null);
        if (!isReadable(certificate)) {
            throw new InputException(certificate + ": expected a certificate to read");
        }
        return verify(certificate, sha256, spec.commandLine().getOut());
    }

    static boolean isReadable(Path file) {
        return Files.isReadable(file) && !Files.isDirectory(file);
    }

    /** Gives the exit status. */
    static int verify(Path certificate, String sha256, PrintWriter out) {
        try (InputStream in = Files.newInputStream(certificate)) {
            Report report = Checker.verify(in, sha256);
            out.print(report.lines());
            return report.isVerified() && !out.checkError() ? Talweg.OK : Talweg.FAILED;
        } catch (IOException e) {
            throw new InputException(certificate + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
