package org.talweg.arrangement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

class CellCountTest {

    @Test
    void smallCountsAreExact() {
        long seed = 17;
        System.out.println("CellCountTest.smallCountsAreExact: seed " + seed);
        RandomArrangements random = new RandomArrangements(new Random(seed));
        for (int i = 0; i < 300; i++) {
            Arrangement arrangement = Arrangement.of(random.next(12));
            CellCount count = CellCount.of(arrangement);
            BigInteger cells = BigInteger.valueOf(CellSet.of(arrangement).size());
            assertThat(count.isExact()).isTrue();
            assertThat(count.most()).as(arrangement.rows().toString()).isEqualTo(cells);
            assertThat(cells)
                    .isLessThanOrEqualTo(CellCount.most(arrangement.hyperplanes(), arrangement.rank()))
                    .isGreaterThanOrEqualTo(BigInteger.ONE.shiftLeft(arrangement.rank()));
        }
    }

    /** Five pencils of eight lines, each in a plane of its own: 16^5 cells, where general position would have 5e8. */
    @Test
    void estimateOfAProduct() {
        List<RationalVector> rows = new ArrayList<>();
        for (int block = 0; block < 5; block++) {
            for (int k = 0; k < 8; k++) {
                long[] row = new long[10];
                row[2 * block] = 1;
                row[2 * block + 1] = k - 3L;
                rows.add(RationalVector.of(row));
            }
        }
        Arrangement arrangement = Arrangement.of(RationalMatrix.ofRows(rows, 10));
        CellCount count = CellCount.of(arrangement);
        BigInteger cells = BigInteger.ONE.shiftLeft(20);
        assertThat(count.hardlyBelow()).isLessThanOrEqualTo(cells);
        if (!count.isExact()) {
            assertThat(count.estimate()).isBetween(0x1p20 - 6 * count.error(), 0x1p20 + 6 * count.error());
            assertThat(count.looksGeneral()).isFalse();
        }
    }

    @Test
    void pathsMeetTheBoundInGeneralPosition() {
        Random random = new Random(5);
        List<RationalVector> rows = new ArrayList<>();
        for (int k = 0; k < 60; k++) {
            rows.add(RationalVector.of(random.longs(8, -1_000_000, 1_000_000).toArray()));
        }
        CellCount count = CellCount.of(Arrangement.of(RationalMatrix.ofRows(rows, 8)));
        assertThat(count.isExact()).isFalse();
        assertThat(count.looksGeneral()).isTrue();
        assertThat(count.hardlyBelow()).isEqualTo(count.most());
    }
}
