package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides whether every set of r normals is independent, r the rank: a uniform matroid. */
final class GeneralPosition {

    private GeneralPosition() {}

    /**
     * True if all r by r minors of the essential normals are nonzero. Exact.
     *
     * <p>Cost: C(n, r) products of two numbers where the answer is yes; usually next to nothing where it is no.
     */
    static boolean test(Arrangement arrangement, int threads) {
        BigInteger[][] normals = arrangement.essentialNormals();
        int n = normals.length;
        int rank = arrangement.rank();
        if (rank <= 2 || n == rank) {
            // Hyperplanes are distinct, so no two normals are parallel.
            return true;
        }
        AtomicBoolean general = new AtomicBoolean(true);
        AtomicInteger next = new AtomicInteger();
        List<Runnable> tasks = new ArrayList<>();
        for (int t = 0; t < Math.min(threads, n); t++) {
            tasks.add(() -> {
                Brackets brackets = new Brackets(normals);
                for (int i = next.getAndIncrement(); i < n && general.get(); i = next.getAndIncrement()) {
                    brackets.backTo(0);
                    brackets.eliminate(i, i + 1);
                    if (!descend(brackets, n, rank, i + 1, general)) {
                        general.set(false);
                    }
                }
            });
        }
        Workers.run(tasks);
        return general.get();
    }

    private static boolean descend(Brackets brackets, int n, int rank, int low, AtomicBoolean going) {
        int level = brackets.level();
        if (level == rank - 2) {
            return allNonzero(brackets, n, low);
        }
        for (int i = low; i < n && going.get(); i++) {
            brackets.backTo(level);
            brackets.eliminate(i, i + 1);
            if (!descend(brackets, n, rank, i + 1, going)) {
                return false;
            }
        }
        return true;
    }

    /** True if no bracket of two rows from {@code low} on vanishes. */
    private static boolean allNonzero(Brackets brackets, int n, int low) {
        double bound = brackets.bound(low);
        double[] alpha = brackets.alpha();
        double[] beta = brackets.beta();
        for (int j = low; j < n; j++) {
            boolean doubtful = false;
            for (int k = j + 1; k < n; k++) {
                doubtful |= !(Math.abs(alpha[j] * beta[k] - beta[j] * alpha[k]) > bound);
            }
            for (int k = j + 1; doubtful && k < n; k++) {
                if (brackets.sign(j, k, bound) == 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
