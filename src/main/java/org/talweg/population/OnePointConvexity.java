package org.talweg.population;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.UnitSphereSampler;
import org.talweg.exact.Interval;
import org.talweg.numeric.RandomStreams;

/**
 * How often the population loss is one-point strongly convex around its global minima: for random directions D of length one from a global minimum W, whether
 * <pre>  grad F(W + rD) . D >= c r.</pre>
 * W is the teacher, for more students with neurons split at random: v = alpha v + (1 - alpha) v. Each draw is decided by intervals, at the doubles that W + rD are rounded to; the quotient is enclosed, so that
 * every c is judged by the same draws.
 */
public final class OnePointConvexity {

    private final int students;
    private final int teachers;
    private final PopulationLoss loss;

    /** n students, k teachers; n at least k. */
    public OnePointConvexity(int students, int teachers) {
        this.students = students;
        this.teachers = teachers;
        // every coordinate is a group of its own: the parameters are the entries of W
        int[] sizes = new int[teachers];
        Arrays.fill(sizes, 1);
        this.loss = new PopulationLoss(new Shape(sizes, students - teachers));
    }

    /**
     * What was found at one radius.
     *
     * @param quotients enclosures of {@code grad F(W + rD) . (W + rD - W) / |..|^2}, one a draw
     */
    public record Draws(double radius, List<Interval> quotients) {

        /** Draws for which the quotient is at least c, proved. */
        public int atLeast(double c) {
            return (int) quotients.stream().filter(q -> q.lower() >= c).count();
        }

        /** Draws for which the quotient is less than c, proved. */
        public int below(double c) {
            return (int) quotients.stream().filter(q -> q.upper() < c).count();
        }
    }

    /** Draws directions; the same for any number of threads. Cost: (nk)^2 interval operations a draw, n + k squared pairs. */
    public Draws draw(double radius, int runs, long seed) {
        return new Draws(
                radius,
                IntStream.range(0, runs)
                        .parallel()
                        .mapToObj(run -> quotient(radius, RandomStreams.of(seed, students, run)))
                        .toList());
    }

    /** The entries as the shape has them: of each neuron its own coordinate first, then those of the others. */
    private double[] parameters(double[][] w) {
        double[] x = new double[loss.shape().parameters()];
        List<Shape.Orbit> orbits = loss.shape().students();
        for (int i = 0; i < students; i++) {
            Shape.Orbit o = orbits.get(i);
            for (int c = 0; c < teachers; c++) {
                x[o.at(c, o.group() == c)] = w[i][c];
            }
        }
        return x;
    }

    private Interval quotient(double radius, UniformRandomProvider random) {
        double[][] w = new double[students][teachers];
        for (int i = 0; i < teachers; i++) {
            w[i][i] = 1;
        }
        for (int i = teachers; i < students; i++) {
            int j = random.nextInt(teachers);
            // few bits, so that the parts add up to the teacher exactly
            double alpha = Math.scalb(1.0 + random.nextInt(1023), -10);
            w[i][j] = w[j][j] * alpha;
            w[j][j] -= w[i][j];
        }
        double[] center = parameters(w);
        double[] direction = UnitSphereSampler.of(random, center.length).sample();
        Interval[] at = new Interval[center.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = Interval.of(center[i] + radius * direction[i]);
        }
        Interval[] gradient = loss.derivatives(Arithmetic.PROVED, at).gradient();
        Interval product = Interval.ZERO;
        Interval square = Interval.ZERO;
        for (int i = 0; i < at.length; i++) {
            // the steps are those that the rounded point has taken
            Interval step = at[i].subtract(Interval.of(center[i]));
            product = product.add(gradient[i].multiply(step));
            square = square.add(step.square());
        }
        return product.divide(square);
    }
}
