package org.talweg.proof;

import java.util.Arrays;
import java.util.List;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;

/**
 * What every signed cell is to a proved stationary ray set with residual r: the host of a ray ({@code h_c(r) = mu} at that
 * ray), slack ({@code h_c(r) < mu}, so that it carries no mass), or beyond (not shown to be either; usually {@code h_c(r) > mu}). A program over a set S
 * of signed cells has this ray set as its unique optimum if and only if S has no cell with {@code h_c(r) > mu} and a host of
 * every ray (theorem T2); "if" needs only what is proved here.
 */
public final class CellRoles {

    /** The role of a cell that is proved to carry no mass, see {@link OptimalityCheck#isSlack}. */
    public static final int SLACK = -1;
    /** The role of a cell that is not shown to be a host or slack. */
    public static final int BEYOND = -2;

    /** Bounds closer to mu than this, relatively, are worth an exact look. Heuristic. */
    private static final double NEAR = 1e-8;

    private static final int SQUARE_ROOT_BITS = 256;

    private CellRoles() {}

    /** For each index of {@code all} the ray it hosts, {@link #SLACK} or {@link #BEYOND}. */
    public static int[] of(SignedCells all, ProvedOptimum p) {
        Objective objective = all.objective();
        int[] roles = new int[all.size()];
        Arrays.fill(roles, SLACK);
        List<SupportScan.Entry> open =
                SupportScan.notBelow(all, p.residual(), objective.muInterval().lower(), (sign, sides) -> false);
        SupportBound bound = null;
        for (SupportScan.Entry entry : open) {
            SignedCell c = all.get(entry.index());
            int[] sides = objective.sides(c.cell());
            int ray = p.rayInClosure(c.sign(), sides);
            if (ray >= 0) {
                roles[entry.index()] = p.isHost(ray, sides) == Truth.YES ? ray : BEYOND;
                continue;
            }
            roles[entry.index()] = BEYOND;
            if (entry.upper() < objective.approximateMu() * (1 + NEAR)) {
                if (bound == null) {
                    bound = new SupportBound(objective);
                    bound.setResidual(p.centralResidual());
                }
                boolean slack = OptimalityCheck.isSlack(
                        bound.squaredNorm(c, sides), p.residualSpread(), p, objective, SQUARE_ROOT_BITS);
                roles[entry.index()] = slack ? SLACK : BEYOND;
            }
        }
        return roles;
    }
}
