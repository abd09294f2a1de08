package org.talweg.population;

import java.util.Random;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;

/** Decimal arithmetic of 60 digits: what derivatives and enclosures are held against. */
final class Digits implements Arithmetic<Dfp> {

    static final DfpField FIELD = new DfpField(60);

    @Override
    public Dfp of(double exact) {
        return FIELD.newDfp(exact);
    }

    @Override
    public Dfp add(Dfp a, Dfp b) {
        return a.add(b);
    }

    @Override
    public Dfp subtract(Dfp a, Dfp b) {
        return a.subtract(b);
    }

    @Override
    public Dfp multiply(Dfp a, Dfp b) {
        return a.multiply(b);
    }

    @Override
    public Dfp multiply(Dfp a, double exact) {
        return a.multiply(of(exact));
    }

    @Override
    public Dfp divide(Dfp a, Dfp b) {
        return a.divide(b);
    }

    @Override
    public Dfp sqrt(Dfp a) {
        return a.negativeOrNull() ? FIELD.getZero() : a.sqrt();
    }

    @Override
    public Dfp angle(Dfp sine, Dfp cosine) {
        // arccos by arctan of the half angle: tan(theta/2) = sine / (radius + cosine)
        Dfp radius = sine.multiply(sine).add(cosine.multiply(cosine)).sqrt();
        return radius.add(cosine).isZero()
                ? pi()
                : sine.divide(radius.add(cosine)).atan().multiply(2);
    }

    @Override
    public Dfp pi() {
        return FIELD.getPi();
    }

    static Dfp[] of(double[] x) {
        Dfp[] exact = new Dfp[x.length];
        for (int i = 0; i < x.length; i++) {
            exact[i] = FIELD.newDfp(x[i]);
        }
        return exact;
    }

    static double[] random(Random random, int size) {
        double[] x = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = random.nextInt(2001) / 1000.0 - 1;
        }
        return x;
    }
}
