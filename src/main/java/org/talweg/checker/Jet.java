package org.talweg.checker;

/** A value with its derivatives in three variables, enclosed, by automatic differentiation. */
record Jet(Bounded value, Bounded[] slopes) {

    static Jet variable(int index, Bounded value) {
        Bounded[] slopes = {Bounded.ZERO, Bounded.ZERO, Bounded.ZERO};
        slopes[index] = Bounded.ONE;
        return new Jet(value, slopes);
    }

    /** A function of two jets, from its value and its two partial derivatives. */
    private static Jet of(Bounded value, Jet x, Bounded inX, Jet y, Bounded inY) {
        Bounded[] slopes = new Bounded[3];
        for (int i = 0; i < 3; i++) {
            slopes[i] = inX.times(x.slopes[i]).plus(inY.times(y.slopes[i]));
        }
        return new Jet(value, slopes);
    }

    Jet minus(Jet o) {
        return of(value.minus(o.value), this, Bounded.ONE, o, Bounded.of(-1));
    }

    Jet times(Jet o) {
        return of(value.times(o.value), this, o.value, o, value);
    }

    Jet over(Jet o) {
        Bounded quotient = value.over(o.value);
        return of(
                quotient,
                this,
                Bounded.ONE.over(o.value),
                o,
                quotient.over(o.value).negated());
    }

    Jet root() {
        Bounded root = value.root();
        return of(root, this, Bounded.of(0.5).over(root), this, Bounded.ZERO);
    }

    /** The angle with this sine and cosine up to a factor: the derivatives are cosine and -sine over the sum of squares, which is given. */
    static Jet angle(Jet sine, Jet cosine, Bounded squares) {
        return of(
                Bounded.angle(sine.value, cosine.value),
                sine,
                cosine.value.over(squares),
                cosine,
                sine.value.over(squares).negated());
    }
}
