package org.talweg.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.exact.Rational;
import org.talweg.oracle.ReferenceVerdicts.Answer;

class ReferenceVerdictsTest {

    private static ReferenceVerdicts verdicts(Rational[][] x, double[] y, double lambda, boolean exactZeros) {
        ReferenceConvexProgram program = new ReferenceConvexProgram(BruteForceCells.toDouble(x), y, lambda);
        return new ReferenceVerdicts(program, BruteForceCells.signedCells(x), exactZeros);
    }

    /** T8 (c): the answer for a region of width at least 2 on the rows of the identity. */
    private static Answer orthonormal(List<OracleCell> neurons, double[] y, double mu) {
        boolean[] exists = new boolean[2];
        boolean[] used = new boolean[2];
        boolean[] only = {true, true};
        for (int i = 0; i < 2; i++) {
            int sign = i == 0 ? 1 : -1;
            double square = 0;
            for (double v : y) {
                square += v * sign > 0 ? v * v : 0;
            }
            exists[i] = Math.sqrt(square) > mu;
            for (OracleCell cell : neurons) {
                boolean inStar = cell.sign() == sign;
                for (int k = 0; k < y.length; k++) {
                    inStar &= y[k] * sign <= 0 || cell.at(k) > 0;
                }
                used[i] |= inStar;
                only[i] &= inStar;
            }
        }
        if ((used[0] || !exists[0]) && (used[1] || !exists[1])) {
            return Answer.GLOBAL;
        }
        return (exists[0] && only[0]) || (exists[1] && only[1]) ? Answer.SPURIOUS : Answer.SADDLE;
    }

    @ParameterizedTest
    @CsvSource({"2,0.05", "2,0.6", "2,1.2", "3,0.05", "3,0.6"})
    void orthonormalRows(int n, double lambda) {
        String[] identity = {"1,0,0", "0,1,0", "0,0,1"};
        String[] rows = new String[n];
        for (int k = 0; k < n; k++) {
            rows[k] = identity[k].substring(0, 2 * n - 1);
        }
        Rational[][] x = BruteForceCells.table(rows);
        List<OracleCell> cells = BruteForceCells.signedCells(x);
        for (double[] y : n == 2 ? new double[][] {{2, -1}, {2, 1}} : new double[][] {{3, -2, 1}, {1, 2, 3}}) {
            ReferenceVerdicts verdicts = verdicts(x, y, lambda, true);
            for (int[] region : BruteForceCells.regions(cells.size(), 2)) {
                List<OracleCell> neurons = List.of(cells.get(region[0]), cells.get(region[1]));
                ReferenceVerdicts.Verdict verdict = verdicts.verdict(region);
                assertThat(verdict.answer())
                        .as("%s %s", neurons, verdict)
                        .isEqualTo(orthonormal(neurons, y, n * lambda));
            }
        }
    }

    @Test
    void oneRow() {
        // x = 1, y = 1: the region (+, +) is global, (+, -), (-, +) and (-, -) hold a zero neuron.
        ReferenceVerdicts verdicts = verdicts(BruteForceCells.table("1"), new double[] {1}, 0.1, false);
        assertThat(List.of(0, 1, 2, 3).stream().map(c -> verdicts.verdict(c).answer()))
                .containsExactly(Answer.GLOBAL, Answer.SADDLE, Answer.SADDLE, Answer.SADDLE);
    }

    @Test
    void symmetricTieAtWidthOneIsGlobalTwice() {
        ReferenceVerdicts verdicts = verdicts(BruteForceCells.table("1", "-1"), new double[] {1, 1}, 0.1, false);
        assertThat(verdicts.count(1)).containsExactlyInAnyOrderEntriesOf(Map.of(Answer.GLOBAL, 2L, Answer.SADDLE, 2L));
    }

    @Test
    void concaveEscapeWithDependentNormals() {
        // Three hyperplanes through the ray e3 and a host on which it is a strict minimum: no neuron is zero, 0 is
        // inside
        // the hull of the gradients, and the slope towards (1, 1, 0) is negative.
        Rational[][] x = BruteForceCells.table("1,0,0", "0,1,0", "1,1,0", "1,1,1");
        ReferenceVerdicts verdicts = verdicts(x, new double[] {-1, -1, 1, 1.25}, 1 / 16.0, false);
        int host = BruteForceCells.signedCells(x).indexOf(OracleCell.parse("+:---+"));
        ReferenceVerdicts.Verdict verdict = verdicts.verdict(host);
        assertThat(verdict.answer()).as("%s", verdict).isEqualTo(Answer.SADDLE);
        assertThat(verdict.rays()).hasSize(1);
        assertThat(OracleCell.signs(verdict.rays().get(0).covector())).isEqualTo("000+");
        assertThat(verdict.rays().get(0).mass()).isCloseTo(1, within(1e-10));
    }

    /** T6 (a) and (c): sums of {@code #(R, m)} over the classes with at most m rays. */
    @ParameterizedTest
    @CsvSource({
        "gaussian-3x3,1",
        "gaussian-4x2,1",
        "gaussian-4x2,2",
        "gaussian-4x2,3",
        "gaussian-5x2,1",
        "gaussian-5x2,2"
    })
    void widthsBelowTheNumberOfGlobalRays(String name, int m) {
        CensusFiles census = CensusFiles.load(name);
        long global = 0;
        long spurious = 0;
        for (var c : census.answer().get("classes")) {
            int size = c.get("rays").size();
            if (size <= m) {
                long count = 0;
                for (int subset = 0; subset < 1 << size; subset++) {
                    long cells = 0;
                    for (int i = 0; i < size; i++) {
                        cells += (subset >> i & 1)
                                * c.get("rays").get(i).get("star").asLong();
                    }
                    count += ((size - Integer.bitCount(subset)) % 2 == 0 ? 1 : -1)
                            * Math.round(Math.pow((double) cells, m));
                }
                // The classes are sorted by value, so the first one that fits is the global one.
                spurious += global > 0 ? count : 0;
                global = global > 0 ? global : count;
            }
        }
        ReferenceVerdicts verdicts =
                new ReferenceVerdicts(census.program(), BruteForceCells.signedCells(census.x()), false);
        Map<Answer, Long> count = verdicts.count(m);
        assertThat(verdicts.unclear()).isEmpty();
        assertThat(count.get(Answer.GLOBAL)).isEqualTo(global);
        assertThat(count.getOrDefault(Answer.SPURIOUS, 0L)).isEqualTo(spurious);
    }

    @Test
    void polytopeOfOptimaNeedsOnlyOneOfItsSupports() {
        // Rows e1, e2, -e1, -e2, labels 1: 8^m - 4 6^m + 4 5^m - 4^m global regions.
        Rational[][] x = BruteForceCells.table("1,0", "0,1", "-1,0", "0,-1");
        ReferenceVerdicts verdicts = verdicts(x, new double[] {1, 1, 1, 1}, 0.01, true);
        assertThat(verdicts.globalValue(2)).isCloseTo(verdicts.globalValue(4), within(1e-10));
        assertThat(verdicts.count(2).get(Answer.GLOBAL)).isEqualTo(64 - 4 * 36 + 4 * 25 - 16);
        assertThat(verdicts.count(3).get(Answer.GLOBAL)).isEqualTo(512 - 4 * 216 + 4 * 125 - 64);
        assertThat(verdicts.count(5).get(Answer.GLOBAL)).isEqualTo(32768 - 4 * 7776 + 4 * 3125 - 1024);
    }

    @ParameterizedTest
    @CsvSource({"gaussian-3x3,2", "gaussian-3x3,3", "gaussian-5x2,3"})
    void countsOfTheReferenceCensus(String name, int m) {
        CensusFiles census = CensusFiles.load(name);
        ReferenceVerdicts verdicts =
                new ReferenceVerdicts(census.program(), BruteForceCells.signedCells(census.x()), false);
        Map<Answer, Long> count = verdicts.count(m);
        assertThat(count).as("%s", verdicts.unclear()).doesNotContainKey(Answer.UNCLEAR);
        var expected = census.answer().get("widths").get(String.valueOf(m));
        assertThat(count.get(Answer.GLOBAL)).isEqualTo(expected.get("global").asLong());
        assertThat(count.get(Answer.SPURIOUS))
                .isEqualTo(expected.get("spurious").asLong());
    }

    @Test
    void surjectionsAndSubsets() {
        assertThat(ReferenceVerdicts.surjections(3, 2)).isEqualTo(6);
        assertThat(ReferenceVerdicts.surjections(4, 4)).isEqualTo(24);
        assertThat(ReferenceVerdicts.subsets(5, 3)).hasSize(10);
        assertThat(ReferenceVerdicts.subsets(5, 0)).hasSize(1);
    }
}
