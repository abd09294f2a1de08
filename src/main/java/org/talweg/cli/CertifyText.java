package org.talweg.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.talweg.arrangement.Arrangement;
import org.talweg.census.ListedMinima;
import org.talweg.census.MinimumClass;
import org.talweg.census.StarVolumes;
import org.talweg.census.WidthCensus;
import org.talweg.data.Plural;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;

/** What {@code certify} prints for people. */
final class CertifyText {

    private final CertifyReport report;
    private final String source;

    CertifyText(CertifyReport report, String source) {
        this.report = report;
        this.source = source;
    }

    String write(List<Integer> widths) {
        StringBuilder text = new StringBuilder();
        Arrangement arrangement = report.setting().objective().arrangement();
        line(
                text,
                "data",
                "%s: %s, %s",
                source,
                Plural.of(report.data().size(), "example"),
                Plural.of(report.data().dimension(), "input"));
        line(
                text,
                "loss",
                "mean squared error + %s * sum of squared weights",
                report.setting().objective().lambda());
        line(
                text,
                "arrangement",
                "%s of rank %d, %s, N = %s",
                Plural.of(arrangement.hyperplanes(), "hyperplane"),
                arrangement.rank(),
                Plural.of(report.setting().cells().size(), "cell"),
                Plural.of(report.setting().signedCells().size(), "signed cell"));
        line(text, "global value", "%s", number(report.global().value()));
        ClassText classes = new ClassText(report);
        line(text, "optimum", "%s", classes.optimum());
        text.append('\n').append(classes.rays()).append(classes.minima()).append(widths(widths));
        text.append("  rest: ").append(rest(widths)).append('\n');
        if (!report.volumes().areProved()) {
            text.append("  volume: statistical bounds that hold together with confidence ")
                    .append(StarVolumes.confidence())
                    .append('\n');
        }
        report.sampled().ifPresent(s -> text.append(shares(s, widths)));
        text.append(summary());
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
            ListedMinima search = report.search().orElseThrow();
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
        if (!report.note().isEmpty()) {
            text.append(
                            report.isComplete()
                                    ? "Not decided: the verdicts of the other regions ("
                                    : "Not decided: which other regions hold local minima (")
                    .append(report.note())
                    .append(").\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-13s ", name))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    static String nineDigits(Enclosure value) {
        return String.format(Locale.ROOT, "%.9g", value.middle().doubleValue());
    }

    /** A decimal number and how far the value may be from it, both proved; or the exact value if the enclosure is a point. */
    static String number(Enclosure value) {
        if (value.width().isZero()) {
            return value.lower() + " exactly";
        }
        BigDecimal width = roundedUp(value.width());
        int places = Math.min(1000, 2 - width.precision() + width.scale());
        BigDecimal shown = new BigDecimal(value.middle().numerator())
                .divide(new BigDecimal(value.middle().denominator()), Math.max(places, 1), RoundingMode.HALF_EVEN);
        Rational exact = Rational.of(shown);
        Rational error = exact.subtract(value.lower()).max(value.upper().subtract(exact));
        return shown.toPlainString() + " +- " + roundedUp(error).toString().replace("E", "e") + "  (proved)";
    }

    private static BigDecimal roundedUp(Rational number) {
        return new BigDecimal(number.numerator())
                .divide(new BigDecimal(number.denominator()), new MathContext(2, RoundingMode.UP));
    }

    private String widths(List<Integer> widths) {
        StringBuilder text = new StringBuilder("regions that hold a global minimum");
        report.globalFormula()
                .ifPresent(f -> text.append(", from width ")
                        .append(report.formulasFrom().orElseThrow())
                        .append(" on: ")
                        .append(abbreviate(f.toString(), 100)));
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
        for (int width : widths) {
            Optional<WidthCensus> census = report.census(width);
            text.append(String.format(
                    Locale.ROOT,
                    "  %5d  %14s  %22s  %22s  %11s  %" + volumeColumn + "s  %11s  %11s  %11s%n",
                    width,
                    report.value(width).map(CertifyText::nineDigits).orElse("UNDECIDED"),
                    abbreviate(report.regions(width).toString(), 22),
                    report.globalRegions(width)
                            .map(h -> abbreviate(h.toString(), 22))
                            .orElse("UNDECIDED"),
                    share(report.globalRegions(width), width),
                    report.globalVolume(width).map(this::volume).orElse("-"),
                    share(census.map(WidthCensus::spurious), width),
                    share(census.flatMap(WidthCensus::others).map(WidthCensus.Others::saddle), width),
                    share(
                            census.flatMap(WidthCensus::others)
                                    .filter(o -> o.trapUndecided().signum() == 0)
                                    .map(WidthCensus.Others::trap),
                            width)));
        }
        widths.forEach(m -> text.append(narrow(m)));
        return text.toString();
    }

    /** Which minimum is the global one of a width below the convex optimum; nothing at other widths. */
    private String narrow(int width) {
        List<MinimumClass> best = report.narrowGlobal(width);
        if (best.isEmpty()) {
            return "";
        }
        String tied = best.size() == 1 ? "" : "  (and " + (best.size() - 1) + " more of equal value)";
        return "  width " + width + ": the global minimum is that of " + ClassText.names(best.get(0)) + tied + "\n";
    }

    /** What the regions are that no column of shares counts. */
    private String rest(List<Integer> widths) {
        List<Optional<WidthCensus>> counts = widths.stream().map(report::census).toList();
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

    private String share(Optional<BigInteger> regions, int width) {
        return regions.map(r -> r.signum() == 0 ? "0" : String.format(Locale.ROOT, "%.6g", report.share(r, width)))
                .orElse("-");
    }

    /** Text of at most this many characters; a number as a power of ten. */
    static String abbreviate(String digits, int length) {
        if (digits.length() <= length) {
            return digits;
        }
        return digits.matches("[0-9]+")
                ? String.format(Locale.ROOT, "about %.4e", new BigDecimal(digits))
                : digits.substring(0, length - 3) + "...";
    }
}
