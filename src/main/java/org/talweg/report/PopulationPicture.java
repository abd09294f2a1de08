package org.talweg.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.report.PopulationReport.Member;

/** The loss of proved spurious minima against the number of teachers, a line for each of the largest families. */
public final class PopulationPicture {

    private static final int LEFT = 60;
    private static final int TOP = 40;
    private static final int WIDTH = 520;
    private static final int HEIGHT = 340;
    private static final int LEGEND = 210;
    private static final String[] COLOURS = {
        "#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b", "#e377c2", "#bcbd22", "#7f7f7f"
    };

    private PopulationPicture() {}

    /** The picture. */
    public static String svg(PopulationReport report) {
        Map<String, List<Member>> families = report.families();
        List<Member> all = families.values().stream().flatMap(List::stream).toList();
        double most = all.stream().mapToDouble(m -> loss(m)).max().orElse(1) * 1.05;
        int from = all.stream().mapToInt(Member::teachers).min().orElse(0);
        int to =
                Math.max(from + 1, all.stream().mapToInt(Member::teachers).max().orElse(1));
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%1$d\" height=\"%2$d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                LEFT + WIDTH + LEGEND,
                TOP + HEIGHT + 50));
        text(svg, LEFT + WIDTH / 2.0, 20, "middle", "Loss of the proved spurious minima, by family");
        for (int i = 0; i <= 4; i++) {
            double value = most * i / 4;
            double y = y(value, most);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
                    LEFT,
                    y,
                    LEFT + WIDTH,
                    y));
            text(svg, LEFT - 6, y + 4, "end", String.format(Locale.ROOT, "%.3f", value));
        }
        for (int i = 0; i <= 4; i++) {
            int k = from + (to - from) * i / 4;
            text(svg, x(k, from, to), TOP + HEIGHT + 18, "middle", String.valueOf(k));
        }
        text(svg, LEFT + WIDTH / 2.0, TOP + HEIGHT + 38, "middle", "teachers");
        int index = 0;
        for (Map.Entry<String, List<Member>> family : families.entrySet()) {
            boolean named = index < COLOURS.length;
            String colour = named ? COLOURS[index] : "#cccccc";
            for (Member m : family.getValue()) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"><title>%s, %d teachers: %.9g</title></circle>%n",
                        x(m.teachers(), from, to),
                        y(loss(m), most),
                        colour,
                        family.getKey(),
                        m.teachers(),
                        loss(m)));
            }
            if (named) {
                double y = TOP + 8 + 18.0 * index;
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle cx=\"%d\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n",
                        LEFT + WIDTH + 20,
                        y - 4,
                        colour));
                text(
                        svg,
                        LEFT + WIDTH + 30,
                        y,
                        "start",
                        family.getKey() + ": " + family.getValue().size());
            }
            index++;
        }
        if (index > COLOURS.length) {
            text(
                    svg,
                    LEFT + WIDTH + 30,
                    TOP + 8 + 18.0 * COLOURS.length,
                    "start",
                    (index - COLOURS.length) + " more families");
        }
        return svg.append("</svg>\n").toString();
    }

    private static double loss(Member m) {
        return m.point().value().middle().doubleValue();
    }

    private static double x(int k, int from, int to) {
        return LEFT + 10 + (WIDTH - 20.0) * (k - from) / (to - from);
    }

    private static double y(double value, double most) {
        return TOP + HEIGHT * (1 - value / most);
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }
}
