package org.talweg.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.census.Refutation;
import org.talweg.census.Refutation.Example;
import org.talweg.data.CsvWriter;
import org.talweg.data.Dataset;
import org.talweg.data.Table;
import org.talweg.exact.Rational;
import org.talweg.landscape.Region;
import org.talweg.landscape.Verdict;

/**
 * A refutation of benignity, for people and as JSON.
 *
 * @param kind of the data
 */
public record CounterexampleText(Refutation refutation, Dataset dataset, String kind, Rational lambda, int width) {

    private static final Map<Verdict, String> FIELDS =
            Map.of(Verdict.SPURIOUS, "spuriousRegion", Verdict.SADDLE, "saddleRegion", Verdict.NONE, "emptyRegion");

    private static String csv(Dataset dataset) {
        List<String> names = IntStream.rangeClosed(1, dataset.dimension())
                .mapToObj(j -> "x" + j)
                .toList();
        StringBuilder text = new StringBuilder();
        try {
            CsvWriter.write(new Table(names, dataset.inputs()).appendColumn("y", dataset.labels()), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The fields of {@code counterexample}. */
    public Map<String, Object> json() {
        Optional<BigInteger> without = refutation.withoutGlobal();
        Map<String, Object> json = Json.fields(
                "kind", kind,
                "data", csv(dataset),
                "lambda", lambda,
                "width", width,
                "regions", refutation.regions(),
                "withoutGlobal", without.orElse(null),
                "share", without.map(w -> Rational.of(w, refutation.regions())).orElse(null));
        if (without.isEmpty()) {
            json.put("shareReason", refutation.openCount());
        }
        for (Verdict verdict : order()) {
            Example example = refutation.examples().get(verdict);
            json.put(
                    FIELDS.get(verdict),
                    example.region().map(r -> r.region().toString()).orElse(null));
        }
        for (Verdict verdict : order()) {
            Example example = refutation.examples().get(verdict);
            json.put(
                    FIELDS.get(verdict).replace("Region", "Proof"),
                    example.region()
                            .map(r -> RegionText.fields(r, width))
                            .orElseGet(() -> Json.fields("exists", example.exists(), "reason", example.reason())));
        }
        return json;
    }

    private static List<Verdict> order() {
        return List.of(Verdict.SPURIOUS, Verdict.SADDLE, Verdict.NONE);
    }

    /** What {@code counterexample} prints for people. */
    public String text() {
        StringBuilder text = new StringBuilder(csv(dataset)).append('\n');
        Wording.line(
                text,
                "width",
                width + ", " + Wording.abbreviate(refutation.regions().toString(), 40) + " regions");
        Wording.line(
                text,
                "no global",
                refutation
                        .withoutGlobal()
                        .map(w -> Wording.abbreviate(w.toString(), 40)
                                + (w.equals(BigInteger.ONE) ? " region" : " regions") + ", a share of "
                                + share(w, refutation.regions()))
                        .orElse("UNDECIDED: " + refutation.openCount()));
        for (Verdict verdict : order()) {
            Example example = refutation.examples().get(verdict);
            text.append('\n');
            Wording.line(
                    text,
                    verdict.toString(),
                    example.region()
                            .map(r -> runs(r.region()))
                            .orElse((example.exists() == null ? "UNDECIDED: " : "none: ") + example.reason()));
            example.region().ifPresent(r -> {
                Wording.line(text, "value", Wording.number(r.value()));
                Wording.line(text, "because", r.reason());
            });
        }
        return text.toString();
    }

    private static String share(BigInteger part, BigInteger all) {
        double share = Rational.of(part, all).doubleValue();
        double rest = Rational.of(all.subtract(part), all).doubleValue();
        return share < 0.999 || rest == 0
                ? String.format(Locale.ROOT, "%.6g", share)
                : String.format(Locale.ROOT, "1 - %.6g", rest);
    }

    /** Equal neurons in a row are counted. */
    private static String runs(Region region) {
        StringBuilder text = new StringBuilder();
        int run = 1;
        for (int j = 0; j < region.width(); j++) {
            boolean more = j + 1 < region.width()
                    && region.neurons().get(j + 1).equals(region.neurons().get(j));
            if (more) {
                run++;
                continue;
            }
            text.append(text.isEmpty() ? "" : ",")
                    .append(region.neurons().get(j))
                    .append(run > 1 ? " (" + run + " times)" : "");
            run = 1;
        }
        return text.toString();
    }
}
