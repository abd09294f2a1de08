package org.talweg.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.landscape.DataSymmetries;
import org.talweg.landscape.DataSymmetries.Symmetry;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedFace;

/**
 * Ties that a symmetry of the data explains (theorem T12). A symmetry that maps the faces of an optimum onto themselves fixes its residual:
 * {@code r_image(k) = flip r_k}. The entries of r that are so equal, or opposite, may make r invariant under further symmetries, and
 * these take cells with {@code h_c(r) = mu} to cells with the same support value.
 */
final class SymmetricTies {

    private final Objective objective;
    private final ProvedOptimum optimum;
    private final List<Symmetry> fixing;

    private SymmetricTies(Objective objective, ProvedOptimum optimum, List<Symmetry> fixing) {
        this.objective = objective;
        this.optimum = optimum;
        this.fixing = fixing;
    }

    /** The symmetries that are shown to fix the residual of the optimum. Cost: a few passes over rows for each symmetry. */
    static SymmetricTies of(Objective objective, DataSymmetries symmetries, ProvedOptimum optimum) {
        TreeSet<SignedFace> faces = new TreeSet<>(optimum.faces());
        EqualEntries equal = new EqualEntries(objective.size());
        joinIdle(objective, optimum, equal);
        for (Symmetry s : symmetries.all()) {
            if (optimum.faces().stream().allMatch(f -> faces.contains(s.of(f)))) {
                for (int k = 0; k < objective.size(); k++) {
                    if (objective.arrangement().hyperplaneOf(k) >= 0) {
                        equal.join(s.image()[k], k, s.flip());
                    }
                }
            }
        }
        List<Symmetry> fixing = new ArrayList<>();
        for (Symmetry s : symmetries.all()) {
            boolean fixes = true;
            for (int k = 0; k < objective.size() && fixes; k++) {
                fixes = objective.arrangement().hyperplaneOf(k) < 0 || equal.isKnown(s.image()[k], k, s.flip());
            }
            if (fixes) {
                fixing.add(s);
            }
        }
        return new SymmetricTies(objective, optimum, fixing);
    }

    /** Rows that are active at no ray have {@code r_k = -y_k}, exactly. */
    private static void joinIdle(Objective objective, ProvedOptimum optimum, EqualEntries equal) {
        RationalVector y = objective.data().labels();
        int[] idle = IntStream.range(0, objective.size())
                .filter(k ->
                        optimum.faces().stream().noneMatch(f -> f.covector().sign(k) > 0))
                .toArray();
        for (int i : idle) {
            for (int k : idle) {
                if (y.get(i).equals(y.get(k))) {
                    equal.join(i, k, 1);
                }
                if (y.get(i).equals(y.get(k).negate())) {
                    equal.join(i, k, -1);
                }
            }
        }
    }

    /** The face of the maximiser of a cell that is the image of a host; then its support value is mu. */
    Optional<SignedFace> rayOf(SignedCell c) {
        for (Symmetry s : fixing) {
            SignedFace image = s.of(new SignedFace(c.sign(), c.cell()));
            int[] sides = objective.sides(image.covector());
            int ray = optimum.rayInClosure(image.sign(), sides);
            if (ray >= 0 && optimum.isHost(ray, sides) == Truth.YES) {
                return Optional.of(s.inverse(optimum.faces().get(ray)));
            }
        }
        return Optional.empty();
    }

    /** Entries of a vector known to be equal or opposite: a forest with signs. */
    private static final class EqualEntries {
        private final int[] parent;
        private final int[] sign;
        private final boolean[] zero;

        EqualEntries(int size) {
            parent = new int[size];
            sign = new int[size];
            zero = new boolean[size];
            for (int i = 0; i < size; i++) {
                parent[i] = i;
                sign[i] = 1;
            }
        }

        /** The root of i and the sign by which i differs from it. */
        private int[] root(int i) {
            int at = i;
            int product = 1;
            while (parent[at] != at) {
                product *= sign[at];
                at = parent[at];
            }
            return new int[] {at, product};
        }

        /** {@code v_i = s v_k}. */
        void join(int i, int k, int s) {
            int[] a = root(i);
            int[] b = root(k);
            int relative = a[1] * b[1] * s;
            if (a[0] == b[0]) {
                zero[a[0]] |= relative < 0;
            } else {
                parent[a[0]] = b[0];
                sign[a[0]] = relative;
                zero[b[0]] |= zero[a[0]];
            }
        }

        boolean isKnown(int i, int k, int s) {
            int[] a = root(i);
            int[] b = root(k);
            return (zero[a[0]] && zero[b[0]]) || (a[0] == b[0] && a[1] * b[1] == s);
        }
    }
}
