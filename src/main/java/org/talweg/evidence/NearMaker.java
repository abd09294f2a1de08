package org.talweg.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.arrangement.CellSet;
import org.talweg.certificate.SearchNode.Near;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.numeric.ConeProjection;
import org.talweg.numeric.DoubleVectors;

/**
 * Neurons near the optimum of the program over hosts of a set of faces, as short as will do to show that a condition of the set
 * fails there. In floating point, with room for what the checker may lose by rounding. Thread-safe.
 */
final class NearMaker {

    /** Binary places of neurons and multipliers, tried in this order. */
    private static final int[] PLACES = {14, 20, 26, 34, 42};

    private static final double UNIT = 0x1p-46;
    private static final double ROW_UNIT = 0x1p-30;
    private static final double MASS_UNIT = 0x1p-14;
    private static final double UP = 1 + 0x1p-40;

    /** Doubles below this hold every integer. */
    private static final double EXACT = 0x1p53;

    private final SearchRows rows;
    private final Objective objective;
    private final int n;
    private final int d;
    private final double[][] x;
    private final double[] y;
    private final double mu;
    private final double mass;
    private final double neuronScale;
    private final double[] normalScale;
    private final int[] firstRow;
    /** For each candidate a signed cell of its star, and a vector of length 1 well inside it. */
    private final SignedCell[] hosts;

    private final double[][] interior;

    NearMaker(IntegerProblem problem, SearchRows rows, CellSet cells) {
        this.rows = rows;
        this.objective = problem.objective();
        this.n = problem.size();
        this.d = objective.dimension();
        int a = rows.inputBits();
        int b = rows.labelBits();
        x = new double[n][];
        y = new double[n];
        for (int k = 0; k < n; k++) {
            x[k] = problem.input(k).toList().stream()
                    .mapToDouble(e -> SearchRows.scaled(e, -a))
                    .toArray();
            y[k] = SearchRows.scaled(problem.labels().get(k), -b);
        }
        mu = SearchRows.scaled(problem.mu(), -a - b);
        mass = SearchRows.scaled(problem.massBound(), a - b - 1) + MASS_UNIT;
        neuronScale = SearchRows.scaled(problem.neuronFactor(), a - b);
        double[][] normals = objective.approximateNormals();
        normalScale = new double[normals.length];
        firstRow = new int[normals.length];
        for (int h = 0; h < normals.length; h++) {
            firstRow[h] = problem.firstRow(h);
            normalScale[h] = DoubleVectors.norm(normals[h]) / DoubleVectors.norm(x[firstRow[h]]);
        }
        hosts = new SignedCell[rows.candidates()];
        interior = new double[hosts.length][];
        for (int c = 0; c < hosts.length; c++) {
            int cell = cells.indexOf(rows.covector(c).compose(cells.signs(0)));
            hosts[c] = new SignedCell(SearchRows.sign(c), cells.signs(cell));
            double[] w = cells.witness(cell).toDoubles();
            double length = DoubleVectors.norm(w);
            interior[c] = Arrays.stream(w).map(e -> e / length).toArray();
        }
    }

    /** Evidence against a set, from an approximate optimum over these hosts; empty if no condition fails clearly. */
    Optional<Near> against(int[] set, List<SignedCell> hosts, ApproximateOptimum guess) {
        for (int places : PLACES) {
            Optional<Near> near = new Attempt(set, places).against(hosts, guess);
            if (near.isPresent()) {
                return near;
            }
        }
        return Optional.empty();
    }

    /** One attempt with neurons of so many binary places. */
    private final class Attempt {

        private final int[] set;
        private final int places;
        private final double unit;
        private final ConeProjection projection = new ConeProjection(d);
        private final double[] residual = new double[n];
        private final List<long[]> neurons = new ArrayList<>();
        private final List<long[]> multipliers = new ArrayList<>();
        private double norms;
        private double error = 2;

        Attempt(int[] set, int places) {
            this.set = set;
            this.places = places;
            this.unit = Math.scalb(1.0, -places);
        }

        Optional<Near> against(List<SignedCell> hosts, ApproximateOptimum guess) {
            for (int k = 0; k < n; k++) {
                residual[k] = -y[k];
            }
            for (ApproximateRay ray : guess.rays()) {
                if (!add(hosts.indexOf(ray.host()), ray.u())) {
                    return Optional.empty();
                }
            }
            double[] supports =
                    IntStream.range(0, set.length).mapToDouble(this::support).toArray();
            double slack = supportError();
            double largest = Arrays.stream(supports).max().orElseThrow();
            double excess = largest + slack < mu ? 0 : Math.ceil((largest - mu + slack) / UNIT) * UNIT;
            double gap = 0;
            for (int k = 0; k < n; k++) {
                gap += residual[k] * (residual[k] + y[k]);
            }
            gap += ((mu + 2 * UNIT) * norms + excess * massBound()) * UP + n * (8 * error + 16) * UNIT;
            double radius = Math.sqrt(Math.max(0, gap)) * UP + 2 * ROW_UNIT;
            int fails = radius < 0.5 ? failing(supports, slack, radius) : -1;
            return fails < 0 || !Double.isFinite(gap)
                    ? Optional.empty()
                    : Optional.of(new Near(
                            fails,
                            places,
                            (long) (excess / UNIT),
                            (long) Math.ceil(radius / ROW_UNIT),
                            neurons,
                            multipliers));
        }

        /** Of the minimum: its value is at most that of these neurons. */
        private double massBound() {
            double square = DoubleVectors.dot(residual, residual) + n * (8 * error + 16) * UNIT;
            return square < 0.99 ? Math.min(mass, norms + square / (2 * mu) * UP + MASS_UNIT) : mass;
        }

        /** Adds a neuron, moved inside the cells of the star by as much as rounding asks for. */
        private boolean add(int at, double[] neuron) {
            double[] u = Arrays.stream(neuron).map(e -> e * neuronScale).toArray();
            double[] inside = interior[set[at]];
            double need = 2 * d * unit + 2 * margin(u);
            double shift = 0;
            for (int k = 0; k < n; k++) {
                int side = rows.covector(set[at]).sign(k);
                if (side != 0) {
                    shift = Math.max(
                            shift,
                            (need - side * DoubleVectors.dot(x[k], u)) / (side * DoubleVectors.dot(x[k], inside)));
                }
            }
            long[] entry = new long[d + 2];
            entry[0] = at;
            BigInteger square = BigInteger.ZERO;
            for (int j = 0; j < d; j++) {
                double scaled = Math.rint((u[j] + shift * inside[j]) / unit);
                if (!(Math.abs(scaled) < EXACT)) {
                    return false;
                }
                entry[j + 2] = (long) scaled;
                u[j] = entry[j + 2] * unit;
                square = square.add(BigInteger.valueOf(entry[j + 2]).pow(2));
            }
            entry[1] = square.sqrt().longValue() + 1;
            neurons.add(entry);
            norms += entry[1] * unit;
            double margin = margin(u);
            error += margin / UNIT;
            for (int k = 0; k < n; k++) {
                double output = DoubleVectors.dot(x[k], u);
                // The checker asks for the margin; half of it more is for the rounding here.
                if (rows.covector(set[at]).sign(k) * output < 0
                        || (rows.covector(set[at]).sign(k) != 0 && Math.abs(output) < 1.5 * margin)) {
                    return false;
                }
                residual[k] += SearchRows.sign(set[at]) * Math.max(0, output);
            }
            return norms < 0x1p12;
        }

        private double margin(double[] u) {
            return (Arrays.stream(u).map(Math::abs).sum() + 3) * UNIT;
        }

        /** A bound of the support value of the i-th face at the residual, by rounded multipliers. */
        private double support(int i) {
            double[] g = new double[d];
            int sign = SearchRows.sign(set[i]);
            for (int k = 0; k < n; k++) {
                if (rows.covector(set[i]).sign(k) > 0) {
                    for (int j = 0; j < d; j++) {
                        g[j] -= sign * residual[k] * x[k][j];
                    }
                }
            }
            int[] sides = objective.sides(rows.covector(set[i]));
            projection.approximate(g, objective.approximateNormals(), sides, sides.length);
            List<Long> entry = new ArrayList<>(List.of((long) i));
            for (int h : IntStream.of(projection.support()).sorted().toArray()) {
                double scaled = Math.rint(projection.approximateMultipliers()[h] * normalScale[h] / unit);
                if (scaled != 0 && Math.abs(scaled) < EXACT) {
                    entry.add((long) firstRow[h]);
                    entry.add((long) scaled);
                    // Of either sign on a hyperplane that contains the face.
                    double nu = scaled * unit * (sides[h] == 0 ? 1 : sides[h]);
                    for (int j = 0; j < d; j++) {
                        g[j] += nu * x[firstRow[h]][j];
                    }
                }
            }
            if (entry.size() > 1) {
                multipliers.add(entry.stream().mapToLong(Long::longValue).toArray());
            }
            return DoubleVectors.norm(g);
        }

        private double supportError() {
            double total = multipliers.stream()
                    .mapToDouble(m -> IntStream.range(1, m.length / 2 + 1)
                            .mapToDouble(i -> Math.abs(m[2 * i]) * unit)
                            .sum())
                    .sum();
            return (n * (error + 8) + total + 8) * Math.sqrt(d) * UNIT * 2;
        }

        /** The row that is violated most, or the number of rows plus the position of a face whose gradient is too short; else -1. */
        private int failing(double[] supports, double slack, double radius) {
            int best = -1;
            double most = 0;
            for (int row : rows.rowsOf(set)) {
                double[] a = rows.row(row).a();
                double loss = (radius * n + n * (error / (1 << 16) + 4) + n + 4) * ROW_UNIT;
                double by = rows.row(row).b() - DoubleVectors.dot(a, residual) - radius - loss;
                if (by > most) {
                    most = by;
                    best = row;
                }
            }
            for (int i = 0; i < supports.length; i++) {
                double by = mu - supports[i] - slack - radius - 2 * ROW_UNIT;
                if (by > most) {
                    most = by;
                    best = rows.size() + i;
                }
            }
            return best;
        }
    }

    /** A signed cell in the star of a candidate, the same one each time. */
    SignedCell host(int candidate) {
        return hosts[candidate];
    }
}
