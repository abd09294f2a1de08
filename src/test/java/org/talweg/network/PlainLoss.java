package org.talweg.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.talweg.data.Dataset;
import org.talweg.data.Network;
import org.talweg.exact.Rational;

/** The loss, written out number by number, and checks of directions against it. */
public final class PlainLoss {

    private PlainLoss() {}

    public static Rational loss(Dataset data, Rational lambda, Network net) {
        Rational fit = Rational.ZERO;
        for (int k = 0; k < data.size(); k++) {
            Rational h = Rational.ZERO;
            for (int j = 0; j < net.width(); j++) {
                Rational product = Rational.ZERO;
                for (int i = 0; i < net.dimension(); i++) {
                    product =
                            product.add(data.inputs().get(k, i).multiply(net.w().get(j, i)));
                }
                if (product.signum() > 0) {
                    h = h.add(product.multiply(net.a().get(j)));
                }
            }
            Rational error = h.subtract(data.labels().get(k));
            fit = fit.add(error.multiply(error));
        }
        Rational decay = Rational.ZERO;
        for (int j = 0; j < net.width(); j++) {
            decay = decay.add(net.a().get(j).square());
            for (int i = 0; i < net.dimension(); i++) {
                decay = decay.add(net.w().get(j, i).square());
            }
        }
        return fit.divide(Rational.of(data.size())).add(lambda.multiply(decay));
    }

    /** The step lowers the loss, by exactly what is said; and for small t the change is the rate times t^order. */
    public static void assertLowers(Dataset data, Rational lambda, Network net, NetworkDescent descent) {
        Rational before = loss(data, lambda, net);
        Rational after = loss(data, lambda, net.moved(descent.direction(), descent.step()));
        assertThat(descent.step()).isGreaterThan(Rational.ZERO);
        assertThat(after).isEqualTo(descent.lossAfter()).isLessThan(before);
        assertRate(data, lambda, net, descent.direction(), descent.order(), descent.rate());
    }

    public static void assertRate(
            Dataset data, Rational lambda, Network net, Network direction, int order, Rational rate) {
        assertThat(rate).isLessThan(Rational.ZERO);
        // Small against the rate and against the distance from a hyperplane.
        int bits = rate.denominator().bitLength();
        for (int j = 0; j < net.width(); j++) {
            for (Rational e : net.w().row(j).toList()) {
                bits = Math.max(bits, e.denominator().bitLength());
            }
        }
        Rational t = Rational.scaleByPowerOfTwo(BigInteger.ONE, -64 - 2 * bits);
        Rational change = loss(data, lambda, net.moved(direction, t)).subtract(loss(data, lambda, net));
        Rational expected = rate.multiply(order == 1 ? t : t.square());
        assertThat(change.divide(expected).subtract(Rational.ONE).abs()).isLessThan(Rational.of(1, 1000));
    }
}
