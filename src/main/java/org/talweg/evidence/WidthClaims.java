package org.talweg.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.census.ExponentialSum;
import org.talweg.census.RaySet;
import org.talweg.certificate.LocalMinimum;
import org.talweg.certificate.WidthClaim;
import org.talweg.exact.Enclosure;

/** What follows about single widths from the other claims of a certificate. */
final class WidthClaims {

    private final int reached;
    private final Enclosure global;
    private final Optional<ExponentialSum> regions;
    private final Optional<List<RaySet>> open;
    private final List<LocalMinimum> minima;
    private final List<ExponentialSum> counts;

    /**
     * @param reached the number of neurons with which the global value is shown
     * @param regions the number of regions with a global minimum, if the optimum is claimed to be unique
     * @param open ray sets of which it is open whether they are minima, if the list of minima is claimed to be complete
     * @param counts the regions of each minimum
     */
    WidthClaims(
            int reached,
            Enclosure global,
            Optional<ExponentialSum> regions,
            Optional<List<RaySet>> open,
            List<LocalMinimum> minima,
            List<ExponentialSum> counts) {
        this.reached = reached;
        this.global = global;
        this.regions = regions;
        this.open = open;
        this.minima = minima;
        this.counts = counts;
    }

    WidthClaim at(int m) {
        if (open.isPresent() && m < reached) {
            return narrow(m);
        }
        Optional<BigInteger> holding = m < reached ? Optional.empty() : regions.map(r -> r.at(m));
        if (open.isPresent()) {
            return counted(m, holding, -1);
        }
        boolean spurious = m >= reached
                && minima.stream().anyMatch(s -> s.solution().rays().size() <= m && global.isBelow(s.value()));
        return new WidthClaim(m, holding, Optional.empty(), Optional.empty(), spurious ? "SPURIOUS" : "UNDECIDED");
    }

    /** Below the width of the global optimum the best local minimum that fits is global. */
    private WidthClaim narrow(int m) {
        List<Integer> fit = new ArrayList<>();
        for (int i = 0; i < minima.size(); i++) {
            if (minima.get(i).solution().rays().size() <= m) {
                fit.add(i);
            }
        }
        boolean unclear = open.orElseThrow().stream().anyMatch(s -> s.faces().size() <= m);
        boolean separate = !unclear && !fit.isEmpty();
        for (int i = 1; i < fit.size() && separate; i++) {
            separate = minima.get(fit.get(0))
                    .value()
                    .isBelow(minima.get(fit.get(i)).value());
        }
        return separate
                ? counted(m, Optional.of(counts.get(fit.get(0)).at(m)), fit.get(0))
                : new WidthClaim(m, Optional.empty(), Optional.empty(), Optional.empty(), "UNDECIDED");
    }

    private WidthClaim counted(int m, Optional<BigInteger> holding, int best) {
        BigInteger spurious = BigInteger.ZERO;
        for (int i = 0; i < counts.size(); i++) {
            spurious = i == best ? spurious : spurious.add(counts.get(i).at(m));
        }
        BigInteger undecided = BigInteger.ZERO;
        for (RaySet set : open.orElseThrow()) {
            undecided = undecided.add(set.regionsOnRays().at(m));
        }
        String verdict = spurious.signum() > 0 ? "SPURIOUS" : undecided.signum() == 0 ? "BENIGN" : "UNDECIDED";
        return new WidthClaim(m, holding, Optional.of(spurious), Optional.of(undecided), verdict);
    }
}
