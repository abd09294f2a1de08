package org.talweg.census;

import java.util.Arrays;
import java.util.List;
import org.talweg.landscape.SignedFace;
import org.talweg.proof.CellRoles;
import org.talweg.proof.ProvedOptimum;
import org.talweg.proof.Truth;

/**
 * An optimal ray set of some region, with the role of every signed cell (theorem T6): the regions that have it as their
 * optimum use only hosts and slack cells, and a host of every ray.
 */
public final class RaySet {

    private final ProvedOptimum optimum;
    private final int[] roles;
    private final int[] hosts;
    private final int slack;
    private final int below;

    RaySet(ProvedOptimum optimum, int[] roles) {
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
        this.below = (int)
                Arrays.stream(roles).filter(role -> role == CellRoles.SLACK).count();
    }

    /** The same ray set with another proof of its existence. */
    RaySet with(ProvedOptimum proof) {
        return new RaySet(proof, roles);
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

    /** True if {@code h_c(r) < mu} is shown of every cell of the set that hosts no ray. */
    boolean isBelowElsewhere(int[] cells) {
        return Arrays.stream(cells).allMatch(c -> roles[c] >= 0 || roles[c] == CellRoles.SLACK);
    }

    /** Regions of width m that have this optimum, and {@code h_c(r) < mu} shown of every cell that hosts no ray. */
    ExponentialSum regionsBelowElsewhere() {
        return RegionCounts.usingEveryHost(below, hosts);
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
