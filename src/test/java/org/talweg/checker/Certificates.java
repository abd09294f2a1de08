package org.talweg.checker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.talweg.Instance;
import org.talweg.arrangement.CellSet;
import org.talweg.census.Census;
import org.talweg.census.Searched;
import org.talweg.certificate.CertificateWriter;
import org.talweg.evidence.CertificateMaker;
import org.talweg.evidence.CertificateMaker.Extent;
import org.talweg.landscape.Objective;
import org.talweg.proof.LandscapeProver;

/** Certificates for tests, and what the checker says about them. */
final class Certificates {

    /** The worked example of the format, written by hand: rows 1 and -1, labels 1, lambda 1/16. */
    static final String BY_HAND = read();

    private Certificates() {}

    private static String read() {
        try {
            return Files.readString(Path.of("src/test/resources/certificates/worked-example.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the checker prints. */
    record Answer(boolean verified, List<String> lines) {}

    static Answer check(byte[] file) {
        StringBuilder out = new StringBuilder();
        boolean verified = Checker.verify(new ByteArrayInputStream(file), null, out);
        return new Answer(verified, out.toString().lines().toList());
    }

    static Answer check(String text) {
        return check(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A certificate of all that can be proved, with a full census where that is complete. */
    static String of(Instance instance, List<Integer> widths) {
        return of(instance, widths, 40, Extent.ALL, true);
    }

    static String of(Instance instance, List<Integer> widths, int digits, Extent extent, boolean search) {
        Objective objective = instance.objective();
        LandscapeProver prover = instance.prover(12);
        CellSet cells = CellSet.of(objective.arrangement());
        Optional<Census> census =
                search ? Optional.of(Searched.census(instance)).filter(Census::isComplete) : Optional.empty();
        StringWriter out = new StringWriter();
        CertificateWriter.write(
                new CertificateMaker(objective, cells, prover, census, List.of(), digits, extent).make(widths), out);
        return out.toString();
    }
}
