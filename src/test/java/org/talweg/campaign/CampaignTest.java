package org.talweg.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Instance;
import org.talweg.cli.Run;
import tools.jackson.databind.ObjectMapper;

/** A short campaign, and that a campaign sees what it is there for. */
class CampaignTest {

    private static final Instance XOR = Instance.of("1/1000", "1,1,1", "-1,1,-1", "1,-1,-1", "-1,-1,1");

    @Test
    void nothingFalse() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Campaign campaign = Campaign.of(220, 20261127);
        campaign.run(out);
        System.out.println(bytes.toString(StandardCharsets.UTF_8));
        assertThat(campaign.faults()).isEmpty();
        assertThat(campaign.tally(Family.XOR).trials).isGreaterThan(3);
        for (Family family : List.of(Family.SIGNS, Family.XOR, Family.OPPOSITE, Family.CYCLIC)) {
            assertThat(campaign.tally(family).openShare()).as("%s", family).isLessThan(0.001);
        }
    }

    /** Ties by symmetry below the convex width: the verdicts one by one know what the census counts. */
    @Test
    void parityAtWidthTwo(@TempDir Path folder) throws IOException {
        Tally tally = new Tally();
        Examination examination = new Examination(XOR, folder, tally);
        examination.examine(new Random(1));
        assertThat(examination.faults()).isEmpty();
        assertThat(tally.openRegions).isZero();
        assertThat(tally.untold).isZero();
        assertThat(tally.regions).isEqualTo(8 + 64);
    }

    /** Output with one lie in it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"GLOBAL\";\"SPURIOUS\";optimal over all signed cells YES",
                "\"SPURIOUS\";\"GLOBAL\";optimal over all signed cells NO",
                "874117856441748055955287/154742504910672534362390528;874117856441748055955288/154742504910672534362390528;is not in"
            })
    void seesALie(String what, String instead, String fault, @TempDir Path folder) throws IOException {
        assertThat(faults(folder, text -> text)).isEmpty();
        assertThat(faults(folder, text -> {
                    assertThat(text).contains(what);
                    return text.replace(what, instead);
                }))
                .anyMatch(f -> f.contains(fault));
    }

    private static List<String> faults(Path folder, UnaryOperator<String> change) throws IOException {
        Path data = Files.writeString(folder.resolve("data.csv"), XOR.csv());
        Run run =
                Run.of("certify", data.toString(), "--lambda", "1/1000", "--width", "2", "--format", "json", "--quiet");
        Examination examination = new Examination(XOR, folder, new Tally());
        examination.checkMinima(new ObjectMapper().readTree(change.apply(run.out())), XOR.oracleCells());
        return examination.faults();
    }
}
