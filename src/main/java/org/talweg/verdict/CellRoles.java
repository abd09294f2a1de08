package org.talweg.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.exact.Rational;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.proof.ExactTies;
import org.talweg.proof.OptimalityCheck;
import org.talweg.proof.ProgramProver;
import org.talweg.proof.ProvedOptimum;
import org.talweg.support.SupportBound;
import org.talweg.support.SupportScan;

/**
 * What every signed cell is to a proved stationary ray set with residual r: the host of a ray ({@code h_c(r) = mu} at that
 * ray), slack ({@code h_c(r) < mu}, so that it carries no mass), tied ({@code h_c(r) = mu} without mass), or beyond (not shown to be either; usually {@code h_c(r) > mu}). A program over a set S
 * of signed cells has this ray set as its unique optimum if and only if S has no cell with {@code h_c(r) > mu} and a host of
 * every ray (theorem T2); "if" needs only what is proved here.
 */
public final class CellRoles {

    /** The role of a cell that is proved to have {@code h_c(r) < mu}, so that it carries no mass. */
    public static final int SLACK = -1;
    /** The role of a cell that is not shown to be a host or slack. */
    public static final int BEYOND = -2;
    /** The role of a cell that is proved to carry no mass, though {@code h_c(r) < mu} is not shown: usually both are equal. */
    public static final int TIED = -3;

    /** Bounds closer to mu than this, relatively, are worth an exact look. Heuristic. */
    private static final double NEAR = 1e-8;

    private static final int[] REFINEMENTS = {128};

    private CellRoles() {}

    /** True if a cell of this role is proved to carry no mass, see {@link OptimalityCheck#isSlack}. */
    public static boolean isIdle(int role) {
        return role == SLACK || role == TIED;
    }

    /**
     * For each index of {@code all} the ray it hosts, {@link #SLACK}, {@link #TIED} or {@link #BEYOND}.
     *
     * @param prover refines the optimum for cells that are close to mu
     */
    public static int[] of(SignedCells all, ProvedOptimum p, ProgramProver prover) {
        Objective objective = all.objective();
        int[] roles = new int[all.size()];
        Arrays.fill(roles, SLACK);
        List<SupportScan.Entry> open =
                SupportScan.notBelow(all, p.residual(), objective.muInterval().lower(), (sign, sides) -> false);
        Closeness closeness = new Closeness(objective, p, prover);
        List<Integer> tied = new ArrayList<>();
        for (SupportScan.Entry entry : open) {
            SignedCell c = all.get(entry.index());
            int[] sides = objective.sides(c.cell());
            int ray = p.rayInClosure(c.sign(), sides);
            if (ray >= 0) {
                roles[entry.index()] = p.isHost(ray, sides) == Truth.YES ? ray : BEYOND;
            } else {
                boolean near = entry.upper() < objective.approximateMu() * (1 + NEAR);
                int role = near ? closeness.role(c, sides) : BEYOND;
                roles[entry.index()] = role;
                if (near && role == BEYOND && closeness.isTied(c, sides)) {
                    tied.add(entry.index());
                }
            }
        }
        if (!tied.isEmpty() && closeness.ties.haveNoMass()) {
            tied.forEach(i -> roles[i] = TIED);
        }
        return roles;
    }

    /** Exact looks at single cells, with the optimum refined as often as it takes and once for all cells. */
    private static final class Closeness {
        private final Objective objective;
        private final ProgramProver prover;
        private final SupportBound bound;
        private final List<ProvedOptimum> finer = new ArrayList<>();
        private ExactTies ties;

        Closeness(Objective objective, ProvedOptimum p, ProgramProver prover) {
            this.objective = objective;
            this.prover = prover;
            this.bound = new SupportBound(objective);
            finer.add(p);
        }

        /** {@link #SLACK}, {@link #TIED} (the zero network only) or {@link #BEYOND}. */
        int role(SignedCell c, int[] sides) {
            for (int i = 0; i <= REFINEMENTS.length; i++) {
                if (i == finer.size()) {
                    ProvedOptimum last = finer.get(i - 1);
                    finer.add(prover.refined(last, REFINEMENTS[i - 1]).orElse(last));
                }
                ProvedOptimum p = finer.get(i);
                bound.setResidual(p.centralResidual());
                Rational square = bound.squaredNorm(c, sides);
                if (OptimalityCheck.isSlack(square, p.residualSpread(), p, objective)) {
                    return square.compareTo(objective.mu().square()) < 0 ? SLACK : TIED;
                }
            }
            return BEYOND;
        }

        /** True if {@code h_c(r) = mu} is proved of a cell that {@link #role} did not show to be idle. */
        boolean isTied(SignedCell c, int[] sides) {
            if (ties == null) {
                ties = new ExactTies(objective, finer.get(finer.size() - 1));
            }
            return ties.isAtMostMu(c, sides, bound) == Truth.YES;
        }
    }
}
