package org.talweg.population;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A symmetry type of students: the coordinates fall into groups of sizes s_g, and permutations within the groups, of coordinates and neurons together, leave the set of students alone. An <em>own</em> orbit of group g is s_g
 * neurons, one a coordinate of the group, with one value at the own coordinate and one at the others of each group; a <em>fixed</em> orbit is one neuron with one value a group. These values are the parameters.
 *
 * <p>A teacher group is an own orbit too, with the values one and zero.
 */
public final class Shape {

    /** In place of a parameter's index. */
    static final int ONE = -1;
    /** In place of a parameter's index. */
    static final int ZERO = -2;

    private final int[] sizes;
    private final List<Orbit> students = new ArrayList<>();
    private final int parameters;

    /**
     * Neurons that permutations exchange.
     *
     * @param group the own group, or -1
     * @param own index of the parameter at the own coordinate
     * @param others indices of the parameters at other coordinates, by group; not used at a group of size one that is the own one
     */
    record Orbit(int group, int own, int[] others) {

        /** The parameter's index at a coordinate of group l, which is the neuron's own or not. */
        int at(int l, boolean isOwn) {
            return isOwn ? own : others[l];
        }
    }

    /** One own orbit for each group and so many fixed orbits. */
    Shape(int[] sizes, int fixed) {
        this(
                sizes,
                IntStream.range(0, sizes.length + fixed)
                        .map(p -> p < sizes.length ? p : -1)
                        .toArray());
    }

    /** @param groups the own group of each orbit, or -1 */
    private Shape(int[] sizes, int[] groups) {
        this.sizes = sizes.clone();
        int next = 0;
        for (int group : groups) {
            int own = ZERO;
            if (group >= 0) {
                own = next++;
            }
            int[] others = new int[sizes.length];
            for (int l = 0; l < sizes.length; l++) {
                others[l] = l == group && sizes[l] == 1 ? ZERO : next++;
            }
            students.add(new Orbit(group, own, others));
        }
        this.parameters = next;
    }

    /** s_g. */
    public int[] sizes() {
        return sizes.clone();
    }

    int groups() {
        return sizes.length;
    }

    int size(int group) {
        return sizes[group];
    }

    /** k. */
    public int teachers() {
        return Arrays.stream(sizes).sum();
    }

    /** Number of neurons in an orbit. */
    int size(Orbit orbit) {
        return orbit.group < 0 ? 1 : sizes[orbit.group];
    }

    /** n. */
    public int neurons() {
        return students.stream().mapToInt(this::size).sum();
    }

    /** Orbits of students without an own group. */
    public int fixed() {
        return (int) students.stream().filter(o -> o.group < 0).count();
    }

    /** The orbits of the students. */
    List<Orbit> students() {
        return students;
    }

    /** The teachers of a group. */
    Orbit teachers(int group) {
        int[] others = new int[sizes.length];
        Arrays.fill(others, ZERO);
        return new Orbit(group, ONE, others);
    }

    int parameters() {
        return parameters;
    }

    /** How many entries of the matrix of weights each parameter is. */
    double[] multiplicities() {
        double[] count = new double[parameters];
        for (Orbit o : students) {
            if (o.own >= 0) {
                count[o.own] = size(o);
            }
            for (int l = 0; l < sizes.length; l++) {
                if (o.others[l] >= 0) {
                    count[o.others[l]] = (double) size(o) * (l == o.group ? sizes[l] - 1 : sizes[l]);
                }
            }
        }
        return count;
    }

    /** The shape with group h added to group g before it. */
    Shape withMerged(int g, int h) {
        int[] merged = IntStream.range(0, sizes.length)
                .filter(l -> l != h)
                .map(l -> l == g ? sizes[g] + sizes[h] : sizes[l])
                .toArray();
        return new Shape(merged, fixed());
    }

    /** A finer shape: each group of more than one coordinate is split into one coordinate and the rest. */
    record Refinement(Shape shape, int[] coarse) {}

    /** The refinement, and for each of its parameters the one of this shape that it repeats. */
    Refinement refined() {
        List<Integer> finer = new ArrayList<>();
        List<Integer> parent = new ArrayList<>();
        for (int g = 0; g < sizes.length; g++) {
            if (sizes[g] > 1) {
                finer.add(1);
                parent.add(g);
            }
            finer.add(sizes[g] > 1 ? sizes[g] - 1 : 1);
            parent.add(g);
        }
        List<Integer> groups = new ArrayList<>();
        List<Orbit> from = new ArrayList<>();
        for (Orbit o : students) {
            if (o.group < 0) {
                groups.add(-1);
                from.add(o);
            }
            for (int g = 0; g < finer.size(); g++) {
                if (parent.get(g) == o.group) {
                    groups.add(g);
                    from.add(o);
                }
            }
        }
        Shape shape = new Shape(
                finer.stream().mapToInt(Integer::intValue).toArray(),
                groups.stream().mapToInt(Integer::intValue).toArray());
        int[] coarse = new int[shape.parameters];
        for (int p = 0; p < from.size(); p++) {
            Orbit fine = shape.students.get(p);
            if (fine.own >= 0) {
                coarse[fine.own] = from.get(p).own;
            }
            for (int l = 0; l < finer.size(); l++) {
                if (fine.others[l] >= 0) {
                    coarse[fine.others[l]] = from.get(p).others[parent.get(l)];
                }
            }
        }
        return new Refinement(shape, coarse);
    }

    /** All neurons, one a row, of length k. */
    double[][] matrix(double[] x) {
        int k = teachers();
        List<double[]> rows = new ArrayList<>();
        for (Orbit o : students) {
            for (int i = 0; i < size(o); i++) {
                double[] row = new double[k];
                int at = 0;
                for (int l = 0; l < sizes.length; l++) {
                    for (int c = 0; c < sizes[l]; c++) {
                        row[at++] = x[o.at(l, l == o.group && c == i)];
                    }
                }
                rows.add(row);
            }
        }
        return rows.toArray(double[][]::new);
    }

    @Override
    public String toString() {
        return Arrays.toString(sizes) + (fixed() == 0 ? "" : " + " + fixed());
    }
}
