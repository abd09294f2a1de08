package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SpellingTest {

    private static final List<String> COMMANDS = List.of("cells", "certify", "verify", "region", "classify", "graph");

    @ParameterizedTest
    @CsvSource({
        "certfy,certify", "crtify,certify", "cretify,certify", "CERTIFY,certify", "verfy,verify", "cell,cells",
        "regions,region", "clasify,classify", "grpah,graph", "g,graph", "c,cells", "verif,verify"
    })
    void nearest(String word, String expected) {
        assertThat(Spelling.nearest(word, COMMANDS)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"help", "xyz", "train", "'--'", "minima"})
    void nothingNear(String word) {
        assertThat(Spelling.nearest(word, COMMANDS)).isEmpty();
    }

    /** Every letter of every long option left out, doubled, or exchanged with the next leads back to it or to one as near. */
    @Test
    void anyOneMistakeInAnyOption() {
        for (CommandLine command : Talweg.commandLine().getSubcommands().values()) {
            List<String> names = command.getCommandSpec().options().stream()
                    .map(o -> o.longestName())
                    .filter(n -> n.length() > 4)
                    .toList();
            for (String name : names) {
                for (int i = 2; i + 1 < name.length(); i++) {
                    String tail = name.substring(i + 1);
                    assertThat(Spelling.nearest(name.substring(0, i) + tail, names))
                            .isPresent();
                    String doubled = name.substring(0, i + 1) + name.charAt(i) + tail;
                    assertThat(Spelling.nearest(doubled, names)).contains(name);
                    String exchanged = name.substring(0, i) + tail.charAt(0) + name.charAt(i) + tail.substring(1);
                    // --output and --outputs are one letter apart
                    assertThat(Spelling.nearest(exchanged, names))
                            .hasValueSatisfying(n -> assertThat(n.replaceFirst("outputs$", "output"))
                                    .isEqualTo(name.replaceFirst("outputs$", "output")));
                }
            }
        }
    }
}
