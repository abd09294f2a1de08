package org.talweg.stationary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * Minimises a quadratic form x'Qx over its free variables, exactly: completes the square for one after the other (LDL'), or finds an x with x'Qx &lt; 0, which a negative pivot gives
 * at once and a zero pivot with a cross term too. What is left is a form in the variables that must be nonnegative.
 */
final class Elimination {

    private final Rational[][] q;
    private final Boolean[] nonnegative;
    private final boolean[] done;
    private final List<Step> steps = new ArrayList<>();

    /** {@code x_index = sum of coefficients_i x_i} where the form is least. */
    private record Step(int index, Rational[] coefficients) {}

    Elimination(Rational[][] form, Boolean[] nonnegative) {
        this.q = Arrays.stream(form).map(Rational[]::clone).toArray(Rational[][]::new);
        this.nonnegative = nonnegative;
        this.done = new boolean[q.length];
    }

    /** Eliminates; an x with a negative value if it meets one. */
    Optional<Rational[]> run() {
        while (true) {
            OptionalInt pivot = free().filter(i -> !q[i][i].isZero()).findFirst();
            if (pivot.isEmpty()) {
                return crossTerm();
            }
            int i = pivot.getAsInt();
            if (q[i][i].signum() < 0) {
                Rational[] x = zeros();
                x[i] = Rational.ONE;
                return Optional.of(completed(x));
            }
            eliminate(i);
        }
    }

    private IntStream free() {
        return IntStream.range(0, q.length).filter(i -> !done[i] && !nonnegative[i]);
    }

    private void eliminate(int i) {
        Rational[] coefficients = zeros();
        done[i] = true;
        for (int k = 0; k < q.length; k++) {
            if (!done[k]) {
                coefficients[k] = q[i][k].divide(q[i][i]).negate();
            }
        }
        for (int k = 0; k < q.length; k++) {
            if (!done[k] && !coefficients[k].isZero()) {
                for (int l = 0; l < q.length; l++) {
                    if (!done[l]) {
                        q[k][l] = q[k][l].add(coefficients[k].multiply(q[i][l]));
                    }
                }
            }
        }
        steps.add(new Step(i, coefficients));
    }

    /** All free pivots left are zero. With {@code x_k = 1} the form is {@code q_kk + 2 q_ik x_i}, so x_i can make it -1. */
    private Optional<Rational[]> crossTerm() {
        for (int i : free().toArray()) {
            for (int k = 0; k < q.length; k++) {
                if (!done[k] && k != i && !q[i][k].isZero()) {
                    Rational[] x = zeros();
                    x[k] = Rational.ONE;
                    x[i] = q[k][k].add(Rational.ONE).divide(q[i][k].multiply(-2));
                    return Optional.of(completed(x));
                }
            }
        }
        return Optional.empty();
    }

    /** How many free variables do not occur in what is left. */
    long flat() {
        return free().count();
    }

    int[] raysLeft() {
        return IntStream.range(0, q.length).filter(i -> nonnegative[i]).toArray();
    }

    /** The form in these variables, after the elimination. */
    RationalMatrix rest(int[] index) {
        List<RationalVector> rows = new ArrayList<>();
        for (int i : index) {
            rows.add(
                    RationalVector.of(IntStream.of(index).mapToObj(k -> q[i][k]).toArray(Rational[]::new)));
        }
        return RationalMatrix.ofRows(rows, index.length);
    }

    /** All variables from those left: the eliminated ones where the form is least. */
    Rational[] lift(int[] index, RationalVector c) {
        Rational[] x = zeros();
        for (int i = 0; i < index.length; i++) {
            x[index[i]] = c.get(i);
        }
        return completed(x);
    }

    private Rational[] completed(Rational[] x) {
        for (int s = steps.size() - 1; s >= 0; s--) {
            Step step = steps.get(s);
            x[step.index] = RationalVector.of(step.coefficients).dot(RationalVector.of(x));
        }
        return x;
    }

    private Rational[] zeros() {
        Rational[] x = new Rational[q.length];
        Arrays.fill(x, Rational.ZERO);
        return x;
    }
}
