package org.talweg.proof;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.landscape.DataSymmetries;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.support.SupportBound;
import org.talweg.support.SupportScan;

/**
 * Whether a stationary set of rays is the optimum of a program: {@code h_c(r) <= mu} for every signed cell of it (theorem T2).
 *
 * <p>A cell in the star of a ray has {@code h_c(r) = mu} if and only if the signs at the ray hold on that closed local cell; no
 * arithmetic is needed beyond them. For every other cell {@code h_c(r) < mu} is shown by an explicit witness.
 *
 * <p>Where the residual has a closed form, a tie {@code h_c(r) = mu} is decided exactly ({@link ExactTies}). Two kinds of ties are no
 * accidents and are proved without it. One comes from symmetries of the data ({@link SymmetricTies}). The
 * other: if {@code X'r = 0} ({@link LinearPart}), then g of the opposite cell is {@code -g_c(r)}, and every opposite cell of a host is tied
 * with it. The optimum is then proved but its ray set need not be unique.
 *
 * @param truth YES if optimal, NO if a condition is refuted, OPEN if precision may help or a tie is not explained
 * @param ties faces of further rays that reach mu, without mass in this optimum
 * @param obstacle what stands against it, or null
 * @param flaw what a refutation rests on, or null
 */
public record OptimalityCheck(Truth truth, Set<SignedFace> ties, String obstacle, Flaw flaw) {

    static OptimalityCheck of(SignedCells cells, ProvedOptimum p, Supplier<DataSymmetries> symmetries) {
        int rays = p.faces().size();
        AtomicReferenceArray<Truth> worst = new AtomicReferenceArray<>(rays);
        AtomicReferenceArray<Truth> hosted = new AtomicReferenceArray<>(rays);
        AtomicReferenceArray<int[]> falls = new AtomicReferenceArray<>(rays);
        double threshold = cells.objective().muInterval().lower();
        List<SupportScan.Entry> open = SupportScan.notBelow(cells, p.residual(), threshold, (sign, sides) -> {
            int ray = p.rayInClosure(sign, sides);
            if (ray >= 0) {
                Truth host = p.isHost(ray, sides);
                worst.accumulateAndGet(ray, host, (a, b) -> a == null ? b : a.and(b));
                hosted.accumulateAndGet(ray, host, (a, b) -> a == Truth.YES ? a : b);
                if (host == Truth.NO) {
                    // The first in order, whatever the order of the threads.
                    falls.accumulateAndGet(ray, sides.clone(), (a, b) -> a == null || Arrays.compare(b, a) < 0 ? b : a);
                }
            }
            return ray >= 0;
        });
        for (int i = 0; i < rays; i++) {
            if (worst.get(i) == Truth.NO) {
                SignedFace face = p.faces().get(i);
                return refuted(
                        "a cell of the program beyond the face " + face + " lowers the value",
                        new Flaw.Falls(face, falls.get(i)));
            }
            if (worst.get(i) == Truth.OPEN) {
                return open("a multiplier at the ray on " + p.faces().get(i) + " has no proved sign");
            }
            if (hosted.get(i) == null) {
                return refuted(
                        "no cell of the program holds the ray on " + p.faces().get(i), null);
            }
        }
        return others(cells, p, open, symmetries);
    }

    private static OptimalityCheck refuted(String obstacle, Flaw flaw) {
        return new OptimalityCheck(Truth.NO, Set.of(), obstacle, flaw);
    }

    private static OptimalityCheck open(String obstacle) {
        return new OptimalityCheck(Truth.OPEN, Set.of(), obstacle, null);
    }

    private static OptimalityCheck others(
            SignedCells cells, ProvedOptimum p, List<SupportScan.Entry> open, Supplier<DataSymmetries> symmetries) {
        if (open.isEmpty()) {
            return new OptimalityCheck(Truth.YES, Set.of(), null, null);
        }
        Objective objective = cells.objective();
        Set<SignedFace> ties = new TreeSet<>();
        ExactTies exact = new ExactTies(objective, p);
        Boolean reflects = null;
        SymmetricTies symmetric = null;
        SupportBound bound = new SupportBound(objective);
        bound.setResidual(p.centralResidual());
        Rational spread = p.residualSpread();
        for (SupportScan.Entry entry : open) {
            SignedCell c = cells.get(entry.index());
            int[] sides = objective.sides(c.cell());
            if (isSlack(bound.squaredNorm(c, sides), spread, p, objective)) {
                continue;
            }
            Rational exactSquare = bound.exactMaximiser(c, sides)
                    .map(RationalVector::squaredNorm)
                    .orElse(Rational.ZERO);
            if (isSlack(exactSquare, spread, p, objective)) {
                continue;
            }
            if (exactSquare.compareTo(objective.mu().add(spread).square()) > 0) {
                return refuted("the support function of " + c + " exceeds mu", new Flaw.Missing(c, sides));
            }
            reflects = reflects == null ? LinearPart.vanishes(objective, p) : reflects;
            int ray = reflects ? rayOppositeTo(p, c.sign(), sides) : -1;
            if (ray >= 0) {
                ties.add(new SignedFace(c.sign(), p.faces().get(ray).covector().negate()));
                continue;
            }
            symmetric = symmetric == null ? SymmetricTies.of(objective, symmetries.get(), p) : symmetric;
            Optional<SignedFace> image = symmetric.rayOf(c);
            Truth atMostMu = image.isPresent() ? Truth.YES : exact.isAtMostMu(c, sides, bound);
            if (atMostMu != Truth.YES) {
                String obstacle = "the support function of " + c;
                return atMostMu == Truth.NO
                        ? refuted(obstacle + " exceeds mu", new Flaw.Missing(c, sides))
                        : open(obstacle + " is not shown to be below mu: a tie, or nearly one");
            }
            image.ifPresent(ties::add);
        }
        if (!ties.isEmpty() || !exact.haveNoMass()) {
            ties.addAll(exact.faces());
        }
        return new OptimalityCheck(Truth.YES, ties, null, null);
    }

    /**
     * Whether a cell whose support function is at most the root of {@code square}, give or take {@code spread}, can carry no mass in
     * any optimum: {@code h_c(r) < mu}; or {@code h_c(r) <= mu}, decided exactly, where the optimum is the zero network, since all
     * optima have the same total mass (theorem T1).
     */
    public static boolean isSlack(Rational square, Rational spread, ProvedOptimum p, Objective objective) {
        if (p.faces().isEmpty()) {
            return square.compareTo(objective.mu().square()) <= 0;
        }
        Rational most = objective.mu().subtract(spread);
        return most.signum() > 0 && square.compareTo(most.square()) < 0;
    }

    /** The ray that the opposite cell is shown to host, or -1. */
    private static int rayOppositeTo(ProvedOptimum p, int sign, int[] sides) {
        int[] opposite = sides.clone();
        for (int h = 0; h < opposite.length; h++) {
            opposite[h] = -opposite[h];
        }
        int ray = p.rayInClosure(sign, opposite);
        return ray >= 0 && p.isHost(ray, opposite) == Truth.YES ? ray : -1;
    }
}
