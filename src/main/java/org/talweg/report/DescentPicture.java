package org.talweg.report;

import java.util.List;
import java.util.Locale;
import org.talweg.descent.EndKind;
import org.talweg.descent.StationaryPoint;
import org.talweg.descent.Tally;
import org.talweg.descent.Tally.Place;

/**
 * Shares of the ends against the scale, as SVG: for each width a panel of stacked bars, one a scale, in the order of the loss; a mark where the
 * volume of the regions with a global minimum is.
 */
public final class DescentPicture {

    private static final int PANEL = 300;
    private static final int LEFT = 60;
    private static final int TOP = 50;
    private static final int PLOT = 260;
    private static final int LEGEND = 20;
    private static final int KEYS = 12;
    private static final String[] SHADES = {"#c0392b", "#e67e22", "#f1c40f", "#d98880", "#ca6f1e", "#b7950b", "#a93226"
    };

    private DescentPicture() {}

    /** The picture; {@code data} names the data set. */
    public static String svg(List<Tally> tallies, String data) {
        List<Integer> widths = tallies.stream().map(Tally::width).distinct().toList();
        List<StationaryPoint> points = Tally.points(tallies);
        int keys = Math.min(points.size(), KEYS) + 2;
        int width = LEFT + PANEL * widths.size();
        int height = TOP + PLOT + 60 + LEGEND * keys;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                width,
                height,
                width,
                height));
        text(
                svg,
                width / 2.0,
                20,
                "middle",
                "Where training ends: " + data + ", share of runs against the scale of the start");
        for (int tenth = 0; tenth <= 10; tenth += 5) {
            text(svg, LEFT - 8, y(tenth / 10.0) + 4, "end", String.format(Locale.ROOT, "%.1f", tenth / 10.0));
        }
        for (int i = 0; i < widths.size(); i++) {
            int m = widths.get(i);
            panel(
                    svg,
                    LEFT + PANEL * i,
                    m,
                    tallies.stream().filter(t -> t.width() == m).toList(),
                    points);
        }
        legend(svg, points);
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, int left, int m, List<Tally> tallies, List<StationaryPoint> points) {
        double bar = (PANEL - 30.0) / tallies.size();
        text(svg, left + (PANEL - 30) / 2.0, TOP - 10, "middle", "width " + m);
        for (int i = 0; i < tallies.size(); i++) {
            Tally t = tallies.get(i);
            double x = left + bar * i;
            double from = 0;
            for (int p = 0; p < points.size(); p++) {
                StationaryPoint point = points.get(p);
                int runs = t.placeOf(point).map(Place::runs).orElse(0);
                double share = (double) runs / t.ends().size();
                rectangle(svg, x, from, share, bar, colour(points, p), Wording.nineDigits(point.value()) + ": " + runs);
                from += share;
            }
            rectangle(svg, x, from, 1 - from, bar, "#bbbbbb", "unproved");
            double at = x;
            t.predicted().ifPresent(v -> {
                double mark = y(v.middle().doubleValue());
                svg.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"black\" stroke-width=\"2\"/>%n",
                        at,
                        mark,
                        at + bar - 3,
                        mark));
            });
            text(svg, x + bar / 2, TOP + PLOT + 18, "middle", DescentReport.scale(t));
        }
    }

    private static void rectangle(
            StringBuilder svg, double x, double from, double share, double bar, String colour, String title) {
        if (share > 1e-9) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s</title></rect>%n",
                    x,
                    y(from + share),
                    bar - 3,
                    share * PLOT,
                    colour,
                    title));
        }
    }

    private static String colour(List<StationaryPoint> points, int p) {
        EndKind kind = points.get(p).kind();
        return switch (kind) {
            case GLOBAL -> "#2e86c1";
            case ZERO -> "#555555";
            case SADDLE -> "#8e44ad";
            default -> SHADES[p % SHADES.length];
        };
    }

    private static void legend(StringBuilder svg, List<StationaryPoint> points) {
        int row = TOP + PLOT + 45;
        for (int p = 0; p < Math.min(points.size(), KEYS); p++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>%n",
                    LEFT,
                    row - 10,
                    colour(points, p)));
            StationaryPoint point = points.get(p);
            text(svg, LEFT + 20, row, "start", point.kind() + "  " + Wording.nineDigits(point.value()));
            row += LEGEND;
        }
        if (points.size() > KEYS) {
            text(svg, LEFT + 20, row, "start", "and " + (points.size() - KEYS) + " more");
            row += LEGEND;
        }
        text(svg, LEFT + 20, row, "start", "black line: volume of the regions that hold a global minimum");
    }

    private static double y(double share) {
        return TOP + PLOT * (1 - share);
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
