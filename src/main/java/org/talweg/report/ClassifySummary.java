package org.talweg.report;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.Truth;
import org.talweg.landscape.Verdict;
import org.talweg.network.Classification;
import org.talweg.network.NearbyRegion;
import org.talweg.verdict.RegionVerdict;

/** What a network is, in one sentence: the region that it lies in, how far above that region's value it is, and the global value. */
final class ClassifySummary {

    private final ClassifyReport report;
    private final Classification network;

    private ClassifySummary(ClassifyReport report) {
        this.report = report;
        this.network = report.classification();
    }

    /** The sentence. It says global or spurious only where that is proved. */
    static String of(ClassifyReport report) {
        return new ClassifySummary(report).sentence();
    }

    private String sentence() {
        if (network.globalMinimum() == Truth.YES) {
            return "a global minimum, of value " + nineDigits(network.loss());
        }
        return (report.nearby().isEmpty() ? alone() : beside(lowest())) + atZero() + global();
    }

    /** From the network's own derivatives only. */
    private String alone() {
        return switch (network.localMinimum()) {
                    case YES -> "a local minimum";
                    case NO -> "no local minimum";
                    case OPEN -> "UNDECIDED whether a local minimum";
                }
                + ", of loss " + nineDigits(network.loss());
    }

    private NearbyRegion lowest() {
        return report.nearby().stream()
                .min(Comparator.comparing(n -> n.verdict().value().middle()))
                .orElseThrow();
    }

    private String beside(NearbyRegion nearby) {
        RegionVerdict region = nearby.verdict();
        String value = Wording.nineDigits(region.value());
        // All local minima in one closed region have one value (theorem T6 (d)).
        if (network.localMinimum() == Truth.YES) {
            return switch (region.verdict()) {
                case GLOBAL -> "a global minimum of width " + report.width() + ", of value " + value;
                case SPURIOUS -> "a spurious local minimum of value " + value;
                default -> "a local minimum of value " + value + ", UNDECIDED whether global";
            };
        }
        return border(region) + where(region.verdict(), value) + ", " + ClassifyText.approximate(nearby.excess())
                + " above it";
    }

    private String where(Verdict verdict, String value) {
        return switch (verdict) {
            case GLOBAL ->
                "in the region of "
                        + (report.reached() ? "a global minimum" : "a global minimum of width " + report.width())
                        + " of value " + value;
            case SPURIOUS -> "in the region of the spurious minimum of value " + value;
            case SADDLE -> "in a region without a local minimum, whose lowest point is a saddle of value " + value;
            case NONE ->
                "in a region without a stationary lowest point (the loss falls on across its border), of least value "
                        + value;
            case UNDECIDED -> "in a region of which it is UNDECIDED what its lowest point is, of value " + value;
        };
    }

    /** Said where the network lies in several closed regions whose lowest points are not all alike. */
    private String border(RegionVerdict lowest) {
        List<RegionVerdict> judged =
                report.nearby().stream().map(NearbyRegion::verdict).toList();
        boolean alike = report.regions().equals(BigInteger.valueOf(judged.size()))
                && judged.stream()
                        .allMatch(v ->
                                v.verdict() == lowest.verdict() && v.value().meets(lowest.value()));
        return alike
                ? ""
                : "on the border of " + report.regions() + " regions, by the lowest of " + judged.size() + ": ";
    }

    private String atZero() {
        int width = report.width();
        long zero = IntStream.range(0, width)
                .filter(j -> network.network().mass(j).isZero())
                .count();
        return zero == 0 ? "" : "; " + zero + " of " + width + " neurons at zero";
    }

    private String global() {
        Enclosure value = report.global();
        if (value == null) {
            return "; the global value was not computed";
        }
        return (report.reached() ? "; the global value is " : "; the least value of any width is ")
                + Wording.nineDigits(value);
    }

    private static String nineDigits(Rational number) {
        return Wording.nineDigits(Enclosure.of(number));
    }
}
