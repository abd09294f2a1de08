package org.talweg.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;

class CsvWriterTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-3,-3",
        "1200,1200",
        "1/2,0.5",
        "-1/8,-0.125",
        "1/3,1/3",
        "7/20,0.35",
        "-22/7,-22/7",
        "1e-20,0.00000000000000000001",
        "1e-21,1/1000000000000000000000"
    })
    void shortDecimalsElseFractions(String value, String expected) {
        assertThat(CsvWriter.format(Rational.parse(value))).isEqualTo(expected);
        assertThat(Rational.parse(expected)).isEqualTo(Rational.parse(value));
    }

    @Test
    void namesAreQuotedWhereNeeded() throws IOException {
        StringBuilder out = new StringBuilder();
        CsvWriter.write(new Table(List.of("a,b", "c"), RationalMatrix.identity(2)), out);
        assertThat(out).hasToString("\"a,b\",c\n1,0\n0,1\n");
    }
}
