package org.talweg.population;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** Minima and critical points of the loss within a shape, in floating point: guesses for {@link CriticalPointProver}. */
final class ApproximateSearch {

    private static final int MOST_STEPS = 200;
    private static final double FLAT = 1e-12;

    private final PopulationLoss loss;
    private final double[] scale;

    ApproximateSearch(PopulationLoss loss) {
        this.loss = loss;
        this.scale =
                Arrays.stream(loss.shape().multiplicities()).map(Math::sqrt).toArray();
    }

    private static Double[] boxed(double[] x) {
        return Arrays.stream(x).boxed().toArray(Double[]::new);
    }

    double value(double[] x) {
        return loss.value(Arithmetic.APPROXIMATE, boxed(x));
    }

    /** Gradient and Hessian in coordinates in which a parameter's length is that of its entries in the matrix of weights. */
    private record Local(double[] gradient, EigenDecompositionSymmetric hessian) {}

    private Optional<Local> local(double[] x) {
        PopulationLoss.Derivatives<Double> d = loss.derivatives(Arithmetic.APPROXIMATE, boxed(x));
        double[] g = new double[x.length];
        RealMatrix h = MatrixUtils.createRealMatrix(x.length, x.length);
        for (int i = 0; i < x.length; i++) {
            g[i] = d.gradient()[i] / scale[i];
            for (int j = 0; j < x.length; j++) {
                double entry = (d.hessian()[i][j] + d.hessian()[j][i]) / 2 / scale[i] / scale[j];
                if (!Double.isFinite(entry)) {
                    return Optional.empty();
                }
                h.setEntry(i, j, entry);
            }
        }
        return Optional.of(new Local(g, new EigenDecompositionSymmetric(h)));
    }

    /** The step {@code -|H|^-1 g}, or {@code -H^-1 g}. */
    private double[] step(Local at, boolean downhill) {
        double[] step = new double[scale.length];
        for (int e = 0; e < scale.length; e++) {
            RealVector v = at.hessian.getEigenvector(e);
            double lambda = at.hessian.getEigenvalue(e);
            double size = downhill ? Math.max(Math.abs(lambda), 1e-3) : lambda;
            double along = 0;
            for (int i = 0; i < scale.length; i++) {
                along += v.getEntry(i) * at.gradient[i];
            }
            for (int i = 0; i < scale.length; i++) {
                step[i] -= along / size * v.getEntry(i) / scale[i];
            }
        }
        return step;
    }

    private static double norm(double[] g) {
        return Math.sqrt(Arrays.stream(g).map(e -> e * e).sum());
    }

    private static double[] moved(double[] x, double[] step, double t) {
        double[] y = x.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] += t * step[i];
        }
        return y;
    }

    /** Descends from x to a point that looks critical. */
    Optional<double[]> minimum(double[] x) {
        double[] at = x;
        double value = value(at);
        for (int i = 0; i < MOST_STEPS; i++) {
            Optional<Local> local = local(at);
            if (local.isEmpty()) {
                return Optional.empty();
            }
            if (norm(local.get().gradient) < 1e-8) {
                return critical(at);
            }
            double[] step = step(local.get(), true);
            double t = 1;
            double[] next = moved(at, step, t);
            double after = value(next);
            while (!(after < value) && t > 1e-6) {
                t /= 4;
                next = moved(at, step, t);
                after = value(next);
            }
            if (!(after < value)) {
                return critical(at);
            }
            at = next;
            value = after;
        }
        return Optional.empty();
    }

    /** Newton's method to a critical point near x. */
    Optional<double[]> critical(double[] x) {
        double[] at = x;
        double before = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 30; i++) {
            Optional<Local> local = local(at);
            if (local.isEmpty()) {
                return Optional.empty();
            }
            double size = norm(local.get().gradient);
            if (!(size < 2 * before) || size > 10) {
                return Optional.empty();
            }
            if (size < FLAT || (size < 1e-9 && size > before / 2)) {
                return Optional.of(moved(at, step(local.get(), false), 1));
            }
            before = size;
            at = moved(at, step(local.get(), false), 1);
        }
        return before < 1e-9 ? Optional.of(at) : Optional.empty();
    }
}
