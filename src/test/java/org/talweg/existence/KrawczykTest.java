package org.talweg.existence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.talweg.exact.Interval;

class KrawczykTest {

    /** {@code (x^2 + y^2 - 2, x - y)}, with zeros (1, 1) and (-1, -1), or shifted by a constant. */
    private static Krawczyk.Function circle(double radius) {
        return new Krawczyk.Function() {
            @Override
            public Interval[] value(Interval[] z) {
                return new Interval[] {
                    z[0].square().add(z[1].square()).subtract(Interval.of(radius)), z[0].subtract(z[1])
                };
            }

            @Override
            public Interval[][] jacobian(Interval[] z) {
                return new Interval[][] {
                    {z[0].multiply(2), z[1].multiply(2)}, {Interval.of(1), Interval.of(-1)},
                };
            }
        };
    }

    @Test
    void holdsTheZeroNearBy() {
        Optional<Interval[]> box = Krawczyk.zero(circle(2), new double[] {1.0001, 0.9999}, 0.01);
        assertThat(box).isPresent();
        for (Interval i : box.get()) {
            assertThat(i.contains(1)).isTrue();
            assertThat(i.upper() - i.lower()).isLessThan(0.001);
        }
    }

    @Test
    void showsNothingWhereThereIsNoZeroOrMoreThanOne() {
        assertThat(Krawczyk.zero(circle(2), new double[] {1.01, 1}, 0.001)).isEmpty();
        assertThat(Krawczyk.zero(circle(2), new double[] {0.1, 0.1}, 2)).isEmpty();
        // a double zero at the origin, and none at all
        assertThat(Krawczyk.zero(circle(0), new double[] {0, 0}, 0.1)).isEmpty();
        assertThat(Krawczyk.zero(circle(-1), new double[] {0.1, 0.1}, 0.1)).isEmpty();
    }
}
