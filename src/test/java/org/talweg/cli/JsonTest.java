package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.report.Json;

class JsonTest {

    private record Ray(String sign, SignVector covector, double mass, int star) {}

    private static String write(Object value) throws IOException {
        StringWriter out = new StringWriter();
        Json.write(value, out);
        return out.toString();
    }

    @Test
    void exactValuesAreStrings() throws IOException {
        assertThat(write(Rational.of(-2, 6))).isEqualTo("\"-1/3\"\n");
        assertThat(write(new BigInteger("123456789012345678901"))).isEqualTo("\"123456789012345678901\"\n");
        assertThat(write(RationalVector.of(Rational.of(1, 2), Rational.TWO))).isEqualTo("[ \"1/2\", \"2\" ]\n");
        assertThat(write(RationalMatrix.identity(2))).isEqualTo("[ [ \"1\", \"0\" ], [ \"0\", \"1\" ] ]\n");
        assertThat(write(SignVector.parse("+0-"))).isEqualTo("\"+0-\"\n");
    }

    @Test
    void enclosuresHaveThreeFields() throws IOException {
        assertThat(write(new Enclosure(Rational.of(1, 4), Rational.of(3, 4)))).isEqualTo("""
                        {
                          "lower" : "1/4",
                          "upper" : "3/4",
                          "approx" : 0.5
                        }
                        """);
    }

    @Test
    void fieldsKeepTheirOrder() throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("zebra", 1);
        map.put("apple", true);
        map.put("rays", List.of(new Ray("-", SignVector.parse("-+"), 0.1, 2)));
        assertThat(write(map)).isEqualTo("""
                        {
                          "zebra" : 1,
                          "apple" : true,
                          "rays" : [ {
                            "sign" : "-",
                            "covector" : "-+",
                            "mass" : 0.1,
                            "star" : 2
                          } ]
                        }
                        """);
    }

    @Test
    void iteratorsStream() throws IOException {
        assertThat(write(Map.of("cells", List.of(1, 2).iterator()))).isEqualTo("{\n  \"cells\" : [ 1, 2 ]\n}\n");
    }

    @Test
    void aFullDiskIsAnIoException() {
        Writer full = new FilterWriter(Writer.nullWriter()) {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("disk full");
            }
        };
        assertThatThrownBy(() -> Json.write(List.of(1), full))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }
}
