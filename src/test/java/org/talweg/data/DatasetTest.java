package org.talweg.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

class DatasetTest {

    private static Dataset dataset(RationalVector row, long label) {
        return new Dataset(RationalMatrix.ofRows(List.of(row), row.size()), RationalVector.of(label));
    }

    @Test
    void theHashIsOfTheCanonicalText() {
        Dataset data = dataset(RationalVector.of(Rational.parse("0.50"), Rational.of(-3)), 2);
        // printf '1 2\n1/2 -3 2\n' | sha256sum
        assertThat(data.sha256()).isEqualTo("bc084024d294826305f634254ece3d20fb819cbd69ed86e27e5a3be052d7a79c");
        assertThat(dataset(RationalVector.of(Rational.of(1, 2), Rational.of(-3)), 2)
                        .sha256())
                .isEqualTo(data.sha256());
        assertThat(dataset(RationalVector.of(Rational.of(1, 2), Rational.of(3)), 2)
                        .sha256())
                .isNotEqualTo(data.sha256());
        assertThat(dataset(RationalVector.of(Rational.of(1, 2), Rational.of(-3)), 1)
                        .sha256())
                .isNotEqualTo(data.sha256());
    }

    @Test
    void shapesMustFit() {
        RationalMatrix inputs = RationalMatrix.identity(2);
        assertThatThrownBy(() -> new Dataset(inputs, RationalVector.of(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Dataset(RationalMatrix.ofRows(List.of(), 2), RationalVector.zero(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Table(List.of("a"), inputs)).isInstanceOf(IllegalArgumentException.class);
    }
}
