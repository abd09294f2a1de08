package org.talweg.solver;

import static org.talweg.numeric.DoubleVectors.dot;
import static org.talweg.numeric.DoubleVectors.norm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.numeric.ConeProjection;

/**
 * One quadratic program of {@link SmallDecaySolver}, in floating point: new neurons v and the multiplier nu of
 *
 * <pre>  min sum_i [ e_i.v_i + |P_i v_i|^2 / (2 m_i) + w (e_i.v_i - |u_i|)^2 / (2 m_i) ] + (mu/2) |nu|^2
 *  subject to  sum_i s_i D_i X v_i + mu nu = y,   v_i in the closure of cell i,</pre>
 *
 * e_i a unit vector, P_i the projection orthogonal to it, m_i a mass, w a small weight: the model of {@code sum |u_i|} at the neurons u_i and a term that
 * keeps steps along the rays finite. Nothing in it grows when mu tends to zero.
 *
 * <p>Method: the equations are eliminated by an orthonormal basis of their rows (modified Gram-Schmidt, twice), which leaves a least distance problem
 * with the inequalities of few hyperplanes, for {@link ConeProjection}. nu comes from the triangle of the equations, not from {@code y - h}, so it has
 * its digits however small mu is.
 */
final class MultiplierStep {

    /** A neuron u of a program, with the unit vector and the mass at which its length is modelled. */
    record Neuron(SignedCell host, int[] sides, double[] u, double[] unit, double mass) {}

    /** Sines at which an inequality counts as nearby, and as violated. Heuristic. */
    private static final double NEARBY = 0.05;

    private static final double VIOLATED = 1e-13;

    /** A least distance problem is posed in the wrong units if its solution has a last coordinate below this. Heuristic. */
    private static final double NEAR = 1e-5;

    /** Solutions of the equations that make up for what rounding left of their right side. */
    private static final int CORRECTIONS = 2;

    private final Objective objective;
    private final double mu;
    private final double radial;
    private final double[] labels;
    private final List<Neuron> neurons;
    private final int dimension;
    private final int size;
    private final double[][] basis;
    private final double[][] triangle;
    private final double[] origin;
    private final double[] start;
    private final double far;
    private double[] alpha;
    private double[] nu;

    /** @param radial w */
    MultiplierStep(Objective objective, double mu, double[] labels, List<Neuron> neurons, double radial) {
        this.objective = objective;
        this.mu = mu;
        this.radial = radial;
        this.labels = labels;
        this.neurons = neurons;
        this.dimension = objective.dimension();
        int n = objective.size();
        this.size = dimension * neurons.size() + n;
        this.basis = new double[n][];
        this.triangle = new double[n][n];
        this.origin = origin();
        for (int k = 0; k < n; k++) {
            basis[k] = equation(k);
        }
        double[] gap = labels.clone();
        for (int k = 0; k < n; k++) {
            gap[k] -= dot(basis[k], origin);
        }
        orthonormalize();
        this.start = nearest(gap);
        this.far = norm(labels) / Math.sqrt(mu);
    }

    /** The minimiser without constraints, in the coordinates that make the objective the squared distance to it. */
    private double[] origin() {
        double[] w = new double[size];
        for (int i = 0; i < neurons.size(); i++) {
            Neuron neuron = neurons.get(i);
            double along = (radial * norm(neuron.u()) / neuron.mass() - 1) * Math.sqrt(neuron.mass() / radial);
            for (int j = 0; j < dimension; j++) {
                w[i * dimension + j] = along * neuron.unit()[j];
            }
        }
        return w;
    }

    /** {@code T x}: the square root of the inverse Hessian of neuron i times x. */
    private double[] transformed(int i, double[] x) {
        Neuron neuron = neurons.get(i);
        double root = Math.sqrt(neuron.mass());
        double along = dot(neuron.unit(), x) * (1 / Math.sqrt(radial) - 1);
        double[] t = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            t[j] = root * (x[j] + along * neuron.unit()[j]);
        }
        return t;
    }

    private double[] equation(int k) {
        double[] row = new double[size];
        for (int i = 0; i < neurons.size(); i++) {
            SignedCell host = neurons.get(i).host();
            if (host.isActive(k)) {
                double[] t = transformed(i, objective.approximateInputs()[k]);
                for (int j = 0; j < dimension; j++) {
                    row[i * dimension + j] = host.sign() * t[j];
                }
            }
        }
        row[size - objective.size() + k] = Math.sqrt(mu);
        return row;
    }

    private void orthonormalize() {
        for (int k = 0; k < basis.length; k++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int l = 0; l < k; l++) {
                    double c = dot(basis[l], basis[k]);
                    triangle[k][l] += c;
                    subtract(basis[k], c, basis[l]);
                }
            }
            double length = norm(basis[k]);
            triangle[k][k] = length;
            for (int j = 0; j < size; j++) {
                basis[k][j] /= length;
            }
        }
    }

    /** {@code from -= factor * row}, over the length of {@code row}. */
    private static void subtract(double[] from, double factor, double[] row) {
        for (int j = 0; j < row.length; j++) {
            from[j] -= factor * row[j];
        }
    }

    /** The solution of the equations next to the origin. */
    private double[] nearest(double[] gap) {
        alpha = forward(gap);
        double[] z = origin.clone();
        for (int k = 0; k < alpha.length; k++) {
            subtract(z, -alpha[k], basis[k]);
        }
        return z;
    }

    /** Solves {@code triangle x = b}. */
    private double[] forward(double[] b) {
        double[] x = b.clone();
        for (int k = 0; k < x.length; k++) {
            for (int l = 0; l < k; l++) {
                x[k] -= triangle[k][l] * x[l];
            }
            x[k] /= triangle[k][k];
        }
        return x;
    }

    /** The new neurons, one after the other; null if the method broke down. */
    double[] approximate() {
        Set<Integer> working = new TreeSet<>();
        double[] v = new double[size - basis.length];
        for (int i = 0; i < neurons.size(); i++) {
            System.arraycopy(neurons.get(i).unit(), 0, v, i * dimension, dimension);
        }
        collect(v, NEARBY, working);
        while (true) {
            v = solve(new ArrayList<>(working));
            int before = working.size();
            if (v != null) {
                collect(v, -VIOLATED, working);
            }
            if (v == null || working.size() == before) {
                return v;
            }
        }
    }

    /** The multiplier of the last solution: {@code -r / mu}. */
    double[] multiplier() {
        return nu;
    }

    private void collect(double[] point, double bound, Set<Integer> inequalities) {
        double[][] normals = objective.approximateNormals();
        for (int i = 0; i < neurons.size(); i++) {
            double[] u = Arrays.copyOfRange(point, i * dimension, (i + 1) * dimension);
            int[] sides = neurons.get(i).sides();
            double length = norm(u);
            for (int h = 0; h < normals.length; h++) {
                if (sides[h] == 0 || sides[h] * dot(normals[h], u) < bound * length * norm(normals[h])) {
                    inequalities.add(i * normals.length + h);
                }
            }
        }
    }

    /**
     * The point of the equations and inequalities next to {@link #start}. It may be near, or as far off as {@code |y| / sqrt(mu)} where the cones keep
     * the neurons from the labels; the least distance problem is posed in units of the one, then of the other.
     */
    private double[] solve(List<Integer> working) {
        double near = norm(Arrays.copyOf(start, size - basis.length)) + Double.MIN_NORMAL;
        double[] v = solve(working, near);
        return v != null ? v : solve(working, far);
    }

    private double[] solve(List<Integer> working, double scale) {
        double[][] rows = new double[working.size()][];
        double[][] parts = new double[working.size()][basis.length];
        int[] signs = new int[working.size()];
        for (int f = 0; f < rows.length; f++) {
            rows[f] = inequality(working.get(f), scale, parts[f]);
            signs[f] = side(working.get(f)) == 0 ? 0 : 1;
        }
        ConeProjection projection = new ConeProjection(size + 1);
        double[] target = new double[size + 1];
        target[size] = -1;
        projection.approximate(target, rows, signs, rows.length);
        double last = -projection.approximatePoint()[size];
        if (!(last > NEAR)) {
            return null;
        }
        double[] beta = alpha.clone();
        double[] z = start.clone();
        for (int j = 0; j < size; j++) {
            z[j] += scale * projection.approximatePoint()[j] / last;
        }
        for (int f : projection.support()) {
            subtract(beta, scale * projection.approximateMultipliers()[f] / last, parts[f]);
        }
        nu = backward(beta);
        double[] v = neurons(z);
        for (int pass = 0; pass < CORRECTIONS; pass++) {
            double[] change = backward(correct(v));
            for (int k = 0; k < nu.length; k++) {
                nu[k] += change[k];
            }
        }
        return Double.isFinite(dot(v, v) + dot(nu, nu)) ? v : null;
    }

    private double[] neurons(double[] z) {
        double[] v = new double[size - basis.length];
        for (int i = 0; i < neurons.size(); i++) {
            double[] w = Arrays.copyOfRange(z, i * dimension, (i + 1) * dimension);
            System.arraycopy(transformed(i, w), 0, v, i * dimension, dimension);
        }
        return v;
    }

    /** Moves v by the nearest solution of the equations with {@code y - mu nu - h} as their right side; its coordinates in the basis. */
    private double[] correct(double[] v) {
        double[] gap = new double[basis.length];
        for (int k = 0; k < gap.length; k++) {
            gap[k] = labels[k] - mu * nu[k];
            for (int i = 0; i < neurons.size(); i++) {
                SignedCell host = neurons.get(i).host();
                if (host.isActive(k)) {
                    for (int j = 0; j < dimension; j++) {
                        gap[k] -= host.sign() * objective.approximateInputs()[k][j] * v[i * dimension + j];
                    }
                }
            }
        }
        double[] part = forward(gap);
        double[] z = new double[size];
        for (int k = 0; k < part.length; k++) {
            subtract(z, -part[k], basis[k]);
        }
        double[] move = neurons(z);
        for (int j = 0; j < v.length; j++) {
            v[j] += move[j];
        }
        return part;
    }

    private int side(int number) {
        int normals = objective.approximateNormals().length;
        return neurons.get(number / normals).sides()[number % normals];
    }

    /** An inequality of unit length without its part in the span of the equations, then its bound; that part goes to {@code part}. */
    private double[] inequality(int number, double scale, double[] part) {
        int normals = objective.approximateNormals().length;
        int i = number / normals;
        double[] t = transformed(i, objective.approximateNormals()[number % normals]);
        double factor = (side(number) == 0 ? 1 : side(number)) / norm(t);
        double[] row = new double[size + 1];
        double bound = 0;
        for (int j = 0; j < dimension; j++) {
            row[i * dimension + j] = factor * t[j];
            bound -= row[i * dimension + j] * start[i * dimension + j];
        }
        for (int pass = 0; pass < 2; pass++) {
            for (int k = 0; k < basis.length; k++) {
                double c = dot(basis[k], row);
                part[k] += c;
                subtract(row, c, basis[k]);
            }
        }
        row[size] = bound / scale;
        return row;
    }

    /** Solves {@code triangle' x = b}. */
    private double[] backward(double[] b) {
        double[] x = b.clone();
        for (int k = x.length - 1; k >= 0; k--) {
            for (int l = k + 1; l < x.length; l++) {
                x[k] -= triangle[l][k] * x[l];
            }
            x[k] /= triangle[k][k];
        }
        return x;
    }
}
