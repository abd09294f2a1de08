package org.talweg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CellsCommandTest {

    @TempDir
    private Path directory;

    private String file;

    @BeforeEach
    void data() throws IOException {
        Path path = directory.resolve("data.csv");
        // A zero row, a repeated and an opposite row; the plane cut by three lines.
        Files.writeString(path, "1,0\n0,0\n2,0\n0,1\n0,-1/3\n1,1\n");
        file = path.toString();
    }

    private Run cells(String options) {
        List<String> arguments = new ArrayList<>(List.of("cells", file, "--no-label"));
        if (!options.isEmpty()) {
            arguments.addAll(List.of(options.split(" ", -1)));
        }
        return Run.of(arguments.toArray(String[]::new));
    }

    private static JsonNode json(Run run) {
        assertThat(run.status()).as(run.err()).isZero();
        return JsonMapper.builder().build().readTree(run.out());
    }

    @Test
    void jsonHasTheCells() {
        JsonNode result = json(cells("--format json --faces"));
        assertThat(result.get("n").intValue()).isEqualTo(6);
        assertThat(result.get("d").intValue()).isEqualTo(2);
        assertThat(result.get("rank").intValue()).isEqualTo(2);
        assertThat(result.get("hyperplanes").intValue()).isEqualTo(3);
        assertThat(result.get("count").stringValue()).isEqualTo("6");
        assertThat(result.get("faces").toString()).isEqualTo("[\"1\",\"6\",\"6\"]");
        TreeSet<String> cells = new TreeSet<>();
        for (JsonNode cell : result.get("cells")) {
            cells.add(cell.get("cell").stringValue());
            assertThat(cell.get("witness").size()).isEqualTo(2);
        }
        assertThat(cells).containsExactly("+0++-+", "+0+-++", "+0+-+-", "-0-+-+", "-0-+--", "-0--+-");
        assertThat(result.has("timings")).isFalse();
        assertThat(cells("--format json --threads 1")).isEqualTo(cells("--format json --threads 3"));
    }

    @Test
    void linesAreTheCells() {
        Run run = cells("--format lines");
        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .containsExactlyInAnyOrder("+0++-+", "+0+-++", "+0+-+-", "-0-+-+", "-0-+--", "-0--+-");
        assertThat(cells("--format lines --timings").err()).contains("cellsPerSecond");
    }

    @ParameterizedTest
    @ValueSource(strings = {"automatic", "deletion-restriction", "feasibility", "characteristic"})
    void everyMethodCounts(String method) {
        JsonNode result = json(cells("--format json --count-only --timings --method " + method));
        assertThat(result.get("count").stringValue()).isEqualTo("6");
        assertThat(result.has("cells")).isFalse();
        assertThat(result.get("timings").has("seconds")).isTrue();
    }

    @Test
    void textIsForPeople() {
        Run run = cells("");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("hyperplanes: 3\n", "count: 6\n", "+0++-+ 1 ");
        assertThat(cells("--faces --count-only").out()).contains("faces: 1 6 6\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--method characteristic", "--threads 0", "--format lines --faces", "--format lines --count-only"
            })
    void misuseIsOneLine(String options) {
        Run run = cells(options);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1);
    }

    @Test
    void dataWithoutAHyperplaneHaveOneCell() throws IOException {
        Files.writeString(Path.of(file), "0,0\n");
        assertThat(cells("--format lines").out()).isEqualTo("0\n");
        assertThat(json(cells("--format json --count-only")).get("count").stringValue())
                .isEqualTo("1");
        assertThat(json(cells("--format json")).get("cells").toString())
                .isEqualTo("[{\"cell\":\"0\",\"witness\":[\"0\",\"0\"]}]");
    }
}
