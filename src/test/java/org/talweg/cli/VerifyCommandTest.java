package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyCommandTest {

    private static final String BOURSIER = "examples/boursier-3.csv";

    @TempDir
    private Path directory;

    private String certify(String data, String options, String name) {
        String file = directory.resolve(name).toString();
        List<String> arguments = new ArrayList<>(List.of("certify", data, "--certificate", file, "--format", "json"));
        arguments.addAll(List.of(options.split(" ", -1)));
        Run run = Run.of(arguments.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return file;
    }

    private static List<String> verify(String... arguments) {
        List<String> all = new ArrayList<>(List.of("verify"));
        all.addAll(List.of(arguments));
        Run run = Run.of(all.toArray(String[]::new));
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return run.out().lines().toList();
    }

    /** Every example, with all that certify claims about it. */
    @ParameterizedTest
    @CsvSource({
        "orthogonal-4, --lambda 1/20 --width 2~10~80, 2, 3",
        "boursier-3, --lambda 1e-5 --width 3~10, 4, 2",
        "anscombe-4, --bias --lambda 0.1 --width 10, 0, 1"
    })
    void examples(String name, String options, int minima, int widths) {
        complete(name, options, minima, widths);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "teacher-4x3, --lambda 0.01 --width 1~2~5~10~20~80, 12, 6",
        "anscombe-1, --bias --lambda 0.1 --width 10, 0, 1",
        "anscombe-2, --bias --lambda 0.1 --width 10, 1, 1",
        "anscombe-3, --bias --lambda 0.1 --width 10, 0, 1"
    })
    void largerExamples(String name, String options, int minima, int widths) {
        complete(name, options, minima, widths);
    }

    private void complete(String name, String options, int minima, int widths) {
        String data = "examples/" + name + ".csv";
        String file = certify(data, options.replace('~', ','), name);
        List<String> bias = options.contains("--bias") ? List.of("--bias") : List.of();
        List<String> arguments = new ArrayList<>(List.of(file, "--data", data));
        arguments.addAll(bias);
        List<String> lines = verify(arguments.toArray(String[]::new));
        assertThat(lines).allMatch(l -> l.startsWith("VERIFIED "));
        assertThat(lines)
                .filteredOn(l -> l.startsWith("VERIFIED local minimum"))
                .hasSize(minima);
        assertThat(lines).filteredOn(l -> l.startsWith("VERIFIED width")).hasSize(widths);
        assertThat(lines).hasSize(5 + minima + widths);
    }

    @Test
    void compressedAndPlainAreTheSame() throws IOException {
        String plain = certify(BOURSIER, "--lambda 1e-5 --width 3", "plain");
        String packed = certify(BOURSIER, "--lambda 1e-5 --width 3", "packed.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(packed)))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(Path.of(plain)));
        }
        assertThat(Files.size(Path.of(packed))).isLessThan(Files.size(Path.of(plain)) / 2);
        assertThat(verify(packed)).isEqualTo(verify(plain));
    }

    @Test
    void otherDataAreRefused() {
        String file = certify(BOURSIER, "--lambda 1e-5 --width 3 --census off", "certificate");
        Run run = Run.of("verify", file, "--data", "examples/orthogonal-4.csv");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("REFUSED data: the certificate is about other data")
                .hasLineCount(1);
        assertThat(Run.of("verify", file, "--data", BOURSIER, "--bias").status())
                .isEqualTo(1);
        assertThat(verify(file, "--data", BOURSIER)).contains("NOT CLAIMED complete list");
    }

    @Test
    void whatIsNoCertificate() {
        Run data = Run.of("verify", BOURSIER);
        assertThat(data.status()).isEqualTo(1);
        assertThat(data.out()).isEqualTo("REFUSED format: expected {, found x" + System.lineSeparator());
        Run missing = Run.of("verify", "no-such-file");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err())
                .isEqualTo("talweg: no-such-file: expected a certificate to read" + System.lineSeparator());
        assertThat(Run.of("verify", directory.toString()).status()).isEqualTo(2);
    }

    @Test
    void certificateThatCannotBeWritten() {
        Run run = Run.of(
                "certify", BOURSIER, "--lambda", "1", "--width", "3", "--certificate", "no-such-directory/certificate");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no-such-directory/certificate").hasLineCount(1);
    }

    /** The small checker for users agrees, on a certificate and on a broken one. */
    @Test
    void pythonChecker() throws IOException, InterruptedException {
        String file = certify(BOURSIER, "--lambda 1e-5 --width 3,10", "certificate.gz");
        List<String> lines = python(file, 0);
        assertThat(lines).hasSize(6).allMatch(l -> l.startsWith("VERIFIED "));
        assertThat(lines).contains("VERIFIED width 10: global 256048850520, spurious 117071, given the list of minima");
        String example = Files.readString(Path.of("src/test/resources/certificates/worked-example.json"));
        Path other = directory.resolve("other");
        Files.writeString(other, example);
        assertThat(python(other.toString(), 0)).hasSize(5);
        String[][] changes = {
            {"\"lower\":\"15/64\"", "\"lower\":\"1/4\""},
            {"\"upper\":\"15/64\"", "\"upper\":\"1/5\""},
            {"\"stars\":[1,1]", "\"stars\":[1,2]"},
            {"[\"-2\",\"3\"]", "[\"2\",\"3\"]"},
            {"\"global\":\"2\"", "\"global\":\"3\""},
            {"\"witness\":[\"1\"]", "\"witness\":[\"0\"]"},
            {"\"lambda\":\"1/16\"", "\"lambda\":\"1/17\""}
        };
        for (String[] change : changes) {
            assertThat(example).contains(change[0]);
            Files.writeString(other, example.replace(change[0], change[1]));
            python(other.toString(), 1);
        }
    }

    private List<String> python(String file, int status) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("python3", "examples/verify.py", file).start();
        } catch (IOException e) {
            assumeTrue(false, "no python3");
            throw e;
        }
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(lines + errors).isEqualTo(status);
        assertThat(errors).matches(status == 0 ? "" : "REFUSED [^\n]*\n");
        return lines;
    }
}
