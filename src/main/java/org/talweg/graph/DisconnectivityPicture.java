package org.talweg.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.talweg.graph.MergeTree.Basin;
import org.talweg.graph.MergeTree.Branch;
import org.talweg.graph.MergeTree.Join;
import org.talweg.graph.MergeTree.Merger;

/**
 * The disconnectivity graph of a merge tree as SVG: height is the loss, each basin is a line that starts at its value, lines meet where the basins
 * become connected. A basin that stands for several labelled copies shows their number, and a dot where copies join.
 */
public final class DisconnectivityPicture {

    private static final int COLUMN = 110;
    private static final int LEFT = 120;
    private static final int TOP = 40;
    private static final int PLOT = 360;
    private static final int TICKS = 5;

    private final MergeTree tree;
    private final String title;
    private final double[] basinX;
    private final double[] joinX;
    private final double low;
    private final double high;
    private final StringBuilder svg = new StringBuilder();
    private int column;

    private DisconnectivityPicture(MergeTree tree, String title) {
        this.tree = tree;
        this.title = title;
        this.basinX = new double[tree.basins().size()];
        this.joinX = new double[tree.joins().size()];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Basin b : tree.basins()) {
            least = Math.min(least, b.value().middle().doubleValue());
            most = Math.max(most, b.value().middle().doubleValue());
        }
        for (Join j : tree.joins()) {
            most = Math.max(most, j.height().middle().doubleValue());
        }
        for (Merger m : tree.mergers()) {
            most = Math.max(most, m.height().middle().doubleValue());
        }
        double margin = most > least ? (most - least) / 12 : Math.max(Math.abs(least), 1) / 12;
        this.low = least - margin;
        this.high = most + margin;
    }

    /** The picture; {@code title} is shown above it. */
    public static String svg(MergeTree tree, String title) {
        DisconnectivityPicture picture = new DisconnectivityPicture(tree, title);
        return picture.draw();
    }

    private String draw() {
        List<Branch> roots = roots();
        double end = roots.stream().mapToDouble(this::place).max().orElse(LEFT);
        int width = (int) Math.max(end + COLUMN, 420);
        int height = TOP + PLOT + 60;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">\n",
                width,
                height,
                width,
                height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(width / 2.0, 22, "middle", "#000", title);
        axis();
        for (int i = 0; i < tree.joins().size(); i++) {
            drawJoin(i);
        }
        for (int i = 0; i < tree.basins().size(); i++) {
            drawBasin(i);
        }
        for (Branch root : roots) {
            line(x(root), y(top(root)), x(root), TOP, "#333");
        }
        for (Merger m : tree.mergers()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#333\"><title>%s copies become %s at"
                            + " %.6g</title></circle>\n",
                    x(m.branch()),
                    y(m.height().middle().doubleValue()),
                    m.before(),
                    m.after(),
                    m.height().middle().doubleValue()));
        }
        return svg.append("</svg>\n").toString();
    }

    private List<Branch> roots() {
        List<Branch> roots = new ArrayList<>();
        for (int i = 0; i < tree.basins().size(); i++) {
            roots.add(new Branch(true, i));
        }
        for (int i = 0; i < tree.joins().size(); i++) {
            roots.add(new Branch(false, i));
        }
        tree.joins().forEach(j -> roots.removeAll(j.branches()));
        return roots;
    }

    /** Gives the branch and all below it columns; the x of the last one. */
    private double place(Branch branch) {
        if (branch.isBasin()) {
            basinX[branch.index()] = LEFT + COLUMN * (column++ + 0.5);
            return basinX[branch.index()];
        }
        double last = 0;
        double sum = 0;
        List<Branch> branches = tree.joins().get(branch.index()).branches();
        for (Branch b : branches) {
            last = place(b);
            sum += x(b);
        }
        joinX[branch.index()] = sum / branches.size();
        return last;
    }

    private double x(Branch branch) {
        return branch.isBasin() ? basinX[branch.index()] : joinX[branch.index()];
    }

    private double top(Branch branch) {
        return (branch.isBasin()
                        ? tree.basins().get(branch.index()).value()
                        : tree.joins().get(branch.index()).height())
                .middle()
                .doubleValue();
    }

    private double y(double value) {
        return TOP + PLOT * (high - value) / (high - low);
    }

    private void axis() {
        line(LEFT - 20, TOP, LEFT - 20, TOP + PLOT, "#999");
        for (int i = 0; i <= TICKS; i++) {
            double value = low + (high - low) * i / TICKS;
            line(LEFT - 25, y(value), LEFT - 20, y(value), "#999");
            text(LEFT - 30, y(value) + 4, "end", "#555", String.format(Locale.ROOT, "%.5g", value));
        }
        text(LEFT - 30, TOP + PLOT + 24, "end", "#555", "loss");
    }

    private void drawJoin(int i) {
        Join join = tree.joins().get(i);
        double height = y(join.height().middle().doubleValue());
        double left = join.branches().stream().mapToDouble(this::x).min().orElseThrow();
        double right = join.branches().stream().mapToDouble(this::x).max().orElseThrow();
        line(left, height, right, height, join.decided() ? "#333" : "#c60");
        for (Branch b : join.branches()) {
            line(x(b), y(top(b)), x(b), height, "#333");
        }
        text(
                right + 6,
                height + 4,
                "start",
                "#555",
                number(join.height().middle().doubleValue()));
    }

    private void drawBasin(int i) {
        Basin basin = tree.basins().get(i);
        double value = basin.value().middle().doubleValue();
        String colour = switch (basin.global()) {
            case YES -> "#06c";
            case NO -> "#b00";
            case OPEN -> "#c60";
        };
        svg.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\"><title>%s</title></circle>\n",
                basinX[i],
                y(value),
                colour,
                basin.regions().get(0)));
        text(basinX[i], y(value) + 20, "middle", colour, number(value));
        basin.copies()
                .filter(c -> c.bitLength() > 1)
                .ifPresent(c -> text(basinX[i], y(value) + 34, "middle", "#555", c + " copies"));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }

    private void line(double x1, double y1, double x2, double y2, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"1.5\"/>\n",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    private void text(double x, double y, String anchor, String colour, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n",
                x,
                y,
                anchor,
                colour,
                text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }
}
