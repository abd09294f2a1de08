package org.talweg.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real number {@code sum_i c_i sqrt(e_i)}, c_i rational, e_i positive integers: exact, with a sign that is always decided.
 *
 * <p>No {@code e_i e_j} of two terms is a square, so the roots are linearly independent over the rationals (theorem T14 (c)) and
 * the number is zero if and only if it has no terms. Immutable. Cost: a product of sums takes every pair of terms, and each pair
 * integer square roots; meant for a handful of terms.
 */
public final class RootSum {

    public static final RootSum ZERO = new RootSum(List.of());

    private static final int FIRST_BITS = 64;

    /** {@code coefficient * sqrt(radicand)}, coefficient not zero. */
    private record Term(Rational coefficient, BigInteger radicand) {

        Enclosure enclose(int bits) {
            return Rational.of(radicand).sqrt(bits).multiply(coefficient);
        }
    }

    private final List<Term> terms;

    private RootSum(List<Term> terms) {
        this.terms = terms;
    }

    public static RootSum of(Rational value) {
        return ofTerm(value, BigInteger.ONE);
    }

    /**
     * The square root.
     *
     * @throws ArithmeticException if {@code square} is negative
     */
    public static RootSum sqrt(Rational square) {
        if (square.signum() < 0) {
            throw new ArithmeticException("square root of a negative number");
        }
        // sqrt(p/q) = sqrt(pq) / q
        return ofTerm(
                Rational.of(BigInteger.ONE, square.denominator()),
                square.numerator().multiply(square.denominator()));
    }

    /** {@code a . v}. */
    public static RootSum dot(RationalVector a, List<RootSum> v) {
        RootSum sum = ZERO;
        for (int i = 0; i < v.size(); i++) {
            if (!a.get(i).isZero()) {
                sum = sum.add(v.get(i).multiply(a.get(i)));
            }
        }
        return sum;
    }

    /** {@code v . v}. */
    public static RootSum squaredNorm(List<RootSum> v) {
        RootSum sum = ZERO;
        for (RootSum entry : v) {
            sum = sum.add(entry.multiply(entry));
        }
        return sum;
    }

    private static RootSum ofTerm(Rational coefficient, BigInteger radicand) {
        if (coefficient.isZero() || radicand.signum() == 0) {
            return ZERO;
        }
        BigInteger root = radicand.sqrt();
        return new RootSum(List.of(
                root.multiply(root).equals(radicand)
                        ? new Term(coefficient.multiply(Rational.of(root)), BigInteger.ONE)
                        : new Term(coefficient, radicand)));
    }

    public RootSum add(RootSum other) {
        List<Term> sum = new ArrayList<>(terms);
        for (Term term : other.terms) {
            addTerm(sum, term);
        }
        return new RootSum(List.copyOf(sum));
    }

    /** {@code sqrt(f) = (sqrt(e f) / e) sqrt(e)} joins the term of {@code sqrt(e)} if {@code e f} is a square. */
    private static void addTerm(List<Term> sum, Term term) {
        for (int i = 0; i < sum.size(); i++) {
            Term known = sum.get(i);
            BigInteger product = known.radicand.multiply(term.radicand);
            BigInteger root = product.sqrt();
            if (root.multiply(root).equals(product)) {
                Rational joined = known.coefficient.add(term.coefficient.multiply(Rational.of(root, known.radicand)));
                if (joined.isZero()) {
                    sum.remove(i);
                } else {
                    sum.set(i, new Term(joined, known.radicand));
                }
                return;
            }
        }
        sum.add(term);
    }

    public RootSum subtract(RootSum other) {
        return add(other.multiply(Rational.of(-1)));
    }

    /** {@code factor * this}. */
    public RootSum multiply(Rational factor) {
        return factor.isZero()
                ? ZERO
                : new RootSum(terms.stream()
                        .map(t -> new Term(t.coefficient.multiply(factor), t.radicand))
                        .toList());
    }

    public RootSum multiply(RootSum other) {
        RootSum product = ZERO;
        for (Term a : terms) {
            for (Term b : other.terms) {
                product = product.add(ofTerm(a.coefficient.multiply(b.coefficient), a.radicand.multiply(b.radicand)));
            }
        }
        return product;
    }

    public boolean isZero() {
        return terms.isEmpty();
    }

    /** -1, 0 or +1. The precision rises until a number that is not zero is separated from zero. */
    public int signum() {
        if (isZero()) {
            return 0;
        }
        for (int bits = FIRST_BITS; ; bits *= 2) {
            int sign = enclose(bits).sign();
            if (sign != 0) {
                return sign;
            }
        }
    }

    /** An enclosure, each root to {@code bits} significant binary places; a point if the number is rational. */
    public Enclosure enclose(int bits) {
        Enclosure sum = Enclosure.of(Rational.ZERO);
        for (Term term : terms) {
            sum = sum.add(term.radicand.equals(BigInteger.ONE) ? Enclosure.of(term.coefficient) : term.enclose(bits));
        }
        return sum;
    }

    /** The value, if it is rational. */
    public Optional<Rational> rational() {
        if (isZero()) {
            return Optional.of(Rational.ZERO);
        }
        Term only = terms.get(0);
        return terms.size() == 1 && only.radicand.equals(BigInteger.ONE)
                ? Optional.of(only.coefficient)
                : Optional.empty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Term t : terms) {
            text.append(text.isEmpty() ? "" : " + ").append(t.coefficient);
            text.append(t.radicand.equals(BigInteger.ONE) ? "" : " sqrt(" + t.radicand + ")");
        }
        return text.isEmpty() ? "0" : text.toString();
    }
}
