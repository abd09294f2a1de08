package org.talweg.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

class NetworkReaderTest {

    private static Network read(String json, int dimension) {
        return NetworkReader.read("-", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), dimension);
    }

    @Test
    void readsNumbersExactly() {
        Network net = read("""
                {"description": "any", "w": [["1/3", 0.1, -1e-5], ["-2", 3, "1.5e3"]],
                 "a": [12345678901234567890.123456789, "22/7"]}
                """, 3);
        assertThat(net.a().get(0)).isEqualTo(Rational.parse("12345678901234567890.123456789"));
        assertThat(net.a().get(1)).isEqualTo(Rational.of(22, 7));
        assertThat(net.w().row(0))
                .isEqualTo(RationalVector.of(Rational.of(1, 3), Rational.of(1, 10), Rational.of(-1, 100_000)));
        assertThat(net.w().row(1)).isEqualTo(RationalVector.of(-2L, 3L, 1500L));
    }

    @Test
    void readsTwoLinearLayers() {
        Network net = read("{\"0.weight\":[[1,2],[3,4],[5,6]],\"2.weight\":[[7,8,9]]}", 2);
        assertThat(net.a()).isEqualTo(RationalVector.of(7L, 8L, 9L));
        assertThat(net.w().row(2)).isEqualTo(RationalVector.of(5L, 6L));
        assertThat(net.width()).isEqualTo(3);
    }

    @Test
    void namesTheFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("net.json");
        assertThatThrownBy(() -> NetworkReader.read(file.toString(), System.in, 1))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": no such file");
        Files.writeString(file, "{\"a\":[1],\"w\":[[1,\"x\"]]}");
        assertThatThrownBy(() -> NetworkReader.read(file.toString(), System.in, 2))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": w: neuron 1, position 2: expected an exact number, found \"x\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``| expected {\"a\":[...],\"w\":[[...],...]} or the weights of two layers without bias, found the end",
                "[1]| expected {\"a\":[...],\"w\":[[...],...]} or the weights of two layers without bias, found a list",
                "{}| expected {\"a\":[...],\"w\":[[...],...]} or the weights of two layers without bias",
                "{\"a\":[1]}| expected {\"a\":[...],\"w\":[[...],...]} or the weights of two layers without bias",
                "{\"a\":[1],\"w\":[[1,2]],\"x.weight\":[[1,2]]}| expected {\"a\":[...],\"w\":[[...],...]} or the weights of two layers without bias",
                "{\"a\":[1],\"w\":[[1,2]],\"b\":[1]}| expected {\"a\":[...],\"w\":[[...],...]} or the weights of two layers without bias, found \"b\"",
                "{\"0.weight\":[[1,2]],\"0.bias\":[1]}| expected {\"a\":[...],\"w\":[[...],...]} or the weights of two layers without bias, found \"0.bias\"; a bias is a constant input column (--bias)",
                "{\"a\":1,\"w\":[[1,2]]}| a: neuron 1: expected a list of numbers, found \"1\"",
                "{\"a\":[],\"w\":[[1,2]]}| a: neuron 1: expected at least one number",
                "{\"a\":[1],\"w\":[]}| w: expected at least one neuron",
                "{\"a\":[1],\"w\":[[]]}| w: neuron 1, position 1: expected at least one number",
                "{\"a\":[1],\"w\":7}| w: expected a list of lists of numbers, one a neuron, found \"7\"",
                "{\"a\":[1],\"w\":[1,2]}| w: neuron 1, position 1: expected a list of numbers, found \"1\"",
                "{\"a\":[1,2],\"w\":[[1,2],[1]]}| w: neuron 2, position 2: expected 2 numbers as in neuron 1, found 1",
                "{\"a\":[1,2],\"w\":[[1,2],[1,2,3]]}| w: neuron 2, position 3: expected 2 numbers as in neuron 1, found 3",
                "{\"a\":[1],\"w\":[[1,2,3]]}| neuron 1, position 3: expected 2 numbers, one an input of the data, found 3",
                "{\"a\":[1],\"w\":[[1]]}| neuron 1, position 2: expected 2 numbers, one an input of the data, found 1",
                "{\"a\":[1,2],\"w\":[[1,2]]}| expected as many entries of a as rows of w, found 2 and 1",
                "{\"0.weight\":[[1,2]],\"2.weight\":[[1],[2]]}| expected 1 row of 1 number in \"2.weight\", found 2 of 1",
                "{\"a\":[1],\"w\":[[1,NaN]]}| w: neuron 1, position 2: expected an exact number, found \"NaN\"",
                "{\"a\":[-Infinity],\"w\":[[1,2]]}| a: neuron 1: expected an exact number, found \"-Infinity\"",
                "{\"a\":[1],\"w\":[[1,\"1/0\"]]}| w: neuron 1, position 2: expected an exact number, found \"1/0\"",
                "{\"a\":[1],\"w\":[[1,1e99999]]}| w: neuron 1, position 2: expected an exact number, found \"1e99999\"",
                "{\"a\":[1],\"w\":[[1,null]]}| w: neuron 1, position 2: expected an exact number, found \"null\"",
                "{\"a\":[1],\"w\":[[1,[2]]]}| w: neuron 1, position 2: expected an exact number, found a list",
                "{\"a\":[1],\"w\":[[1,{}]]}| w: neuron 1, position 2: expected an exact number, found an object",
                "{\"a\":[1],\"a\":[2],\"w\":[[1,2]]}| line 1, column 13: not JSON: Duplicate Object property \"a\"",
                "{\"a\":[1],\"w\":[[1,2| line 1, column 19: not JSON: Unexpected end-of-input",
                "{\"a\":[1],\"w\":[[1,2]]}{}| expected nothing after the network, found an object"
            })
    void refusesWhatIsNoNetwork(String json, String message) {
        assertThatThrownBy(() -> read(json == null ? "" : json, 2))
                .isInstanceOf(InputException.class)
                .hasMessage("standard input: " + message);
    }

    @Test
    void numbersTooLongForTheParserAreRefusedInOneLine() {
        String digits = "1".repeat(30_000);
        assertThatThrownBy(() -> read("{\"a\":[" + digits + "],\"w\":[[1]]}", 1))
                .isInstanceOf(InputException.class)
                .message()
                .hasLineCount(1)
                .hasSizeLessThan(200);
        assertThatThrownBy(() -> read("{\"a\":[\"" + digits + "\"],\"w\":[[1]]}", 1))
                .isInstanceOf(InputException.class)
                .message()
                .hasSizeLessThan(200);
    }

    @Test
    void evaluates() {
        Network net = read("{\"a\":[2,-1],\"w\":[[1,0],[-1,1]]}", 2);
        RationalMatrix x = RationalMatrix.ofRows(
                java.util.List.of(RationalVector.of(3L, 1L), RationalVector.of(-1L, 1L), RationalVector.of(1L, 2L)), 2);
        assertThat(net.outputs(x)).isEqualTo(RationalVector.of(6L, -2L, 1L));
        assertThat(net.penalty()).isEqualTo(Rational.of(8));
        assertThat(net.imbalance(0)).isEqualTo(Rational.of(-3));
        assertThat(net.mass(1)).isEqualTo(RationalVector.of(-1L, 1L));
        Network moved = net.moved(net, Rational.of(1, 2));
        assertThat(moved.a()).isEqualTo(RationalVector.of(Rational.of(3), Rational.of(-3, 2)));
        assertThat(moved.w().row(1)).isEqualTo(RationalVector.of(Rational.of(-3, 2), Rational.of(3, 2)));
        assertThatThrownBy(() -> new Network(RationalVector.of(1L), net.w()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
