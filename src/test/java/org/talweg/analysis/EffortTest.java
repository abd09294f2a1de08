package org.talweg.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits that follow from the size of the data. */
class EffortTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 3", "1, 1", "5, 3", "12, 5", "1000, 40", "100000, 900"})
    void everySizeHasLimits(int n, int d) {
        assertThat(Effort.DEFAULT.nodesFor(n, d)).isPositive();
        assertThat(Effort.DEFAULT.facesFor(n, d)).isNotNegative();
    }

    @Test
    void largerDataGetFewerNodes() {
        assertThat(Effort.DEFAULT.nodesFor(12, 5)).isLessThan(Effort.DEFAULT.nodesFor(12, 4));
        assertThat(Effort.DEFAULT.facesFor(12, 5)).isLessThan(Effort.DEFAULT.facesFor(12, 3));
    }

    @Test
    void whatTheUserSaysCounts() {
        assertThat(Effort.DEFAULT.withNodes(7).nodesFor(12, 5)).isEqualTo(7);
        assertThat(Effort.DEFAULT.withAnyFaces().facesFor(1000, 40)).isEqualTo(Long.MAX_VALUE);
    }
}
