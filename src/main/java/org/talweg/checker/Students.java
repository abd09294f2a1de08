package org.talweg.checker;

import java.util.ArrayList;
import java.util.List;

/**
 * Students of a symmetry type: each entry of their n by k matrix of weights is one of a few parameters. Coordinates fall into groups; each group has one neuron a coordinate, and further neurons have one value a group. The parameters are, group by group,
 * the value at a neuron's own coordinate and those at other coordinates of each group (its own group left out if it has one coordinate); then for each further neuron the value at each group.
 */
final class Students {

    /** A kind of neurons: {@code at} the parameter at coordinates of each group, and {@code own} at the one that it owns; -1 where there is none. */
    record Kind(int group, int own, int[] at) {}

    /** {@code count} products of two parameters; -1 stands for the number one. */
    record Term(int i, int j, long count) {}

    final int[] sizes;
    final List<Kind> kinds = new ArrayList<>();
    /** For each parameter, the entries of the matrix that have it. */
    final long[] entries;
    /** For each parameter, the one of the students before {@link #split} that it repeats. */
    final int[] original;

    /** The students as given. */
    static Students of(int[] sizes, int fixed) {
        List<int[]> kinds = new ArrayList<>();
        for (int g = 0; g < sizes.length + fixed; g++) {
            kinds.add(new int[] {g < sizes.length ? g : -1, g});
        }
        int[] parent = new int[sizes.length];
        for (int g = 0; g < parent.length; g++) {
            parent[g] = g;
        }
        return new Students(sizes, kinds, null, parent);
    }

    /** The same students with each group of several coordinates split in one and the rest: more parameters, the same matrices among others. */
    Students split() {
        List<Integer> finer = new ArrayList<>();
        List<Integer> parent = new ArrayList<>();
        for (int g = 0; g < sizes.length; g++) {
            finer.add(1);
            parent.add(g);
            if (sizes[g] > 1) {
                finer.add(sizes[g] - 1);
                parent.add(g);
            }
        }
        List<int[]> split = new ArrayList<>();
        for (int k = 0; k < kinds.size(); k++) {
            int group = kinds.get(k).group;
            if (group < 0) {
                split.add(new int[] {-1, k});
            }
            for (int g = 0; g < finer.size(); g++) {
                if (group >= 0 && parent.get(g) == group) {
                    split.add(new int[] {g, k});
                }
            }
        }
        return new Students(
                finer.stream().mapToInt(Integer::intValue).toArray(),
                split,
                this,
                parent.stream().mapToInt(Integer::intValue).toArray());
    }

    /** @param split for each kind its group or -1, and the kind of {@code before} that it is part of */
    private Students(int[] sizes, List<int[]> split, Students before, int[] parent) {
        this.sizes = sizes;
        List<Long> counts = new ArrayList<>();
        List<Integer> from = new ArrayList<>();
        for (int[] pair : split) {
            int group = pair[0];
            long neurons = group < 0 ? 1 : sizes[group];
            int own = -1;
            if (group >= 0) {
                own = counts.size();
                counts.add(neurons);
                from.add(before == null ? own : before.kinds.get(pair[1]).own);
            }
            int[] at = new int[sizes.length];
            for (int l = 0; l < sizes.length; l++) {
                int coordinates = l == group ? sizes[l] - 1 : sizes[l];
                at[l] = -1;
                if (coordinates > 0) {
                    at[l] = counts.size();
                    counts.add(neurons * coordinates);
                    from.add(before == null ? at[l] : before.kinds.get(pair[1]).at[parent[l]]);
                }
            }
            kinds.add(new Kind(group, own, at));
        }
        this.entries = counts.stream().mapToLong(Long::longValue).toArray();
        this.original = from.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Number of neurons of a kind. */
    long count(Kind kind) {
        return kind.group < 0 ? 1 : sizes[kind.group];
    }

    /** k. */
    long teachers() {
        long sum = 0;
        for (int s : sizes) {
            sum += s;
        }
        return sum;
    }

    /** The inner product of two neurons, of one coordinate if {@code together}, coordinate by coordinate. */
    List<Term> product(Kind u, Kind v, boolean together) {
        List<Term> terms = new ArrayList<>();
        for (int l = 0; l < sizes.length; l++) {
            long left = sizes[l];
            if (u.group == l && v.group == l && together) {
                terms.add(new Term(u.own, v.own, 1));
                left--;
            } else {
                if (u.group == l) {
                    terms.add(new Term(u.own, v.at[l], 1));
                    left--;
                }
                if (v.group == l) {
                    terms.add(new Term(u.at[l], v.own, 1));
                    left--;
                }
            }
            if (left > 0) {
                terms.add(new Term(u.at[l], v.at[l], left));
            }
        }
        return terms;
    }

    /** The inner product of a neuron with the teacher of a coordinate of group l, which it owns or not: one entry. */
    List<Term> entry(Kind u, int l, boolean owned) {
        return List.of(new Term(owned ? u.own : u.at[l], -1, 1));
    }
}
