package org.talweg.census;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;

/**
 * Everything that is known at one width.
 *
 * @param width m
 * @param regions N^m
 * @param reached true if networks of this width attain the convex optimum with proved rays
 * @param census the counts, if the search finished and it is known which class is global at this width
 * @param narrow below the convex optimum: the classes that are proved to be global at this width, of equal value; empty if reached or open
 * @param value the global value of the width, where it is known
 * @param global regions that hold a global minimum, where that is proved
 * @param volume bounds of the probability that a random region holds a global minimum, or a spurious one, where both are decided
 * @param globalVolume the first of these also where only it is decided
 * @param verdict whether the width has a local minimum that is not global
 */
public record AtWidth(
        int width,
        BigInteger regions,
        boolean reached,
        Optional<WidthCensus> census,
        List<MinimumClass> narrow,
        Optional<Enclosure> value,
        Optional<BigInteger> global,
        Optional<WidthVolume> volume,
        Optional<Enclosure> globalVolume,
        Benignity verdict) {

    static AtWidth of(AllWidths all, int m) {
        Optional<WidthCensus> census = WidthCensus.of(all.minima(), all.global(), all.full(), m);
        boolean reached = all.reaches(m);
        List<MinimumClass> narrow =
                reached ? List.of() : census.map(WidthCensus::best).orElse(List.of());
        Optional<Enclosure> value = reached
                ? Optional.of(all.global().value())
                : narrow.stream().map(all::value).findFirst();
        Optional<BigInteger> global = census.map(WidthCensus::global)
                .or(() -> all.globalFormula().filter(f -> reached).map(f -> f.at(m)));
        Optional<WidthVolume> volume =
                census.flatMap(c -> WidthVolume.of(all.minima(), all.convex(), c, all.volumes()));
        Optional<Enclosure> globalVolume = volume.map(WidthVolume::global)
                .or(() -> all.convex()
                        .filter(c -> c.isUnique() && c.leastRays() <= m)
                        .map(c -> c.volumeThrough(all.volumes(), m)));
        return new AtWidth(
                m,
                all.regions(m),
                reached,
                census,
                narrow,
                value,
                global,
                volume,
                globalVolume,
                verdict(all, census, m));
    }

    /** The one rule for BENIGN, SPURIOUS, UNDECIDED. A region drawn that is proved to hold a spurious minimum settles it, and so does one class. */
    private static Benignity verdict(AllWidths all, Optional<WidthCensus> census, int m) {
        boolean drawn = all.sampled().map(s -> s.holdSpurious(m)).orElse(false);
        boolean listed =
                all.widths().values().stream().anyMatch(w -> w.spuriousFrom().orElse(Integer.MAX_VALUE) <= m);
        if (drawn || listed || census.map(c -> c.spurious().signum() > 0).orElse(false)) {
            return Benignity.SPURIOUS;
        }
        boolean open = census.map(c -> isOpen(all.minima(), c)).orElse(true);
        return open ? Benignity.UNDECIDED : Benignity.BENIGN;
    }

    /** True if a set of faces is open, or a class is neither global at the width nor proved to be higher. */
    private static boolean isOpen(LocalMinima minima, WidthCensus counts) {
        return minima.open().stream().anyMatch(s -> s.faces().size() <= counts.width())
                || minima.classes().stream()
                        .anyMatch(c -> c.leastRays() <= counts.width()
                                && !counts.best().contains(c)
                                && !counts.value().isBelow(c.value()));
    }

    /** {@code holding / N^m} to nearest. */
    public double share(BigInteger holding) {
        return Rational.of(holding, regions).doubleValue();
    }

    /** Regions that are proved to hold a local minimum that is not global, where they are counted. */
    public Optional<BigInteger> spurious() {
        return census.map(WidthCensus::spurious);
    }
}
