package org.talweg.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.hipparchus.dfp.Dfp;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;
import org.talweg.exact.Interval;

class ArctangentTest {

    private static void contains(Interval interval, Dfp value, double width) {
        assertThat(Digits.FIELD.newDfp(interval.lower()).lessThan(value)
                        && value.lessThan(Digits.FIELD.newDfp(interval.upper())))
                .as(interval + " " + value)
                .isTrue();
        assertThat(interval.upper() - interval.lower()).isLessThan(width);
    }

    @Test
    void piIsBetweenTwoDoubles() {
        contains(Arctangent.PI, Digits.FIELD.getPi(), 1e-15);
    }

    @Test
    void arctangentsAndAngles() {
        Random random = Seeded.random(1);
        Digits digits = new Digits();
        for (int i = 0; i < 2000; i++) {
            double t = Math.exp(8 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
            contains(Arctangent.of(Interval.of(t)), Digits.FIELD.newDfp(t).atan(), 1e-14);
            double sine = Math.exp(3 * random.nextGaussian());
            double cosine = Math.exp(3 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
            contains(
                    Arctangent.angle(Interval.of(sine), Interval.of(cosine)),
                    digits.angle(Digits.FIELD.newDfp(sine), Digits.FIELD.newDfp(cosine)),
                    1e-14);
        }
    }

    @Test
    void anglesOfWideIntervalsContainAllAngles() {
        Random random = Seeded.random(2);
        for (int i = 0; i < 2000; i++) {
            double s = random.nextDouble() * 2;
            double c = random.nextDouble() * 4 - 2;
            Interval sine = new Interval(s, s + random.nextDouble());
            Interval cosine = new Interval(c, c + random.nextDouble());
            Interval angle = Arctangent.angle(sine, cosine);
            for (double u = 0; u <= 1; u += 0.25) {
                for (double v = 0; v <= 1; v += 0.25) {
                    double one = Math.atan2(
                            sine.lower() + u * (sine.upper() - sine.lower()),
                            cosine.lower() + v * (cosine.upper() - cosine.lower()));
                    assertThat(one).isBetween(angle.lower() - 1e-15, angle.upper() + 1e-15);
                }
            }
        }
        // nothing is known of the angle at zero
        assertThat(Arctangent.angle(new Interval(0, 1), new Interval(-1, 1)).upper())
                .isGreaterThan(Math.PI - 1e-15);
        assertThat(Arctangent.angle(new Interval(0, 1), new Interval(-1, 1)).lower())
                .isZero();
    }
}
