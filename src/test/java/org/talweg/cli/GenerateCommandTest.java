package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.data.Dataset;
import org.talweg.data.DatasetReader;
import org.talweg.data.ReadOptions;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

class GenerateCommandTest {

    @TempDir
    private Path directory;

    private static Run generate(String arguments) {
        return Run.of(("generate " + arguments).split(" ", -1));
    }

    private Dataset dataset(String arguments) throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, generate(arguments).out());
        return DatasetReader.readDataset(file.toString(), System.in, ReadOptions.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "gaussian -n 5 -d 3,5,3",
        "gaussian --rows 5 --dimension 3 --decimals 0 --seed -4,5,3",
        "teacher -n 4 -d 2,4,2",
        "teacher -n 4 -d 2 --hidden 1,4,2",
        "orthogonal -n 3,3,3",
        "orthogonal -n 2 -d 5,2,5",
        "boursier -d 5,5,5",
        "one-dimensional -n 6,6,2"
    })
    void writesDataThatReadsBack(String arguments, int rows, int dimension) throws IOException {
        Run run = generate(arguments);
        assertThat(run.status()).isZero();
        assertThat(generate(arguments)).isEqualTo(run);
        Dataset data = dataset(arguments);
        assertThat(data.size()).isEqualTo(rows);
        assertThat(data.dimension()).isEqualTo(dimension);
        assertThat(run.out()).startsWith("x").contains(",y\n");
    }

    @Test
    void optionsReachTheGenerator() throws IOException {
        assertThat(dataset("gaussian -n 5 -d 3 --seed 2")).isNotEqualTo(dataset("gaussian -n 5 -d 3 --seed 3"));
        assertThat(dataset("gaussian -n 5 -d 3")).isEqualTo(dataset("gaussian -n 5 -d 3 --seed 1 --decimals 3"));
        assertThat(dataset("gaussian -n 5 -d 3")).isNotEqualTo(dataset("gaussian -n 5 -d 3 --decimals 4"));
        assertThat(dataset("teacher -n 4 -d 2")).isEqualTo(dataset("teacher -n 4 -d 2 -k 10"));
        assertThat(dataset("teacher -n 4 -d 2")).isNotEqualTo(dataset("teacher -n 4 -d 2 -k 9"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"--labels 3,-2,1,4", "--labels=3,-2,1,4", "-n 4 --labels 3,-2,1,4", "-d 4 --labels 3,-2,1,4"})
    void orthogonalWithLabels(String arguments) throws IOException {
        Dataset data = dataset("orthogonal " + arguments);
        assertThat(data.labels()).isEqualTo(RationalVector.of(3, -2, 1, 4));
        assertThat(data.inputs().multiply(data.inputs().transpose())).isEqualTo(RationalMatrix.identity(4));
    }

    @Test
    void labelsMayBeginWithAMinusOrBeFractions() throws IOException {
        assertThat(dataset("orthogonal --labels -3,2").labels()).isEqualTo(RationalVector.of(-3, 2));
        assertThat(generate("orthogonal --labels 1/3,2").out()).contains(",1/3\n");
        Run run = generate("orthogonal --labels 1,x");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("--labels").contains("found 'x'");
    }

    @Test
    void theStandInIsReportedOnlyWhenUsed() {
        assertThat(generate("boursier -d 3").err()).isEmpty();
        assertThat(generate("boursier -d 4 --quiet").err()).isEmpty();
        assertThat(generate("boursier -d 4").err())
                .isEqualTo("sqrt(17) is replaced by 9478657/2298912; its square exceeds 17 by 1/5284996383744, about"
                        + " 1.892148882212819E-13" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gaussian -n 0 -d 2;talweg: rows: expected at least 1, found 0",
                "gaussian -n 2 -d -1;talweg: dimension: expected at least 1, found -1",
                "boursier -d 2;talweg: dimension: expected at least 3, found 2",
                "orthogonal -n 3 --labels 1,2;talweg: labels: expected 3, one a row, found 2"
            })
    void badParametersAreOneLine(String arguments, String message) {
        Run run = generate(arguments);
        assertThat(run.err()).isEqualTo(message + System.lineSeparator());
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void writesToAFile() throws IOException {
        Path file = directory.resolve("out.csv");
        Run run = generate("gaussian -n 2 -d 2 --output " + file);
        assertThat(run).isEqualTo(new Run(0, "", ""));
        assertThat(Files.readString(file))
                .isEqualTo(generate("gaussian -n 2 -d 2").out());
    }
}
