package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class WidthsTest {

    private static Widths read(String text) {
        return new Widths.Converter().convert(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "5;5",
                "1-5;1 2 3 4 5",
                "1-3,10;1 2 3 10",
                "10,1-3;10 1 2 3",
                "4-4;4",
                "5,3,5;5 3 5",
                "1-2,2-3;1 2 2 3",
                " 1 - 2 , 7 ;1 2 7",
                "99999-100000;99999 100000",
                "007;7"
            })
    void inTheOrderGiven(String text, String expected) {
        List<Integer> widths =
                Arrays.stream(expected.split(" ", -1)).map(Integer::valueOf).toList();
        assertThat(read(text).list()).isEqualTo(widths);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';widths such as 5, 1-5 or 1-3,10",
                "two;widths such as 5, 1-5 or 1-3,10",
                "5,;widths such as 5, 1-5 or 1-3,10",
                "1-;widths such as 5, 1-5 or 1-3,10",
                "-3;widths such as 5, 1-5 or 1-3,10",
                "1-2-3;widths such as 5, 1-5 or 1-3,10",
                "1...5;widths such as 5, 1-5 or 1-3,10",
                "0;at least 1 neuron",
                "0-3;at least 1 neuron",
                "100001;at most 100000 neurons (the formulas of any width hold beyond)",
                "2147483647;at most 100000 neurons (the formulas of any width hold beyond)",
                "9223372036854775807;at most 100000 neurons (the formulas of any width hold beyond)",
                "1-99999999999999999999;at most 100000 neurons (the formulas of any width hold beyond)",
                "5-1;a range from the smaller width to the larger one",
                "7,5-1;a range from the smaller width to the larger one",
                "1-1001;a range of at most 1000 widths",
                "1-100000;a range of at most 1000 widths"
            })
    void refuses(String text, String expected) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("expected " + expected + ", found '");
    }

    @Test
    void optionsAddUp() {
        assertThat(Widths.all(List.of(read("3"), read("1-2")))).containsExactly(3, 1, 2);
        assertThat(read("1-1000").list()).hasSize(1000);
    }
}
