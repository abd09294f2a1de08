package org.talweg.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.landscape.DataSymmetries;
import org.talweg.landscape.SignedCell;
import org.talweg.proof.ProvedValue;
import org.talweg.proof.ValueProver;

/**
 * The values of many programs in proved order. Values proved equal form a *level*. Levels whose order is not proved, at the
 * highest precision, form a *group* with those between them; groups are disjoint and ascend.
 *
 * <p>Equality is never read off enclosures: it needs equal rays, a common program, or a symmetry of the data (see {@link
 * ValueProver#areEqual}, {@link DataSymmetries}).
 */
public final class Levels {

    private static final int FIRST_BITS = 128;

    /**
     * Values proved equal.
     *
     * @param group index of the group
     * @param value one of them
     * @param enclosure encloses it, with as many digits as the settings ask for
     */
    public record Level(int group, ProvedValue value, Enclosure enclosure) {}

    private final List<List<Level>> groups = new ArrayList<>();
    private final Map<List<SignedCell>, Level> byProgram = new HashMap<>();

    private Levels() {}

    /** Values found equal so far: one of them, and the programs of all. */
    private static final class Equal {
        private ProvedValue value;
        private final List<List<SignedCell>> programs = new ArrayList<>();

        Equal(ProvedValue value) {
            this.value = value;
        }
    }

    /** Orders the values. */
    public static Levels of(Collection<ProvedValue> values, ValueProver prover) {
        DataSymmetries symmetries = prover.symmetries();
        Map<List<SignedCell>, ProvedValue> distinct = new TreeMap<>(Comparator.comparing(List::toString));
        values.forEach(v -> distinct.put(v.program().cells(), v));
        Map<String, Equal> byKey = new LinkedHashMap<>();
        distinct.forEach((cells, value) -> {
            String key = value.outcome()
                    .proved()
                    .map(p -> symmetries.canonical(p.faces()))
                    .orElseGet(() -> "open " + cells);
            byKey.computeIfAbsent(key, k -> new Equal(value)).programs.add(cells);
        });
        Levels levels = new Levels();
        levels.separate(new ArrayList<>(byKey.values()), prover, FIRST_BITS);
        levels.keepApart();
        return levels;
    }

    private void separate(List<Equal> classes, ValueProver prover, int bits) {
        for (List<Equal> cluster : clusters(classes)) {
            List<Equal> merged = cluster.size() == 1 ? cluster : mergeEqual(cluster, prover);
            if (merged.size() == 1 || bits > prover.maximalBits()) {
                add(merged, prover);
                continue;
            }
            for (Equal c : merged) {
                c.value = prover.refined(c.value, bits);
            }
            separate(merged, prover, 2 * bits);
        }
    }

    /** Maximal runs of overlapping enclosures, ascending. */
    private static List<List<Equal>> clusters(List<Equal> classes) {
        List<Equal> sorted = new ArrayList<>(classes);
        sorted.sort(
                Comparator.<Equal, Rational>comparing(c -> c.value.enclosure().lower())
                        .thenComparing(c -> c.programs.get(0).toString()));
        List<List<Equal>> clusters = new ArrayList<>();
        Enclosure hull = null;
        for (Equal c : sorted) {
            Enclosure e = c.value.enclosure();
            if (hull == null || hull.isBelow(e)) {
                clusters.add(new ArrayList<>());
                hull = e;
            }
            hull = hull(hull, e);
            clusters.get(clusters.size() - 1).add(c);
        }
        return clusters;
    }

    private static List<Equal> mergeEqual(List<Equal> cluster, ValueProver prover) {
        List<Equal> merged = new ArrayList<>();
        for (Equal c : cluster) {
            Equal same = null;
            for (Equal m : merged) {
                if (same == null && prover.areEqual(m.value, c.value)) {
                    same = m;
                }
            }
            if (same == null) {
                merged.add(c);
            } else {
                same.programs.addAll(c.programs);
            }
        }
        return merged;
    }

    private void add(List<Equal> classes, ValueProver prover) {
        List<Level> group = new ArrayList<>();
        for (Equal c : classes) {
            Level level = new Level(groups.size(), c.value, prover.shown(c.value));
            group.add(level);
            c.programs.forEach(p -> byProgram.put(p, level));
        }
        groups.add(group);
    }

    /** Where enclosures of as many digits as asked for do not show the order of two groups, those that prove it are kept. */
    private void keepApart() {
        for (int g = 1; g < groups.size(); g++) {
            if (!enclosure(g - 1).isBelow(enclosure(g))) {
                sharpen(g - 1);
                sharpen(g);
            }
        }
    }

    private void sharpen(int g) {
        List<Level> sharp = groups.get(g).stream()
                .map(l -> new Level(l.group(), l.value(), l.value().enclosure()))
                .toList();
        byProgram.replaceAll((program, level) -> {
            int at = groups.get(g).indexOf(level);
            return level.group() == g && at >= 0 ? sharp.get(at) : level;
        });
        groups.set(g, sharp);
    }

    /** The smallest enclosure of both. */
    static Enclosure hull(Enclosure a, Enclosure b) {
        return new Enclosure(a.lower().min(b.lower()), a.upper().max(b.upper()));
    }

    /** Number of groups. */
    public int groups() {
        return groups.size();
    }

    /** The levels of a group: one if its order is decided. */
    public List<Level> group(int i) {
        return groups.get(i);
    }

    /** The level of a value among those given to {@link #of}. */
    public Level of(ProvedValue value) {
        return byProgram.get(value.program().cells());
    }

    /** Encloses all values of a group. */
    public Enclosure enclosure(int group) {
        return groups.get(group).stream()
                .map(Level::enclosure)
                .reduce(Levels::hull)
                .orElseThrow();
    }
}
