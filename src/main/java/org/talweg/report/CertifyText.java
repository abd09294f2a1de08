package org.talweg.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Findings;
import org.talweg.arrangement.Arrangement;
import org.talweg.census.AllWidths;
import org.talweg.census.AtWidth;
import org.talweg.census.ListedMinima;
import org.talweg.census.MinimumClass;
import org.talweg.census.SampledShares;
import org.talweg.census.SpuriousBound;
import org.talweg.census.StarVolumes;
import org.talweg.census.WidthCensus;
import org.talweg.data.Plural;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;

/** What {@code certify} prints for people. */
public final class CertifyText {

    private final Findings findings;
    private final Analysis analysis;
    private final AllWidths report;
    private final String source;

    /** A text about these findings, from data read from {@code source}. */
    public CertifyText(Findings findings, String source) {
        this.findings = findings;
        this.analysis = findings.analysis();
        this.report = findings.widths();
        this.source = source;
    }

    /** The text, with a row for each width. */
    public String write(List<Integer> widths) {
        StringBuilder text = new StringBuilder();
        Arrangement arrangement = analysis.objective().arrangement();
        line(
                text,
                "data",
                "%s: %s, %s",
                source,
                Plural.of(analysis.objective().size(), "example"),
                Plural.of(analysis.objective().dimension(), "input"));
        line(
                text,
                "loss",
                "mean squared error + %s * sum of squared weights",
                analysis.objective().lambda());
        line(
                text,
                "arrangement",
                "%s of rank %d, %s, N = %s",
                Plural.of(arrangement.hyperplanes(), "hyperplane"),
                arrangement.rank(),
                Plural.of(analysis.cells().size(), "cell"),
                Plural.of(analysis.signedCells().size(), "signed cell"));
        line(text, "global value", "%s", Wording.number(report.global().value()));
        ClassText classes = new ClassText(report);
        line(text, "optimum", "%s", classes.optimum());
        text.append('\n').append(classes.rays()).append(classes.minima()).append(widths(widths));
        text.append("  rest: ").append(rest(widths)).append('\n');
        if (!report.volumes().areProved()) {
            text.append("  volume: statistical bounds that hold together with confidence ")
                    .append(StarVolumes.confidence())
                    .append('\n');
        }
        findings.bound().ifPresent(b -> text.append(bound(b, widths)));
        report.sampled().ifPresent(s -> text.append(shares(s, widths)));
        text.append(summary());
        return text.toString();
    }

    /** At most so many regions hold a spurious minimum, in two digits rounded up. */
    private static String bound(SpuriousBound bound, List<Integer> widths) {
        StringBuilder text = new StringBuilder(
                "\nIf " + SpuriousBound.HYPOTHESIS
                        + " (not checked; false where solutions tie),\nthe share of regions with a spurious minimum is at most\n");
        for (int width : widths) {
            double share = bound.at(width);
            text.append(String.format(
                    Locale.ROOT,
                    "  %5d  %s%n",
                    width,
                    share >= 1 ? "1 (says nothing)" : twoDigits(Rational.of(share), RoundingMode.UP)));
        }
        for (double epsilon : new double[] {1e-3, 1e-6}) {
            OptionalInt least = bound.leastWidth(epsilon);
            text.append(String.format(
                    Locale.ROOT,
                    "  and below %.0e %s%n",
                    epsilon,
                    least.isPresent() ? "from width " + least.getAsInt() + " on" : "at no width"));
        }
        return text.toString();
    }

    private String summary() {
        String unique = report.isUnique() ? " and that there are no others" : "";
        boolean rays = report.convex().isPresent() || report.optimum().isPresent();
        String attained = rays ? ", the rays that attain it" + unique : "";
        String counts = report.convex().isPresent() ? ", the counts" : "";
        String full = report.full()
                .map(c -> " (a second search agrees: its "
                        + Plural.of(c.raySets().size(), "optimal ray set accounts", "optimal ray sets account")
                        + " for all N^m regions)")
                .orElse("");
        StringBuilder text = new StringBuilder();
        if (report.isComplete()) {
            ListedMinima search = findings.search().orElseThrow();
            text.append(String.format(
                    Locale.ROOT,
                    "%nProved: the enclosures%s, that the list of local minima is complete by %,d %s and %,d decided"
                            + " %s of faces%s%s.%n",
                    attained,
                    search.cuts(),
                    search.cuts() == 1 ? "cut" : "cuts",
                    search.nodes(),
                    search.nodes() == 1 ? "set" : "sets",
                    full,
                    counts));
        } else {
            text.append("\nProved: the enclosures")
                    .append(attained)
                    .append(counts)
                    .append(".\n");
        }
        if (!findings.note().isEmpty()) {
            text.append(
                            report.isComplete()
                                    ? "Not decided: the verdicts of the other regions ("
                                    : "Not decided: which other regions hold local minima (")
                    .append(findings.note())
                    .append(").\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-13s ", name))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    private String widths(List<Integer> widths) {
        StringBuilder text = new StringBuilder("regions that hold a global minimum");
        report.globalFormula()
                .ifPresent(f -> text.append(", from width ")
                        .append(report.formulasFrom().orElseThrow())
                        .append(" on: ")
                        .append(Wording.abbreviate(f.toString(), 100)));
        int volumeColumn = report.volumes().areProved() ? 11 : 16;
        text.append(String.format(
                Locale.ROOT,
                "%n  %5s  %14s  %22s  %22s  %11s  %" + volumeColumn + "s  %11s  %11s  %11s%n",
                "width",
                "value",
                "regions",
                "global",
                "share",
                "volume",
                "spurious",
                "saddle",
                "trap"));
        List<AtWidth> rows = widths.stream().map(report::at).toList();
        for (AtWidth row : rows) {
            Optional<WidthCensus> census = row.census();
            text.append(String.format(
                    Locale.ROOT,
                    "  %5d  %14s  %22s  %22s  %11s  %" + volumeColumn + "s  %11s  %11s  %11s%n",
                    row.width(),
                    row.value().map(Wording::nineDigits).orElse("UNDECIDED"),
                    Wording.abbreviate(row.regions().toString(), 22),
                    row.global().map(h -> Wording.abbreviate(h.toString(), 22)).orElse("UNDECIDED"),
                    share(row.global(), row),
                    row.globalVolume().map(this::volume).orElse("-"),
                    share(row.spurious(), row),
                    share(census.flatMap(WidthCensus::others).map(WidthCensus.Others::saddle), row),
                    share(
                            census.flatMap(WidthCensus::others)
                                    .filter(o -> o.trapUndecided().signum() == 0)
                                    .map(WidthCensus.Others::trap),
                            row)));
        }
        rows.forEach(row -> text.append(narrow(row)));
        return text.toString();
    }

    /** Which minimum is the global one of a width below the convex optimum; nothing at other widths. */
    private static String narrow(AtWidth row) {
        List<MinimumClass> best = row.narrow();
        if (best.isEmpty()) {
            return "";
        }
        String tied = best.size() == 1 ? "" : "  (and " + (best.size() - 1) + " more of equal value)";
        return "  width " + row.width() + ": the global minimum is that of " + ClassText.names(best.get(0)) + tied
                + "\n";
    }

    /** What the regions are that no column of shares counts. */
    private String rest(List<Integer> widths) {
        List<Optional<WidthCensus>> counts =
                widths.stream().map(m -> report.at(m).census()).toList();
        boolean decided = counts.stream()
                .allMatch(c -> c.filter(w -> w.undecided().signum() == 0).isPresent());
        if (report.full().isPresent()
                && counts.stream().allMatch(c -> c.flatMap(WidthCensus::others).isPresent())) {
            return "no stationary point" + (decided ? "" : ", or UNDECIDED (see --format json)");
        }
        return report.isComplete() && decided
                ? "no local minimum; --census full tells saddles from regions without a stationary point"
                : "not classified";
    }

    private String volume(Enclosure bounds) {
        return report.volumes().areProved()
                ? String.format(Locale.ROOT, "%.6g", bounds.middle().doubleValue())
                : twoDigits(bounds.lower(), RoundingMode.DOWN) + ".." + twoDigits(bounds.upper(), RoundingMode.UP);
    }

    private static String twoDigits(Rational value, RoundingMode mode) {
        double nearest = value.doubleValue();
        // The double next to the nearest one, so that the digits bound the number itself.
        double beyond = mode == RoundingMode.UP ? Math.nextUp(nearest) : Math.max(0, Math.nextDown(nearest));
        return String.format(Locale.ROOT, "%.1e", new BigDecimal(beyond).round(new MathContext(2, mode)));
    }

    private static String shares(SampledShares sampled, List<Integer> widths) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%nshares estimated from %s (%s, seed %d), each judged with proof; 95%% intervals%n  %5s",
                Plural.of(sampled.samples(), "region"),
                sampled.name(),
                sampled.seed(),
                "width"));
        sampled.named(widths.get(0)).keySet().forEach(name -> text.append(String.format(Locale.ROOT, "  %19s", name)));
        for (int width : widths) {
            text.append(String.format(Locale.ROOT, "%n  %5d", width));
            sampled.named(width)
                    .values()
                    .forEach(s -> text.append(String.format(Locale.ROOT, "  [%8.6f,%8.6f]", s.low(), s.high())));
        }
        return text.append('\n').toString();
    }

    private static String share(Optional<BigInteger> regions, AtWidth row) {
        return regions.map(r -> r.signum() == 0 ? "0" : String.format(Locale.ROOT, "%.6g", row.share(r)))
                .orElse("-");
    }
}
