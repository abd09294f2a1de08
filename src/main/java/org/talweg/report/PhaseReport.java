package org.talweg.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.census.VerdictSample.Share;
import org.talweg.minima.SearchJournal;
import org.talweg.undecayed.PhaseDiagram.Point;

/** Phase diagrams of the rank of the Jacobian, for people, as JSON, and as a picture. */
public record PhaseReport(List<Entry> entries) {

    private static final int LEFT = 55;
    private static final int TOP = 55;
    private static final int PANEL = 250;
    private static final int GAP = 50;

    /**
     * A point, and how its inputs were asked for.
     *
     * @param inputs a number, or a share of the rows
     */
    public record Entry(String inputs, Point point) {}

    /** A point as a line of a checkpoint. */
    public static String line(Point p) {
        return String.format(
                Locale.ROOT,
                "%d %d %d %d %d %d %d %d",
                p.rows(),
                p.inputs(),
                p.width(),
                p.draws(),
                p.full(),
                p.open(),
                p.floatDraws(),
                p.floatWrong());
    }

    /** The inverse of {@link #line}. */
    public static Point read(String line) {
        try {
            int[] n = Arrays.stream(line.split(" ", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            return new Point(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw SearchJournal.unreadable(line, e);
        }
    }

    /** The fields of {@code jacobian --phase}. */
    public Map<String, Object> json() {
        return Json.fields(
                "phase",
                entries.stream()
                        .map(e -> {
                            Point p = e.point;
                            return Json.fields(
                                    "inputs", e.inputs,
                                    "n", p.rows(),
                                    "d", p.inputs() + 1,
                                    "width", p.width(),
                                    "draws", p.draws(),
                                    "fullRank", p.full(),
                                    "undecided", p.open(),
                                    "low", low(p),
                                    "high", high(p),
                                    "floatDraws", p.floatDraws(),
                                    "floatWrong", p.floatWrong());
                        })
                        .toList());
    }

    private static double low(Point p) {
        return Share.of(p.full(), p.draws()).low();
    }

    private static double high(Point p) {
        return Share.of(p.full() + p.open(), p.draws()).high();
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "  %-8s %5s %5s %6s %7s %9s  %-18s %10s %12s%n",
                "inputs",
                "n",
                "d",
                "width",
                "draws",
                "full rank",
                "95% interval",
                "undecided",
                "float wrong"));
        for (Entry e : entries) {
            Point p = e.point;
            text.append(String.format(
                    Locale.ROOT,
                    "  %-8s %5d %5d %6d %7d %9d  [%.4f, %.4f]   %10d %12s%n",
                    e.inputs,
                    p.rows(),
                    p.inputs() + 1,
                    p.width(),
                    p.draws(),
                    p.full(),
                    low(p),
                    high(p),
                    p.open(),
                    p.floatWrong() + " of " + p.floatDraws()));
        }
        text.append(
                "d counts the constant input. Ranks are decided over Q; float: the verdict of a float32 rank of the same draw.\n");
        return text.toString();
    }

    /** Heat maps, one for each kind of inputs: the share of full rank by rows and width, with the line where there are as many weights as rows. */
    public String svg() {
        List<String> kinds = entries.stream().map(Entry::inputs).distinct().toList();
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%1$d\" height=\"%2$d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                LEFT + kinds.size() * (PANEL + GAP),
                TOP + PANEL + 50));
        text(
                svg,
                LEFT,
                20,
                "start",
                "Share of draws whose Jacobian has full rank n (dark: none, light: all); red: width = n/d");
        for (int i = 0; i < kinds.size(); i++) {
            String kind = kinds.get(i);
            panel(
                    svg,
                    LEFT + i * (PANEL + GAP),
                    kind,
                    entries.stream()
                            .filter(e -> e.inputs.equals(kind))
                            .map(Entry::point)
                            .toList());
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, int left, String kind, List<Point> points) {
        List<Integer> rows =
                points.stream().map(Point::rows).distinct().sorted().toList();
        List<Integer> widths =
                points.stream().map(Point::width).distinct().sorted().toList();
        double w = (double) PANEL / rows.size();
        double h = (double) PANEL / widths.size();
        text(svg, left + PANEL / 2.0, TOP - 8, "middle", "inputs " + kind);
        for (Point p : points) {
            double share = (double) p.full() / p.draws();
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"hsl(%.0f,70%%,%.0f%%)\"><title>n = %d, d = %d, width %d: %d of %d</title></rect>%n",
                    left + w * rows.indexOf(p.rows()),
                    TOP + PANEL - h * (widths.indexOf(p.width()) + 1),
                    w,
                    h,
                    260 - 200 * share,
                    20 + 65 * share,
                    p.rows(),
                    p.inputs() + 1,
                    p.width(),
                    p.full(),
                    p.draws()));
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            int n = rows.get(i);
            int d = points.stream()
                            .filter(p -> p.rows() == n)
                            .findFirst()
                            .orElseThrow()
                            .inputs()
                    + 1;
            double at = place((double) n / d, widths);
            if (at <= widths.size()) {
                line.append(String.format(
                        Locale.ROOT,
                        "%s%.2f,%.2f",
                        line.length() == 0 ? "" : " ",
                        left + w * (i + 0.5),
                        TOP + PANEL - h * at));
            }
        }
        svg.append(String.format(
                Locale.ROOT, "<polyline points=\"%s\" fill=\"none\" stroke=\"#e03030\" stroke-width=\"2\"/>%n", line));
        text(svg, left + w / 2, TOP + PANEL + 16, "middle", String.valueOf(rows.get(0)));
        text(svg, left + PANEL - w / 2, TOP + PANEL + 16, "middle", String.valueOf(rows.get(rows.size() - 1)));
        text(svg, left + PANEL / 2.0, TOP + PANEL + 34, "middle", "rows n");
        text(svg, left - 5, TOP + PANEL - h / 2 + 4, "end", String.valueOf(widths.get(0)));
        text(svg, left - 5, TOP + h / 2 + 4, "end", String.valueOf(widths.get(widths.size() - 1)));
    }

    /** Where a width lies among those drawn, in cells from the bottom; cells stand for the width at their middle. */
    private static double place(double width, List<Integer> widths) {
        if (widths.size() == 1 || width <= widths.get(0)) {
            return 0.5;
        }
        for (int i = 1; i < widths.size(); i++) {
            if (width <= widths.get(i)) {
                double part = (width - widths.get(i - 1)) / (widths.get(i) - widths.get(i - 1));
                return i - 0.5 + part;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }
}
