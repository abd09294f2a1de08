package org.talweg.network;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.data.Network;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;
import org.talweg.proof.ProvedOptimum;
import org.talweg.verdict.LandscapeProver;
import org.talweg.verdict.RegionVerdict;

/**
 * The closed regions that hold the neurons {@code |a_j| w_j} of a network, with their proved verdicts: where a network that is not
 * exactly stationary, say one trained in floating point, would come to rest.
 *
 * <p>A neuron inside a cell leaves no choice. One on hyperplanes lies in every cell of its star. A neuron without mass
 * ({@code |a_j| w_j = 0}) is put into the signed cell of the first neuron with mass, which adds nothing to the region's program.
 */
public final class NearbyRegions {

    private static final int BITS = 64;

    private final Objective objective;
    private final CellSet cells;
    private final Network network;
    private final List<List<SignedCell>> choices = new ArrayList<>();

    /**
     * @param cells all cells of the objective's arrangement
     */
    public NearbyRegions(Objective objective, CellSet cells, Network network) {
        this.objective = objective;
        this.cells = cells;
        this.network = network;
        List<Integer> massless = new ArrayList<>();
        for (int j = 0; j < network.width(); j++) {
            if (network.mass(j).isZero()) {
                massless.add(j);
                choices.add(List.of());
            } else {
                int sign = network.a().get(j).signum();
                choices.add(star(objective.arrangement().faceOf(network.w().row(j))).stream()
                        .map(cell -> new SignedCell(sign, cell))
                        .toList());
            }
        }
        if (massless.size() < network.width()) {
            List<SignedCell> first =
                    choices.stream().filter(c -> !c.isEmpty()).findFirst().orElseThrow();
            massless.forEach(j -> choices.set(j, first.subList(0, 1)));
        }
    }

    /** The cells whose closure contains the face. */
    private List<SignVector> star(SignVector face) {
        int one = cells.indexOf(face);
        if (one >= 0) {
            return List.of(face);
        }
        return IntStream.range(0, cells.size())
                .mapToObj(cells::signs)
                .filter(face::isFaceOf)
                .sorted()
                .toList();
    }

    /** How many regions there are; zero for a network without mass. */
    public BigInteger count() {
        BigInteger count = BigInteger.ONE;
        for (List<SignedCell> choice : choices) {
            count = count.multiply(BigInteger.valueOf(choice.size()));
        }
        return count;
    }

    /** The first regions, at most {@code limit}, in lexicographic order of the choices. */
    public List<Region> regions(int limit) {
        List<Region> regions = new ArrayList<>();
        int[] at = new int[choices.size()];
        boolean more = count().signum() > 0;
        while (more && regions.size() < limit) {
            regions.add(new Region(IntStream.range(0, at.length)
                    .mapToObj(j -> choices.get(j).get(at[j]))
                    .toList()));
            int j = at.length - 1;
            while (j >= 0 && ++at[j] == choices.get(j).size()) {
                at[j--] = 0;
            }
            more = j >= 0;
        }
        return regions;
    }

    /** The verdict of one of the regions, and the network's distance from its minimiser. */
    public NearbyRegion judge(LandscapeProver prover, Region region) {
        RegionVerdict verdict = prover.judge(region);
        Rational loss = NetworkPoint.loss(objective, network);
        Enclosure excess = Enclosure.of(loss).subtract(verdict.value());
        return new NearbyRegion(
                verdict,
                new Enclosure(excess.lower().max(Rational.ZERO), excess.upper().max(Rational.ZERO)),
                verdict.optimum().map(optimum -> distance(region, prover.refined(optimum))));
    }

    private Enclosure distance(Region region, ProvedOptimum optimum) {
        int rays = optimum.faces().size();
        int[] ray = new int[network.width()];
        Rational[] weight = new Rational[network.width()];
        Rational[] total = RationalVector.zero(rays).toList().toArray(Rational[]::new);
        for (int j = 0; j < ray.length; j++) {
            SignedCell c = region.neurons().get(j);
            ray[j] = optimum.rayInClosure(c.sign(), objective.sides(c.cell()));
            if (ray[j] >= 0) {
                weight[j] = network.mass(j).dot(optimum.center(ray[j])).max(Rational.ZERO);
                total[ray[j]] = total[ray[j]].add(weight[j]);
            }
        }
        Rational square = Rational.ZERO;
        for (int j = 0; j < ray.length; j++) {
            RationalVector difference = network.mass(j);
            if (ray[j] >= 0) {
                Rational share = total[ray[j]].isZero() ? equalShare(ray, ray[j]) : weight[j].divide(total[ray[j]]);
                difference = difference.combine(optimum.center(ray[j]), share.negate());
            }
            square = square.add(difference.squaredNorm());
        }
        // The shares of a ray sum to one, so its neurons move by at most the error of the ray.
        Rational error = Rational.ZERO;
        for (int i = 0; i < rays; i++) {
            error = error.add(optimum.centerError(i));
        }
        Enclosure center = square.sqrt(BITS);
        return new Enclosure(
                center.lower().subtract(error).max(Rational.ZERO),
                center.upper().add(error));
    }

    private static Rational equalShare(int[] ray, int of) {
        return Rational.of(1, IntStream.of(ray).filter(r -> r == of).count());
    }
}
