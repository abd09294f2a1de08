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
import org.talweg.census.MinimumClass;
import org.talweg.census.Searched;
import org.talweg.certificate.CertificateWriter;
import org.talweg.evidence.CertificateMaker;
import org.talweg.evidence.CertificateMaker.Extent;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionSolver;
import org.talweg.solver.SequentialQuadraticSolver;

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
        Report report = Checker.verify(new ByteArrayInputStream(file), null);
        return new Answer(report.isVerified(), report.lines().lines().toList());
    }

    static Answer check(String text) {
        return check(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A certificate of all that can be proved, with a full census where that is complete. */
    static String of(Instance instance, List<Integer> widths) {
        return of(instance, widths, 40, Extent.ALL, true);
    }

    static String of(Instance instance, List<Integer> widths, int digits, Extent extent, boolean full) {
        Optional<Census> census =
                full ? Optional.of(Searched.census(instance)).filter(Census::isComplete) : Optional.empty();
        return written(instance, census, List.of(), Optional.empty(), widths, digits, extent);
    }

    /** A certificate with these classes, which are shown to be all by a search. */
    static String searched(Instance instance, List<MinimumClass> classes, List<Integer> widths) {
        return written(
                instance,
                Optional.empty(),
                classes,
                Optional.of(SequentialQuadraticSolver.dual()),
                widths,
                40,
                Extent.ALL);
    }

    private static String written(
            Instance instance,
            Optional<Census> census,
            List<MinimumClass> classes,
            Optional<RegionSolver> solver,
            List<Integer> widths,
            int digits,
            Extent extent) {
        Objective objective = instance.objective();
        CellSet cells = CellSet.of(objective.arrangement());
        CertificateMaker maker =
                new CertificateMaker(objective, cells, instance.prover(12), census, classes, solver, digits, extent);
        StringWriter out = new StringWriter();
        CertificateWriter.write(maker.make(widths), out);
        return out.toString();
    }
}
