package org.talweg.report;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.talweg.census.ExponentialSum;
import org.talweg.undecayed.Interpolation;

/** Which regions hold zero loss, for people and as JSON. */
public record InterpolationReport(Interpolation found, List<Integer> widths) {

    /** The fields of {@code interpolate}. */
    public Map<String, Object> json() {
        return Json.fields(
                "signedCells", found.signedCells(),
                "minimalSets", found.minimalSets(),
                "formula", Json.fields("holding", ClassJson.largestFirst(found.holding())),
                "widths",
                        widths.stream()
                                .map(m -> Json.fields(
                                        "width", m,
                                        "regions", found.regions(m),
                                        "holding", found.holding().at(m),
                                        "share", found.share(m).doubleValue(),
                                        "openHolding",
                                                at(found.openHolding(), m).orElse(null),
                                        "badMinimum", at(found.badMinimum(), m).orElse(null),
                                        "noCriticalPoint",
                                                at(found.noCriticalPoint(), m).orElse(null)))
                                .toList());
    }

    private static Optional<BigInteger> at(Optional<ExponentialSum> sum, int m) {
        return sum.map(s -> s.at(m));
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        Wording.line(text, "signed cells", found.signedCells() + ", so " + found.signedCells() + "^m regions");
        Wording.line(
                text,
                "minimal sets",
                found.minimalSets() + " sets of signed cells that hold zero loss, no part of which does");
        Wording.line(text, "regions", found.holding() + "  hold a network of zero loss");
        text.append(String.format(
                Locale.ROOT,
                "%n  %5s %24s %12s | open regions: %20s %20s %20s%n",
                "width",
                "closed, zero loss",
                "share",
                "zero loss",
                "bad minimum",
                "no critical point"));
        for (int m : widths) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %5d %24s %12.6g |               %20s %20s %20s%n",
                    m,
                    Wording.abbreviate(found.holding().at(m).toString(), 24),
                    found.share(m).doubleValue(),
                    shown(found.openHolding(), m),
                    shown(found.badMinimum(), m),
                    shown(found.noCriticalPoint(), m)));
        }
        text.append("Proved: over Q, every region.\n");
        return text.toString();
    }

    private static String shown(Optional<ExponentialSum> sum, int m) {
        return sum.map(s -> Wording.abbreviate(s.at(m).toString(), 20)).orElse("-");
    }
}
