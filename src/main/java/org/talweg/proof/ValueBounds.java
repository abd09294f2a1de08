package org.talweg.proof;

import java.util.Arrays;
import java.util.List;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.support.SupportBound;
import org.talweg.support.SupportScan;

/**
 * Rational bounds of the value {@code P(S)} (theorem T3). They need no structure and no convergence: any neurons give an upper
 * bound, any residual a lower one, and good ones give good bounds.
 */
public final class ValueBounds {

    /** Far from an optimum many cells exceed mu and an exact bound of each is not worth its time; the double bound serves. */
    private static final int EXACT_EVALUATIONS = 2_000;

    private ValueBounds() {}

    /** A neuron {@code u} in the closure of the cell of {@code host}, exact. The caller answers for the closure. */
    public record ExactNeuron(SignedCell host, RationalVector u) {}

    /** The residual {@code h - y} of these neurons, exact. */
    public static RationalVector residual(Objective objective, List<ExactNeuron> neurons) {
        Rational[] r = objective.data().labels().negate().toList().toArray(Rational[]::new);
        for (ExactNeuron neuron : neurons) {
            for (int k = 0; k < r.length; k++) {
                if (neuron.host().isActive(k)) {
                    Rational output = objective.data().inputs().row(k).dot(neuron.u());
                    r[k] = r[k].add(output.multiply(neuron.host().sign()));
                }
            }
        }
        return RationalVector.of(r);
    }

    /**
     * {@code (1/n) |r|^2 + 2 lambda sum |u|} with the norms rounded up in the last of {@code bits} binary digits: an upper bound of P(S) for
     * every S that contains the hosts.
     */
    public static Rational upper(Objective objective, List<ExactNeuron> neurons, int bits) {
        Rational mass = Rational.ZERO;
        for (ExactNeuron neuron : neurons) {
            mass = mass.add(neuron.u().squaredNorm().sqrt(bits).upper());
        }
        Rational fit = residual(objective, neurons).squaredNorm().divide(Rational.of(objective.size()));
        return fit.add(objective.lambda().multiply(2).multiply(mass));
    }

    /**
     * {@code -(2/n) t r.y - (t^2/n) |r|^2}, with {@code 0 <= t <= 1} as large as is shown to give {@code h_c(t r) <= mu} for
     * every cell of the set: a lower bound of the value. Square roots keep {@code bits} binary digits.
     */
    public static Rational lower(SignedCells cells, RationalVector r, int bits) {
        Objective objective = cells.objective();
        Rational scale = scale(cells, r, bits);
        Rational linear = r.dot(objective.data().labels()).multiply(scale).multiply(-2);
        Rational square = r.squaredNorm().multiply(scale.square());
        return linear.subtract(square).divide(Rational.of(objective.size())).max(Rational.ZERO);
    }

    private static Rational scale(SignedCells cells, RationalVector r, int bits) {
        Objective objective = cells.objective();
        Rational mu = objective.mu();
        double threshold = objective.muInterval().lower();
        List<Interval> enclosures = r.toList().stream().map(Interval::of).toList();
        List<SupportScan.Entry> critical = SupportScan.notBelow(cells, enclosures, threshold, (sign, sides) -> false);
        SupportBound exact = new SupportBound(objective);
        exact.setResidual(r);
        Rational largest = mu.square();
        int evaluated = 0;
        for (SupportScan.Entry entry : critical) {
            // Overflow gives bounds that are no numbers; they come first, and only exact evaluation replaces them.
            if (Double.isFinite(entry.upper())) {
                Rational upper = Rational.of(entry.upper()).square();
                if (upper.compareTo(largest) <= 0) {
                    break;
                }
                if (++evaluated > EXACT_EVALUATIONS) {
                    largest = upper;
                    break;
                }
            }
            SignedCell c = cells.get(entry.index());
            largest = largest.max(exact.squaredNorm(c, objective.sides(c.cell())));
        }
        return largest.equals(mu.square())
                ? Rational.ONE
                : mu.divide(largest.sqrt(bits).upper());
    }

    /**
     * {@code [lower, upper]} for the set of signed cells, from these neurons; the lower end from the residual of the guess where that gives more: where
     * mu is tiny a residual next to 0 says more than {@code h - y} of rounded neurons.
     */
    public static Enclosure enclose(SignedCells cells, List<ExactNeuron> neurons, ApproximateOptimum guess, int bits) {
        Objective objective = cells.objective();
        int places = bits + 16;
        Rational lower = lower(cells, residual(objective, neurons), places);
        if (objective.hasSmallDecay() && Arrays.stream(guess.residual()).allMatch(Double::isFinite)) {
            lower = lower.max(lower(cells, RationalVector.of(guess.residual()), places));
        }
        return new Enclosure(lower, upper(objective, neurons, places));
    }
}
