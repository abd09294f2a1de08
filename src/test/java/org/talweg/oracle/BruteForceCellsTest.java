package org.talweg.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BruteForceCellsTest {

    private static Set<String> cells(String... rows) {
        return BruteForceCells.cells(BruteForceCells.table(rows)).stream()
                .map(OracleCell::signs)
                .collect(Collectors.toSet());
    }

    @Test
    void oneDimensionHasTwoCells() {
        assertThat(cells("2", "-1", "1/3")).containsExactlyInAnyOrder("+-+", "-+-");
    }

    @Test
    void generalPositionHasTheBinomialCount() {
        // 2 (C(4,0) + C(4,1)) and 2 (C(4,0) + C(4,1) + C(4,2)).
        assertThat(cells("1,0", "0,1", "1,1", "1,2", "3,-1")).hasSize(10);
        assertThat(cells("1,0,0", "0,1,0", "0,0,1", "1,1,1", "1,2,4")).hasSize(22);
    }

    @Test
    void zeroRepeatedAndOppositeRowsAddNoCell() {
        assertThat(cells("1,0", "0,0", "0,1", "2,0", "0,-3"))
                .containsExactlyInAnyOrder("+0++-", "+0-++", "-0+--", "-0--+");
    }

    @Test
    void braidArrangementHasFactoriallyManyCells() {
        assertThat(cells("1,-1,0,0", "1,0,-1,0", "1,0,0,-1", "0,1,-1,0", "0,1,0,-1", "0,0,1,-1"))
                .hasSize(24);
    }

    @Test
    void noHyperplaneHasOneCell() {
        assertThat(cells("0,0", "0,0")).containsExactly("00");
    }

    @Test
    void regionsAreAllMaps() {
        assertThat(BruteForceCells.regions(4, 3)).hasSize(64).first().isEqualTo(new int[] {0, 0, 0});
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian-3x3", "gaussian-4x2", "gaussian-5x2"})
    void countsOfTheReferenceCensus(String name) {
        CensusFiles census = CensusFiles.load(name);
        assertThat(BruteForceCells.cells(census.x()))
                .hasSize(census.answer().get("cells").asInt());
    }
}
