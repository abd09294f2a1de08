package org.talweg.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.Instance;
import org.talweg.oracle.BruteForceMinimality;
import org.talweg.oracle.BruteForceMinimality.Network;

/**
 * Networks on a dense grid: each neuron in polar coordinates of u, with the borders of all cells among the angles, either sign, or
 * zero. Neighbours differ in one neuron by one step and lie in one closed region.
 */
final class NetworkGrid {

    private final BruteForceMinimality loss;
    private final double[] angles;
    private final int radii;
    private final double step;
    private final int width;
    private final int states;
    private final int dimension;

    NetworkGrid(Instance instance, BruteForceMinimality loss, int width, int subdivisions, int radii) {
        this.width = width;
        this.radii = radii;
        this.loss = loss;
        this.dimension = instance.data().dimension();
        this.angles = dimension == 1 ? new double[] {0, Math.PI} : angles(instance, subdivisions);
        // A balanced network below the zero network has 2 lambda |u| <= |y|^2 / n.
        double y = instance.data().labels().squaredNorm().doubleValue()
                / instance.data().size();
        this.step = Math.min(y / (2 * instance.lambda().doubleValue()), 6) / radii;
        this.states = 2 * angles.length * radii + 1;
    }

    private static double[] angles(Instance instance, int subdivisions) {
        double[] borders = new double[2 * instance.data().size()];
        for (int k = 0; k < instance.data().size(); k++) {
            double[] x = instance.data().inputs().row(k).toDoubles();
            borders[2 * k] = Math.atan2(x[0], -x[1]);
            borders[2 * k + 1] = Math.atan2(-x[0], x[1]);
        }
        Arrays.sort(borders);
        double[] angles = new double[borders.length * subdivisions];
        for (int b = 0; b < borders.length; b++) {
            double next = b + 1 < borders.length ? borders[b + 1] : borders[0] + 2 * Math.PI;
            for (int i = 0; i < subdivisions; i++) {
                angles[b * subdivisions + i] = borders[b] + (next - borders[b]) * i / subdivisions;
            }
        }
        return angles;
    }

    private int points() {
        int points = 1;
        for (int j = 0; j < width; j++) {
            points *= states;
        }
        return points;
    }

    /** State 0 is the zero neuron; others by sign, angle, radius. */
    private Network at(int point) {
        double[] a = new double[width];
        double[][] w = new double[width][dimension];
        int rest = point;
        for (int j = 0; j < width; j++) {
            int state = rest % states - 1;
            rest /= states;
            if (state >= 0) {
                double mass = (state % radii + 1) * step;
                double angle = angles[state / radii % angles.length];
                a[j] = (state / radii / angles.length == 0 ? 1 : -1) * Math.sqrt(mass);
                w[j][0] = Math.sqrt(mass) * Math.cos(angle);
                if (dimension == 2) {
                    w[j][1] = Math.sqrt(mass) * Math.sin(angle);
                }
            }
        }
        return new Network(a, w);
    }

    private int[] neighbours(int state) {
        if (state == 0) {
            int[] all = new int[2 * angles.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = i * radii + 1;
            }
            return all;
        }
        int radius = (state - 1) % radii;
        int angle = (state - 1) / radii % angles.length;
        int sign = (state - 1) / radii / angles.length;
        List<Integer> found = new ArrayList<>();
        found.add(radius == 0 ? 0 : state - 1);
        if (radius + 1 < radii) {
            found.add(state + 1);
        }
        if (dimension == 2) {
            int next = (angle + 1) % angles.length;
            int last = (angle + angles.length - 1) % angles.length;
            found.add((sign * angles.length + next) * radii + radius + 1);
            found.add((sign * angles.length + last) * radii + radius + 1);
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The least height at which grid paths connect the networks. */
    double lowestPass(Network from, Network to) {
        double[] value = new double[points()];
        Integer[] order = new Integer[value.length];
        for (int i = 0; i < value.length; i++) {
            value[i] = loss.loss(at(i));
            order[i] = i;
        }
        int start = nearest(from);
        int end = nearest(to);
        Arrays.sort(order, (i, j) -> Double.compare(value[i], value[j]));
        int[] parent = new int[value.length];
        Arrays.fill(parent, -1);
        for (int i : order) {
            parent[i] = i;
            int factor = 1;
            for (int j = 0; j < width; j++) {
                int state = i / factor % states;
                for (int n : neighbours(state)) {
                    int other = i + (n - state) * factor;
                    if (parent[other] >= 0) {
                        parent[root(parent, other)] = root(parent, i);
                    }
                }
                factor *= states;
            }
            if (parent[start] >= 0 && parent[end] >= 0 && root(parent, start) == root(parent, end)) {
                return value[i];
            }
        }
        throw new AssertionError("not connected");
    }

    private static int root(int[] parent, int x) {
        int root = x;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /** The grid point of least distance, neuron by neuron. */
    private int nearest(Network network) {
        int point = 0;
        int factor = 1;
        for (int j = 0; j < width; j++) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int state = 0; state < states; state++) {
                Network other = at(state);
                double distance = Math.abs(network.a()[j] - other.a()[0]);
                for (int i = 0; i < dimension; i++) {
                    distance += Math.abs(network.w()[j][i] - other.w()[0][i]);
                }
                if (distance < least) {
                    least = distance;
                    best = state;
                }
            }
            point += best * factor;
            factor *= states;
        }
        return point;
    }
}
