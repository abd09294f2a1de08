package org.talweg.population;

import org.talweg.exact.Interval;

/** Arctangents and angles in interval arithmetic, from sums, products, quotients and square roots only. */
final class Arctangent {

    /** The double nearest to pi is below it. */
    static final Interval PI = new Interval(Math.PI, Math.nextUp(Math.PI));

    private static final Interval ONE = Interval.of(1);

    /** {@code arctan t = 2 arctan(t / (1 + sqrt(1 + t^2)))}, so often: then t is below tan(pi/32). */
    private static final int HALVINGS = 3;

    /** With t below 0.0985, {@code t^17 / 17} is below 10^-18. */
    private static final int TERMS = 8;

    private Arctangent() {}

    /** The angle in [0, pi] with this sine and cosine up to a common positive factor; the whole of [0, pi] if they do not tell. */
    static Interval angle(Interval sine, Interval cosine) {
        if (sine.lower() > 0 && cosine.magnitude() <= sine.lower()) {
            return PI.multiply(0.5).subtract(of(cosine.divide(sine)));
        }
        if (cosine.lower() > 0 && sine.upper() <= 2 * cosine.lower()) {
            return of(sine.divide(cosine));
        }
        if (cosine.upper() < 0 && sine.upper() <= -2 * cosine.upper()) {
            return PI.add(of(sine.divide(cosine)));
        }
        return sine.lower() > 0 ? PI.multiply(0.5).subtract(of(cosine.divide(sine))) : new Interval(0, PI.upper());
    }

    /** arctan, which increases. */
    static Interval of(Interval t) {
        return new Interval(at(t.lower()).lower(), at(t.upper()).upper());
    }

    private static Interval at(double t) {
        if (t < 0) {
            return at(-t).negate();
        }
        if (t > 1) {
            return Double.isInfinite(t)
                    ? PI.multiply(0.5)
                    : PI.multiply(0.5).subtract(small(ONE.divide(Interval.of(t))));
        }
        return small(Interval.of(t));
    }

    /** For t in [0, 1]: the series alternates and its terms decrease, so the rest is between zero and the first term left out. */
    private static Interval small(Interval t) {
        Interval x = t;
        for (int i = 0; i < HALVINGS; i++) {
            x = x.divide(ONE.add(ONE.add(x.square()).sqrt()));
        }
        Interval square = x.square();
        Interval power = x;
        Interval sum = Interval.ZERO;
        for (int i = 0; i < TERMS; i++) {
            Interval term = power.divide(Interval.of(2 * i + 1));
            sum = i % 2 == 0 ? sum.add(term) : sum.subtract(term);
            power = power.multiply(square);
        }
        Interval next = power.divide(Interval.of(2 * TERMS + 1));
        // TERMS is even: what is left is positive and less than the next term
        Interval rest = new Interval(0, next.upper());
        return sum.add(rest).multiply(1 << HALVINGS);
    }
}
