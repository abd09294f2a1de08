package org.talweg.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.census.VerdictSample.Share;
import org.talweg.population.OnePointConvexity.Draws;

/** How often the population loss is one-point strongly convex around its global minima, for people and as JSON. */
public record OnePointConvexityReport(List<Around> around) {

    private static final double[] LEVELS = {0, 0.05, 0.1, 0.2, 0.3, 0.4};

    /** Draws around the global minima of n students and k teachers. */
    public record Around(int teachers, int students, Draws draws) {

        /** The share of directions, with its 95% interval; draws that are not decided widen it. */
        private Share share(double c) {
            int all = draws.quotients().size();
            Share least = Share.of(draws.atLeast(c), all);
            Share most = Share.of(all - draws.below(c), all);
            return new Share(least.estimate(), least.low(), most.high());
        }
    }

    /** The fields of {@code population --around}. */
    public Map<String, Object> json() {
        return Json.fields(
                "around",
                around.stream()
                        .map(a -> Json.fields(
                                "teachers", a.teachers,
                                "students", a.students,
                                "radius", a.draws.radius(),
                                "draws", a.draws.quotients().size(),
                                "levels", levels(a)))
                        .toList());
    }

    private static List<Map<String, Object>> levels(Around a) {
        return Arrays.stream(LEVELS)
                .mapToObj(c -> Json.fields(
                        "c", c,
                        "atLeast", a.draws.atLeast(c),
                        "below", a.draws.below(c),
                        "low", a.share(c).low(),
                        "high", a.share(c).high()))
                .toList();
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                "Share of random directions D, |D| = 1, with <grad F(W + rD), rD> >= c r^2, W a global minimum; 95% intervals\n");
        text.append(String.format(Locale.ROOT, "%n  %8s %8s %8s %6s", "teachers", "students", "radius", "draws"));
        for (double c : LEVELS) {
            text.append(String.format(Locale.ROOT, "  %16s", "c = " + c));
        }
        text.append('\n');
        for (Around a : around) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %8d %8d %8s %6d",
                    a.teachers,
                    a.students,
                    a.draws.radius(),
                    a.draws.quotients().size()));
            for (double c : LEVELS) {
                Share s = a.share(c);
                text.append(String.format(Locale.ROOT, "  [%6.4f, %6.4f]", s.low(), s.high()));
            }
            text.append('\n');
        }
        text.append(
                "Each draw is decided by intervals. With more students than teachers neurons of W are split at random; in some directions\n");
        text.append("the inequality fails for every c > 0 (proofs-notes/population.md).\n");
        return text.toString();
    }
}
