package org.talweg.oracle;

import java.util.ArrayList;
import java.util.List;
import org.talweg.oracle.ReferenceVerdicts.ThinMarginException;

/**
 * The rays of the minimiser of a P(S), and the first-order tests at each of them. No kink multipliers are used: slopes
 * are taken along the edges of the local arrangement, and Clarke stationarity is the distance of 0 from the hull of the
 * gradients of the local pieces. Slopes are in units of 2 lambda.
 */
final class ReferenceRays {

    /** A signed ray with its signs at the rows and its mass. */
    record Ray(int sign, int[] covector, double[] direction, double mass) {
        @Override
        public String toString() {
            return (sign > 0 ? "+:" : "-:") + OracleCell.signs(covector) + "*" + mass;
        }
    }

    private static final double ZERO_SLOPE = 1e-7;
    private static final double CLEAR_SLOPE = 1e-5;
    private static final double ON_HYPERPLANE = 1e-8;
    private static final double OFF_HYPERPLANE = 1e-6;
    private static final double SAME_DIRECTION = 1e-7;
    private static final double OTHER_DIRECTION = 1e-5;
    private static final double TIGHT = 1e-9;
    private static final double SLACK = 1e-8;
    private static final double NO_MASS = 1e-11;
    private static final double SOME_MASS = 1e-9;

    private final ReferenceConvexProgram program;
    private final List<OracleCell> cells;
    private final boolean exactZeros;

    ReferenceRays(ReferenceConvexProgram program, List<OracleCell> cells, boolean exactZeros) {
        this.program = program;
        this.cells = cells;
        this.exactZeros = exactZeros;
    }

    /** True below {@code low}, false above {@code high}. */
    private static boolean below(double value, double low, double high, String what) {
        if (value > low && value < high) {
            throw new ThinMarginException(what + " " + value);
        }
        return value <= low;
    }

    private boolean isTight(OracleCell cell, double[] residual) {
        double share = program.supportValue(cell, residual) / program.mu();
        return below(Math.abs(1 - share), TIGHT, SLACK, "support value off mu by");
    }

    /** The rays that carry mass. A ray shared by several cells of the set is one ray. */
    List<Ray> of(int[] set, ReferenceConvexProgram.Solution solution) {
        // At lambda where the first neuron would appear a solver leaves a mass that is all rounding.
        double[] outputs = Plain.plus(solution.residual(), 1, program.labels());
        if (below(Plain.norm(outputs) / Plain.norm(program.labels()), NO_MASS, SOME_MASS, "share of outputs")) {
            return List.of();
        }
        List<double[]> directions = new ArrayList<>();
        List<Integer> signs = new ArrayList<>();
        List<Double> masses = new ArrayList<>();
        double total = 0;
        for (int i = 0; i < set.length; i++) {
            OracleCell cell = cells.get(set[i]);
            double mass = Plain.norm(solution.u()[i]);
            total += mass;
            if (isTight(cell, solution.residual())) {
                double[] support = program.support(cell, solution.residual());
                double[] v = Plain.scale(1 / Plain.norm(support), support);
                int known = indexOf(directions, signs, v, cell.sign());
                if (known < 0) {
                    directions.add(v);
                    signs.add(cell.sign());
                    masses.add(mass);
                } else {
                    masses.set(known, masses.get(known) + mass);
                }
            }
        }
        List<Ray> rays = new ArrayList<>();
        for (int i = 0; i < directions.size(); i++) {
            if (!below(masses.get(i) / total, NO_MASS, SOME_MASS, "share of mass")) {
                rays.add(new Ray(signs.get(i), covector(directions.get(i)), directions.get(i), masses.get(i)));
            }
        }
        return rays;
    }

    private int indexOf(List<double[]> directions, List<Integer> signs, double[] v, int sign) {
        for (int i = 0; i < directions.size(); i++) {
            double distance = Plain.norm(Plain.plus(v, -1, directions.get(i)));
            if (signs.get(i) == sign && below(distance, SAME_DIRECTION, OTHER_DIRECTION, "two rays at distance")) {
                return i;
            }
        }
        return -1;
    }

    private int[] covector(double[] v) {
        double[][] x = program.rows();
        int[] signs = new int[x.length];
        for (int k = 0; k < signs.length; k++) {
            double length = Plain.norm(x[k]);
            double value = length > 0 ? Plain.dot(x[k], v) / length : 0;
            boolean on = below(Math.abs(value), ON_HYPERPLANE, OFF_HYPERPLANE, "distance from hyperplane");
            signs[k] = on ? 0 : value > 0 ? 1 : -1;
        }
        return signs;
    }

    /** Whether every cell of the set can hold a nonzero neuron: it is tight on a ray that carries mass. */
    boolean allActive(int[] set, ReferenceConvexProgram.Solution solution, List<Ray> rays) {
        for (int c : set) {
            OracleCell cell = cells.get(c);
            if (!isTight(cell, solution.residual())) {
                return false;
            }
            double[] support = program.support(cell, solution.residual());
            double[] v = Plain.scale(1 / Plain.norm(support), support);
            List<double[]> directions = rays.stream().map(Ray::direction).toList();
            if (indexOf(directions, rays.stream().map(Ray::sign).toList(), v, cell.sign()) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Theorem T4 (ii) at one ray: no slope along an edge of the local arrangement is negative. */
    boolean isLocalMinimum(Ray ray, double[] residual) {
        double[][] x = program.rows();
        List<double[]> kinks = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            if (ray.covector()[k] == 0 && Plain.norm(x[k]) > 0) {
                kinks.add(x[k]);
            }
        }
        double[] base = base(ray, residual);
        List<double[]> span = orthonormal(kinks);
        double[] outside = base;
        for (double[] e : span) {
            outside = Plain.plus(outside, -Plain.dot(base, e), e);
        }
        if (Plain.norm(outside) > ZERO_SLOPE) {
            throw new ThinMarginException("gradient along the face " + Plain.norm(outside));
        }
        boolean minimum = true;
        for (double[] edge : edges(kinks, span)) {
            for (double sign : new double[] {1, -1}) {
                double[] delta = Plain.scale(sign, edge);
                double slope = Plain.dot(base, delta);
                for (int k = 0; k < x.length; k++) {
                    if (ray.covector()[k] == 0) {
                        slope += ray.sign() * residual[k] / program.mu() * Math.max(0, Plain.dot(x[k], delta));
                    }
                }
                boolean zero = below(Math.abs(slope), ZERO_SLOPE, CLEAR_SLOPE, "slope");
                if (zero && !exactZeros) {
                    throw new ThinMarginException("slope " + slope);
                }
                minimum &= zero || slope > 0;
            }
        }
        return minimum;
    }

    /** The part of the gradient that the rows off the hyperplanes and the penalty give, in units of 2 lambda. */
    private double[] base(Ray ray, double[] residual) {
        double[] base = ray.direction();
        for (int k = 0; k < residual.length; k++) {
            if (ray.covector()[k] > 0) {
                base = Plain.plus(base, ray.sign() * residual[k] / program.mu(), program.rows()[k]);
            }
        }
        return base;
    }

    /** Whether 0 lies in the hull of the gradients of the pieces that meet at the ray. */
    boolean isClarke(Ray ray, double[] residual) {
        double[][] x = program.rows();
        List<double[]> gradients = new ArrayList<>();
        for (OracleCell cell : cells) {
            if (cell.sign() == ray.sign() && cell.hasInClosure(ray.covector())) {
                double[] gradient = base(ray, residual);
                for (int k = 0; k < x.length; k++) {
                    if (ray.covector()[k] == 0 && cell.at(k) > 0) {
                        gradient = Plain.plus(gradient, ray.sign() * residual[k] / program.mu(), x[k]);
                    }
                }
                gradients.add(gradient);
            }
        }
        return below(distanceToHull(gradients), ZERO_SLOPE, CLEAR_SLOPE, "distance from Clarke's hull");
    }

    /** Distance of 0 from the convex hull, by trying every simplex of at most d + 1 of the points. */
    private static double distanceToHull(List<double[]> points) {
        double least = Double.POSITIVE_INFINITY;
        int most = Math.min(points.size(), points.get(0).length + 1);
        for (int size = 1; size <= most; size++) {
            for (int[] set : ReferenceVerdicts.subsets(points.size(), size)) {
                // Stationarity of |sum t_i p_i|^2 on sum t_i = 1, with the multiplier as last unknown.
                double[][] matrix = new double[size + 1][size + 1];
                double[] rhs = new double[size + 1];
                rhs[size] = 1;
                for (int i = 0; i < size; i++) {
                    for (int j = 0; j < size; j++) {
                        matrix[i][j] = Plain.dot(points.get(set[i]), points.get(set[j]));
                    }
                    matrix[i][size] = 1;
                    matrix[size][i] = 1;
                }
                double[] t = Plain.solve(matrix, rhs);
                if (t == null) {
                    continue;
                }
                double[] p = new double[points.get(0).length];
                boolean inside = true;
                double sum = 0;
                for (int i = 0; i < size; i++) {
                    inside &= t[i] >= -1e-12;
                    sum += t[i];
                    p = Plain.plus(p, t[i], points.get(set[i]));
                }
                if (inside && Math.abs(sum - 1) < 1e-9) {
                    least = Math.min(least, Plain.norm(p));
                }
            }
        }
        return least;
    }

    static List<double[]> orthonormal(List<double[]> vectors) {
        List<double[]> basis = new ArrayList<>();
        for (double[] vector : vectors) {
            double[] e = vector;
            for (int pass = 0; pass < 2; pass++) {
                for (double[] b : basis) {
                    e = Plain.plus(e, -Plain.dot(e, b), b);
                }
            }
            if (Plain.norm(e) > 1e-9 * Plain.norm(vector)) {
                basis.add(Plain.scale(1 / Plain.norm(e), e));
            }
        }
        return basis;
    }

    /** One unit vector on each line in the span that is an intersection of hyperplanes. */
    private static List<double[]> edges(List<double[]> normals, List<double[]> span) {
        List<double[]> edges = new ArrayList<>();
        int rank = span.size();
        if (rank == 0) {
            return edges;
        }
        for (int[] set : ReferenceVerdicts.subsets(normals.size(), rank - 1)) {
            List<double[]> vectors = new ArrayList<>();
            for (int k : set) {
                vectors.add(normals.get(k));
            }
            if (orthonormal(vectors).size() == rank - 1) {
                vectors.addAll(span);
                edges.add(orthonormal(vectors).get(rank - 1));
            }
        }
        return edges;
    }
}
