package org.talweg.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;

/**
 * The same problem with integer data: inputs and labels times their least common denominators. Evidence is stated about it
 * (certificate-format.md, section 1). A neuron u becomes {@code u scaleY / scaleX}, a residual r becomes {@code r scaleY}.
 */
final class IntegerProblem {

    private final Objective objective;
    private final Rational scaleX;
    private final Rational scaleY;
    private final Rational mu;
    private final List<RationalVector> inputs = new ArrayList<>();
    private final RationalVector labels;
    private final int[] firstRow;
    private final Rational squares;

    IntegerProblem(Objective objective) {
        this.objective = objective;
        BigInteger x = BigInteger.ONE;
        BigInteger y = BigInteger.ONE;
        for (int k = 0; k < objective.size(); k++) {
            x = common(x, objective.data().inputs().row(k).toList());
            y = common(y, List.of(objective.data().labels().get(k)));
        }
        this.scaleX = Rational.of(x);
        this.scaleY = Rational.of(y);
        this.mu = objective.mu().multiply(scaleX).multiply(scaleY);
        this.labels = objective.data().labels().multiply(scaleY);
        this.firstRow = new int[objective.arrangement().hyperplanes()];
        Rational sum = Rational.ZERO;
        for (int k = objective.size() - 1; k >= 0; k--) {
            inputs.add(0, objective.data().inputs().row(k).multiply(scaleX));
            sum = sum.add(inputs.get(0).squaredNorm());
            if (objective.arrangement().hyperplaneOf(k) >= 0) {
                firstRow[objective.arrangement().hyperplaneOf(k)] = k;
            }
        }
        this.squares = sum;
    }

    /** The least common multiple of {@code scale} and the denominators. */
    static BigInteger common(BigInteger scale, List<Rational> values) {
        BigInteger least = scale;
        for (Rational value : values) {
            BigInteger q = value.denominator();
            least = least.multiply(q.divide(least.gcd(q)));
        }
        return least;
    }

    Objective objective() {
        return objective;
    }

    int size() {
        return inputs.size();
    }

    RationalVector input(int k) {
        return inputs.get(k);
    }

    RationalVector labels() {
        return labels;
    }

    Rational mu() {
        return mu;
    }

    /** The first row of a hyperplane; it lies on the positive side. */
    int firstRow(int hyperplane) {
        return firstRow[hyperplane];
    }

    /** What a neuron is multiplied by. */
    Rational neuronFactor() {
        return scaleY.divide(scaleX);
    }

    RationalVector neuron(RationalVector u) {
        return u.multiply(neuronFactor());
    }

    /** A label or residual of this problem in the units of the data. */
    Rational originalLabel(Rational value) {
        return value.divide(scaleY);
    }

    /** A value of this problem in the units of the data. */
    Rational original(Rational value) {
        return value.divide(scaleY.square());
    }

    /** A value in the units of the data in those of this problem. */
    Rational scaled(Rational value) {
        return value.multiply(scaleY.square());
    }

    /** {@code |y|^2 / mu}: twice the most mass that an optimum can have. */
    Rational massBound() {
        return labels.squaredNorm().divide(mu);
    }

    /** Binary places that r needs so that an error there moves no support value by more than {@code 2^-digits mu}. */
    int residualBits(int digits) {
        return Math.max(0, digits + 4 + (log2(squares) - 2 * log2(mu)) / 2 + log2(Rational.of(size())));
    }

    /**
     * Binary places that u (in the units of the data) needs so that the optimum's residual is known as well as {@link
     * #residualBits} asks: its squared distance is about {@code |X|^2 |y|^2 / mu} times the error of u.
     */
    int neuronBits(int digits) {
        int bits = 2 * digits + 2 * log2(squares) + log2(labels.squaredNorm()) - 3 * log2(mu);
        return Math.max(64, bits + 16 + Math.abs(log2(scaleY) - log2(scaleX)));
    }

    /** The exponent of a power of two near a nonnegative number. */
    static int log2(Rational value) {
        return value.numerator().bitLength() - value.denominator().bitLength();
    }
}
