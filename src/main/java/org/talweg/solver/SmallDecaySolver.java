package org.talweg.solver;

import static org.talweg.numeric.DoubleVectors.dot;
import static org.talweg.numeric.DoubleVectors.norm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.solver.MultiplierStep.Neuron;
import org.talweg.support.SupportFunction;

/**
 * Solves a region program where mu is small in the units of the data, in floating point. There the neurons nearly interpolate what their cells can
 * fit, and the residual that decides which cells are used is of order mu, so {@code h - y} loses it. This method carries {@code nu = -r / mu} along:
 * each step is a quadratic program in the neurons and nu ({@link MultiplierStep}), and cells enter by {@code h_c(nu) > 1}.
 *
 * <p>Below a floor relative to the data the program is solved at the floor: optima for small enough mu have one structure. Where rounding
 * keeps it from the optimum there, the floor is raised. Thread-safe.
 */
final class SmallDecaySolver implements RegionSolver {

    /** The least mu, as a share of {@code sum_k |y_k| |x_k|}, for which programs are solved as they are. */
    private static final double FLOOR = 4e-9;

    /** Floors that are tried in turn, and the excess that asks for the next. */
    private static final double STEEPER = 64;

    private static final double HIGHEST = 0x1p-12;
    private static final double UNSOLVED = 1e-7;

    private static final double PRICED_OUT = 1e-9;
    private static final double STATIONARY = 1e-11;
    private static final double NEGLIGIBLE = 1e-20;
    private static final double UNIT = 0x1p-52;

    /**
     * Weights w of {@link MultiplierStep}. Where rays tie nearly, mass moves between them by the difference of their prices over the weight, so the weight
     * falls while steps are taken whole. Heuristic.
     */
    private static final double STIFFEST = 1e-4;

    private static final double SOFTEST = 1e-10;
    private static final double SOFTER = 4;

    private static final int STEPS = 40;
    private static final int ROUNDS = 200;

    @Override
    public ApproximateOptimum approximate(RegionProgram program, List<ApproximateRay> start) {
        ApproximateOptimum best = new Run(program, start, FLOOR).solve();
        for (double floor = FLOOR * STEEPER; best.excess() > UNSOLVED && floor < HIGHEST; floor *= STEEPER) {
            ApproximateOptimum other = new Run(program, List.of(), floor).solve();
            best = other.excess() < best.excess() ? other : best;
        }
        return best;
    }

    private static final class Run {
        private final RegionProgram program;
        private final Objective objective;
        private final SupportFunction support;
        private final double mu;
        private final double[] labels;
        private final double[] beyond;
        private final List<int[]> sides = new ArrayList<>();
        private List<Neuron> neurons = new ArrayList<>();
        private double[] nu;
        private double value;

        Run(RegionProgram program, List<ApproximateRay> start, double floor) {
            this.program = program;
            this.objective = program.objective();
            this.support = new SupportFunction(objective);
            this.mu = Math.max(objective.approximateMu(), floor * objective.approximateLargestPull());
            for (SignedCell c : program.cells()) {
                sides.add(objective.sides(c.cell()));
            }
            this.labels = fitted();
            this.beyond = new double[labels.length];
            for (int k = 0; k < beyond.length; k++) {
                beyond[k] = objective.approximateLabels()[k] - labels[k];
            }
            for (ApproximateRay ray : start) {
                if (ray.mass() > 0) {
                    neurons.add(neuron(ray.host(), ray.u()));
                }
            }
            this.nu = difference(labels, outputs(neurons), 1 / mu);
            this.value = value(neurons);
        }

        ApproximateOptimum solve() {
            double excess = Double.POSITIVE_INFINITY;
            for (int round = 0; round < ROUNDS; round++) {
                descend();
                excess = enter();
                if (!(excess > PRICED_OUT)) {
                    break;
                }
            }
            List<ApproximateRay> rays = neurons.stream()
                    .filter(n -> norm(n.u()) > 0)
                    .map(n -> new ApproximateRay(n.host(), n.u()))
                    .sorted(Comparator.comparing(ApproximateRay::host))
                    .toList();
            double[] r = new double[nu.length];
            for (int k = 0; k < r.length; k++) {
                r[k] = -objective.approximateMu() * nu[k] - beyond[k];
            }
            return new ApproximateOptimum(rays, r, excess);
        }

        /** The labels projected on the outputs that the program's cells have: what is beyond that no multiplier need carry. */
        private double[] fitted() {
            double[] y = objective.approximateLabels();
            List<double[]> basis = new ArrayList<>();
            for (SignedCell c : program.cells()) {
                for (int j = 0; j < objective.dimension() && basis.size() < y.length; j++) {
                    double[] column = new double[y.length];
                    for (int k = 0; k < y.length; k++) {
                        column[k] = c.isActive(k) ? objective.approximateInputs()[k][j] : 0;
                    }
                    double before = norm(column);
                    orthogonalize(column, basis);
                    double length = norm(column);
                    if (length > 1e-11 * before) {
                        for (int k = 0; k < y.length; k++) {
                            column[k] /= length;
                        }
                        basis.add(column);
                    }
                }
            }
            if (basis.size() == y.length) {
                return y;
            }
            double[] rest = y.clone();
            orthogonalize(rest, basis);
            return difference(y, rest, 1);
        }

        private static void orthogonalize(double[] column, List<double[]> basis) {
            for (int pass = 0; pass < 2; pass++) {
                for (double[] q : basis) {
                    double c = dot(q, column);
                    for (int k = 0; k < column.length; k++) {
                        column[k] -= c * q[k];
                    }
                }
            }
        }

        private Neuron neuron(SignedCell host, double[] u) {
            double mass = norm(u);
            return new Neuron(
                    host,
                    objective.sides(host.cell()),
                    u,
                    Arrays.stream(u).map(e -> e / mass).toArray(),
                    mass);
        }

        private double[] outputs(List<Neuron> at) {
            double[] h = new double[labels.length];
            for (Neuron neuron : at) {
                for (int k = 0; k < h.length; k++) {
                    if (neuron.host().isActive(k)) {
                        h[k] += neuron.host().sign() * dot(objective.approximateInputs()[k], neuron.u());
                    }
                }
            }
            return h;
        }

        private static double[] difference(double[] a, double[] b, double factor) {
            double[] c = new double[a.length];
            for (int k = 0; k < c.length; k++) {
                c[k] = (a[k] - b[k]) * factor;
            }
            return c;
        }

        /** {@code |h - y|^2 / (2 mu) + sum |u|}. */
        private double value(List<Neuron> at) {
            double[] gap = difference(labels, outputs(at), 1);
            return dot(gap, gap) / (2 * mu)
                    + at.stream().mapToDouble(n -> norm(n.u())).sum();
        }

        private void descend() {
            double radial = STIFFEST;
            for (int step = 0; step < STEPS && !neurons.isEmpty(); step++) {
                MultiplierStep program = new MultiplierStep(objective, mu, labels, neurons, radial);
                double[] v = program.approximate();
                List<Neuron> before = neurons;
                boolean whole = v != null
                        && (accept(moved(v, 1, true), program.multiplier())
                                || accept(moved(v, 1, false), program.multiplier()));
                boolean taken = whole || (v != null && acceptPart(v, program.multiplier()));
                if (taken && change(before) <= STATIONARY) {
                    return;
                }
                if (!taken && radial == STIFFEST) {
                    nu = v == null ? nu : program.multiplier();
                    return;
                }
                radial = whole ? Math.max(radial / SOFTER, SOFTEST) : STIFFEST;
            }
        }

        private boolean acceptPart(double[] v, double[] multiplier) {
            for (double t = 0.5; t > 1e-6; t /= 2) {
                if (accept(moved(v, t, false), multiplier)) {
                    return true;
                }
            }
            return false;
        }

        /** Takes the neurons unless they raise the objective by more than its rounding. */
        private boolean accept(List<Neuron> next, double[] multiplier) {
            double now = value(next);
            double rounding = 8 * UNIT * (UNIT * dot(labels, labels) / mu + Math.abs(value));
            if (now <= value + rounding) {
                neurons = next;
                nu = multiplier;
                value = now;
                return true;
            }
            return false;
        }

        private List<Neuron> moved(double[] v, double t, boolean drop) {
            int d = objective.dimension();
            double largest = 0;
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < neurons.size(); i++) {
                double[] u = neurons.get(i).u().clone();
                for (int j = 0; j < d; j++) {
                    u[j] += t * (v[i * d + j] - u[j]);
                }
                points.add(u);
                largest = Math.max(largest, norm(u));
            }
            List<Neuron> next = new ArrayList<>();
            for (int i = 0; i < points.size(); i++) {
                double[] u = points.get(i);
                boolean vanishes = dot(u, neurons.get(i).unit()) <= 0 || norm(u) <= NEGLIGIBLE * largest;
                if (!vanishes) {
                    next.add(neuron(neurons.get(i).host(), u));
                } else if (!drop && norm(neurons.get(i).u()) > 0) {
                    next.add(neurons.get(i));
                }
            }
            return next;
        }

        /** The largest move of a neuron, as a share of that neuron. */
        private double change(List<Neuron> before) {
            if (before.size() != neurons.size()) {
                return Double.POSITIVE_INFINITY;
            }
            double move = 0;
            for (int i = 0; i < before.size(); i++) {
                double[] u = neurons.get(i).u();
                move = Math.max(move, norm(difference(u, before.get(i).u(), 1)) / norm(u));
            }
            return move;
        }

        /** Adds the cell of largest support value without a neuron, if that exceeds 1; returns max h_c(nu) - 1. */
        private double enter() {
            double[] r = Arrays.stream(nu).map(e -> -e).toArray();
            support.setResidual(r);
            double best = 0;
            double entering = 1 + PRICED_OUT;
            int cell = -1;
            double[] ray = null;
            for (int i = 0; i < program.cells().size(); i++) {
                SignedCell c = program.cells().get(i);
                double h = support.approximatePrice(c.sign(), sides.get(i), best);
                best = Math.max(best, h);
                if (h > entering && neurons.stream().noneMatch(n -> n.host().equals(c))) {
                    entering = h;
                    cell = i;
                    ray = support.approximatePoint().clone();
                }
            }
            if (cell < 0) {
                return Math.min(best - 1, 0);
            }
            double[] unit = new double[ray.length];
            for (int j = 0; j < unit.length; j++) {
                unit[j] = ray[j] / entering;
            }
            double largest = neurons.stream().mapToDouble(Neuron::mass).max().orElse(fittingMass(cell, unit));
            neurons = new ArrayList<>(neurons);
            neurons.add(
                    new Neuron(program.cells().get(cell), sides.get(cell), new double[unit.length], unit, largest / 8));
            return best - 1;
        }

        /** The mass along the ray that fits the labels best. */
        private double fittingMass(int cell, double[] unit) {
            double curvature = 0;
            double pull = 0;
            for (int k = 0; k < labels.length; k++) {
                if (program.cells().get(cell).isActive(k)) {
                    double a = dot(objective.approximateInputs()[k], unit);
                    curvature += a * a;
                    pull += a * labels[k];
                }
            }
            return Math.abs(pull) / curvature;
        }
    }
}
