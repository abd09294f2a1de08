package org.talweg.report;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.talweg.descent.Experiment;
import org.talweg.descent.Moment;

/** The ways of runs as CSV, one row a step. */
public final class DescentPaths {

    private DescentPaths() {}

    /**
     * A path and where it began.
     *
     * @param scale of the start; not a number for a given one
     */
    public record From(double scale, Experiment.Path path) {}

    /**
     * Writes them; {@code distance} is the root mean square of the difference of the outputs from those at the end, {@code neurons} and {@code patterns} are those with more than a thousandth of the mass.
     *
     * @throws IOException if {@code out} does
     */
    public static void write(List<From> paths, Appendable out) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .setHeader(
                        "width",
                        "scale",
                        "run",
                        "step",
                        "time",
                        "loss",
                        "distance",
                        "neurons",
                        "patterns",
                        "end",
                        "end_value")
                .get();
        CSVPrinter printer = new CSVPrinter(out, format);
        for (From from : paths) {
            List<Moment> moments = from.path.moments();
            String value = from.path
                    .end()
                    .point()
                    .map(p -> Wording.nineDigits(p.value()))
                    .orElse("");
            for (int i = 0; i < moments.size(); i++) {
                Moment m = moments.get(i);
                printer.printRecord(
                        from.path.width(),
                        Double.isNaN(from.scale) ? "given" : from.scale,
                        from.path.end().run(),
                        i + 1,
                        m.time(),
                        m.loss(),
                        m.distance(moments.get(moments.size() - 1)),
                        m.approximatelyLive(),
                        m.approximatePatterns().stream().map(Object::toString).collect(Collectors.joining(" ")),
                        from.path.end().kind(),
                        value);
            }
        }
    }
}
