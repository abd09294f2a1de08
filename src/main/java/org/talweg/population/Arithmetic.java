package org.talweg.population;

import org.talweg.exact.Interval;

/** The operations that the population loss is made of, so that one set of formulas serves to guess, in doubles, and to prove, in intervals. */
interface Arithmetic<T> {

    T of(double exact);

    T add(T a, T b);

    T subtract(T a, T b);

    T multiply(T a, T b);

    T multiply(T a, double exact);

    T divide(T a, T b);

    /** Of the nonnegative part. */
    T sqrt(T a);

    /** The angle in [0, pi] with this sine and cosine, up to a common positive factor; {@code sine >= 0}. */
    T angle(T sine, T cosine);

    T pi();

    /** Doubles, to guess. */
    Arithmetic<Double> APPROXIMATE = new Arithmetic<>() {
        @Override
        public Double of(double exact) {
            return exact;
        }

        @Override
        public Double add(Double a, Double b) {
            return a + b;
        }

        @Override
        public Double subtract(Double a, Double b) {
            return a - b;
        }

        @Override
        public Double multiply(Double a, Double b) {
            return a * b;
        }

        @Override
        public Double multiply(Double a, double exact) {
            return a * exact;
        }

        @Override
        public Double divide(Double a, Double b) {
            return a / b;
        }

        @Override
        public Double sqrt(Double a) {
            return Math.sqrt(Math.max(a, 0));
        }

        @Override
        public Double angle(Double sine, Double cosine) {
            return Math.atan2(sine, cosine);
        }

        @Override
        public Double pi() {
            return Math.PI;
        }
    };

    /** Intervals, to prove. */
    Arithmetic<Interval> PROVED = new Arithmetic<>() {
        @Override
        public Interval of(double exact) {
            return Interval.of(exact);
        }

        @Override
        public Interval add(Interval a, Interval b) {
            return a.add(b);
        }

        @Override
        public Interval subtract(Interval a, Interval b) {
            return a.subtract(b);
        }

        @Override
        public Interval multiply(Interval a, Interval b) {
            return a.multiply(b);
        }

        @Override
        public Interval multiply(Interval a, double exact) {
            return a.multiply(exact);
        }

        @Override
        public Interval divide(Interval a, Interval b) {
            return a.divide(b);
        }

        @Override
        public Interval sqrt(Interval a) {
            return a.sqrt();
        }

        @Override
        public Interval angle(Interval sine, Interval cosine) {
            return Arctangent.angle(sine, cosine);
        }

        @Override
        public Interval pi() {
            return Arctangent.PI;
        }
    };
}
