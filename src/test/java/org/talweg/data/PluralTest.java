package org.talweg.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class PluralTest {

    @Test
    void oneAndOthers() {
        assertThat(Plural.of(1, "row")).isEqualTo("1 row");
        assertThat(Plural.of(0, "row")).isEqualTo("0 rows");
        assertThat(Plural.of(2, "signed cell")).isEqualTo("2 signed cells");
        assertThat(Plural.of(1, "copy", "copies")).isEqualTo("1 copy");
        assertThat(Plural.of(3, "copy", "copies")).isEqualTo("3 copies");
        assertThat(Plural.of(BigInteger.ONE, "region")).isEqualTo("1 region");
        assertThat(Plural.of(BigInteger.TEN, "region")).isEqualTo("10 regions");
    }
}
