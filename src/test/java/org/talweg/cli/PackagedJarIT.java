package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar, from which what seems unused has been left out, prints what the classes print. */
class PackagedJarIT {

    private static final String JAR = System.getProperty("talweg.jar");

    @TempDir
    private Path directory;

    private static List<String> command(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.concat(Stream.of(java, "-jar", JAR), Stream.of(arguments)).toList();
    }

    private String output(List<String> command, int status) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        process.getOutputStream().close();
        int found = process.waitFor();
        String text = Files.readString(out);
        assertThat(found).as(text).isEqualTo(status);
        return text;
    }

    private void same(String... arguments) throws IOException, InterruptedException {
        Run run = Run.of(arguments);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isNotEmpty();
        assertThat(output(command(arguments), 0)).isEqualTo(run.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cells examples/boursier-3.csv --faces --format json",
                "region examples/orthogonal-4.csv --lambda 1/20 --neurons=+:++++,+:+-++ --format json",
                "classify examples/classify/data.csv examples/classify/network.json --lambda 1/3 --format json",
                "graph examples/boursier-3.csv --lambda 1/100 --width 1 --format svg",
                "graph examples/boursier-3.csv --lambda 1/100 --width 1 --format graphml",
                "graph examples/boursier-3.csv --lambda 1/100 --width 1 --format dot",
                "counterexample orthogonal --rows 3 --width 2 --lambda 1/20 --format json",
                "generate gaussian -n 4 -d 2 --seed 3",
                "certify examples/boursier-3.csv --lambda 1e-5 --width 3 --format json"
            })
    void commands(String line) throws IOException, InterruptedException {
        same(line.split(" ", -1));
    }

    @Test
    void binaryData() throws IOException, InterruptedException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";
        String padded = header + " ".repeat(117 - header.length()) + "\n";
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
        file.write(padded.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer values = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : new double[] {1, 0, 2, 0.5, 1, -1}) {
            values.putDouble(value);
        }
        file.write(values.array());
        Path data = directory.resolve("data.npy");
        Files.write(data, file.toByteArray());
        same("cells", data.toString(), "--format", "json");
    }

    @Test
    void certificates() throws IOException, InterruptedException {
        for (String name : List.of("plain", "packed.gz")) {
            String file = directory.resolve(name).toString();
            same("certify", "examples/boursier-3.csv", "--lambda", "1e-5", "--width", "3", "--certificate", file);
            same("verify", file);
        }
        same("verify", directory.resolve("plain").toString(), "--data", "examples/boursier-3.csv");
        Path refused = directory.resolve("refused");
        Files.writeString(refused, "{}");
        assertThat(output(command("verify", refused.toString()), 1)).startsWith("REFUSED format: ");
        String missing = directory.resolve("missing").toString();
        assertThat(output(command("verify", missing), 2)).contains(missing, "expected a certificate");
        assertThat(output(command("verify", directory.toString()), 2)).contains("expected a certificate");
    }

    /** The display needs parts of libraries that no class refers to by name. */
    @Test
    void progress() throws IOException, InterruptedException {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script));
        String line =
                String.join(" ", command("certify", "examples/teacher-4x3.csv", "--lambda", "1/100", "--width", "5"));
        String shown = output(List.of(script.toString(), "-qec", line, "/dev/null"), 0);
        assertThat(shown).contains("local minima 100%", "global value").doesNotContain("Exception");
    }
}
