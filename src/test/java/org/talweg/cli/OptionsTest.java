package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.data.Dataset;
import org.talweg.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The mixins, in a command that prints what they gave it. */
class OptionsTest {

    @Command(name = "probe")
    private static final class Probe implements Callable<Integer> {
        @Mixin
        private DataOptions data;

        @Mixin
        private LambdaOption lambda;

        @Mixin
        private FormatOption format;

        @Mixin
        private OutputOptions output;

        @Option(names = "--inputs")
        private boolean inputsOnly;

        @Option(names = "--fail")
        private boolean fail;

        @Override
        public Integer call() {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("lambda", lambda.value());
            if (inputsOnly) {
                result.put("x", data.inputs());
            } else {
                Dataset dataset = data.dataset();
                result.put("x", dataset.inputs());
                result.put("y", dataset.labels());
            }
            output.message("source " + data.source());
            output.write(out -> {
                if (format.isJson()) {
                    Json.write(result, out);
                } else {
                    out.write(result + "\n");
                }
                out.flush();
                if (fail) {
                    throw new IOException("disk full");
                }
            });
            return Talweg.OK;
        }
    }

    @TempDir
    private Path directory;

    private Path csv;

    @BeforeEach
    void writeData() throws IOException {
        csv = Files.writeString(directory.resolve("data.csv"), "a,b,c\n1,2,1/3\n");
    }

    private Run probe(String... args) {
        String[] all = Stream.concat(Stream.of("probe", csv.toString()), Stream.of(args))
                .toArray(String[]::new);
        return Run.with(new Probe(), all);
    }

    private static String err(Run run) {
        return run.err().strip();
    }

    @Test
    void textIsTheDefault() {
        Run run = probe("--lambda", "0.01");
        assertThat(run.out()).isEqualTo("{lambda=1/100, x=[[1, 2]], y=[1/3]}\n");
        assertThat(err(run)).isEqualTo("source " + csv);
        assertThat(run.status()).isZero();
        assertThat(probe("--lambda", "0.01", "--quiet").err()).isEmpty();
        assertThat(probe("--lambda", "0.01", "-q").out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "JSON"})
    void json(String format) {
        assertThat(probe("--lambda", "1/20", "--format", format).out()).isEqualTo("""
                        {
                          "lambda" : "1/20",
                          "x" : [ [ "1", "2" ] ],
                          "y" : [ "1/3" ]
                        }
                        """);
    }

    @Test
    void refusesOtherFormats() {
        Run run = probe("--lambda", "1", "--format", "xml");
        assertThat(run.status()).isEqualTo(2);
        assertThat(err(run))
                .hasLineCount(1)
                .contains("'--format'")
                .contains("text, json")
                .contains("'xml'");
    }

    @Test
    void columns() {
        assertThat(probe("--lambda", "1", "--label", "a").out()).isEqualTo("{lambda=1, x=[[2, 1/3]], y=[1]}\n");
        assertThat(probe("--lambda", "1", "--bias").out()).isEqualTo("{lambda=1, x=[[1, 2, 1]], y=[1/3]}\n");
        assertThat(probe("--lambda", "1", "--inputs").out()).isEqualTo("{lambda=1, x=[[1, 2]]}\n");
        assertThat(probe("--lambda", "1", "--inputs", "--no-label").out()).isEqualTo("{lambda=1, x=[[1, 2, 1/3]]}\n");
        assertThat(probe("--lambda", "1", "--inputs", "--no-label", "--bias").out())
                .isEqualTo("{lambda=1, x=[[1, 2, 1/3, 1]]}\n");
    }

    @Test
    void columnOptionsThatContradict() {
        Run labels = probe("--lambda", "1", "--no-label");
        assertThat(err(labels)).isEqualTo("talweg probe: --no-label: probe needs labels (see talweg probe --help)");
        assertThat(labels.status()).isEqualTo(2);
        Run both = probe("--lambda", "1", "--inputs", "--no-label", "--label", "a");
        assertThat(err(both))
                .isEqualTo("talweg probe: --label and --no-label exclude each other (see talweg probe --help)");
        assertThat(both.status()).isEqualTo(2);
    }

    @Test
    void aMissingColumnIsOneLine() {
        Run run = probe("--lambda", "1", "--label", "z");
        assertThat(run.status()).isEqualTo(2);
        assertThat(err(run))
                .isEqualTo("talweg: " + csv + ": no label column \"z\"; the columns are \"a\", \"b\", \"c\"");
    }

    @ParameterizedTest
    @CsvSource({"0.01,1/100", "1/100,1/100", "1e-5,1/100000", "2,2", "+.5,1/2"})
    void lambdaIsExact(String text, String expected) {
        assertThat(probe("--lambda", text).out()).startsWith("{lambda=" + expected + ",");
        assertThat(probe("--lambda=" + text).out()).startsWith("{lambda=" + expected + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-1/2", "0.0", "-1e-9", "0/5"})
    void lambdaIsPositive(String text) {
        Run run = probe("--lambda", text);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(err(run))
                .isEqualTo(
                        "talweg probe: Invalid value for option '--lambda': expected a number greater than 0, found '"
                                + text + "' (see talweg probe --help)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "inf", "abc", "", "1/0", "0,1"})
    void lambdaIsANumber(String text) {
        Run run = probe("--lambda", text);
        assertThat(run.status()).isEqualTo(2);
        assertThat(err(run))
                .isEqualTo(
                        "talweg probe: Invalid value for option '--lambda': expected an exact number such as 0.01, 1/100"
                                + " or 1e-5, found '" + text + "' (see talweg probe --help)");
    }

    @Test
    void lambdaIsRequired() {
        assertThat(err(probe()))
                .isEqualTo("talweg probe: Missing required option: '--lambda=L' (see talweg probe --help)");
        assertThat(probe("--lambda").status()).isEqualTo(2);
    }

    @Test
    void aDashIsStandardInput() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("7,8\n".getBytes(StandardCharsets.UTF_8)));
            Run run = Run.with(new Probe(), "probe", "-", "--lambda", "1");
            assertThat(run.out()).isEqualTo("{lambda=1, x=[[7]], y=[8]}\n");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void outputGoesToAFileWhole() throws IOException {
        Path file = directory.resolve("out.txt");
        Run run = probe("--lambda", "1", "--output", file.toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(file).hasContent("{lambda=1, x=[[1, 2]], y=[1/3]}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(csv)));
        probe("--lambda", "2", "-o", file.toString());
        assertThat(file).hasContent("{lambda=2, x=[[1, 2]], y=[1/3]}\n");
        assertThat(names()).containsExactlyInAnyOrder("data.csv", "out.txt");
    }

    @Test
    void aFailureLeavesTheFileAsItWas() throws IOException {
        Path file = Files.writeString(directory.resolve("out.txt"), "old");
        Run run = probe("--lambda", "1", "--output", file.toString(), "--fail");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).endsWith("talweg: " + file + ": cannot be written: disk full" + System.lineSeparator());
        assertThat(file).hasContent("old");
        Path fresh = directory.resolve("fresh.txt");
        assertThat(probe("--lambda", "1", "--output", fresh.toString(), "--fail")
                        .status())
                .isEqualTo(2);
        assertThat(names()).containsExactlyInAnyOrder("data.csv", "out.txt");
    }

    @Test
    void linksAreFollowedAndDevicesWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("out.txt"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertThat(probe("--lambda", "1", "--output", link.toString()).status()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("{lambda=1, x=[[1, 2]], y=[1/3]}\n");
        assertThat(probe("--lambda", "1", "--output", "/dev/null").status()).isZero();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void filesThatCannotBeWritten() {
        Path missing = directory.resolve("missing").resolve("out.txt");
        Run run = probe("--lambda", "1", "-q", "--output", missing.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(err(run)).isEqualTo("talweg: " + missing + ": expected an existing directory to write in");
        Run onDirectory = probe("--lambda", "1", "-q", "--output", directory.toString());
        assertThat(onDirectory.status()).isEqualTo(2);
        assertThat(err(onDirectory))
                .isEqualTo("talweg: " + directory + ": expected a file to write, found a directory");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
