package org.talweg.census;

import java.util.List;
import org.talweg.exact.Truth;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.ProvedOptimum;
import org.talweg.verdict.CellRoles;
import org.talweg.verdict.DirectionSinks;

/**
 * An optimal ray set of some region, with the role of every signed cell (theorem T6): the regions that have it as their
 * optimum use only hosts and slack cells, and a host of every ray.
 */
public final class RaySet {

    private final ProvedOptimum optimum;
    private final int[] roles;
    private final int[] hosts;
    private final int slack;
    private final DirectionSinks sinks;
    /** Null until asked for; two threads may both find it, which is the same. */
    private volatile Truth shrinks;

    RaySet(ProvedOptimum optimum, int[] roles, DirectionSinks sinks) {
        this.sinks = sinks;
        this.optimum = optimum;
        this.roles = roles;
        this.hosts = new int[optimum.faces().size()];
        int count = 0;
        for (int role : roles) {
            if (role >= 0) {
                hosts[role]++;
            } else if (CellRoles.isIdle(role)) {
                count++;
            }
        }
        this.slack = count;
    }

    /** The same ray set with another proof of its existence. */
    RaySet with(ProvedOptimum proof) {
        return new RaySet(proof, roles, sinks);
    }

    /** For each ray the first signed cell that hosts it. */
    int[] firstHosts() {
        int[] first = new int[hosts.length];
        for (int c = roles.length - 1; c >= 0; c--) {
            if (roles[c] >= 0) {
                first[roles[c]] = c;
            }
        }
        return first;
    }

    public ProvedOptimum optimum() {
        return optimum;
    }

    /** The faces of the rays, which determine the ray set. */
    public List<SignedFace> faces() {
        return optimum.faces();
    }

    /** The role of each signed cell: the ray it hosts, or a constant of {@link CellRoles}. */
    public int role(int cell) {
        return roles[cell];
    }

    int cells() {
        return roles.length;
    }

    /** True if the program over these signed cells is proved to have this optimum. */
    boolean isOptimumOf(int[] cells) {
        boolean[] hosted = new boolean[hosts.length];
        int missing = hosts.length;
        for (int c : cells) {
            if (roles[c] == CellRoles.BEYOND) {
                return false;
            }
            if (roles[c] >= 0 && !hosted[roles[c]]) {
                hosted[roles[c]] = true;
                missing--;
            }
        }
        return missing == 0;
    }

    /** Number of hosts of each ray. */
    public int[] hosts() {
        return hosts.clone();
    }

    /** True if no signed cell can lower the value: the global optimum of the convex program. */
    public boolean isGlobal() {
        for (int role : roles) {
            if (role == CellRoles.BEYOND) {
                return false;
            }
        }
        return true;
    }

    /** Whether the rays, with all neurons on them, form a local minimum of the loss (theorem T4 (ii)). */
    public Truth isLocalMinimum() {
        return hosts.length == 0 ? Truth.NO : optimum.isLocallyMinimal();
    }

    /** Whether a neuron at zero in this idle cell is held (theorem T15): {@code h_c(r) < mu}, and there are directions in which it shrinks for good. */
    private Truth isHeld(int cell) {
        Truth known = shrinks;
        if (known == null) {
            known = sinks.exist(optimum);
            shrinks = known;
        }
        return known.and(roles[cell] == CellRoles.SLACK ? Truth.YES : Truth.OPEN);
    }

    /** Whether a region of these cells, all hosts or idle, is a trap if it is a saddle (theorem T15). */
    Truth isTrap(int[] cells) {
        Truth trap = optimum.holdsItsRays();
        for (int c : cells) {
            trap = roles[c] >= 0 ? trap : trap.and(isHeld(c));
        }
        return trap;
    }

    /**
     * Regions of width m that have this optimum, and of which nothing refutes that they are traps; or only those of which it is proved.
     *
     * @param openToo whether to count regions of which it is open
     */
    ExponentialSum regionsHeld(boolean openToo) {
        Truth rays = optimum.holdsItsRays();
        if (rays == Truth.NO || (rays == Truth.OPEN && !openToo)) {
            return ExponentialSum.ZERO;
        }
        int held = 0;
        for (int c = 0; c < roles.length; c++) {
            if (CellRoles.isIdle(roles[c])) {
                Truth truth = isHeld(c);
                held += truth == Truth.YES || (openToo && truth == Truth.OPEN) ? 1 : 0;
            }
        }
        return RegionCounts.usingEveryHost(held, hosts);
    }

    /** Regions of width m that have this optimum. */
    public ExponentialSum regions() {
        return RegionCounts.usingEveryHost(slack, hosts);
    }

    /** Regions of width m that have this optimum and no neuron outside the hosts. */
    public ExponentialSum regionsOnRays() {
        return RegionCounts.usingEveryHost(0, hosts);
    }
}
