package org.talweg.solver;

import static org.talweg.numeric.DoubleVectors.dot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.support.SupportFunction;

/**
 * Solves a region program as a sequence of quadratic programs.
 *
 * <p>For the signed cells that carry mass, {@code |u_c|} is replaced by its second-order model at the current point
 * ({@code I - vv'} over {@code |u_c|}, v the ray), which makes each step a Newton step on the faces it ends on. Cells
 * without mass are not in the quadratic program at all: the support function tells when one must enter ({@code h_c(r) >
 * mu}, theorem T2) and with which ray. This keeps the weights of vanishing neurons, which no quadratic solver likes, out of
 * the matrices. The true objective falls in every step.
 *
 * <p>Where mu is small in the units of the data the program goes to {@link SmallDecaySolver}.
 *
 * <p>Cost: a handful of quadratic programs of size d times the number of rays, at most about n. Thread-safe.
 */
public final class SequentialQuadraticSolver implements RegionSolver {

    /** Relative change of the objective, and excess of the support function, at which iteration stops. Heuristic. */
    private static final double STATIONARY = 1e-15;

    private static final double PRICED_OUT = 1e-11;
    /** Sines at which an inequality counts as nearby, and as violated. Heuristic. */
    private static final double NEARBY = 0.05;

    private static final double VIOLATED = 1e-13;
    private static final int STEPS = 60;
    private static final int ROUNDS = 400;

    private static final RegionSolver SMALL_DECAY_SOLVER = new SmallDecaySolver();

    private final ConeQuadratic.Solver solver;
    private final ConeQuadratic.Solver fallback;

    private SequentialQuadraticSolver(ConeQuadratic.Solver solver, ConeQuadratic.Solver fallback) {
        this.solver = solver;
        this.fallback = fallback;
    }

    /** Quadratic programs by ojAlgo; where its answer does not lower the objective, by dual least squares. */
    public static RegionSolver ojAlgo() {
        return new SequentialQuadraticSolver(new OjAlgoConeSolver(), new DualConeSolver());
    }

    /** Quadratic programs by non-negative least squares on the dual. */
    public static RegionSolver dual() {
        return new SequentialQuadraticSolver(new DualConeSolver(), null);
    }

    @Override
    public ApproximateOptimum approximate(RegionProgram program, List<ApproximateRay> start) {
        return program.objective().hasSmallDecay()
                ? SMALL_DECAY_SOLVER.approximate(program, start)
                : new Run(program, start).solve();
    }

    /** The quadratic model without its inequalities, and an interior point of the cones. */
    private record Model(double[][] hessian, double[] linear, double[] interior) {}

    /** One solve: the current point and its workspaces. */
    private final class Run {
        private final RegionProgram program;
        private final Objective objective;
        private final SupportFunction support;
        private final Map<SignedCell, Block> blocks = new HashMap<>();
        private List<ApproximateRay> rays = new ArrayList<>();
        private double[] residual;
        private double value;

        Run(RegionProgram program, List<ApproximateRay> start) {
            this.program = program;
            this.objective = program.objective();
            this.support = new SupportFunction(objective);
            moveTo(start);
        }

        ApproximateOptimum solve() {
            double excess = Double.POSITIVE_INFINITY;
            for (int round = 0; round < ROUNDS; round++) {
                descend();
                double before = value;
                excess = enter();
                if (excess <= PRICED_OUT || !(value < before)) {
                    break;
                }
            }
            return new ApproximateOptimum(rays, residual, excess);
        }

        private void moveTo(List<ApproximateRay> next) {
            rays = new ArrayList<>(next);
            residual = RegionProgram.approximateResidual(objective, rays);
            value = value(rays, residual);
        }

        private double value(List<ApproximateRay> at, double[] r) {
            return program.approximateValue(new ApproximateOptimum(at, r, 0));
        }

        /** Adds the cell with the largest support value, if it exceeds mu; returns max h_c / mu - 1. */
        private double enter() {
            support.setResidual(residual);
            double mu = objective.approximateMu();
            double best = -1;
            SignedCell entering = null;
            double[] ray = null;
            for (SignedCell c : program.cells()) {
                int[] sides = block(c).sides;
                double h = support.approximatePrice(c.sign(), sides, best);
                if (h > best) {
                    best = h;
                    entering = c;
                    ray = support.approximatePoint().clone();
                }
            }
            double excess = entering == null ? -1 : best / mu - 1;
            if (excess > PRICED_OUT) {
                addMass(entering, ray, best, mu);
            }
            return excess;
        }

        /** Adds the mass that is best along {@code ray / |ray|} alone, merged with the neuron of that cell if there is one. */
        private void addMass(SignedCell c, double[] ray, double h, double mu) {
            double[][] x = objective.approximateInputs();
            double curvature = 0;
            for (int k = 0; k < x.length; k++) {
                if (c.isActive(k)) {
                    double a = dot(x[k], ray) / h;
                    curvature += a * a;
                }
            }
            double mass = (h - mu) / curvature;
            double[] u = new double[ray.length];
            List<ApproximateRay> next = new ArrayList<>();
            for (ApproximateRay old : rays) {
                if (old.host().equals(c)) {
                    u = old.u().clone();
                } else {
                    next.add(old);
                }
            }
            for (int j = 0; j < u.length; j++) {
                u[j] += mass * ray[j] / h;
            }
            next.add(new ApproximateRay(c, u));
            next.sort(Comparator.comparing(ApproximateRay::host));
            double[] r = RegionProgram.approximateResidual(objective, next);
            if (value(next, r) < value) {
                moveTo(next);
            }
        }

        private void descend() {
            for (int step = 0; step < STEPS && !rays.isEmpty(); step++) {
                double before = value;
                Model model = model();
                // A neuron held on a hyperplane leaves no interior point to start from, which ojAlgo needs.
                boolean skip = fallback != null && isOnFace();
                if ((skip || !tryStep(minimise(model, solver))) && fallback != null) {
                    tryStep(minimise(model, fallback));
                }
                if (!(before - value > STATIONARY * before)) {
                    break;
                }
            }
        }

        private boolean isOnFace() {
            return rays.stream()
                    .anyMatch(ray -> Arrays.stream(block(ray.host()).sides).anyMatch(side -> side == 0));
        }

        /** Takes the step to v, or part of it, if that lowers the objective; neurons that v turns around are dropped. */
        private boolean tryStep(double[] v) {
            if (v == null) {
                return false;
            }
            double before = value;
            if (accept(candidate(v, 1, true))) {
                return true;
            }
            for (double t = 1; t > 1e-6 && value >= before; t /= 2) {
                accept(candidate(v, t, false));
            }
            return value < before;
        }

        private boolean accept(List<ApproximateRay> next) {
            double[] r = RegionProgram.approximateResidual(objective, next);
            double v = value(next, r);
            if (v < value) {
                rays = next;
                residual = r;
                value = v;
                return true;
            }
            return false;
        }

        private List<ApproximateRay> candidate(double[] v, double t, boolean drop) {
            int d = objective.dimension();
            List<ApproximateRay> next = new ArrayList<>();
            double largest =
                    rays.stream().mapToDouble(ApproximateRay::mass).max().orElse(0);
            for (int i = 0; i < rays.size(); i++) {
                double[] old = rays.get(i).u();
                double[] u = new double[d];
                for (int j = 0; j < d; j++) {
                    u[j] = old[j] + t * (v[i * d + j] - old[j]);
                }
                boolean vanishes = dot(u, old) <= 0 || dot(u, u) < 1e-24 * largest * largest;
                if (!(drop && vanishes)) {
                    next.add(new ApproximateRay(rays.get(i).host(), u));
                }
            }
            return next;
        }

        /** The quadratic model of n/2 times the objective at the current point, in the new point. */
        private Model model() {
            int d = objective.dimension();
            int size = d * rays.size();
            double mu = objective.approximateMu();
            double[][] x = objective.approximateInputs();
            double[][] hessian = new double[size][size];
            for (int k = 0; k < x.length; k++) {
                double[] row = new double[size];
                for (int i = 0; i < rays.size(); i++) {
                    if (rays.get(i).host().isActive(k)) {
                        for (int j = 0; j < d; j++) {
                            row[i * d + j] = rays.get(i).host().sign() * x[k][j];
                        }
                    }
                }
                for (int a = 0; a < size; a++) {
                    if (row[a] != 0) {
                        for (int b = 0; b < size; b++) {
                            hessian[a][b] += row[a] * row[b];
                        }
                    }
                }
            }
            double[] linear = new double[size];
            double trace = 0;
            for (int i = 0; i < rays.size(); i++) {
                double[] u = rays.get(i).u();
                double mass = rays.get(i).mass();
                for (int a = 0; a < d; a++) {
                    for (int b = 0; b < d; b++) {
                        hessian[i * d + a][i * d + b] += mu * ((a == b ? 1 : 0) - u[a] / mass * (u[b] / mass)) / mass;
                    }
                    linear[i * d + a] = -mu * u[a] / mass;
                    for (int k = 0; k < x.length; k++) {
                        if (rays.get(i).host().isActive(k)) {
                            linear[i * d + a] +=
                                    rays.get(i).host().sign() * objective.approximateLabels()[k] * x[k][a];
                        }
                    }
                }
            }
            for (int a = 0; a < size; a++) {
                trace += hessian[a][a];
            }
            regularize(hessian, linear, 1e-13 * trace / size);
            return new Model(hessian, linear, interior(size));
        }

        /**
         * Minimises the model over the product of cones with few of its inequalities at a time: those the neurons are close to
         * first, then those that the minimiser violates. Most hyperplanes are no facet of a neuron's cell.
         */
        private double[] minimise(Model model, ConeQuadratic.Solver by) {
            int size = model.linear.length;
            Set<Integer> working = new TreeSet<>();
            collect(current(), NEARBY, working);
            while (true) {
                double[] v = by.approximate(
                        new ConeQuadratic(model.hessian, model.linear, inequalities(working, size), model.interior));
                int before = working.size();
                if (v != null) {
                    collect(v, -VIOLATED, working);
                }
                if (v == null || working.size() == before) {
                    return v;
                }
            }
        }

        private double[] current() {
            return rays.stream().flatMapToDouble(r -> Arrays.stream(r.u())).toArray();
        }

        /** Adds the inequalities, numbered ray * hyperplanes + hyperplane, whose sine at the point is at most {@code bound}. */
        private void collect(double[] point, double bound, Set<Integer> inequalities) {
            int d = objective.dimension();
            double[][] normals = objective.approximateNormals();
            for (int i = 0; i < rays.size(); i++) {
                double[] u = Arrays.copyOfRange(point, i * d, (i + 1) * d);
                int[] sides = block(rays.get(i).host()).sides;
                double length = Math.sqrt(dot(u, u));
                for (int h = 0; h < normals.length; h++) {
                    double scale = length * Math.sqrt(dot(normals[h], normals[h]));
                    if (sides[h] == 0 || sides[h] * dot(normals[h], u) < bound * scale) {
                        inequalities.add(i * normals.length + h);
                    }
                }
            }
        }

        /**
         * A proximal term: where more rays than labels carry mass the model is flat in some direction, and the solvers want
         * a positive definite matrix. It vanishes at the current point, so it moves no optimum.
         */
        private void regularize(double[][] hessian, double[] linear, double weight) {
            int d = objective.dimension();
            for (int a = 0; a < linear.length; a++) {
                hessian[a][a] += weight;
                linear[a] += weight * rays.get(a / d).u()[a % d];
            }
        }

        private double[][] inequalities(Set<Integer> numbers, int size) {
            int d = objective.dimension();
            double[][] normals = objective.approximateNormals();
            List<double[]> rows = new ArrayList<>();
            for (int number : numbers) {
                int i = number / normals.length;
                int h = number % normals.length;
                int side = block(rays.get(i).host()).sides[h];
                // A neuron held on the hyperplane satisfies both inequalities.
                for (int s : side == 0 ? new int[] {1, -1} : new int[] {side}) {
                    double[] row = new double[size];
                    for (int j = 0; j < d; j++) {
                        row[i * d + j] = s * normals[h][j];
                    }
                    rows.add(row);
                }
            }
            return rows.toArray(double[][]::new);
        }

        private double[] interior(int size) {
            int d = objective.dimension();
            double[] point = new double[size];
            for (int i = 0; i < rays.size(); i++) {
                double[] inside = block(rays.get(i).host()).interior();
                double mass = rays.get(i).mass();
                for (int j = 0; j < d; j++) {
                    point[i * d + j] = inside == null ? rays.get(i).u()[j] : mass * inside[j];
                }
            }
            return point;
        }

        private Block block(SignedCell c) {
            return blocks.computeIfAbsent(c, key -> new Block(objective.sides(key.cell())));
        }

        /** What stays the same for a signed cell during one solve. */
        private final class Block {
            private final int[] sides;
            private double[] interior;

            Block(int[] sides) {
                this.sides = sides;
            }

            double[] interior() {
                if (interior == null) {
                    interior = InteriorDirection.approximate(objective.approximateNormals(), sides);
                }
                return interior;
            }
        }
    }
}
